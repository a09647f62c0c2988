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
    return formats.date_format(moment, "j F Y") if moment else ""


@register.filter
def newsroom_day(moment: datetime | None) -> str:
    """“Sunday 22 November 2026”."""
    moment = _local(moment)
    return formats.date_format(moment, "l j F Y") if moment else ""


@register.filter
def newsroom_datetime(moment: datetime | None) -> str:
    """“22 November 2026, 13:05”."""
    moment = _local(moment)
    return formats.date_format(moment, "j F Y, H:i") if moment else ""


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
def card_time(story: object) -> str:
    """The time for a story of today, the day for an older one."""
    moment = _local(story.published_at)
    if moment is None:
        return ""
    now = timezone.localtime()
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return formats.date_format(moment, "j F" if moment.year == now.year else "j F Y")


# A full stop ends a sentence if a capital or a quote follows, and if enough words stand before it.
_SENTENCE_END = re.compile(r"(?<=.{40})[.!?…]+[\"”’»)]*(?=\s+[\"“‘«(]?[^\W\d_a-zа-яіїєґ])", re.DOTALL)


@register.filter
def first_sentence(text: str) -> str:
    """The first sentence of at least forty characters: short lists print it instead of words cut off."""
    found = _SENTENCE_END.search(text or "")
    return text[: found.end()] if found else text


@register.simple_tag
def now_in_newsroom() -> datetime:
    """This moment in the newsroom's zone."""
    return timezone.localtime()
