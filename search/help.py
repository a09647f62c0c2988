"""What helps a reader who found little: a corrected spelling, the results without filters, fewer words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from search.engine import Correction, Engine, Filters, Results
from search.labels import as_named
from search.narrowing import Narrowing, address
from search.query import ReaderQuery
from search.shorter import plainer_query
from search.story_words import StoryWords, prose
from search.written import written

# From so many results on, a reader is not asked whether something else was meant.
ENOUGH = 5


@dataclass(frozen=True)
class Way:
    """Another query that finds something, and where."""

    text: str
    url: str


@dataclass(frozen=True)
class Help:
    """`corrected` is another spelling, with its address. `unfiltered` says how many results there are without filters.

    `shorter` are queries with fewer words, or without quotes, within the filters that are chosen.
    """

    correction: Correction = field(default_factory=Correction)
    corrected: str = ""
    corrected_url: str = ""
    shorter: tuple[Way, ...] = ()
    unfiltered: int = 0
    unfiltered_url: str = ""


def help_with(
    engine: Engine,
    query: ReaderQuery,
    narrowing: Narrowing,
    results: Results,
    chosen: Filters,
    *,
    is_known: bool = False,
) -> Help:
    """Nothing to say where a query found all its words in enough stories. What is offered finds something.

    `is_known`: the newsroom knows the query as it is written, so that nobody doubts its spelling.
    """
    correction, unfiltered = Correction(), 0
    if not results.total and narrowing.is_narrow:
        unfiltered = engine.search_stories(query, Filters(), size=1, facets=False).total
    if not (unfiltered or is_known) and (results.match != "all" or results.total < ENOUGH):
        correction = engine.correct(query)
    if not correction.written({}):
        correction = Correction()
    shorter = engine.shorter(query, chosen) if results.match != "all" else []
    if results.total:
        shorter = _beside_results(shorter, correction)
    elif not (correction.better or unfiltered or shorter):
        shorter = _plainer(engine, query, chosen)
    return Help(
        correction=correction,
        shorter=tuple(Way(text, address(text, narrowing)) for text in shorter),
        unfiltered=unfiltered,
        unfiltered_url=address(query.text, Narrowing(newest_first=narrowing.newest_first)),
    )


def with_spelling(found: Help, words: Mapping[int, StoryWords], narrowing: Narrowing) -> Help:
    """The same with the corrected query as the newsroom writes it; `words` of the stories that the correction names.

    Its address keeps the order that was chosen, and no filter: within these it might find nothing.
    """
    correction = found.correction
    if not correction.better:
        return found
    texts = prose(words[story] for story in correction.stories if story in words)
    text = as_named(correction.written(written(set(correction.better.values()), texts)))
    url = address(text, Narrowing(newest_first=narrowing.newest_first))
    return replace(found, corrected=text, corrected_url=url) if text else found


def _beside_results(shorter: list[str], correction: Correction) -> list[str]:
    """Only what says more than the results themselves: these are all that one word finds, and may be misspelt."""
    says_nothing = correction.better or (len(shorter) == 1 and " " not in shorter[0])
    return [] if says_nothing else shorter


def _plainer(engine: Engine, query: ReaderQuery, chosen: Filters) -> list[str]:
    """The query without its quotes and exclusions, if it has any, or else shorter ones; what finds something."""
    plainer = plainer_query(query)
    if plainer is None:
        return []
    return [plainer.text] if engine.has_all(plainer, chosen) else engine.shorter(plainer, chosen)
