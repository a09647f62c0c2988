"""What pages say to search engines and to those who share them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from newsreel.metadata.json_ld import graph
from newsreel.models import Byline, Correction, NewsroomSettings
from tests import factories
from tests.newsreel.heads import ORIGIN, WITH_ZONE, Head, head

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(tree) -> NewsroomSettings:
    made = NewsroomSettings.for_site(Site.objects.get(is_default_site=True))
    made.name, made.publisher, made.description = "The Serrin Post", "Serrin Press", "News from the coast."
    made.ethics_page = made.corrections_page = tree.feed
    made.save()
    cache.clear()
    return made


@pytest.fixture
def story(tree, newsroom):
    made = factories.article(
        tree.feed,
        title="Assembly takes the ferries back & more",
        slug="ferries",
        standfirst="The vote ends a contract.",
        story_type="analysis",
        authors=[factories.author(name="Ilsabet Corran"), factories.author(name="Davit Hallorn")],
        topics=[factories.topic(name="Politics")],
        lead_image=factories.image(1600, 1067, description="A ferry at the quay"),
        age=timedelta(hours=3),
    )
    for spec in ("format-jpeg|fill-1200x630", "format-jpeg|width-1024", "format-jpeg|fill-960x540"):
        made.lead_image.get_rendition(spec)
    made.corrections.add(Correction(text="It was sixteen, not seventeen."))
    made.updated_at = made.published_at + timedelta(hours=1)
    made.save()
    return made


def test_an_article_says_who_wrote_what_and_when(client, story):
    node = head(client, story.url).node("AnalysisNewsArticle")
    assert node["headline"] == story.title
    assert node["url"] == node["mainEntityOfPage"] == f"{ORIGIN}/news/ferries/"
    assert [author["name"] for author in node["author"]] == ["Ilsabet Corran", "Davit Hallorn"]
    assert node["author"][0] == {
        "@type": "Person",
        "name": "Ilsabet Corran",
        "url": f"{ORIGIN}/authors/ilsabet-corran/",
        "jobTitle": "Reporter",
    }
    assert WITH_ZONE.match(node["datePublished"])
    assert WITH_ZONE.match(node["dateModified"])
    assert node["datePublished"] < node["dateModified"]
    assert (node["articleSection"], node["keywords"]) == ("News Feed", ["Politics"])
    assert (node["inLanguage"], node["isAccessibleForFree"], node["genre"]) == ("en", True, "Analysis")
    assert node["wordCount"] > 0
    assert node["timeRequired"] == f"PT{story.reading_time}M"


def test_an_article_names_its_publisher_with_policies(client, story):
    publisher = head(client, story.url).node("AnalysisNewsArticle")["publisher"]
    assert publisher["@type"] == "NewsMediaOrganization"
    assert (publisher["name"], publisher["legalName"]) == ("The Serrin Post", "Serrin Press")
    assert publisher["publishingPrinciples"] == publisher["correctionsPolicy"] == f"{ORIGIN}/news/"
    assert publisher["logo"]["url"].startswith(ORIGIN)


def test_a_correction_stands_in_the_structured_data_with_its_anchor(client, story):
    (correction,) = head(client, story.url).node("AnalysisNewsArticle")["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["text"] == "It was sixteen, not seventeen."
    assert correction["url"].startswith(f"{ORIGIN}/news/ferries/#correction-")


@pytest.mark.parametrize(
    ("story_type", "schema_type"),
    [
        ("news", "NewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("explainer", "BackgroundNewsArticle"),
        ("review", "ReviewNewsArticle"),
        ("interview", "NewsArticle"),
        ("press_release", "NewsArticle"),
    ],
)
def test_the_story_type_sets_the_subtype(tree, client, story_type, schema_type):
    story = factories.article(tree.feed, story_type=story_type)
    assert head(client, story.url).node(schema_type)["headline"] == story.title


def test_a_guest_author_has_a_name_and_no_address(tree, client):
    story = factories.article(tree.feed)
    story.bylines.add(Byline(printed_name="Hanne Tolk"))
    story.save()
    (author,) = head(client, story.url).node("NewsArticle")["author"]
    assert author == {"@type": "Person", "name": "Hanne Tolk"}


def test_the_way_from_the_front_page_is_told(client, story):
    steps = head(client, story.url).node("BreadcrumbList")["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "The Serrin Post", f"{ORIGIN}/"),
        (2, "News Feed", f"{ORIGIN}/news/"),
        (3, story.title, f"{ORIGIN}/news/ferries/"),
    ]


def test_pictures_are_existing_jpegs_with_absolute_addresses_and_true_sizes(client, story):
    found = head(client, story.url)
    assert found.one("og:image").startswith(f"{ORIGIN}/media/")
    assert found.one("og:image").endswith(".jpg")
    assert (found.one("og:image:width"), found.one("og:image:height")) == ("1200", "630")
    assert found.one("og:image:alt") == "A ferry at the quay"
    images = found.node("AnalysisNewsArticle")["image"]
    assert len(images) == 3
    assert all(image.startswith(f"{ORIGIN}/media/") for image in images)


def test_without_a_social_rendition_the_nearest_one_is_shown_and_none_is_made(tree, client):
    story = factories.article(tree.feed, lead_image=factories.image())
    story.lead_image.renditions.all().delete()
    assert "og:image" not in head(client, story.url).meta
    story.lead_image.get_rendition("format-jpeg|width-640")
    assert head(client, story.url).one("og:image:width") == "640"
    assert story.lead_image.renditions.count() == 1


def test_the_newsrooms_picture_stands_in_for_a_missing_one(tree, client, newsroom):
    newsroom.social_image = factories.image()
    newsroom.social_image.get_rendition("format-jpeg|fill-1200x630")
    newsroom.save()
    story = factories.article(tree.feed)
    assert head(client, story.url).one("og:image:width") == "1200"
    assert head(client, "/search/").one("og:image:width") == "1200"


def test_open_graph_and_twitter_say_the_same_story(client, story):
    found = head(client, story.url)
    assert found.one("og:type") == "article"
    assert found.one("og:site_name") == "The Serrin Post"
    assert found.one("og:title") == story.title
    assert found.one("og:url") == found.canonical == f"{ORIGIN}/news/ferries/"
    assert found.one("description") == found.one("og:description") == "The vote ends a contract."
    assert found.one("robots") == "max-image-preview:large"
    assert found.one("twitter:card") == "summary_large_image"
    assert found.one("article:section") == "News Feed"
    assert found.one("article:tag") == "Politics"
    assert len(found.meta["article:author"]) == 2
    assert found.one("article:published_time") < found.one("article:modified_time")


def test_the_headline_and_picture_for_sharing_win(client, story):
    story.social_headline = "Ferries: the vote"
    story.social_image = factories.image(description="The chamber")
    story.social_image.get_rendition("format-jpeg|fill-1200x630")
    story.save()
    found = head(client, story.url)
    assert found.one("og:title") == "Ferries: the vote"
    assert found.one("og:image:alt") == "The chamber"


def test_a_story_from_elsewhere_points_to_its_origin(tree, client):
    story = factories.article(tree.feed, canonical_url="https://elsewhere.example/story")
    found = head(client, story.url)
    assert found.canonical == "https://elsewhere.example/story"
    assert found.node("NewsArticle")["url"] == "https://elsewhere.example/story"


def test_markup_in_a_headline_cannot_leave_its_place(tree, client):
    title = "</script><script>alert(1)</script> & “quotes” \u2028"
    factories.article(tree.feed, title=title, slug="hostile")
    response = client.get("/news/hostile/")
    assert b"<script>alert(1)" not in response.content
    found = Head(response)
    assert found.node("NewsArticle")["headline"] == title
    assert found.one("og:title").rstrip() == title.rstrip()
    assert "<" not in graph([{"name": "<!--"}])


def test_queries_and_tracking_are_no_part_of_a_canonical_address(tree, client, story):
    story_address, feed = f"{ORIGIN}/news/ferries/", f"{ORIGIN}/news/"
    assert head(client, "/news/ferries/?utm_source=x&before=1-1").canonical == story_address
    assert head(client, "/news/?utm_source=x").canonical == feed
    assert head(client, "/news/?x=1&before=99-1").canonical == f"{feed}?before=99-1"


def test_the_front_page_describes_the_site_and_its_search(client, newsroom):
    found = head(client, "/")
    site = found.node("WebSite")
    assert site["name"] == found.one("og:title") == "The Serrin Post"
    assert found.one("description") == "News from the coast."
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{ORIGIN}/search/?q={{search_term_string}}"
    assert found.canonical == f"{ORIGIN}/"


def test_an_author_page_is_a_profile(tree, client):
    author = factories.author(name="Ilsabet Corran", bio="Reports from the Assembly.")
    found = head(client, author.url)
    person = found.node("ProfilePage")["mainEntity"]
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "Ilsabet Corran", "Reporter")
    assert found.one("og:type") == "profile"
    assert found.links["alternate"] == [f"{ORIGIN}{author.feed_url}"]


def test_a_topic_page_offers_its_feed(tree, client):
    topic = factories.topic(description="What the Assembly decides.")
    found = head(client, topic.url)
    assert found.one("description") == "What the Assembly decides."
    assert found.links["alternate"] == [f"{ORIGIN}{topic.feed_url}"]


def test_search_is_kept_out_of_indexes_and_the_lists_are_not(tree, client):
    assert head(client, "/search/?q=ferry").one("robots") == "noindex"
    assert head(client, "/search/?q=ferry").canonical == f"{ORIGIN}/search/"
    assert head(client, "/authors/").one("robots") == "max-image-preview:large"
    assert head(client, "/topics/").canonical == f"{ORIGIN}/topics/"


def test_a_private_page_is_kept_out_of_indexes(tree, client):
    story = factories.article(tree.feed)
    PageViewRestriction.objects.create(page=tree.feed, restriction_type="login")
    client.force_login(factories.user())
    assert head(client, story.url).one("robots") == "noindex"


def test_every_kind_of_page_names_the_manifest(tree, client, story):
    for address in ("/", "/news/", "/video/", "/search/", "/authors/", "/topics/", story.url):
        assert head(client, address).links["manifest"] == ["/manifest.webmanifest"]


def test_metadata_of_a_story_asks_nothing_of_the_database_once_it_is_prepared(
    story, rf, django_assert_num_queries
):
    from newsreel.cards import prepare_cards
    from newsreel.metadata.description import describe
    from newsreel.models import StoryPage

    request = rf.get(story.url)
    found = (
        StoryPage.objects.published().for_cards().prefetch_related("corrections").get(pk=story.pk).specific
    )
    prepared = StoryPage.objects.for_cards().prefetch_related("corrections").get(pk=story.pk)
    prepare_cards([prepared])
    describe({"page": found}, request)
    with django_assert_num_queries(1) as asked:  # a whole request asks it once for all
        assert describe({"page": prepared}, request).structured
    assert "pageviewrestriction" in asked[0]["sql"]


def test_updated_within_the_first_minute_is_still_the_first_version(tree, client):
    story = factories.article(tree.feed)
    story.updated_at = story.published_at + timedelta(seconds=30)
    story.save()
    found = head(client, story.url)
    assert "article:modified_time" not in found.meta
    node = found.node("NewsArticle")
    assert node["dateModified"] == node["datePublished"]
    assert timezone.now() > story.published_at


@pytest.mark.parametrize("address", ["/news/", "/video/", "/authors/", "/topics/", "/search/"])
def test_a_list_that_nobody_described_says_what_it_is_and_whose(newsroom, client, address):
    newsroom.description = "The news of the coast."
    newsroom.save()
    assert '. The news of the coast.">' in client.get(address).content.decode()
