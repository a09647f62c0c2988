"""What a producer sees of a video that is out: code, uses, numbers, and what is watched most."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, Revision

from newsreel.counting import ELSEWHERE, Report, add
from tests import factories
from video.counting import DAYS, METRICS, numbers_of
from video.draft_uses import drafts_naming
from video.embed import embed_codes
from video.models import VideoPage
from video.player import player_for
from video.used import SHOWN, uses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tree):
    return factories.playable_video(
        tree.videos, file=factories.video_file(factories.video_bytes(width=180, height=320))
    )


@pytest.fixture
def producer(client):
    person = factories.user("Producers")
    client.force_login(person)
    return person


def watched(page, views: int, ago: int = 0, place: str = "", **values: int) -> None:
    day = timezone.localdate() - timedelta(days=ago)
    add(Report("video", page.pk, {"view": views, **values}, place), day=day)


def form_of(client, page) -> str:
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return response.content.decode()


def using(tree, page, **fields: object):
    """A story that shows a video."""
    value = {"video": page.pk, "caption": "", "start": 0, "loop": False}
    host = factories.article(tree.feed, body=[], **fields)
    host.body = type(host.body)(
        host.body.stream_block, [{"type": "video", "value": value, "id": "x"}], is_lazy=True
    )
    host.save()
    return host


# --- The code -----------------------------------------------------------------------------------------


def test_every_size_of_the_code_keeps_the_ratio(page):
    codes = {code.name: code.code for code in embed_codes(page, player_for(page))}
    assert list(codes) == ["responsive", "small", "medium", "large"]
    for name, (width, height) in {"small": (240, 427), "medium": (360, 640), "large": (480, 853)}.items():
        assert f'width="{width}" height="{height}"' in codes[name]
        assert f"inline-size: {width}px; max-inline-size: 100%" in codes[name]
    assert "inline-size: 100%; block-size: auto; aspect-ratio: 360 / 640" in codes["responsive"]


def test_the_form_offers_the_code_and_the_watch_page_does_too(client, producer, page):
    for html in (form_of(client, page), client.get(page.url).content.decode()):
        assert html.count('name="embed-size"') == 4
        assert "&lt;iframe src=&quot;http://localhost/embed/" in html


def test_there_is_no_code_where_nobody_may_embed(client, producer, page):
    VideoPage.objects.filter(pk=page.pk).update(embedding="nowhere")
    assert "embed-size" not in client.get(page.url).content.decode()
    html = form_of(client, page)
    assert "embed-size" not in html and "There is no code" in html


def test_a_new_video_has_none_of_this(client, producer, tree):
    html = client.get(reverse("wagtailadmin_pages:add", args=["video", "videopage", tree.videos.pk])).content
    assert b"Out there" not in html


# --- Where it is used ---------------------------------------------------------------------------------


def test_pages_that_use_it_are_listed_once_drafts_after_live_ones(tree, page, drain):
    live = using(tree, page, teaser_video=page)
    draft = using(tree, page, live=False)
    factories.article(tree.feed)
    drain()
    found = uses_of(page, factories.user("Moderators"))
    assert [(use.page.pk, use.is_draft) for use in found.pages] == [(live.pk, False), (draft.pk, True)]
    assert found.more == 0


def test_what_somebody_may_not_know_of_is_only_counted(tree, page, drain, client, producer):
    draft = using(tree, page, live=False, title="Nobody shall know of this draft of the council")
    private = using(tree, page, title="Nor of this private story of the council")
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    live = using(tree, page)
    drain()
    found = uses_of(page, producer)
    assert [use.page.pk for use in found.pages] == [live.pk]
    assert found.more == 2
    html = form_of(client, page)
    assert live.title in html and "And 2 other pages" in html
    assert draft.title not in html and private.title not in html


def test_a_public_story_is_named_as_readers_know_it(tree, page, drain, client, producer):
    """Its next headline, and that it has one, are its editors' business; so is its form."""
    live = using(tree, page, title="The quay reopens")
    live.title = "The mayor resigns"
    live.save_revision()
    drain()
    html = form_of(client, page)
    assert "The quay reopens" in html and "The mayor resigns" not in html
    assert f'href="{live.url}"' in html and f"/admin/pages/{live.pk}/edit/" not in html
    client.force_login(factories.user("Moderators"))
    html = form_of(client, page)
    assert "The mayor resigns" in html and f"/admin/pages/{live.pk}/edit/" in html


def test_a_story_under_embargo_is_not_named_to_everybody(tree, page, drain, producer):
    using(tree, page, embargo_until=timezone.now() + timedelta(days=1))
    drain()
    assert (uses_of(page, producer).pages, uses_of(page, producer).more) == ([], 1)


def test_the_list_is_bounded_and_asks_as_often_for_eight_as_for_two(tree, page, drain):
    def count() -> int:
        person = factories.user("Moderators")
        with CaptureQueriesContext(connection) as captured:
            uses_of(page, person)
        return len(captured)

    for _number in range(2):
        using(tree, page)
    drain()
    count()  # addresses of sites are asked for once
    few = count()
    for _number in range(SHOWN + 1):
        using(tree, page)
    drain()
    assert count() == few
    found = uses_of(page, factories.user("Moderators"))
    assert (len(found.pages), found.more) == (SHOWN, 3)


def drafted(tree, page, **fields: object):
    """A live story whose latest draft shows a video that readers do not find in it yet."""
    host = factories.article(tree.feed, body=[], **fields)
    value = {"video": page.pk, "caption": "", "start": 0, "loop": False}
    host.body = [("video", {**value, "video": page})]
    host.save_revision()
    return host


def test_a_draft_of_a_live_page_is_listed_for_whoever_may_edit_it(tree, page, drain, client, producer):
    live, host = using(tree, page), drafted(tree, page, title="What comes tomorrow")
    by_link = factories.article(tree.feed, title="Linked tomorrow")
    by_link.body = [("paragraph", f'<p><a linktype="page" id="{page.pk}">the film</a></p>')]
    by_link.save_revision()
    by_field = factories.article(tree.feed, title="Teased tomorrow")
    by_field.teaser_video = page
    by_field.save_revision()
    drain()
    found = uses_of(page, factories.user("Moderators"))
    assert (found.pages[0].page.pk, found.pages[0].in_draft) == (live.pk, False)
    assert {(use.page.pk, use.in_draft) for use in found.pages[1:]} == {
        (host.pk, True), (by_link.pk, True), (by_field.pk, True),
    }  # fmt: skip
    assert "What comes tomorrow" not in form_of(client, page), "a producer may not see the drafts of editors"
    client.force_login(factories.user("Moderators"))
    assert "In a draft" in form_of(client, page)


def test_a_draft_that_only_holds_the_same_digits_does_not_use_it(tree, page, drain):
    host = factories.article(tree.feed, body=[])
    host.standfirst = f"In {page.pk} days"
    host.save_revision()
    published = drafted(tree, page)
    published.get_latest_revision().publish()
    drain()
    found = uses_of(page, factories.user("Moderators"))
    assert [(use.page.pk, use.in_draft) for use in found.pages] == [(published.pk, False)]


def test_drafts_cost_one_query_however_many(tree, page, drain, django_assert_max_num_queries):
    for _number in range(2):
        drafted(tree, page)
    drain()
    with CaptureQueriesContext(connection) as few:
        assert len(drafts_naming(page)) == 2
    for _number in range(6):
        drafted(tree, page)
    drain()
    with CaptureQueriesContext(connection) as many:
        assert len(drafts_naming(page)) == 8
    assert (len(few), len(many)) == (1, 1)


@pytest.mark.parametrize("lookalikes", [2, 8])
def test_drafts_that_only_hold_the_same_number_do_not_hide_one_that_uses_it(
    tree, page, monkeypatch, django_assert_num_queries, lookalikes
):
    """The list is cut after the newest; what merely looks alike must not fill it."""
    monkeypatch.setattr("video.draft_uses.MOST_DRAFTS", 2)
    host, other = drafted(tree, page), factories.video(tree.videos)
    for _number in range(lookalikes):
        draft = factories.article(
            tree.feed, body=[], standfirst=f"After {page.pk} days: {page.pk}, {page.pk}"
        )
        draft.body = [("video", {"video": other, "caption": f"{page.pk}", "start": page.pk, "loop": False})]
        draft.reading_time = page.pk
        draft.save_revision()
    with django_assert_num_queries(1):
        assert [int(draft.object_id) for draft in drafts_naming(page)] == [host.pk]


@pytest.mark.parametrize(
    "written",
    [
        {"body": '[{"type": "video", "value": {"start": 0, "video": KEY}, "id": "x"}]'},
        {"body": '[{"type":"video","value":{"video":"KEY"},"id":"x"}]'},
        {"body": '[{"type": "paragraph", "value": "<a id=\\"KEY\\" linktype=\\"page\\">it</a>", "id": "x"}]'},
        {"teaser_video": "KEY"},
    ],
)
def test_however_a_draft_is_written_it_is_found(tree, page, written):
    host = factories.article(tree.feed, body=[])
    revision = host.save_revision()
    host.has_unpublished_changes = True
    host.save()
    found = {name: value.replace("KEY", str(page.pk)) for name, value in written.items()}
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **found})
    assert [draft.pk for draft in drafts_naming(page)] == [revision.pk]
    assert [draft.pk for draft in drafts_naming(page, type(host))] == [revision.pk]


def test_a_draft_written_before_the_blocks_changed_is_passed_over(tree, page):
    host = drafted(tree, page)
    revision = host.get_latest_revision()
    strange = {**revision.content, "body": f'[{{"type": "video", "value": [{page.pk}], "id": "x"}}]'}
    Revision.objects.filter(pk=revision.pk).update(content=strange)
    assert drafts_naming(page) == []


# --- The numbers --------------------------------------------------------------------------------------


def test_numbers_are_drawn_by_day_and_told_in_words(page, client, producer):
    watched(page, 8, quartile_25=6, quartile_100=2, seconds=7260)
    watched(page, 4, ago=1, place="partner.example")
    watched(page, 2, ago=2, place=ELSEWHERE)
    watched(page, 99, ago=DAYS)
    numbers = numbers_of(page.pk)
    assert (numbers.views, numbers.busiest, numbers.hours_text) == (14, 8, "2 h 1 min")
    assert [bar.views for bar in numbers.bars[-3:]] == [2, 4, 8]
    assert [bar.height for bar in numbers.bars[-3:]] == [24, 48, 96]
    assert numbers.quarters[0] == (25, 6, 43)
    assert numbers.places == [("On our own pages", 8), ("partner.example", 4), ("On other sites", 2)]
    html = form_of(client, page)
    assert html.count("<rect") == DAYS
    assert "<b>14</b> views" in html and "partner.example" in html


def test_a_video_that_nobody_watched_says_so(page, client, producer):
    assert "Nobody has watched it" in form_of(client, page)


def test_numbers_are_one_query(page, django_assert_num_queries):
    for ago in range(5):
        watched(page, 3, ago=ago, **dict.fromkeys(METRICS - {"view"}, 1))
    with django_assert_num_queries(1):
        numbers_of(page.pk)


def test_the_report_has_the_most_watched_first_and_only_ones_own(tree, page, client, producer):
    other = factories.video(tree.videos)
    watched(page, 3, seconds=120)
    watched(other, 5)
    response = client.get("/admin/reports/most-watched/")
    assert [row["pk"] for row in response.context["rows"]] == [other.pk, page.pk]
    assert response.context["rows"][1]["minutes"] == 2
    client.force_login(factories.user("Editors"))
    assert client.get("/admin/reports/most-watched/").status_code in (302, 403)
