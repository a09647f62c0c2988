"""The demo's stories and videos: created first, so that they can link to each other, then written and published."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.demo import content
from home.demo.bodies import stream_data
from home.demo.context import DemoContext
from home.demo.markup import rich_text
from home.demo.models import DemoRecord
from news.models import ArticlePage, NewsFeedPage
from newsreel.models import Byline, Correction, StoryPage, StoryTopic
from video.models import CaptionTrack, Series, VideoIndexPage, VideoPage

SCHEDULED_IN = timedelta(days=2)


def load_opinion_feed(home: Page) -> NewsFeedPage:
    """The second feed of the demo."""
    feed = NewsFeedPage(
        title="Opinion", slug="opinion", show_in_menus=True, intro="Columns and comment, signed."
    )
    home.add_child(instance=feed)
    feed.save_revision().publish()
    DemoRecord.note(feed)
    return feed


def load_series(context: DemoContext) -> dict[str, Series]:
    """Series of videos by slug."""
    series = {}
    for entry in content.read("series")["series"]:
        series[entry["slug"]] = made = Series.objects.create(
            slug=entry["slug"],
            title=entry["title"],
            description=entry["description"],
            picture=context.library.image(entry["picture"]),
        )
        DemoRecord.note(made)
    return series


def create_stories(context: DemoContext) -> None:
    """Make an unpublished page for each story and video, and tell the context their ids."""
    parents = {"news": context.news, "opinion": context.opinion}
    for entry in content.stories():
        page = ArticlePage(**_common(entry, context), body=[])
        _add(parents[entry["feed"]], page, entry, context)
    index = VideoIndexPage.objects.get(pk=context.videos.pk)
    for entry in content.videos():
        _add(index, VideoPage(**_common(entry, context)), entry, context, prefix="video")


def _common(entry: dict, context: DemoContext) -> dict:
    published = context.ago(entry["age"])
    return {
        "title": entry["headline"],
        "slug": entry["slug"],
        "kicker": entry.get("kicker", ""),
        "story_type": entry["type"],
        "language": entry.get("language", "en"),
        "standfirst": entry["standfirst"],
        "live": False,
        "has_unpublished_changes": True,
        "published_at": published if entry.get("state", "live") in ("live", "expired", "private") else None,
        "updated_at": context.ago(entry["updated"]) if "updated" in entry else None,
        "first_published_at": published,
        "lead_image": context.library.image(entry.get("poster") or entry.get("picture")),
        "lead_image_caption": entry.get("caption", ""),
        "lead_image_alt": entry.get("alt", ""),
    }


def _add(parent: Page, page: StoryPage, entry: dict, context: DemoContext, prefix: str = "story") -> None:
    page.bylines = [
        Byline(author=context.authors[line["slug"]], role=line.get("role", ""), sort_order=place)
        for place, line in enumerate(entry["authors"])
    ]
    page.story_topics = [
        StoryTopic(topic=context.topics[slug], sort_order=place) for place, slug in enumerate(entry["topics"])
    ]
    page.corrections = [
        Correction(corrected_at=context.ago(item["age"]), text=item["text"], sort_order=place)
        for place, item in enumerate(entry.get("corrections", []))
    ]
    parent.add_child(instance=page)
    context.page_ids[f"{prefix}:{entry['slug']}"] = page.pk
    DemoRecord.note(page)


def write_videos(context: DemoContext) -> None:
    """Give each video its file, words and chapters, and publish it."""
    for entry in content.videos():
        page = VideoPage.objects.get(pk=context.page_ids[f"video:{entry['slug']}"])
        page.description = rich_text(entry["description"], context.page_ids)
        page.series = context.series.get(entry.get("series"))
        page.series_number = entry.get("series_number")
        page.no_speech = entry.get("no_speech", False)
        page.chapters = entry.get("chapters", [])
        if "clip" in entry:
            page.file = context.library.video(entry["clip"], entry["headline"])
        else:
            page.external_url = entry["external"]
            page.captions_waiver = "The captions are the provider’s."
        page.caption_tracks = [
            CaptionTrack(
                language=track["language"],
                kind=track["kind"],
                text=(content.CLIPS / track["file"]).read_text(encoding="utf-8"),
                reviewed=True,
                sort_order=place,
            )
            for place, track in enumerate(entry.get("captions", []))
        ]
        _publish(page, entry, context)


def write_articles(context: DemoContext) -> None:
    """Give each article its body and bring it into its state."""
    for entry in content.stories():
        page = ArticlePage.objects.get(pk=context.page_ids[f"story:{entry['slug']}"])
        page.body = stream_data(page, entry.get("body", []), context)
        if "teaser" in entry:
            page.teaser_video_id = context.page_ids[f"video:{entry['teaser']}"]
        if entry.get("state") == "scheduled":
            page.go_live_at = timezone.now() + SCHEDULED_IN
        _publish(page, entry, context)


def _publish(page: StoryPage, entry: dict, context: DemoContext) -> None:
    state = entry.get("state", "live")
    revision = page.save_revision()
    if state == "draft":
        return
    revision.publish()
    if state in ("live", "private", "expired"):
        _restore_times(page, context.ago(entry["age"]))
    if state == "expired":
        expired = type(page).objects.get(pk=page.pk)
        expired.expire_at = context.ago(entry["age"]) + timedelta(days=1)
        expired.expired = True
        expired.save()
        expired.unpublish(set_expired=True)
    if state == "private":
        PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=PageViewRestriction.LOGIN)


def _restore_times(page: StoryPage, published: datetime) -> None:
    Page.objects.filter(pk=page.pk).update(last_published_at=published)
