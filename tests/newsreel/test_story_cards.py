"""What a card says of a story: names, labels, lengths, addresses; prepared once and read without a query."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from news.models import ArticlePage
from newsreel.cards import prepare_cards
from newsreel.models import Byline, StoryPage, StoryTopic, StoryType
from newsreel.models.story_cards import CARD_WORDS
from tests import factories

db = pytestmark = pytest.mark.django_db
durations = st.integers(min_value=0, max_value=100 * 3600)


def bare(**fields: object) -> StoryPage:
    """A story in memory only."""
    return StoryPage(title="Ferry", slug="ferry", **fields)


def cards() -> list[StoryPage]:
    stories = list(StoryPage.objects.published().newest_first().for_cards())
    prepare_cards(stories)
    return stories


# --- Length -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "text", "iso"),
    [
        (0, "0:00", "PT0S"),
        (9, "0:09", "PT9S"),
        (60, "1:00", "PT1M0S"),
        (258, "4:18", "PT4M18S"),
        (3599, "59:59", "PT59M59S"),
        (3600, "1:00:00", "PT1H0S"),
        (3760, "1:02:40", "PT1H2M40S"),
        (36_000, "10:00:00", "PT10H0S"),
        (None, "", ""),
    ],
)
def test_a_length_is_printed_for_people_and_for_machines(seconds, text, iso):
    story = bare(duration=seconds)
    assert (story.duration_text, story.duration_iso) == (text, iso)


@given(seconds=durations)
def test_a_printed_length_says_exactly_the_seconds(seconds):
    story = bare(duration=seconds)
    parts = [int(part) for part in story.duration_text.split(":")]
    assert sum(part * 60**place for place, part in enumerate(reversed(parts))) == seconds
    assert all(part < 60 for part in parts[1:])
    found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(\d+)S", story.duration_iso)
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    assert hours * 3600 + minutes * 60 + rest == seconds


@pytest.mark.parametrize(("minutes", "text"), [(None, ""), (0, ""), (1, "1 min read"), (12, "12 min read")])
def test_a_reading_time_of_nothing_is_not_told(minutes, text):
    assert bare(reading_time=minutes).reading_time_text == text


# --- Names ------------------------------------------------------------------------------------------


@db
@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["Ann Ray"], "Ann Ray"),
        (["Ann Ray", "Bo Lund"], "Ann Ray and Bo Lund"),
        (["Ann Ray", "Bo Lund", "Cai Oh"], "Ann Ray, Bo Lund and Cai Oh"),
        (["Ann Ray", "", "Cai Oh"], "Ann Ray and Cai Oh"),
        (["", ""], ""),
    ],
)
def test_names_are_joined_as_one_says_them(names, text):
    story = bare(bylines=[Byline(printed_name=name, sort_order=place) for place, name in enumerate(names)])
    assert story.byline_text == text


@db
def test_a_name_with_a_percent_sign_is_just_a_name():
    story = bare(bylines=[Byline(printed_name="100%(names)s"), Byline(printed_name="%d Co")])
    assert story.byline_text == "100%(names)s and %d Co"


@db
def test_names_stand_in_the_order_that_the_editor_gave_them(tree):
    first, second, third = (factories.author(name=name) for name in ("Zoe", "Mia", "Abe"))
    factories.article(tree.feed, authors=[first, second, third])
    assert cards()[0].byline_text == "Zoe, Mia and Abe"


@db
def test_a_printed_name_outlives_the_authors_entry_and_its_renaming(tree):
    author = factories.author(name="Ada Before")
    factories.article(tree.feed, authors=[author])
    author.name = "Ada After"
    author.save()
    assert cards()[0].byline_text == "Ada Before"
    author.delete()
    byline = cards()[0].byline_list[0]
    assert (byline.name, byline.author) == ("Ada Before", None)


# --- Label ------------------------------------------------------------------------------------------


@db
def test_a_card_names_its_first_topic_and_the_article_its_feed(tree):
    ferry, law = factories.topic(name="Ferries"), factories.topic(name="Law")
    factories.article(tree.feed, topics=[ferry, law])
    [story] = cards()
    assert (story.card_label, story.card_label_url) == ("Ferries", ferry.url)
    assert (story.label, story.label_url) == ("News Feed", "/news/")
    assert [topic.name for topic in story.topic_list] == ["Ferries", "Law"]


@db
def test_opinion_is_never_labelled_as_its_subject(tree):
    factories.article(tree.feed, topics=[factories.topic()], story_type="opinion")
    [story] = cards()
    assert (story.card_label, story.card_label_url) == ("News Feed", "/news/")


@db
def test_a_deleted_topic_gives_its_place_to_the_next(tree):
    gone, next_one = factories.topic(name="Gone"), factories.topic(name="Next")
    factories.article(tree.feed, topics=[gone, next_one])
    gone.delete()
    assert cards()[0].card_label == "Next"


@pytest.mark.parametrize("story_type", StoryType.values)
def test_every_type_but_news_is_named(story_type):
    assert bare(story_type=story_type).type_label == (
        "" if story_type == "news" else StoryType(story_type).label
    )


def test_a_type_of_an_older_version_is_named_as_it_is_stored():
    assert bare(story_type="essay").type_label == "essay"


def test_a_type_is_named_in_the_readers_language():
    with translation.override("uk"):
        assert bare(story_type="opinion").type_label == str(StoryType.OPINION.label)


# --- Excerpt ----------------------------------------------------------------------------------------


def test_without_a_standfirst_the_first_words_of_the_body_stand_in():
    words = [f"word{number}" for number in range(CARD_WORDS + 5)]
    body = [("paragraph", RichText(f"<p><b>{words[0]}</b> {' '.join(words[1:])}</p>"))]
    excerpt = ArticlePage(body=body).excerpt
    assert excerpt.split() == [*words[: CARD_WORDS - 1], f"{words[CARD_WORDS - 1]}…"]


def test_a_standfirst_is_the_excerpt_whole():
    standfirst = " ".join(["long"] * 80)
    assert bare(standfirst=standfirst).excerpt == standfirst


# --- Picture words ----------------------------------------------------------------------------------


@db
def test_the_pictures_own_words_are_used_until_the_story_says_other():
    image = factories.image(description="A gull", caption="The quay", credit="Photo: O. Ral")
    plain = bare(lead_image=image)
    assert (plain.lead_alt, plain.lead_caption, plain.lead_credit) == ("A gull", "The quay", "Photo: O. Ral")
    own = bare(
        lead_image=image,
        lead_image_alt="Two gulls",
        lead_image_caption="Low tide",
        lead_image_credit="Agency",
    )
    assert (own.lead_alt, own.lead_caption, own.lead_credit) == ("Two gulls", "Low tide", "Agency")


def test_a_story_without_a_picture_has_no_words_for_one():
    story = bare()
    assert (story.lead_alt, story.lead_caption, story.lead_credit) == ("", "", "")


# --- Update -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, False), (0, False), (59, False), (60, True), (86_400, True)]
)
def test_an_update_is_told_from_the_second_minute_on(seconds, shown):
    published = timezone.now()
    updated = None if seconds is None else published + timedelta(seconds=seconds)
    assert bare(published_at=published, updated_at=updated).shows_update is shown


# --- Address ----------------------------------------------------------------------------------------


@db
def test_a_story_knows_its_address_without_a_query(tree, django_assert_num_queries):
    story = factories.article(tree.feed, slug="vote")
    found = StoryPage.objects.get(pk=story.pk)
    with django_assert_num_queries(0):
        assert (found.url, found.get_url(), found.label_url) == ("/news/vote/", "/news/vote/", "/news/")
    assert found.url == ArticlePage.objects.get(pk=story.pk).full_url.removeprefix("http://localhost")


def test_a_story_that_stands_nowhere_yet_has_no_address():
    assert bare().url is None
    assert bare().label_url == "/"


# --- Loading ----------------------------------------------------------------------------------------


@db
@pytest.mark.parametrize("count", [2, 8])
def test_all_that_cards_print_is_loaded_in_a_fixed_number_of_queries(count, tree, django_assert_num_queries):
    for _ in range(count):
        author = factories.author(portrait=factories.image(200, 200))
        factories.article(
            tree.feed, authors=[author], topics=[factories.topic()], lead_image=factories.image(200, 200)
        )
        factories.video(tree.videos, lead_image=factories.image(200, 200))
    stories = list(StoryPage.objects.published().newest_first().for_cards())
    with django_assert_num_queries(3):
        prepare_cards(stories[:2], [None], stories[2:], stories)
    with django_assert_num_queries(0):
        for size in ("lead", "large", "medium", "small", "text"):
            for story in stories:
                context = {"story": story, "size": size, "heading": "h3"}
                assert story.title in render_to_string("components/story_card.html", context)


@db
def test_an_unsaved_story_in_a_preview_keeps_what_the_form_says():
    topic = factories.topic(name="Fresh")
    story = bare(bylines=[Byline(printed_name="Ann Ray")], story_topics=[StoryTopic(topic=topic)])
    prepare_cards([story])
    assert (story.byline_text, story.card_label) == ("Ann Ray", "Fresh")
