"""What the parts of the loader share while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from home.demo.library import Library
from newsreel.models import Author, Topic
from video.models import Series


@dataclass
class DemoContext:
    """The library, the people, and the ids of pages by “story:slug”, “video:slug” and “page:slug”."""

    home: Page
    news: Page
    videos: Page
    opinion: Page | None = None
    library: Library = field(default_factory=Library)
    authors: dict[str, Author] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    page_ids: dict[str, int] = field(default_factory=dict)
    loaded_at: datetime = field(default_factory=timezone.now)

    def ago(self, minutes: int) -> datetime:
        """So many minutes before loading."""
        return self.loaded_at - timedelta(minutes=minutes)
