"""What the search page asks of an engine, whichever it is, and what it is answered: plain types.

The answers come from search.database (SQLite and PostgreSQL) or, where SEARCH_URL names another engine, from
search.elsewhere.engine, which goes through Wagtail's public API and can do less. `published()` decides in both, and
search.engines chooses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from search.query import ReaderQuery, words_of

# When to come back to an engine that does not answer.
RETRY_SECONDS = 60
# Counting stops here: “more than 500”.
MOST_COUNTED = 500


@dataclass(frozen=True)
class Filters:
    """What a reader chose beside the words. `since` is in, `until` is out."""

    kind: str = ""
    story_type: str = ""
    topic: int | None = None
    author: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    language: str = ""
    has_video: bool = False


@dataclass
class Facets:
    """How many of the results each choice would leave. A facet is counted as if nothing of it was chosen.

    `ages`: published within the last "day", "week", "month" or "year". Topics and authors: by primary key, the
    most frequent first. `with_video`: stories with StoryPage.has_video.
    """

    kinds: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)
    authors: dict[int, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)
    with_video: int = 0


class Marker(Protocol):
    """Finds in a text what a query looked for, in any inflected form."""

    def spans(self, text: str, language: str = "") -> list[tuple[int, int]]:
        """Where the words stand, as (start, end) in order, never overlapping."""


@dataclass
class Results:
    """One page of stories.

    `ids`: their primary keys, best (or newest) first. `total`: how many there are, at most MOST_COUNTED;
    `is_capped` says that there are more. `match`: whether the best of them have "all" words, only "some", or "none".
    `over`: how many of them are on no page, because they stand over the results.
    """

    ids: list[int]
    total: int
    is_capped: bool
    match: str
    facets: Facets
    marker: Marker
    over: int = 0


@dataclass(frozen=True)
class Names:
    """Authors and topics whose name is, or has, the words of the query: primary keys, the best first.

    `is_exact` says that the first of them has just this name, and `kind` whether it is an "author" or a "topic".
    """

    authors: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    is_exact: bool = False
    kind: str = "author"


@dataclass(frozen=True)
class Suggestion:
    """One line while a reader types. `kind`: "story", "author" or "topic"."""

    kind: str
    pk: int
    text: str
    url: str


@dataclass(frozen=True)
class Correction:
    """“Did you mean …”: `query` as the reader wrote it, and `better`: what each misspelt word of it may be, folded.

    `stories`: primary keys of some published ones that have these words, and so say how they are written. `hopeless`:
    words that no story has, nor anything like them; with them, no other word would find anything.
    """

    query: ReaderQuery = field(default_factory=ReaderQuery)
    better: Mapping[str, str] = field(default_factory=dict)
    stories: tuple[int, ...] = ()
    hopeless: frozenset[str] = frozenset()

    def written(self, forms: Mapping[str, str]) -> str:
        """The corrected query, its new words in these forms; nothing if there is nothing to correct."""
        text, typed = self._hopeful, self.query.typed
        for word, folded in self.better.items():
            old, new = typed.get(word, word), forms.get(folded, folded)
            text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _found, new=new: new, text)
        return "" if text.casefold() == self.query.text.casefold() else text

    @property
    def _hopeful(self) -> str:
        """The query without the hopeless words; what stands between quotes or is not wanted stays as it is."""
        chunks = self.query.text.split()
        return " ".join(chunk for chunk in chunks if not (chunk[0].isalnum() and self._is_hopeless(chunk)))

    def _is_hopeless(self, chunk: str) -> bool:
        words = words_of(chunk)
        return bool(words) and self.hopeless.issuperset(words)


class Engine(Protocol):
    """What a newsroom's engine can do. `knows_forms`: of a word it finds other forms, and corrects misspelt ones."""

    knows_forms: bool

    def search_stories(
        self,
        query: ReaderQuery,
        filters: Filters = ...,
        *,
        newest_first: bool = False,
        start: int = 0,
        size: int = 20,
        facets: bool = True,
        over: Collection[int] = (),
    ) -> Results:
        """Published stories for a query. What a term has in `also` means the same as the term itself.

        `over`: primary keys of stories that stand over the results; they are counted, but on none of the pages.
        """

    def names(self, query: ReaderQuery, size: int = 4) -> Names:
        """Authors and topics called so."""

    def suggest(self, typed: str, size: int = 8) -> list[Suggestion]:
        """What the typed beginning may become: authors and topics before stories, all public."""

    def has_all(self, query: ReaderQuery, filters: Filters) -> bool:
        """Whether some published story has all its words. Nothing is put into an order for it."""

    def finds(self, queries: Sequence[ReaderQuery]) -> Iterable[bool | None]:
        """Whether each finds a published story that has all its words, or is the name of an author or topic.

        None for what is not asked, because that would cost too much.
        """

    def correct(self, query: ReaderQuery) -> Correction:
        """“Did you mean …”: the newsroom's own words for misspelt ones.

        Only what finds published stories is offered.
        """

    def shorter(self, query: ReaderQuery, filters: Filters) -> list[str]:
        """Queries with some of the words that find stories, where none has all of them."""

    def marker(self, query: ReaderQuery) -> Marker:
        """For marking the words of a query in any text."""
