"""What helps a reader who found little: a corrected spelling, the results without filters, fewer words."""

from __future__ import annotations

from dataclasses import dataclass

from search.engine import Engine, Filters, Results
from search.narrowing import Narrowing, address
from search.query import ReaderQuery

# From so many results on, a reader is not asked whether something else was meant.
ENOUGH = 5


@dataclass(frozen=True)
class Help:
    """`corrected` is another spelling, with its address; `unfiltered` says how many there are without filters."""

    corrected: str = ""
    corrected_url: str = ""
    unfiltered: int = 0
    unfiltered_url: str = ""


def help_with(engine: Engine, query: ReaderQuery, narrowing: Narrowing, results: Results) -> Help:
    """Nothing to say where a query found all its words in enough stories."""
    corrected, unfiltered = "", 0
    if not results.total and narrowing.is_narrow:
        unfiltered = engine.search_stories(query, Filters(), size=1, facets=False).total
    if not unfiltered and (results.match != "all" or results.total < ENOUGH):
        corrected = engine.correct(query)
        if corrected.casefold() == query.text.casefold():
            corrected = ""
    return Help(
        corrected=corrected,
        corrected_url=address(corrected, Narrowing()) if corrected else "",
        unfiltered=unfiltered,
        unfiltered_url=address(query.text, Narrowing(newest_first=narrowing.newest_first)),
    )
