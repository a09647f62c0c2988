"""Uploads that survive a lost connection: a tus 1.0 server, its guards, and what becomes of a whole file."""
