"""The demo's front page, block by block."""

from __future__ import annotations

import json
from collections.abc import Callable

from home.demo import content
from home.demo.context import DemoContext
from home.demo.markup import rich_text
from home.demo.models import DemoRecord
from home.models import HomePage

Entry = dict


def write(context: DemoContext) -> None:
    """Publish the front page with the blocks of content/front_page.toml."""
    layout = content.read("front_page")
    page = HomePage.objects.get(pk=context.home.pk)
    page.title = layout["title"]
    page.search_description = layout["description"]
    page.body = json.dumps(
        [
            {"type": entry["block"], "value": _VALUES[entry["block"]](entry, context)}
            for entry in layout["block"]
        ]
    )
    page.save_revision().publish()
    DemoRecord.note(page)


def _story(slug: str | None, context: DemoContext) -> int | None:
    return context.page_ids[f"story:{slug}"] if slug else None


def _stories(entry: Entry, name: str, context: DemoContext) -> list[int | None]:
    return [_story(slug, context) for slug in entry.get(name, [])]


def _feed(entry: Entry, context: DemoContext) -> int | None:
    feeds = {"news": context.news, "opinion": context.opinion}
    return feeds[entry["feed"]].pk if entry.get("feed") else None


def _source(entry: Entry, context: DemoContext) -> dict:
    topic = context.topics[entry["topic"]].pk if entry.get("topic") else None
    return {"fill": entry.get("fill", "latest"), "topic": topic, "feed": _feed(entry, context)}


def _lead_package(entry: Entry, context: DemoContext) -> Entry:
    secondaries = [
        {"story": _story(item["story"], context), "text_only": item.get("text_only", False)}
        for item in entry["secondaries"]
    ]
    return {
        "lead": _story(entry["lead"], context),
        "secondaries": secondaries,
        "also": _stories(entry, "also", context),
        "fill_up": True,
        **_source(entry, context),
    }


def _story_list(entry: Entry, context: DemoContext) -> Entry:
    return {
        "heading": entry["heading"],
        "stories": _stories(entry, "stories", context),
        "count": entry["count"],
        **_source(entry, context),
    }


def _news_feed(entry: Entry, context: DemoContext) -> Entry:
    return {"heading": entry["heading"], "feed": _feed(entry, context), "count": entry["count"]}


def _video_strip(entry: Entry, context: DemoContext) -> Entry:
    videos = [context.page_ids[f"video:{slug}"] for slug in entry["videos"]]
    return {"heading": entry["heading"], "videos": videos, "count": len(videos)}


def _topic_row(entry: Entry, context: DemoContext) -> Entry:
    return {
        "heading": entry["heading"],
        "topic": context.topics[entry["topic"]].pk,
        "large": _story(entry.get("large"), context),
        "count": entry["count"],
    }


def _text(entry: Entry, context: DemoContext) -> Entry:
    return {"heading": entry["heading"], "text": rich_text(entry["text"], context.page_ids)}


_VALUES: dict[str, Callable[[Entry, DemoContext], Entry]] = {
    "lead_package": _lead_package,
    "story_list": _story_list,
    "news_feed": _news_feed,
    "video_strip": _video_strip,
    "topic_row": _topic_row,
    "text": _text,
}
