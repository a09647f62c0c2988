"""Newsreel's search backends: Wagtail's own for SQLite and PostgreSQL, made fast, exact and safe.

`search.backends.database` chooses by the database in use. docs/decisions says where they hook into Wagtail's.
"""
