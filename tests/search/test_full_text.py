"""SQLite's full-text tables: what they have lost or keep too much is seen without locking anybody out, and mended."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsreel.models import StoryPage
from search.drift import find_drift
from search.full_text import TABLES, full_text_is_whole
from search.models import Document
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps texts and words in one row"),
]
WORDS = "Don't re-open naïve_files: 3.5 km² of ґанок, 東京 & a/b — “quoted” x_y"


@pytest.fixture
def story(tree, drain):
    story = factories.article(tree.feed, title="The lanternfish returns", standfirst=WORDS)
    factories.article(tree.feed, title="Another story")
    call_command("update_index", verbosity=0)
    drain()
    return story


def run(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def found() -> list[str]:
    return [story.title for story in StoryPage.objects.all().search("lanternfish")]


def lose_triggers() -> None:
    for name in ("written", "gone", "changed"):
        run(f"DROP TRIGGER search_document_{name}")


def test_what_was_written_in_any_script_is_whole(story):
    assert full_text_is_whole()
    assert full_text_is_whole(thorough=True)


def test_nothing_is_written_by_the_check(story):
    with CaptureQueriesContext(connection) as captured:
        assert full_text_is_whole()
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}


@pytest.mark.parametrize("table", TABLES)
def test_an_entry_that_a_table_has_lost_is_missed_and_made_anew(story, table, capsys):
    columns = ", ".join(TABLES[table])
    run(
        f"INSERT INTO {table} ({table}, rowid, {columns}) SELECT 'delete', id, {columns} "
        "FROM search_document WHERE number = %s",
        story.pk,
    )
    with pytest.raises(CommandError):
        call_command("check_search_index")
    assert "do not agree" in capsys.readouterr().out
    call_command("check_search_index", fix=True)
    assert not find_drift(thorough=True)
    assert found() == ["The lanternfish returns"]


def test_a_text_that_changed_without_its_trigger_is_noticed(story):
    lose_triggers()
    Document.objects.filter(number=story.pk).update(title="lanternfish return once more")
    assert not full_text_is_whole()


def test_an_entry_that_went_without_its_trigger_is_noticed(story):
    lose_triggers()
    Document.objects.filter(number=story.pk).delete()
    assert not full_text_is_whole()


def test_words_that_can_no_longer_be_found_are_noticed(story):
    before = found()
    run("DELETE FROM search_text_data WHERE id > 10")
    assert before
    assert not full_text_is_whole()


def test_as_many_other_words_are_noticed_by_a_thorough_check(story):
    lose_triggers()
    text = Document.objects.get(number=story.pk).title
    Document.objects.filter(number=story.pk).update(title=text.replace("lanternfish", "viperfish"))
    assert full_text_is_whole()
    assert not full_text_is_whole(thorough=True)
    with pytest.raises(CommandError):
        call_command("check_search_index", thorough=True)


def test_a_check_reads_as_many_texts_as_there_are(story, tree, monkeypatch):
    monkeypatch.setattr("search.full_text.BATCH", 2)
    for number in range(5):
        factories.article(tree.feed, title=f"Story {number}")
    assert full_text_is_whole()
    last = Document.objects.order_by("pk").last()
    run("DELETE FROM search_prefix_docsize WHERE id = %s", last.pk)
    assert not full_text_is_whole()
