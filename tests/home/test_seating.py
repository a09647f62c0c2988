"""Who stands where on the front page, for any layout and any state of the stories in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from home.fallbacks import fallback_warnings
from home.layout import LEAD, read_layout
from home.slots import seat
from news.models import NewsFeedPage
from newsreel.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db

STATES = ["public"] * 8 + ["draft", "expired", "embargoed", "private"]
STORIES, VIDEOS = 12, 5
GONE = 987_654
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def newsroom(tree):
    """Stories in every state on two topics and in two feeds. Layouts name them by their place in `keys`."""
    topics = [factories.topic() for _number in range(2)]
    column = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
    made = []
    for number in range(STORIES + VIDEOS):
        on = [topic for place, topic in enumerate(topics) if number % (place + 2) == 0]
        state = STATES[number % len(STATES)]
        fields = {"topics": on, "live": state != "draft", "age": timedelta(minutes=number + 1)}
        if number < STORIES:
            page = factories.article(column if number % 3 == 0 else tree.feed, **fields)
        else:
            page = factories.video(tree.videos, **fields)
        _bring_to(state, page)
        made.append(page)
    tree.keys = [page.pk for page in made] + [GONE]
    tree.topics = [topic.pk for topic in topics] + [GONE]
    tree.feeds = [tree.feed.pk, column.pk, GONE]
    return tree


def _bring_to(state: str, page) -> None:
    now = timezone.now()
    if state == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    changes = {"expired": {"expire_at": now}, "embargoed": {"embargo_until": now + timedelta(hours=1)}}
    type(page).objects.filter(pk=page.pk).update(**changes.get(state, {"expire_at": None}))


# Layouts are drawn with numbers in place of keys, which a test's database only knows later.
_story = st.one_of(st.none(), st.integers(0, STORIES + VIDEOS))
_film = st.integers(STORIES, STORIES + VIDEOS)
_third = st.integers(0, 2)


@st.composite
def blocks(draw) -> list[tuple[str, dict]]:
    def some(most: int) -> list:
        return draw(st.lists(_story, max_size=most))

    def filled() -> dict:
        kinds = st.sampled_from(["latest", "topic", "feed", "none"])
        return {
            "fill": draw(kinds),
            "topic": draw(_third),
            "feed": draw(_third),
            "count": draw(st.integers(1, 6)),
        }

    found = []
    for kind in draw(
        st.lists(st.sampled_from(["story_list", "topic_row", "video_strip", "text"]), max_size=4)
    ):
        value = filled()
        if kind == "story_list":
            value["stories"] = some(5)
        elif kind == "topic_row":
            value["large"] = draw(_story)
        elif kind == "video_strip":
            value["videos"] = draw(st.lists(_film, max_size=3))
        found.append((kind, value))
    if draw(st.booleans()):
        beside = [{"story": key, "text_only": draw(st.booleans())} for key in some(3)]
        lead = {"lead": draw(_story), "secondaries": beside, "also": some(3), "fill_up": draw(st.booleans())}
        found.insert(0, ("lead_package", {**filled(), **lead}))
    if draw(st.booleans()):
        found.insert(
            draw(st.integers(0, len(found))), ("news_feed", {"feed": None, "count": draw(st.integers(3, 9))})
        )
    return found


def stored(layout: list[tuple[str, dict]], newsroom) -> list[dict]:
    """The layout as the page stores it, with the keys of this database."""

    def key(number: int | None) -> int | None:
        return None if number is None else newsroom.keys[number]

    raw = []
    for kind, drawn in layout:
        value = dict(drawn)
        for name in {"lead", "large"} & value.keys():
            value[name] = key(value[name])
        for name in {"stories", "videos", "also"} & value.keys():
            value[name] = [key(number) for number in value[name]]
        if "secondaries" in value:
            value["secondaries"] = [{**item, "story": key(item["story"])} for item in value["secondaries"]]
        if kind != "news_feed":
            value |= {"topic": newsroom.topics[value["topic"]], "feed": newsroom.feeds[value["feed"]]}
        raw.append({"type": kind, "value": value})
    return raw


@ANY
@given(layout=blocks())
def test_everyone_seated_is_public_stands_once_and_somebody_leads(newsroom, layout):
    public = set(StoryPage.objects.published().values_list("pk", flat=True))
    seating = seat(stored(layout, newsroom))
    seated = [slot.story for part in seating.parts for slot in part.slots if slot.story is not None]
    assert len(seated) == len(set(seated))
    assert set(seated) <= public
    leads = [slot.story for part in seating.parts for slot in part.group(LEAD)]
    assert leads
    assert leads[0] is not None


@ANY
@given(layout=blocks())
def test_every_public_choice_stands_on_the_page_and_every_other_is_explained(newsroom, layout):
    raw = stored(layout, newsroom)
    public = set(StoryPage.objects.published().values_list("pk", flat=True))
    seating = seat(raw)
    chosen = [slot.wanted for part in read_layout(raw) for slot in part.slots if slot.wanted is not None]
    assert public & set(chosen) <= seating.story_keys
    explained = {fallback.wanted for fallback in seating.fallbacks}
    assert set(chosen) - seating.story_keys <= explained
    warnings = fallback_warnings(raw)
    assert len(warnings) == len(seating.fallbacks)
    for warning in warnings:
        assert str(warning).endswith(".")
        assert "%(" not in str(warning)
        assert warning.reason


@ANY
@given(layout=blocks())
def test_the_same_layout_is_seated_the_same_way_each_time(newsroom, layout):
    raw = stored(layout, newsroom)

    def places() -> list[tuple[str, int | None]]:
        return [(slot.role, slot.story) for part in seat(raw).parts for slot in part.slots]

    assert places() == places()


@ANY
@given(layout=blocks())
def test_chosen_stories_keep_their_order_and_empty_places_come_last(newsroom, layout):
    for part in seat(stored(layout, newsroom)).parts:
        for group in part.groups():
            taken = [slot.story is not None for slot in group]
            assert taken == sorted(taken, reverse=True)
            wanted = list(dict.fromkeys(slot.wanted for slot in group if slot.wanted is not None))
            here = [slot.story for slot in group if slot.story in wanted]
            assert here == [pk for pk in wanted if pk in here]


@ANY
@given(layout=blocks())
def test_a_filled_place_takes_nothing_from_another_source(newsroom, layout):
    for part in seat(stored(layout, newsroom)).parts:
        wanted = {slot.wanted for slot in part.slots}
        filled = {slot.story for slot in part.slots if slot.story is not None} - wanted
        stories = StoryPage.objects.filter(pk__in=filled)
        if part.kind == "video_strip":
            assert not stories.exclude(kind="video").exists()
        elif part.kind == "topic_row":
            assert (
                set(stories.filter(story_topics__topic=part.source.pk).values_list("pk", flat=True)) == filled
            )
        elif part.kind == "story_list" and part.source.kind == "none":
            assert not filled


@pytest.mark.parametrize(
    "raw",
    [
        [],
        [{"type": "carousel", "value": {"x": 1}}],
        [{"type": "lead_package", "value": None}],
        [{"type": "story_list", "value": {"stories": ["x", None, {}, [1]], "count": "many"}}],
        [{"type": "lead_package", "value": {"secondaries": [1, None, {"story": "x"}], "also": None}}],
        [{"type": "topic_row", "value": {"topic": "x", "large": {}, "count": -3}}],
        [{"type": "story_list", "value": {"fill": "weather", "count": 0}}],
        [{"type": "news_feed", "value": {}}],
    ],
    ids=["nothing", "unknown block", "no value", "list", "package", "row", "source", "feed"],
)
def test_stored_nonsense_is_passed_over(newsroom, raw):
    seating = seat(raw)
    assert any(slot.story for part in seating.parts for slot in part.group(LEAD))
    assert seating.fallbacks == []
