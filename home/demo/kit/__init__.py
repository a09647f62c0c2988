"""Draws the demo newsroom: a development tool, never imported by the site."""

from pathlib import Path

DEMO = Path(__file__).resolve().parent.parent
