"""The body of a demo story: blocks of a content file as StreamField data."""

from __future__ import annotations

import json
from collections.abc import Callable

from wagtail.models import Page

from home.demo.context import DemoContext
from home.demo.markup import rich_text

Entry = dict
RawValue = object


def stream_data(page: Page, entries: list[Entry], context: DemoContext) -> str:
    """StreamField JSON for the page's body. Raises KeyError for a block or target that does not exist."""
    blocks = [{"type": entry["block"], "value": _VALUES[entry["block"]](entry, context)} for entry in entries]
    return json.dumps(blocks)


def _paragraph(entry: Entry, context: DemoContext) -> RawValue:
    return rich_text(entry["text"], context.page_ids)


def _image(entry: Entry, context: DemoContext) -> RawValue:
    return {
        "image": context.library.image(entry["picture"]).pk,
        "caption": entry.get("caption", ""),
        "credit": entry.get("credit", ""),
        "width": entry.get("width", "column"),
    }


def _gallery(entry: Entry, context: DemoContext) -> RawValue:
    return {
        "heading": entry.get("heading", ""),
        "images": [
            {"image": context.library.image(item["picture"]).pk, "caption": item.get("caption", "")}
            for item in entry["items"]
        ],
    }


def _quote(entry: Entry, context: DemoContext) -> RawValue:
    return {"text": entry["text"].strip(), "speaker": entry.get("speaker", "")}


def _video(entry: Entry, context: DemoContext) -> RawValue:
    return {
        "video": context.page_ids[f"video:{entry['video']}"],
        "start": entry.get("start", 0),
        "caption": entry.get("caption", ""),
        "loop": entry.get("loop", False),
    }


def _video_teaser(entry: Entry, context: DemoContext) -> RawValue:
    return {
        "video": context.page_ids[f"video:{entry['video']}"],
        "headline": entry.get("headline", ""),
        "text": entry.get("text", "").strip(),
    }


def _video_strip(entry: Entry, context: DemoContext) -> RawValue:
    videos = [context.page_ids[f"video:{slug}"] for slug in entry["videos"]]
    return {"heading": entry.get("heading", ""), "videos": videos}


def _external_embed(entry: Entry, context: DemoContext) -> RawValue:
    poster = context.library.image(entry["picture"]).pk if entry.get("picture") else None
    return {
        "url": entry["url"],
        "title": entry["title"],
        "text": entry.get("text", "").strip(),
        "poster": poster,
    }


def _fact_box(entry: Entry, context: DemoContext) -> RawValue:
    text = rich_text(entry["text"], context.page_ids) if entry.get("text") else ""
    return {"heading": entry["heading"], "facts": entry.get("facts", []), "text": text}


def _questions(entry: Entry, context: DemoContext) -> RawValue:
    pairs = [
        {"question": pair["question"], "answer": rich_text(pair["answer"], context.page_ids)}
        for pair in entry["pairs"]
    ]
    return {"heading": entry.get("heading", ""), "pairs": pairs}


def _table(entry: Entry, context: DemoContext) -> RawValue:
    types = {"number": "number", "text": "text"}
    columns = [{"type": types[column["type"]], "heading": column["heading"]} for column in entry["columns"]]
    rows = [{"values": row} for row in entry["rows"]]
    return {
        "caption": entry.get("caption", ""),
        "table": {"columns": columns, "rows": rows, "caption": ""},
        "note": entry.get("note", ""),
    }


def _download(entry: Entry, context: DemoContext) -> RawValue:
    return {
        "document": context.library.document(entry["document"], entry["title"]).pk,
        "title": entry["title"],
    }


_VALUES: dict[str, Callable[[Entry, DemoContext], RawValue]] = {
    "paragraph": _paragraph,
    "heading": lambda entry, context: {"text": entry["text"]},
    "image": _image,
    "gallery": _gallery,
    "quote": _quote,
    "pull_quote": _quote,
    "related_story": lambda entry, context: {"story": context.page_ids[f"story:{entry['story']}"]},
    "video": _video,
    "video_teaser": _video_teaser,
    "video_strip": _video_strip,
    "external_embed": _external_embed,
    "key_points": lambda entry, context: {"points": entry["points"]},
    "fact_box": _fact_box,
    "timeline": lambda entry, context: {"heading": entry["heading"], "events": entry["events"]},
    "qa": _questions,
    "table": _table,
    "notice": lambda entry, context: {
        "kind": entry.get("kind", "note"),
        "text": rich_text(entry["text"], context.page_ids),
    },
    "download": _download,
}
