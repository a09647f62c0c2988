"""Results and counts are those of a naive search through all stories, whatever filters are chosen."""

from __future__ import annotations

import random
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreel.models import Author, StoryPage, Topic
from search.engine import Filters
from search.engines import engine
from search.query import ReaderQuery
from tests import factories
from tests.search import reference

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = ("harbour", "lantern", "orchard")
TYPES = ("news", "analysis", "opinion", "interview")
SIGNS = st.sampled_from("harbou \"-()*:^+_&|!\\'%")
AGES = (0.2, 0.9, 3, 6.5, 20, 30, 45, 200, 360, 380, 900, 2000)


@pytest.fixture
def archive(tree):
    """Forty stories of chance, the same each time; some are hidden in one way or another."""
    chance = random.Random(4)
    authors = [factories.author(name=name) for name in ("Ilsabet Corran", "Davit Hallorn", "Mira Stell")]
    topics = [factories.topic(name=name) for name in ("Politics", "Courts", "Fisheries")]
    for number in range(40):
        words = chance.sample(WORDS, chance.randint(1, 3))
        fields = {
            "title": f"{' '.join(words).capitalize()} {number}",
            "standfirst": f"Told of {chance.choice(WORDS)}.",
            "authors": chance.sample(authors, chance.randint(0, 2)),
            "topics": chance.sample(topics, chance.randint(0, 2)),
            "story_type": chance.choice(TYPES),
            "age": timedelta(days=chance.choice(AGES), minutes=number + 1),
            "language": chance.choice(("en", "en", "en", "de")),
        }
        story = (
            factories.video(tree.videos, **fields)
            if number % 4 == 0
            else factories.article(tree.feed, **fields)
        )
        if number % 10 == 9:
            hidden = [{"expire_at": timezone.now() - timedelta(hours=1)}, {"live": False}][number % 20 // 10]
            StoryPage.objects.filter(pk=story.pk).update(**hidden)


def chosen() -> st.SearchStrategy[Filters]:
    """Filters of any kind, by places in lists: primary keys are known only within a test."""
    days = st.sampled_from([None, 1, 7, 31, 45, 366, 1000])
    return st.builds(
        lambda kind, story_type, topic, author, since, until, language, has_video: (
            kind,
            story_type,
            topic,
            author,
            since,
            until,
            language,
            has_video,
        ),
        st.sampled_from(["", "", "article", "video"]),
        st.sampled_from(["", "", *TYPES]),
        st.sampled_from([None, None, 0, 1, 2]),
        st.sampled_from([None, None, 0, 1, 2]),
        days,
        days,
        st.sampled_from(["", "", "en", "de", "uk"]),
        st.booleans(),
    )


def to_filters(choice: tuple) -> Filters:
    kind, story_type, topic, author, since, until, language, has_video = choice
    now = timezone.now()
    topics, authors = Topic.objects.order_by("pk"), Author.objects.order_by("pk")
    return Filters(
        kind=kind,
        story_type=story_type,
        topic=None if topic is None else topics[topic].pk,
        author=None if author is None else authors[author].pk,
        since=None if since is None else now - timedelta(days=since),
        until=None if until is None else now - timedelta(days=until // 2),
        language=language,
        has_video=has_video,
    )


@MANY
@given(st.sampled_from(WORDS), chosen(), st.booleans())
def test_results_are_those_of_the_reference(archive, word, choice, newest_first):
    filters = to_filters(choice)
    results = engine().search_stories(ReaderQuery.parse(word), filters, newest_first=newest_first, size=100)
    assert set(results.ids) == reference.found(word, filters)
    assert results.total == len(results.ids)
    if newest_first:
        moments = dict(StoryPage.objects.filter(pk__in=results.ids).values_list("pk", "published_at"))
        assert results.ids == sorted(results.ids, key=lambda pk: (moments[pk], pk), reverse=True)


@MANY
@given(st.sampled_from(WORDS), chosen())
def test_counts_are_those_of_the_reference(archive, word, choice):
    filters = to_filters(choice)
    counted = asdict(engine().search_stories(ReaderQuery.parse(word), filters).facets)
    assert counted == reference.counts(word, filters)


@MANY
@given(st.sampled_from(WORDS), st.sampled_from(WORDS), chosen())
def test_a_word_that_is_not_wanted_takes_away_just_its_stories(archive, wanted, unwanted, choice):
    filters = to_filters(choice)
    ids = engine().search_stories(ReaderQuery.parse(f"{wanted} -{unwanted}"), filters, size=100).ids
    if wanted == unwanted:
        assert ids == []
    else:
        assert set(ids) == reference.found(wanted, filters) - reference.found(unwanted, filters)


def test_pages_together_are_the_whole_in_its_order(archive):
    query = ReaderQuery.parse("harbour lantern")
    whole = engine().search_stories(query, size=100).ids
    parts = [
        pk for start in range(0, 100, 3) for pk in engine().search_stories(query, start=start, size=3).ids
    ]
    assert parts == whole


def test_what_has_all_words_goes_before_what_has_some(archive):
    both = reference.found("orchard", Filters()) & reference.found("lantern", Filters())
    ids = engine().search_stories(ReaderQuery.parse("orchard lantern"), size=100).ids
    assert set(ids[: len(both)]) == both


def test_a_word_in_very_many_stories_still_passes_filters_and_is_said_to_be_in_more(archive, monkeypatch):
    monkeypatch.setattr("search.story_search.MOST_LOOKED_AT", 4)
    monkeypatch.setattr("search.matching.gathering.MOST_CANDIDATES", 4)
    monkeypatch.setattr("search.matching.gathering.MOST_IN_TITLE", 2)
    results = engine().search_stories(ReaderQuery.parse("harbour"), Filters(kind="video"), size=100)
    assert set(results.ids) <= reference.found("harbour", Filters(kind="video"))
    assert results.ids


@pytest.mark.parametrize("size", [0, 1, 5, 1000])
def test_any_size_and_any_start_is_answered(archive, size):
    for start in (0, 3, 10_000):
        results = engine().search_stories(ReaderQuery.parse("harbour"), start=start, size=size)
        assert len(results.ids) <= size
        assert results.total == len(reference.found("harbour", Filters()))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(codec="utf-8"), max_size=60)
    | st.text(st.sampled_from("harbou \"-()*:^+_&|!\\'%"), max_size=60),
    st.dictionaries(
        st.sampled_from(["kind", "type", "topic", "author", "when", "from", "to", "video", "sort"]),
        st.text(max_size=12)
        | st.sampled_from(["video", "news", "courts", "month", "2026-01-01", "1", "new"]),
    ),
)
def test_any_text_with_any_filters_gives_a_page(archive, client, text, parameters):
    response = client.get("/search/", {"q": text, **parameters})
    assert response.status_code == 200
    assert not response.context["found"].failed
