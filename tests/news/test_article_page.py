"""Articles: what an editor can do with one, and what its page shows."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.coreutils import get_dummy_request
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from news.models import ArticlePage, NewsFeedPage
from newsreel.models import Byline, Correction, StoryTopic
from tests import factories
from tests.news.bodies import every_block, stored

pytestmark = pytest.mark.django_db


def form(**fields: object) -> dict[str, str]:
    """What the editor's form posts; fields left out are empty."""
    data = {
        "title": "Assembly takes the island ferries back",
        "slug": "",
        "kicker": "",
        "story_type": "news",
        "language": "en",
        "standfirst": "",
        "body": streamfield([]),
        "bylines": inline_formset([]),
        "story_topics": inline_formset([]),
        "corrections": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data({**data, **fields})


def complete(**fields: object) -> dict[str, str]:
    author = factories.author()
    body = streamfield([("paragraph", rich_text("<p>At noon the Speaker read out the figures.</p>"))])
    byline = {"author": str(author.pk), "printed_name": "", "role": ""}
    return form(standfirst="The vote ends a contract.", body=body, bylines=inline_formset([byline]), **fields)


def add_url(tree) -> str:
    return f"/admin/pages/add/news/articlepage/{tree.feed.pk}/"


@pytest.fixture
def case(tree, client, admin_user):
    """Wagtail's assertions on pages, logged in."""
    client.force_login(admin_user)
    case = WagtailPageTestCase()
    case.client = client
    case.dummy_request = get_dummy_request()
    return case


class TestForEditors:
    def test_stands_only_under_a_news_feed(self, case):
        case.assertAllowedParentPageTypes(ArticlePage, {NewsFeedPage})
        case.assertAllowedSubpageTypes(ArticlePage, {})
        case.assertCanCreateAt(NewsFeedPage, ArticlePage)

    def test_is_editable_with_every_block_and_renders(self, case, tree):
        page = factories.article(tree.feed, body=json.dumps(stored(every_block(tree))))
        response = case.client.get(f"/admin/pages/{page.pk}/edit/")
        assert response.status_code == 200
        case.assertPageIsEditable(page, post_data=complete())
        case.assertPageIsRoutable(page)
        case.assertPageIsRenderable(page)

    def test_is_previewable(self, case, tree):
        page = factories.article(tree.feed)
        case.assertPageIsPreviewable(page, post_data=complete())

    def test_is_previewable_before_it_is_saved_with_a_headline_only(self, case, tree):
        url = add_url(tree) + "preview/"
        for data in (form(), complete()):
            assert case.client.post(url, data).json()["is_valid"]
            response = case.client.get(url, {"mode": ""})
            assert response.status_code == 200
            assert "Assembly takes the island ferries back</h1>" in response.content.decode()

    def test_the_address_of_the_feeds_rss_is_refused(self, case, tree):
        response = case.client.post(add_url(tree), form(slug="rss"))
        assert "is an address of the site itself" in response.content.decode()
        assert not ArticlePage.objects.exists()

    def test_a_draft_needs_a_headline_only(self, case, tree):
        response = case.client.post(add_url(tree), form())
        page = ArticlePage.objects.get()
        assert response.status_code == 302
        assert not page.live
        assert page.slug == "assembly-takes-the-island-ferries-back"

    def test_a_draft_without_a_headline_is_refused(self, case, tree):
        case.client.post(add_url(tree), form(title=""))
        assert not ArticlePage.objects.exists()

    def test_publishing_asks_for_what_readers_need(self, case, tree):
        response = case.client.post(add_url(tree), form(**{"action-publish": "1"}))
        words = response.content.decode()
        assert not ArticlePage.objects.filter(live=True).exists()
        assert "Say whose work it is" in words
        errors = response.context["form"].errors
        assert set(errors) >= {"standfirst", "body"}

    def test_a_complete_story_is_published(self, case, tree):
        case.client.post(add_url(tree), complete(**{"action-publish": "1"}))
        page = ArticlePage.objects.get()
        assert page.live
        assert page.reading_time == 1
        assert case.client.get(page.url).status_code == 200

    def test_a_byline_that_names_nobody_is_no_byline(self, case, tree):
        empty = inline_formset([{"author": "", "printed_name": "", "role": "Photography"}])
        response = case.client.post(
            add_url(tree), complete(**{"action-publish": "1"}) | nested_form_data({"bylines": empty})
        )
        assert "Say whose work it is" in response.content.decode()

    def test_a_guest_without_an_author_page_is_a_byline(self, case, tree):
        guest = inline_formset([{"author": "", "printed_name": "Hanne Tolk", "role": ""}])
        case.client.post(
            add_url(tree), complete(**{"action-publish": "1"}) | nested_form_data({"bylines": guest})
        )
        assert ArticlePage.objects.get(live=True).byline_text == "Hanne Tolk"

    def test_a_headline_in_another_script_gets_a_plain_address(self, case, tree):
        case.client.post(add_url(tree), form(title="Теплиця в долині Оррін"))
        case.client.post(add_url(tree), form(title="Теплиця в долині Оррін"))
        slugs = list(ArticlePage.objects.order_by("pk").values_list("slug", flat=True))
        assert slugs == ["teplitsya-v-dolini-orrin", "teplitsya-v-dolini-orrin-2"]

    def test_a_substantive_change_is_shown_as_an_update(self, case, tree):
        page = factories.article(tree.feed, age=timedelta(hours=2))
        edit = f"/admin/pages/{page.pk}/edit/"
        case.client.post(edit, complete(slug=page.slug, **{"action-publish": "1"}))
        page.refresh_from_db()
        assert page.updated_at is None
        case.client.post(edit, complete(slug=page.slug, substantive_change="on", **{"action-publish": "1"}))
        page.refresh_from_db()
        assert page.shows_update
        assert abs(page.updated_at - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("words", "pictures", "minutes"), [(0, 0, 1), (40, 0, 1), (700, 1, 3), (1200, 0, 5), (1200, 12, 6)]
)
def test_reading_time_counts_words_and_pictures_a_little(tree, words, pictures, minutes):
    image = factories.image()
    body = [{"type": "paragraph", "value": f"<p>{'слово ' * words}</p>"}]
    body += [{"type": "image", "value": {"image": image.pk, "width": "column"}}] * pictures
    assert factories.article(tree.feed, body=json.dumps(body)).reading_time == minutes


def test_the_words_of_all_blocks_are_the_text_of_the_story(tree):
    page = factories.article(tree.feed, body=json.dumps(stored(every_block(tree))))
    text = page.body_text()
    for words in ("Words of a paragraph.", "Second point of three", "41 marks", "2024/25", "An answer."):
        assert words in text
    assert "<" not in text


class TestThePage:
    def test_shows_everything_in_its_order(self, tree, client):
        topic = factories.topic(name="Courts")
        author = factories.author(name="Neva Strand", bio="Neva has sat in every court of the country.")
        factories.video(
            tree.videos, title="A film to watch after reading", external_url="https://vimeo.com/76979871"
        )
        factories.article(tree.feed, title="Another story of the courts", topics=[topic])
        page = factories.article(
            tree.feed, title="The court has ruled", kicker="Flood maps", authors=[author], topics=[topic]
        )
        page.corrections.add(Correction(text="An earlier version said seventeen. It was sixteen."))
        page.save()
        html = client.get(page.url).content.decode()
        order = [
            "News Feed</a>", "Flood maps", "The court has ruled</h1>", "says what happened.", "Neva Strand",
            "1 min read", "Words of story", "It was sixteen.", 'href="/topics/courts/"',
            "Neva has sat in every court", "A film to watch after reading",
        ]  # fmt: skip
        main = html.index('<main id="main"')
        places = [html.index(words, main) for words in order]
        assert places == sorted(places), dict(zip(order, places, strict=True))
        assert "More on Courts" in html
        assert "Another story of the courts" in html

    def test_the_rail_never_has_this_story_and_goes_on_in_the_feed(self, tree, client):
        stories = [factories.article(tree.feed, age=timedelta(minutes=number)) for number in range(12)]
        response = client.get(stories[2].url)
        shown = [story.pk for story in response.context["feed_stories"]]
        assert shown == [story.pk for story in stories if story != stories[2]][:8]
        rest = client.get(response.context["feed_more_url"])
        assert rest.status_code == 200
        fragment = client.get(response.context["feed_more_src"])
        assert [story.pk for story in fragment.context["stories"]] == [story.pk for story in stories[9:]]
        assert 'id="feed-rail"' in fragment.content.decode()

    def test_more_on_the_topic_prefers_what_is_nowhere_else_on_the_page(self, tree, client):
        topic = factories.topic()
        old = [
            factories.article(tree.feed, topics=[topic, topic], age=timedelta(days=number))
            for number in (1, 2)
        ]
        new = [
            factories.article(tree.feed, topics=[topic], age=timedelta(minutes=number)) for number in range(9)
        ]
        page = factories.article(tree.feed, topics=[topic], age=timedelta(days=3))
        more = client.get(page.url).context["more_on_stories"]
        assert [story.pk for story in more] == [new[8].pk, old[0].pk, old[1].pk]

    def test_the_teaser_is_its_own_then_the_feeds_then_the_newest(self, tree, client):
        newest = factories.video(tree.videos, external_url="https://vimeo.com/76979871", age=timedelta(0))
        feeds = factories.video(tree.videos, age=timedelta(days=1))
        own = factories.video(tree.videos, age=timedelta(days=2))
        tree.feed.teaser_video = feeds
        tree.feed.save()
        page = factories.article(tree.feed, teaser_video=own)
        for expected in (own, feeds, newest):
            assert client.get(page.url).context["teaser_video"].pk == expected.pk
            expected.unpublish()
        assert client.get(page.url).context["teaser_video"] is None

    def test_the_teaser_passes_over_what_is_in_the_text(self, tree, client):
        link = "https://vimeo.com/76979871"
        left = factories.video(tree.videos, external_url=link, age=timedelta(days=2))
        in_text = factories.video(tree.videos, external_url=link, age=timedelta(days=1))
        tree.feed.teaser_video = in_text
        tree.feed.save()
        body = [{"type": "video_teaser", "value": {"video": in_text.pk, "headline": "", "text": ""}}]
        page = factories.article(tree.feed, teaser_video=in_text, body=json.dumps(body))
        assert client.get(page.url).context["teaser_video"].pk == left.pk

    def test_the_newest_that_plays_comes_with_those_in_the_text(self, tree, client):
        playing = {"external_url": "https://vimeo.com/76979871"}
        older = factories.video(tree.videos, age=timedelta(days=3), **playing)
        newer = factories.video(tree.videos, age=timedelta(days=2), **playing)
        in_text = factories.video(tree.videos, age=timedelta(days=1), **playing)
        factories.video(tree.videos, age=timedelta(hours=1))  # it does not play
        body = [{"type": "video", "value": {"video": in_text.pk, "caption": "", "start": 0, "loop": False}}]
        page = factories.article(tree.feed, body=json.dumps(body))
        context = client.get(page.url).context
        assert context["teaser_video"].pk == newer.pk
        assert set(context["players"]) == {in_text.pk}
        newer.unpublish()
        assert client.get(page.url).context["teaser_video"].pk == older.pk
        older.unpublish()
        assert client.get(page.url).context["teaser_video"] is None

    def test_survives_the_loss_of_everything_it_names(self, tree, client, admin_client):
        image, author, topic = factories.image(), factories.author(), factories.topic()
        video = factories.video(tree.videos)
        page = factories.article(
            tree.feed,
            lead_image=image,
            social_image=image,
            teaser_video=video,
            authors=[author],
            topics=[topic],
        )
        page.save_revision()
        for thing in (image, author, topic, video):
            thing.delete()
        assert client.get(page.url).status_code == 200
        assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
        page.get_latest_revision().publish()
        assert client.get(page.url).status_code == 200

    def test_a_private_story_is_shown_to_those_who_may(self, tree, client, admin_client):
        from wagtail.models import PageViewRestriction

        page = factories.article(tree.feed)
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert client.get(page.url).status_code == 302
        assert admin_client.get(page.url).status_code == 200

    def test_bylines_and_topics_of_a_preview_come_from_the_form(self, tree, rf):
        author, topic = factories.author(name="Somebody New"), factories.topic(name="Something new")
        page = factories.article(tree.feed)
        draft = page.get_latest_revision_as_object()
        draft.bylines = [Byline(author=author)]
        draft.story_topics = [StoryTopic(topic=topic)]
        context = draft.get_context(rf.get("/"))
        assert [found.name for found in context["authors"]] == ["Somebody New"]
        assert context["more_on_topic"] == topic
