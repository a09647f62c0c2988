"""Short beginnings of names have an index of their own on PostgreSQL, as SQLite's `prefix` gives them.

Without it one or two typed letters make GIN walk every word that begins so, of which a large archive has thousands.
An index of an expression fits the rows that are there at once: nothing has to be read again.
"""

from django.db import migrations

# A word of the hints has a “+” before it. What is asked never reads the expression of a row, and statistics of it
# would mislead the planner as those of the vectors do (see 0002_search_tables).
POSTGRESQL = [
    """
    CREATE FUNCTION search_beginnings(names text, hints text, marks text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT coalesce(array_to_tsvector(array_agg(DISTINCT lexeme)), ''::tsvector) FROM (
                SELECT left(word, letters)
                FROM unnest(string_to_array(names, ' ')) AS word, generate_series(1, 3) AS letters WHERE word <> ''
                UNION ALL SELECT '+' || left(word, letters)
                FROM unnest(string_to_array(hints, ' ')) AS word, generate_series(1, 3) AS letters WHERE word <> ''
                UNION ALL SELECT mark FROM unnest(string_to_array(marks, ' ')) AS mark WHERE mark <> ''
            ) AS each(lexeme)
        $$
    """,
    """
    CREATE INDEX search_document_beginnings ON search_document
        USING gin (search_beginnings(names, hints, marks)) WITH (fastupdate = off)
    """,
    "ALTER INDEX search_document_beginnings ALTER COLUMN 1 SET STATISTICS 0",
    """
    CREATE FUNCTION search_beginning_matches(wanted tsquery, most bigint)
        RETURNS TABLE (id bigint, object_id text, number bigint, published_at bigint, marks text)
        LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
            SELECT id, object_id, number, published_at, marks FROM search_document
            WHERE search_beginnings(names, hints, marks) @@ wanted
            ORDER BY id DESC LIMIT most
        $$
    """,
]
POSTGRESQL_BACK = [
    "DROP FUNCTION search_beginning_matches(tsquery, bigint)",
    "DROP INDEX search_document_beginnings",
    "DROP FUNCTION search_beginnings(text, text, text)",
]


def make_beginnings(apps, schema_editor):
    _run(schema_editor, POSTGRESQL)


def drop_beginnings(apps, schema_editor):
    _run(schema_editor, POSTGRESQL_BACK)


def _run(schema_editor, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_searches_found_in_part")]

    operations = [migrations.RunPython(make_beginnings, drop_beginnings, elidable=False)]
