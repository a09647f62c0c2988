"""Addresses: plain ASCII from any script, never taken from the site itself, never broken by a change."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect

from home.models import StandardPage
from news.models import ArticlePage, NewsFeedPage
from newsreel.metadata.addresses import absolute, canonical_listing
from newsreel.models import Author, Topic
from newsreel.models.addresses import RESERVED_SEGMENTS, ascii_slug
from tests import factories

db = pytest.mark.django_db


# --- Slugs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ferry vote, at last!", "ferry-vote-at-last"),
        ("Łódź & Ærø", "lodz-aero"),
        ("— … —", "untitled"),
        ("", "untitled"),
        ("   ", "untitled"),
        ("-_-", "untitled"),
        ("../../etc/passwd", "etcpasswd"),
        ("a\x00b", "ab"),
        ("snake_case stays", "snake_case-stays"),
        ("x" * 79 + " yz", "x" * 79),
    ],
)
def test_a_slug_is_made_of_the_words_alone(text, slug):
    assert ascii_slug(text) == slug


@pytest.mark.parametrize(
    "text", ["Щастя й мʼята", "Αθήνα σήμερα", "東京の海", "القاهرة", "🚢 Ferry", "½ price"]
)
def test_every_script_gets_words_in_ascii(text):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ascii_slug(text))
    assert ascii_slug(text) != "untitled"


@given(text=st.text(max_size=400))
def test_no_text_makes_a_slug_that_an_address_cannot_hold(text):
    slug = ascii_slug(text)
    assert re.fullmatch(r"[a-z0-9_-]{1,80}", slug)
    assert slug == "untitled" or not (slug.startswith("-") or slug.endswith("-"))
    assert reverse("topic", args=[slug]) == f"/topics/{slug}/"


@given(text=st.text(max_size=100))
def test_a_slug_of_a_slug_is_itself(text):
    assert ascii_slug(ascii_slug(text)) == ascii_slug(text)


@db
@pytest.mark.parametrize("model", [Author, Topic])
def test_equal_names_get_addresses_of_their_own(model):
    make = factories.author if model is Author else factories.topic
    names = ["Ferry", "Ferry!", "Ферри", "“Ferry”"]
    assert [make(name=name).slug for name in names] == ["ferry", "ferry-2", "ferri", "ferry-3"]


@db
@pytest.mark.parametrize("make", [factories.author, factories.topic])
def test_a_number_still_fits_behind_a_name_as_long_as_the_column(make):
    """PostgreSQL refuses what is too long; SQLite would take it."""
    endings = "BBB" if make is factories.author else "BbБ"  # names of topics are unique
    first, second, third = (make(name="A" * 79 + ending) for ending in endings)
    assert first.slug == f"{'a' * 79}b"
    assert len({first.slug, second.slug, third.slug}) == 3
    for made in (first, second, third):
        made.full_clean()


# --- Redirects --------------------------------------------------------------------------------------


def rename(thing, *slugs: str) -> None:
    for slug in slugs:
        thing.slug = slug
        thing.save()


@db
@pytest.mark.parametrize("make", [factories.author, factories.topic])
def test_there_and_back_again_ends_in_no_circle(make, client):
    thing = make(slug="first")
    rename(thing, "second", "first")
    assert client.get(thing.url).status_code == 200
    former = thing.url.replace("first", "second")
    answer = client.get(former, follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [(thing.url, 301)])


@db
@pytest.mark.parametrize("make", [factories.author, factories.topic])
def test_all_former_addresses_lead_to_the_present_one(make, client):
    thing = make(slug="one")
    rename(thing, "two", "three", "four")
    for former in ("one", "two", "three"):
        answer = client.get(thing.url.replace("four", former), follow=True)
        assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, thing.url)


@db
def test_whoever_has_an_address_now_is_shown_there(client):
    former = factories.author(name="Ann Ray", slug="ray")
    rename(former, "ann-ray")
    factories.author(name="Bo Ray", slug="ray")
    assert b"Bo Ray" in client.get("/authors/ray/").content
    assert client.get("/authors/ann-ray/").status_code == 200


@db
def test_an_address_that_passes_on_twice_leads_to_its_last_holder(client):
    first, second = factories.author(slug="desk"), factories.author(slug="night")
    rename(first, "day")
    rename(second, "desk", "evening")
    assert client.get("/authors/desk/").headers["Location"] == second.url
    assert Redirect.objects.filter(old_path="/authors/desk").count() == 1


@db
def test_saving_without_a_new_slug_makes_no_redirect():
    author = factories.author(slug="ray")
    author.bio = "Another bio."
    author.save()
    assert not Redirect.objects.exists()


@db
def test_a_story_is_found_under_the_addresses_it_had(tree, client, django_capture_on_commit_callbacks):
    story = factories.article(tree.feed, slug="vote")
    for slug in ("ferry-vote", "the-ferry-vote"):
        with django_capture_on_commit_callbacks(execute=True):
            story = ArticlePage.objects.get(pk=story.pk)
            story.slug = slug
            story.save_revision().publish()
    for former in ("vote", "ferry-vote"):
        answer = client.get(f"/news/{former}/", follow=True)
        assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, "/news/the-ferry-vote/")


@db
def test_stories_follow_a_feed_that_changes_its_address(tree, client, django_capture_on_commit_callbacks):
    story = factories.article(tree.feed, slug="vote")
    with django_capture_on_commit_callbacks(execute=True):
        feed = NewsFeedPage.objects.get(pk=tree.feed.pk)
        feed.slug = "wire"
        feed.save_revision().publish()
    story.refresh_from_db()
    assert story.url == "/wire/vote/"
    assert client.get("/wire/vote/").status_code == 200
    answer = client.get("/news/vote/", follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, "/wire/vote/")


# --- Reserved ---------------------------------------------------------------------------------------


@db
@pytest.mark.parametrize("segment", sorted(RESERVED_SEGMENTS))
def test_no_page_takes_an_address_of_the_site_itself(segment, tree):
    with pytest.raises(ValidationError, match="address of the site itself"):
        tree.home.add_child(instance=StandardPage(title="Mine", slug=segment))
    feed = NewsFeedPage.objects.get(pk=tree.feed.pk)
    feed.slug = segment
    with pytest.raises(ValidationError, match="address of the site itself"):
        feed.full_clean()


@db
def test_deeper_in_the_tree_the_same_words_are_free(tree, client):
    story = factories.article(tree.feed, slug="search")
    assert client.get("/news/search/").status_code == 200
    story.full_clean()


# --- Absolute ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("origin", ["https://newsreel.example", "http://localhost:8000"])
@pytest.mark.parametrize("address", ["/news/vote/", "news/vote/"])
def test_one_setting_is_the_source_of_absolute_addresses(origin, address):
    with override_settings(NEWSREEL_ORIGIN=origin):
        assert absolute(address) == f"{origin}/news/vote/"
        assert absolute("https://cdn.example/a.jpg") == "https://cdn.example/a.jpg"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("utm_source=mail&fbclid=1", ""),
        ("before=5-1&utm_source=mail", "?before=5-1"),
        ("before=5-1&topic=ferries", "?topic=ferries&before=5-1"),
        ("topic=&before=", ""),
        ("page=2&page=3", "?page=3"),
        ("topic=a%26b%3D%22%3E", "?topic=a%26b%3D%22%3E"),
    ],
)
def test_a_listing_is_known_by_its_cursor_and_filter_alone(query, kept, rf):
    assert canonical_listing(rf.get(f"/news/?{query}")) == f"http://localhost/news/{kept}"


@db
def test_a_forged_host_never_gets_into_an_address(tree, client):
    factories.article(tree.feed, slug="vote")
    page = client.get("/news/vote/", headers={"host": "127.0.0.1"}).content.decode()
    assert "http://localhost/news/vote/" in page
    assert "127.0.0.1" not in page
