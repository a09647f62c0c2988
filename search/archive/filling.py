"""Filling a database with an archive: level by level, in batches, because bulk_create() knows no inheritance.

Each batch is one short transaction: pages, then stories, then articles or videos, then bylines and topics.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, router, transaction
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage, NewsFeedPage
from newsreel.models import Author, Byline, EditorialImage, StoryPage, StoryTopic, Topic
from newsreel.models.stories import StoryType
from search.archive.prose import Prose
from video.models import VideoIndexPage, VideoPage

BATCH = 100
WORDS = 600
YEARS = 12
# One story of so many is a video, one of so many is in Ukrainian.
VIDEO_EVERY, UKRAINIAN_EVERY = 25, 4
TYPES = [StoryType.NEWS] * 7 + [StoryType.ANALYSIS, StoryType.OPINION, StoryType.INTERVIEW]


@dataclass
class Cast:
    """Who and what the stories are by and about."""

    authors: list[Author]
    topics: list[Topic]
    images: list[EditorialImage]


class Archive:
    """Writes stories below the newsroom's first News Feed and its video index, the oldest first."""

    def __init__(self, stories: int, seed: int, words: int = WORDS) -> None:
        self.stories, self.words = stories, words
        self._random = random.Random(seed)  # noqa: S311
        self._prose = {language: Prose(language, seed) for language in ("en", "uk")}
        self._prefix = f"archive-{seed}-{uuid.uuid4().hex[:6]}"
        self._parents: dict[type[models.Model], Page] = {
            ArticlePage: NewsFeedPage.objects.order_by("path").first(),
            VideoPage: VideoIndexPage.objects.order_by("path").first(),
        }
        self._next_step = {model: _last_step(parent) for model, parent in self._parents.items()}
        self._types = {model: ContentType.objects.get_for_model(model) for model in self._parents}

    def fill(self, say: Callable[[int], None]) -> list[int]:
        """Write all stories; `say` hears how many there are. Returns their primary keys."""
        cast = self._cast()
        written: list[int] = []
        start, now = timezone.now() - timedelta(days=365 * YEARS), timezone.now() - timedelta(minutes=5)
        for first in range(0, self.stories, BATCH):
            numbers = range(first, min(first + BATCH, self.stories))
            pages = [
                self._story(number, start + (now - start) * ((number + 1) / self.stories), cast)
                for number in numbers
            ]
            with transaction.atomic():
                written += self._write(pages, cast)
            say(len(written))
        for model, parent in self._parents.items():
            Page.objects.filter(pk=parent.pk).update(numchild=self._next_step[model])
        return written

    def _cast(self) -> Cast:
        english, ukrainian = self._prose["en"], self._prose["uk"]
        names = [(ukrainian if place % 3 == 0 else english).name() for place in range(60)]
        authors = [
            Author(name=name, slug=f"{self._prefix}-author-{place}") for place, name in enumerate(names)
        ]
        Author.objects.bulk_create(authors)
        topics = self._topics_named(dict.fromkeys(english.word().capitalize() for _ in range(30)))
        images = list(EditorialImage.objects.order_by("pk")[:40])
        return Cast(authors, topics, images or [self._image(place) for place in range(4)])

    def _topics_named(self, names: Iterable[str]) -> list[Topic]:
        """The newsroom's own where it has them: the name of a topic is its alone."""
        known = Topic.objects.in_bulk(names, field_name="name")
        new = [
            Topic(name=name, slug=f"{self._prefix}-topic-{place}")
            for place, name in enumerate(names)
            if name not in known
        ]
        return [*known.values(), *Topic.objects.bulk_create(new)]

    def _image(self, place: int) -> EditorialImage:
        from PIL import Image

        file = BytesIO()
        colour = tuple(self._random.randrange(40, 200) for _ in range(3))
        Image.new("RGB", (1200, 800), colour).save(file, "JPEG")
        content = ContentFile(file.getvalue(), f"{self._prefix}-{place}.jpg")
        return EditorialImage.objects.create(
            title=f"Archive picture {place}", file=content, width=1200, height=800
        )

    def _story(self, number: int, moment: datetime, cast: Cast) -> StoryPage:
        language = "uk" if number % UKRAINIAN_EVERY == 0 else "en"
        written = self._prose[language].story(self.words)
        model = VideoPage if number % VIDEO_EVERY == 7 else ArticlePage
        page = model(
            title=written.title, draft_title=written.title, slug=f"{self._prefix}-{number}", language=language,
            standfirst=written.standfirst, story_type=self._random.choice(TYPES), live=True,
            published_at=moment, first_published_at=moment, last_published_at=moment,
            lead_image=self._random.choice(cast.images), kind=model.story_kind,
            section_label=self._parents[model].title, has_unpublished_changes=False,
        )  # fmt: skip
        if model is VideoPage:
            page.transcript = "\n".join(written.paragraphs)
            page.no_speech = False
            page.duration, page.has_video = self._random.randrange(30, 900), True
        else:
            page.body = json.dumps(_body(written.paragraphs))
            page.reading_time = max(1, self.words // 230)
        self._place(page, model)
        return page

    def _place(self, page: StoryPage, model: type[models.Model]) -> None:
        parent = self._parents[model]
        self._next_step[model] += 1
        page.path = Page._get_path(parent.path, parent.depth + 1, self._next_step[model])
        page.depth = parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.content_type, page.locale_id = self._types[model], parent.locale_id

    def _write(self, stories: list[StoryPage], cast: Cast) -> list[int]:
        bases = Page.objects.bulk_create([_as(Page, story) for story in stories])
        for story, base in zip(stories, bases, strict=True):
            story.pk = story.id = story.page_ptr_id = story.storypage_ptr_id = base.pk
        _insert(StoryPage, stories)
        for model in (ArticlePage, VideoPage):
            _insert(model, [story for story in stories if isinstance(story, model)])
        Byline.objects.bulk_create(self._bylines(stories, cast))
        StoryTopic.objects.bulk_create(self._topics(stories, cast))
        return [story.pk for story in stories]

    def _bylines(self, stories: list[StoryPage], cast: Cast) -> Iterator[Byline]:
        for story in stories:
            for place, author in enumerate(self._random.sample(cast.authors, self._random.choice((1, 1, 2)))):
                yield Byline(
                    story_id=story.pk, author=author, printed_name=author.name, sort_order=place,
                    published_at=story.published_at,
                )  # fmt: skip

    def _topics(self, stories: list[StoryPage], cast: Cast) -> Iterator[StoryTopic]:
        for story in stories:
            for place, topic in enumerate(self._random.sample(cast.topics, 2)):
                yield StoryTopic(
                    story_id=story.pk, topic=topic, sort_order=place, published_at=story.published_at
                )


def _body(paragraphs: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {"type": "paragraph", "value": f"<p>{paragraph}</p>", "id": str(uuid.uuid4())}
        for paragraph in paragraphs
    ]


def _as(base: type[models.Model], story: StoryPage) -> models.Model:
    """The story's row in the table of a base."""
    return base(
        **{
            field.attname: getattr(story, field.attname)
            for field in base._meta.concrete_fields
            if field.attname != "id"
        }
    )


def _insert(model: type[models.Model], rows: list[models.Model]) -> None:
    """Only the columns of this model's own table."""
    if rows:
        model._base_manager.all()._insert(
            rows, fields=model._meta.local_concrete_fields, using=router.db_for_write(model), raw=False
        )


def _last_step(parent: Page) -> int:
    """The number of a parent's last child, in treebeard's counting."""
    last = parent.get_children().order_by("path").last()
    return Page._str2int(last.path[-Page.steplen :]) if last else 0
