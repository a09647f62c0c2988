"""What of a thing goes into the index, and where: its search fields, analysed and sorted by weight.

Wagtail's `search_fields` say it all. Titles and names weigh most (`title`); then fields with a boost of 2 or more,
and what comes from related things, as bylines and topics (`head`); then the rest (`body`); last what has a boost
below 1, as a transcript (`extra`). AutocompleteFields are kept letter by letter (`names`, `hints`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from django.conf import settings
from django.db import models
from wagtail.search.index import AutocompleteField, Indexed, RelatedFields, SearchField

from newsreel.models import Author, StoryPage, Topic
from search.analysis.detection import MOST_READ, language_of
from search.analysis.texts import bare_stems_of, plain_words, stems_of
from search.analysis.words import LONGEST_TEXT
from search.periods import date_marks

NAMES = ("title", "name")
HEAD_BOOST = 2
COLUMNS = ("title", "head", "body", "extra")
# What is written with care: their words are the newsroom's spelling.
SPELT = ("title", "head", "body")
LIVE_MARK, VIDEO_MARK, NAMED_MARK = "_live", "_video", "_name"
# Related text may repeat itself; a name is found by a hundred words as well as by a thousand.
LONGEST_NAMES = 2000


@dataclass(frozen=True)
class Entry:
    """A row of search.models.Document without its keys.

    `words` are no part of the row: those of a published story, which somebody may look for and misspell.
    """

    marks: str
    names: str
    hints: str
    title: str
    head: str
    body: str
    extra: str
    language: str
    published_at: int | None
    words: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        said = tuple(getattr(self, field.name) for field in fields(self))
        return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


def entry_of(thing: Indexed) -> Entry:
    """The entry of a thing as it stands in memory."""
    texts = _texts_by_column(thing)
    language = _language(thing, texts)
    room = LONGEST_TEXT
    stems, words = {}, set()
    for column in COLUMNS:
        joined = "\n".join(texts[column])[:room]
        room -= len(joined)
        stems[column] = stems_of(joined, language)
        if column in SPELT and isinstance(thing, StoryPage) and thing.live:
            words.update(plain_words(joined))
    bare = bare_stems_of("\n".join(text for column in COLUMNS for text in texts[column]), language)
    stems["extra"] = " ".join(filter(None, (stems["extra"], bare)))
    published_at = getattr(thing, "published_at", None)
    return Entry(
        marks=" ".join(marks_of(thing)),
        names=_plain(texts["names"]),
        hints=_plain(texts["hints"]),
        language=language,
        published_at=int(published_at.timestamp()) if published_at else None,
        words=tuple(sorted(words)),
        **stems,
    )


def language_in(thing: Indexed) -> str:
    """The language that a thing is indexed in: what it says, unless its text is plainly in another."""
    return _language(thing, _texts_by_column(thing))


def _language(thing: Indexed, texts: dict[str, list[str]]) -> str:
    said = getattr(thing, "language", "") or settings.LANGUAGE_CODE
    return language_of("\n".join(text[:MOST_READ] for column in COLUMNS for text in texts[column]), said)


def column_of(field: SearchField, is_related: bool = False) -> str:
    """The column that a search field is kept in."""
    boost = field.boost or 1
    if field.field_name in NAMES and not is_related:
        return "title"
    if is_related or boost >= HEAD_BOOST:
        return "head"
    return "extra" if boost < 1 else "body"


def language_mark(tag: str) -> str:
    """The mark of stories in a language, by its tag (BCP 47): “_lang_uk”."""
    return f"_lang_{tag.replace('-', '_').lower()}"


def model_mark(model: type[models.Model]) -> str:
    """The mark that things of a model carry, and those of its subclasses."""
    return f"_m_{model._meta.label_lower.replace('.', '_')}"


def marks_of(thing: Indexed) -> Iterator[str]:
    """What results can be narrowed and counted by. Words of a text never begin with “_”."""
    for model in type(thing).__mro__:
        if isinstance(model, type) and issubclass(model, models.Model) and issubclass(model, Indexed):
            meta = getattr(model, "_meta", None)
            if meta is not None and not meta.abstract:
                yield model_mark(model)
    if isinstance(thing, Author | Topic):
        yield NAMED_MARK
    if isinstance(thing, StoryPage):
        yield from _story_marks(thing)


def _story_marks(story: StoryPage) -> Iterator[str]:
    if story.live:
        yield LIVE_MARK
    if getattr(story, "has_video", False):
        yield VIDEO_MARK
    yield f"_kind_{story.kind}"
    yield f"_type_{story.story_type}"
    yield language_mark(story.language)
    for byline in story.bylines.all():
        if byline.author_id:
            yield f"_author_{byline.author_id}"
    for entry in story.story_topics.all():
        if entry.topic_id:
            yield f"_topic_{entry.topic_id}"
    if story.published_at:
        yield from date_marks(story.published_at)


def _texts_by_column(thing: Indexed) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {column: [] for column in (*COLUMNS, "names", "hints")}
    for column, text in _texts(thing, thing.get_search_fields(), is_related=False):
        texts[column].append(text)
    return texts


def _texts(thing: object, fields: Iterable[object], is_related: bool) -> Iterator[tuple[str, str]]:
    """Each column with a text that belongs there."""
    for field in fields:
        if isinstance(field, RelatedFields):
            for related in _related(field, thing):
                yield from _texts(related, field.fields, is_related=True)
        elif isinstance(field, SearchField):
            yield column_of(field, is_related), text_of(field.get_value(thing))
        elif isinstance(field, AutocompleteField):
            yield ("names" if field.field_name in NAMES else "hints"), text_of(field.get_value(thing))


def _related(field: RelatedFields, thing: object) -> list[object]:
    value = field.get_value(thing)
    if isinstance(value, models.Manager):
        return list(value.all())
    value = value() if callable(value) else value
    return [] if value is None else [value]


def text_of(value: object) -> str:
    """What a search field answers, as one text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, dict):
        return "\n".join(map(text_of, value.values()))
    if isinstance(value, list | tuple | models.QuerySet):
        return "\n".join(map(text_of, value))
    return str(value)


def _plain(texts: list[str]) -> str:
    return " ".join(plain_words("\n".join(texts)[:LONGEST_NAMES]))
