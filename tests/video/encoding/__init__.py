"""Tests of encoding: real clips, made on the spot and small."""
