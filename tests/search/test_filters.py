"""Filters: every count is what its link leads to, every state is an address, a bad date is said to be one."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from newsreel.models import StoryPage
from search.narrowing import Narrowing, address, read_day, read_narrowing
from tests import factories

TYPES = ["news", "news", "news", "analysis", "opinion"]


@pytest.fixture
def harbour(tree):
    """Stories of both kinds and several types on one word, over two years, and some that nobody may find."""
    people = [factories.author(name=name) for name in ("Ilsabet Corran", "Davit Hallorn")]
    topics = [factories.topic(name=name) for name in ("Politics", "Courts")]
    made = [
        factories.article(
            tree.feed,
            title=f"Harbour {n}",
            story_type=kind,
            age=timedelta(days=n * 80, hours=1),
            authors=people[: 1 + n % 2],
            topics=topics[n % 2 :],
        )
        for n, kind in enumerate(TYPES)
    ]
    made += [
        factories.video(tree.videos, title=f"Harbour film {n}", age=timedelta(days=3 + n), topics=topics[:1])
        for n in range(2)
    ]
    factories.article(tree.feed, title="Harbour draft", story_type="review", live=False, topics=topics)
    return made


def filter_of(context, name: str) -> dict[str, int | None]:
    found = next((one for one in context["found"].filters if one.name == name), None)
    return {facet.label: facet.count for facet in found.facets} if found else {}


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["", "new"])
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"kind": "article"},
        {"kind": "video"},
        {"type": "opinion"},
        {"topic": "courts"},
        {"author": "davit-hallorn"},
        {"when": "month"},
        {"video": "1"},
        {"kind": "article", "topic": "politics", "author": "ilsabet-corran"},
    ],
    ids=str,
)
def test_every_count_is_what_its_link_leads_to(harbour, client, sort, chosen):
    context = client.get("/search/", {"q": "harbour", "sort": sort, **chosen}).context
    found = context["found"]
    assert found.total == len(found.results) > 0
    for one in found.filters:
        assert sum(facet.is_current for facet in one.facets) <= 1
        for facet in one.facets:
            there = client.get("/search/" + facet.url).context["found"]
            if facet.count is not None:
                assert there.total == facet.count, (one.name, facet)
            asked = parse_qs(facet.url[1:])
            assert asked["q"] == ["harbour"]
            if facet.key.split("-")[1] not in ("author", "topic"):
                assert asked.get("sort", [""]) == [sort], "the order is kept"


@pytest.mark.django_db
def test_hidden_stories_are_in_no_count(harbour, client):
    context = client.get("/search/?q=harbour").context
    assert filter_of(context, "kind") == {"All": None, "Articles": 5, "Video": 2}
    assert filter_of(context, "type") == {"All": None, "News": 5, "Analysis": 1, "Opinion": 1}


@pytest.mark.django_db
def test_topics_authors_and_ages_are_counted(harbour, client):
    context = client.get("/search/?q=harbour").context
    assert filter_of(context, "topic") == {"All": None, "Politics": 5, "Courts": 5}
    assert filter_of(context, "author") == {"All": None, "Ilsabet Corran": 5, "Davit Hallorn": 2}
    ages = filter_of(context, "when")
    assert list(ages.values()) == [None, 1, 3, 3, 7]


@pytest.mark.django_db
def test_one_line_alone_is_no_choice_but_a_chosen_one_can_be_left(tree, client):
    factories.article(tree.feed, title="Harbour")
    assert filter_of(client.get("/search/?q=harbour").context, "type") == {}
    context = client.get("/search/?q=harbour&type=opinion").context
    assert context["found"].total == 0
    assert [chip.label for chip in context["chips"]] == ["Opinion"]
    assert parse_qs(context["chips"][0].url[1:]) == {"q": ["harbour"]}


@pytest.mark.django_db
def test_a_story_with_a_video_in_its_body_has_video(tree, client):
    film = factories.video(tree.videos, title="Harbour film")
    story = factories.article(
        tree.feed, title="Harbour story", body=[("video", {"video": film, "caption": ""})]
    )
    factories.article(tree.feed, title="Harbour words")
    assert StoryPage.objects.get(pk=story.pk).has_video
    found = client.get("/search/?q=harbour&video=1").context["found"]
    assert {result.story.pk for result in found.results} == {film.pk, story.pk}
    assert [facet.count for one in found.filters if one.name == "video" for facet in one.facets][1] == 2


@pytest.mark.django_db
def test_authors_and_topics_can_be_looked_for_alone(harbour, client, drain):
    drain()
    found = client.get("/search/?q=davit&kind=author").context["found"]
    assert ([author.name for author in found.authors], found.topics, found.total) == (
        ["Davit Hallorn"],
        [],
        1,
    )
    found = client.get("/search/?q=courts&kind=topic").context["found"]
    assert ([topic.name for topic in found.topics], found.authors) == (["Courts"], [])
    page = client.get("/search/?q=davit&kind=author").content.decode()
    assert "/authors/davit-hallorn/" in page


@pytest.mark.django_db
def test_days_are_whole_days_of_the_newsroom_and_both_are_in(tree, client):
    day = timezone.localdate() - timedelta(days=10)
    midnight = timezone.make_aware(timezone.datetime.combine(day, timezone.datetime.min.time()))
    for title, moment in {
        "Harbour before": midnight - timedelta(minutes=1),
        "Harbour first": midnight,
        "Harbour last": midnight + timedelta(hours=23, minutes=59),
        "Harbour after": midnight + timedelta(days=1),
    }.items():
        factories.article(tree.feed, title=title, age=timezone.now() - moment)
    asked = {"q": "harbour", "from": day.isoformat(), "to": day.isoformat()}
    found = client.get("/search/", asked).context["found"]
    assert {result.story.title for result in found.results} == {"Harbour first", "Harbour last"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("22.11.2026", date(2026, 11, 22)),
        (" 1/2/2026 ", date(2026, 2, 1)),
        ("2024-2-29", date(2024, 2, 29)),
        ("", None),
    ],
)
def test_a_day_is_read_as_browsers_and_people_write_it(text, day):
    assert read_day(text) == (day, "")


@pytest.mark.parametrize(
    "text", ["2026-02-30", "30.02.2026", "yesterday", "0000-01-01", "2026", "٢٠٢٦-١١-٢٢", "1-1-1", "<b>"]
)
def test_what_is_no_day_is_said_in_words(text):
    day, problem = read_day(text)
    assert day is None
    assert text in problem


@pytest.mark.parametrize("text", ["1066-10-14", "9999-12-31", "0001-01-01"])
def test_days_beyond_the_calendar_of_the_house_are_refused(text):
    assert read_day(text)[0] is None
    assert "outside" in read_day(text)[1]


@pytest.mark.django_db
def test_a_bad_day_is_passed_over_and_days_in_the_wrong_order_are_exchanged(harbour, client):
    response = client.get("/search/", {"q": "harbour", "from": "2026-02-31", "when": "week"})
    assert response.context["found"].total == 3
    assert "2026-02-31” is no day" in response.content.decode()
    response = client.get("/search/", {"q": "harbour", "from": "2199-01-01", "to": "1999-01-01"})
    assert response.context["first_day"] == "1999-01-01"
    assert response.context["found"].total == 7
    assert "exchanged" in response.content.decode()


@pytest.mark.django_db
@given(
    st.dictionaries(
        st.sampled_from(["kind", "type", "when", "from", "to", "video", "sort"]),
        st.sampled_from(
            ["article", "video", "author", "news", "day", "1", "new", "2026-01-02", "2025-05-05", "x", "\x7f"]
        ),
    )
)
def test_every_state_has_an_address_that_gives_the_state_again(parameters):
    state = read_narrowing(parameters)
    asked = {name: values[0] for name, values in parse_qs(address("ferry", state)[1:]).items()}
    again = read_narrowing(asked)
    assert again == Narrowing(**{**state.__dict__, "problems": ()})
    assert asked.pop("q") == "ferry"


@pytest.mark.django_db
def test_filters_that_leave_nothing_offer_the_results_without_them(harbour, client):
    response = client.get("/search/?q=harbour&type=opinion&kind=video")
    help_ = response.context["found"].help
    assert (help_.unfiltered, help_.unfiltered_url) == (7, "?q=harbour")
    assert "7 results without filters" in response.content.decode()
