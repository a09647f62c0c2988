"""Suggestions while a reader types: authors, topics, stories, and what others looked for and found."""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import compress, islice

from django.core.cache import cache
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search import engines
from search.engine import Engine
from search.models import QueryDay
from search.narrowing import Narrowing, address
from search.notes import weight
from search.picks import key_of
from search.query import ReaderQuery, clean
from search.taught import withheld

logger = logging.getLogger(__name__)

SHORTEST = 2
MOST = 8
MOST_QUERIES = 3
# Some of the most frequent ones may find nothing any more.
MOST_CHECKED = 5
# Some of the most frequent ones may be withheld by the newsroom.
MOST_READ = 60
# What so many have looked for is no secret of one of them.
ASKED_BY = 3
ASKED_WITHIN = timedelta(days=90)
FRESH_SECONDS = 60
# The searches of a day that found something with all of the words.
FOUND = F("searches") - F("nothing") - F("partly")
# A fast typist asks ten times in as many seconds.
WINDOW_SECONDS = 10
MOST_PER_WINDOW = 60

Line = dict[str, str]


def suggestions(typed: str) -> dict[str, object]:
    """Groups with a name and lines (text, url), and a sentence on their number for those who do not see them."""
    query = ReaderQuery.parse(typed)
    groups: list[dict[str, object]] = []
    if sum(map(len, query.words)) >= SHORTEST:
        try:
            groups = _groups(query)
        except Exception:
            # A reader can search without them.
            logger.exception("There are no suggestions")
    count = sum(len(group["lines"]) for group in groups)
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}
    return {"groups": groups, "said": said if count else _("No suggestions")}


def _groups(query: ReaderQuery) -> list[dict[str, object]]:
    engine = engines.engine()
    # Who writes what shall not occur looks for no name or headline that begins so.
    excludes = any(term.excluded for term in query.terms)
    found = [] if excludes else engine.suggest(query.text, MOST)
    names = {
        "query": _("Searches"),
        "author": _("Authors"),
        "topic": _("Topics"),
        "story": _("Stories"),
    }
    lines: dict[str, list[Line]] = {kind: [] for kind in names}
    lines["query"] = [
        {"text": text, "url": address(text, Narrowing())} for text in found_by_others(query, engine)
    ]
    for one in found:
        lines.setdefault(one.kind, []).append({"text": one.text, "url": one.url})
    return [{"kind": kind, "name": name, "lines": lines[kind]} for kind, name in names.items() if lines[kind]]


def found_by_others(query: ReaderQuery, engine: Engine) -> list[str]:
    """Of what others asked, what finds something at this moment: words that were withdrawn are not repeated."""
    # What a reader's query may not hold any more was counted before that was so.
    texts = [text for text in asked_by_others(query) if text == clean(text)]
    finds = engine.finds([ReaderQuery.parse(text) for text in texts]) if texts else ()
    return list(islice(compress(texts, finds), MOST_QUERIES))


def asked_by_others(query: ReaderQuery, size: int = MOST_CHECKED) -> list[str]:
    """Queries that begin like this one, and found all their words often enough; the most frequent first.

    None that the newsroom never suggests.
    """
    typed = key_of(query.text)
    since = timezone.localdate() - ASKED_WITHIN
    days = QueryDay.objects.filter(query__query_string__startswith=typed, day__gte=since)
    days = days.exclude(query__query_string=typed).values("query__query_string")
    # Of a sample each counted search stands for several: so many people must have been counted.
    asked = days.annotate(asked=Sum(FOUND)).filter(asked__gte=ASKED_BY * weight())
    found = asked.order_by("-asked", "query__query_string").values_list("query__query_string", flat=True)
    texts = list(found[:MOST_READ])
    never = withheld() if texts else None
    return [text for text in texts if not never.by(text)][:size]


def asks_too_often(place: str) -> bool:
    """Whether more was asked from this place than anybody can type."""
    key = f"search.suggest.{place}"
    if cache.add(key, 1, WINDOW_SECONDS):
        return False
    try:
        return cache.incr(key) > MOST_PER_WINDOW
    except ValueError:  # it ran out between the two
        return False
