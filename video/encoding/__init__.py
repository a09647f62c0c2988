"""From an uploaded original to a ladder of rungs that every screen can play."""
