"""After an upgrade that reads texts in another way, the worker brings the index up to date by itself."""

from __future__ import annotations

import pytest
from wagtail.search import index
from wagtail.search.index import get_indexed_models

from newsreel import worker
from newsreel.models import StoryPage
from search import refreshing, rereading
from search.drift import find_drift
from search.models import Document, IndexRules
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(tree, monkeypatch):
    """Seven stories, in batches of three."""
    monkeypatch.setattr(rereading, "BATCH", 3)
    monkeypatch.setattr(rereading, "MOST_SECONDS", 60)
    return [factories.article(tree.feed, title=f"Lighthouse number {number}") for number in range(7)]


def read_all() -> list[int]:
    """How many things each tick read."""
    ticks = []
    while found := rereading.reread():
        ticks.append(found)
    return ticks


def everything() -> int:
    return sum(model.get_indexed_objects().count() for model in get_indexed_models())


def upgrade(monkeypatch, rules: str = "of the next version") -> None:
    monkeypatch.setattr(rereading, "present_rules", lambda: rules)


def spoil(story: StoryPage) -> None:
    """Leave the entry as an earlier version made it."""
    Document.objects.filter(number=story.pk).update(title="beacon", digest="of an earlier version")


def spoilt() -> int:
    return Document.objects.filter(title="beacon").count()


def test_nothing_is_read_while_the_rules_are_the_same(stories):
    read_all()
    spoil(stories[0])
    assert read_all() == []
    assert spoilt() == 1


def test_new_rules_have_everything_read_again_a_few_at_a_time(stories, monkeypatch):
    read_all()
    for story in stories:
        spoil(story)
    assert spoilt() == 7
    upgrade(monkeypatch)
    ticks = read_all()
    assert max(ticks) == 3
    assert sum(ticks) >= 7
    assert spoilt() == 0
    assert StoryPage.objects.all().search("lighthouse").count() == 7
    assert not find_drift()


def test_what_says_the_same_is_not_written(stories, monkeypatch):
    read_all()
    before = dict(Document.objects.values_list("object_id", "pk"))
    Document.objects.filter(number=stories[0].pk).update(head="kept as it is")  # the digest says: unchanged
    upgrade(monkeypatch)
    read_all()
    assert dict(Document.objects.values_list("object_id", "pk")) == before
    assert Document.objects.get(number=stories[0].pk).head == "kept as it is"


def test_a_killed_worker_goes_on_where_it_was(stories, monkeypatch):
    read_all()
    upgrade(monkeypatch)
    before_the_kill = rereading.reread() + rereading.reread()
    assert not IndexRules.objects.get().is_done
    assert before_the_kill + sum(read_all()) == everything()
    assert IndexRules.objects.get().is_done


def test_another_upgrade_half_way_begins_anew(stories, monkeypatch):
    upgrade(monkeypatch, "first")
    rereading.reread()
    rereading.reread()
    upgrade(monkeypatch, "second")
    assert sum(read_all()) == everything()
    assert IndexRules.objects.get().rules == "second"


def test_a_tick_ends_before_the_schedule_has_to_wait(stories, monkeypatch):
    monkeypatch.setattr(rereading, "MOST_SECONDS", 0)
    assert set(read_all()) == {1}


def test_one_thing_that_cannot_be_read_holds_up_no_other(stories, monkeypatch, caplog):
    read_all()
    for story in stories:
        spoil(story)

    def refresh(model, pks):
        if pks == [stories[1].pk]:
            raise ValueError("a body of an earlier version")
        return refreshing.refresh(model, pks)

    monkeypatch.setattr(rereading, "refresh", refresh)
    upgrade(monkeypatch)
    read_all()
    assert spoilt() == 1
    assert IndexRules.objects.get().is_done
    assert f"news.ArticlePage {stories[1].pk}" in caplog.text


def test_a_story_is_read_as_it_is_when_its_turn_comes(stories, monkeypatch):
    upgrade(monkeypatch)
    keys = rereading._next_keys

    def while_somebody_saves(state):
        found = keys(state)
        stories[0].title = "Harbour number 0"
        stories[0].save()
        return found

    monkeypatch.setattr(rereading, "_next_keys", while_somebody_saves)
    read_all()
    assert StoryPage.objects.all().search("harbour").count() == 1
    assert not find_drift()


def test_entries_of_things_that_are_gone_go_at_the_end(
    stories, monkeypatch, drain, django_capture_on_commit_callbacks
):
    read_all()
    gone = Document.objects.get(number=stories[0].pk)
    gone.pk, gone.object_id, gone.number = None, "999999", 999999
    gone.save()
    upgrade(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        read_all()
    drain()
    assert not Document.objects.filter(number=999999).exists()


def test_one_worker_at_a_time_reads(stories, monkeypatch):
    upgrade(monkeypatch)
    monkeypatch.setattr(rereading.leases, "this_process", lambda: "elsewhere:1")
    assert rereading.reread()
    monkeypatch.setattr(rereading.leases, "this_process", lambda: "here:2")
    assert rereading.reread() == 0


def test_another_engine_is_left_to_its_operator(stories, settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.opensearch3"}}
    assert rereading.reread() == 0
    assert not IndexRules.objects.exists()


def test_a_field_that_weighs_more_is_another_rule(monkeypatch):
    rules = rereading.present_rules.__wrapped__()
    assert rereading.present_rules.__wrapped__() == rules
    fields = [*StoryPage.search_fields, index.SearchField("kicker", boost=3)]
    monkeypatch.setattr(StoryPage, "search_fields", fields)
    assert rereading.present_rules.__wrapped__() != rules


def test_the_worker_has_it_among_its_duties():
    assert ("default", rereading.REREAD_SECONDS, rereading.reread) in worker._duties
