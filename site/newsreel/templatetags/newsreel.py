"""Template tags that every page may use: pictures and times."""

from __future__ import annotations

import re
from datetime import datetime

from django import template
from django.utils import formats, timezone
from django.utils.safestring import SafeString

from newsreel.pictures import picture

register = template.Library()


@register.simple_tag
def picture_for(image: object, role: str, **attributes: object) -> SafeString | str:
    """Print <picture> from the renditions of a role that exist, else the nearest; nothing without an image.

    `alt` is the image's own text unless given. Other keywords become attributes of <img>.
    """
    found = picture(image, role)
    return found.render(attributes) if found else ""


@register.simple_tag
def picture_url(image: object, role: str) -> str:
    """The address of a role's middle JPEG, or of the nearest one that exists; nothing without an image."""
    found = picture(image, role)
    return found.fallback.url if found else ""


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


@register.filter
def newsroom_time(moment: datetime | None) -> str:
    """“14:52” in the newsroom's zone."""
    moment = _local(moment)
    return f"{moment:%H:%M}" if moment else ""


@register.filter
def newsroom_date(moment: datetime | None) -> str:
    """“22 November 2026”."""
    moment = _local(moment)
    return formats.date_format(moment, "j E Y") if moment else ""


@register.filter
def newsroom_day(moment: datetime | None) -> str:
    """“Sunday 22 November 2026”."""
    moment = _local(moment)
    return formats.date_format(moment, "l j E Y") if moment else ""


@register.filter
def newsroom_datetime(moment: datetime | None) -> str:
    """“22 November 2026, 13:05”."""
    moment = _local(moment)
    return formats.date_format(moment, "j E Y, H:i") if moment else ""


@register.filter
def newsroom_zone(moment: datetime | None) -> str:
    """The zone's short name at that moment: “EET”."""
    moment = _local(moment)
    return moment.tzname() or "" if moment else ""


@register.filter
def iso(moment: datetime | None) -> str:
    """ISO 8601 with the zone's offset, for <time datetime>."""
    moment = _local(moment)
    return moment.isoformat(timespec="minutes") if moment else ""


@register.simple_tag
def card_time(story: object, *, short: bool = False) -> str:
    """The time for a story of today, the day for an older one; short: with a month that fits a feed's narrow column."""
    moment = _local(story.published_at)
    if moment is None:
        return ""
    now = timezone.localtime()
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    month = "M" if short else "E"
    return formats.date_format(moment, f"j {month}" if moment.year == now.year else f"j {month} Y")


# A sign ends a sentence if no small letter follows, and if enough words stand before it.
_SENTENCE_END = re.compile(r"(?<=.{40})[.!?…]+[\"”’»)]*(?=\s+[\"“‘«(]?(?P<next>[^\W\d_]))", re.DOTALL)
# “Dr.”, “Mrs.”, “J.”: the stop belongs to the word.
_SHORTENED = re.compile(r"(?<!\w)(?P<initial>[^\W\d_])[^\W\d_]{0,2}\Z")


@register.filter
def first_sentence(text: str) -> str:
    """The first sentence of at least forty characters: short lists print it instead of words cut off."""
    for found in _SENTENCE_END.finditer(text or ""):
        word = _SHORTENED.search(text[: found.start()]) if found[0] == "." else None
        if not found["next"].islower() and not (word and word["initial"].isupper()):
            return text[: found.end()]
    return text


@register.simple_tag
def now_in_newsroom() -> datetime:
    """This moment in the newsroom's zone."""
    return timezone.localtime()
