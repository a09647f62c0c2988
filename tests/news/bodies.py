"""One of each body block, as stored data."""

from __future__ import annotations

from tests import factories


def every_block(tree) -> dict[str, object]:
    """Stored values by block name; targets are real and published."""
    story = factories.article(tree.feed, title="The story that is related to another")
    video = factories.video(tree.videos, title="The video that is shown in a story")
    image = factories.image(caption="A caption of its own", credit="Photo: Maren Odell")
    document = factories.document()
    return {
        "paragraph": "<p>Words of a paragraph.</p>",
        "heading": {"text": "Words of a heading"},
        "quote": {"text": "“Words of a quote”", "speaker": "Hanne Tolk"},
        "pull_quote": {"text": "Words of a pull quote", "speaker": "Hanne Tolk"},
        "key_points": {"points": ["First point of three", "Second point of three"]},
        "notice": {"kind": "update", "text": "<p>Words of a notice</p>"},
        "image": {
            "image": image.pk,
            "caption": "",
            "credit": "",
            "alt": "",
            "decorative": False,
            "width": "wide",
        },
        "gallery": {
            "heading": "Words of a gallery",
            "images": [{"image": image.pk, "caption": "Gallery caption"}],
        },
        "video": {"video": video.pk, "caption": "Words under a video", "start": 3, "loop": True},
        "video_teaser": {"video": video.pk, "headline": "Words of a teaser", "text": "Come and watch."},
        "video_strip": {"heading": "Words of a strip", "videos": [video.pk]},
        "external_embed": {
            "url": "https://vimeo.com/76979871",
            "title": "A film elsewhere",
            "text": "",
            "poster": None,
        },
        "related_story": {"story": story.pk},
        "fact_box": {
            "heading": "Words of a box",
            "text": "",
            "facts": [{"term": "Fare", "text": "41 marks"}],
        },
        "timeline": {
            "heading": "Words of a timeline",
            "events": [{"date": "2019", "headline": "A vote", "text": ""}],
        },
        "qa": {"heading": "", "pairs": [{"question": "Words of a question?", "answer": "<p>An answer.</p>"}]},
        "table": {
            "caption": "Words of a table",
            "note": "",
            "table": {
                "columns": [{"type": "text", "heading": "Winter"}, {"type": "number", "heading": "Days"}],
                "rows": [{"values": ["2024/25", "51"]}],
                "caption": "",
            },
        },
        "download": {"document": document.pk, "title": "Words of a document"},
    }


def stored(blocks: dict[str, object]) -> list[dict[str, object]]:
    """StreamField data of these blocks."""
    return [{"type": name, "value": value, "id": f"block-{name}"} for name, value in blocks.items()]
