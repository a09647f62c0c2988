"""Measurements. Nothing here is a test: machines are noisy, so figures are printed, not asserted."""
