"""The full-text tables of the search index: FTS5 on SQLite, tsvectors with GIN indexes on PostgreSQL.

On SQLite triggers keep them; they hold no text of their own. Should a later migration change a column of
search_document there, Django makes the table anew and its triggers are lost: run make_search_tables() again.
"""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_text USING fts5(
    title, head, body, extra, marks,
    content='search_document', content_rowid='id', tokenize="ascii tokenchars '_'"
);
CREATE VIRTUAL TABLE search_prefix USING fts5(
    names, hints, marks,
    content='search_document', content_rowid='id', tokenize="ascii tokenchars '_'", prefix='1 2 3'
);
CREATE VIRTUAL TABLE search_terms USING fts5vocab(search_text, 'row');
CREATE TRIGGER search_document_written AFTER INSERT ON search_document BEGIN
    INSERT INTO search_text (rowid, title, head, body, extra, marks)
        VALUES (new.id, new.title, new.head, new.body, new.extra, new.marks);
    INSERT INTO search_prefix (rowid, names, hints, marks) VALUES (new.id, new.names, new.hints, new.marks);
END;
CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN
    INSERT INTO search_text (search_text, rowid, title, head, body, extra, marks)
        VALUES ('delete', old.id, old.title, old.head, old.body, old.extra, old.marks);
    INSERT INTO search_prefix (search_prefix, rowid, names, hints, marks)
        VALUES ('delete', old.id, old.names, old.hints, old.marks);
END;
CREATE TRIGGER search_document_changed
AFTER UPDATE OF id, title, head, body, extra, names, hints, marks ON search_document BEGIN
    INSERT INTO search_text (search_text, rowid, title, head, body, extra, marks)
        VALUES ('delete', old.id, old.title, old.head, old.body, old.extra, old.marks);
    INSERT INTO search_prefix (search_prefix, rowid, names, hints, marks)
        VALUES ('delete', old.id, old.names, old.hints, old.marks);
    INSERT INTO search_text (rowid, title, head, body, extra, marks)
        VALUES (new.id, new.title, new.head, new.body, new.extra, new.marks);
    INSERT INTO search_prefix (rowid, names, hints, marks) VALUES (new.id, new.names, new.hints, new.marks);
END;
"""
SQLITE_BACK = """
DROP TRIGGER search_document_written;
DROP TRIGGER search_document_gone;
DROP TRIGGER search_document_changed;
DROP TABLE search_terms;
DROP TABLE search_text;
DROP TABLE search_prefix;
"""

# fastupdate would leave the latest stories in a list that every search reads through. Without statistics the planner
# takes each search for a narrow one, and the functions forbid it to read the table or the primary key in order:
# either would unpack the vector of every story.
POSTGRESQL = """
ALTER TABLE search_document ADD COLUMN vector tsvector NOT NULL DEFAULT '';
ALTER TABLE search_document ADD COLUMN name_vector tsvector NOT NULL DEFAULT '';
ALTER TABLE search_document ALTER COLUMN vector SET STATISTICS 0;
ALTER TABLE search_document ALTER COLUMN name_vector SET STATISTICS 0;
CREATE INDEX search_document_text ON search_document USING gin (vector) WITH (fastupdate = off);
CREATE INDEX search_document_names ON search_document USING gin (name_vector) WITH (fastupdate = off);
CREATE FUNCTION search_matches(wanted tsquery, most bigint)
    RETURNS TABLE (id bigint, object_id text, number bigint, published_at bigint, marks text)
    LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
        SELECT id, object_id, number, published_at, marks FROM search_document WHERE vector @@ wanted
        ORDER BY id DESC LIMIT most
    $$;
CREATE FUNCTION search_name_matches(wanted tsquery, most bigint)
    RETURNS TABLE (id bigint, object_id text, number bigint, published_at bigint, marks text)
    LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
        SELECT id, object_id, number, published_at, marks FROM search_document WHERE name_vector @@ wanted
        ORDER BY id DESC LIMIT most
    $$;
CREATE FUNCTION search_frequency(wanted tsquery) RETURNS bigint
    LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
        SELECT count(*) FROM search_document WHERE vector @@ wanted
    $$;
"""
POSTGRESQL_BACK = """
DROP FUNCTION search_matches(tsquery, bigint);
DROP FUNCTION search_name_matches(tsquery, bigint);
DROP FUNCTION search_frequency(tsquery);
ALTER TABLE search_document DROP COLUMN vector;
ALTER TABLE search_document DROP COLUMN name_vector;
"""


def make_search_tables(apps, schema_editor):
    """Make what the database in use needs; nothing on any other."""
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop_search_tables(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, scripts):
    script = scripts.get(schema_editor.connection.vendor, "")
    # Semicolons within triggers and functions end no statement: these end in “END;” or “$$;”.
    for statement in _statements(script):
        schema_editor.execute(statement)


def _statements(script):
    lines = []
    for line in script.strip().splitlines():
        lines.append(line)
        is_inside = any(word in " ".join(lines) for word in ("TRIGGER search_document", "FUNCTION search_"))
        ends = ("END;", "$$;") if is_inside and lines[0].startswith("CREATE") else (";",)
        if line.endswith(ends):
            yield "\n".join(lines)
            lines = []


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make_search_tables, drop_search_tables, elidable=False)]
