"""Counting what readers look for, outside of their requests for pages.

A GET writes nothing. The first page of results carries a note, signed by us: the query, how many results it had, and
whether these have but some of its words.
A moment after the results are on the screen the page sends the note back, and only that request writes: so robots,
and readers without script, count nothing, and a page from a cache counts as it should. What cannot be forged needs no
token of a form; the same query from the same place is counted once a day, for a number stands for people.

No note is given for what may be about a person (an e-mail address, a long number), nor beyond the share that the
newsroom counts (NEWSREEL_SEARCH_LOG_SHARE).
"""

from __future__ import annotations

import hashlib
import random
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.models import QueryDay
from search.narrowing import Narrowing
from search.picks import key_of
from search.query import ReaderQuery

if TYPE_CHECKING:
    from search.finding import Found

SALT = "search.note"
# A page may lie in a tab or a cache for so long before its note is worthless.
VALID_SECONDS = 3600
ONCE_IN_SECONDS = 24 * 3600
LONGEST = 80
# Longer numbers are telephones, cards, passports.
MOST_DIGITS = 6
MOST_NOTE_LENGTH = 1000
_DIGITS = re.compile(rf"(?:\d[\s().+-]*){{{MOST_DIGITS + 1},}}")


def is_personal(text: str) -> bool:
    """Whether a query may say something of a person that is nobody's business: an address, a long number."""
    return "@" in text or bool(_DIGITS.search(text))


def note_for(query: ReaderQuery, narrowing: Narrowing, found: Found) -> str:
    """The note of a page of results; empty where nothing shall be counted."""
    text = key_of(query.text)
    first_page = found.page_obj is not None and found.page_obj.number == 1
    if not query.wanted or found.failed or narrowing.is_narrow or not first_page:
        return ""
    if len(text) > LONGEST or is_personal(text):
        return ""
    share = settings.NEWSREEL_SEARCH_LOG_SHARE
    if share <= 0 or random.random() >= share:  # noqa: S311 - a sample, not a secret
        return ""
    # Who has the author, topic or pick that answers the query has found it.
    results = max(found.total, int(found.is_answered))
    is_partial = found.match == "some" and not found.is_answered
    return signing.dumps([text, results, is_partial, weight()], salt=SALT)


def weight() -> int:
    """How many searches one that is counted stands for."""
    return max(1, round(1 / (settings.NEWSREEL_SEARCH_LOG_SHARE or 1)))


def count(note: str, place: str) -> bool:
    """Count a note that we gave; False for any other, for an old one, and for what this place has asked today."""
    if len(note) > MOST_NOTE_LENGTH:
        return False
    try:
        text, results, is_partial, times = signing.loads(note, salt=SALT, max_age=VALID_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    # Each page brings a new note: it is the text that one person must not make frequent, and so public.
    whose = f"{settings.SECRET_KEY}\0{text}\0{place}"
    digest = hashlib.sha256(whose.encode("utf-8", "replace")).hexdigest()
    if not cache.add(f"search.note.{digest[:40]}", 1, ONCE_IN_SECONDS):
        return False
    try:
        _write(text, results, is_partial, times)
    except (OperationalError, IntegrityError):
        # A busy database, or a query that is being forgotten, loses a number and not a reader.
        return False
    return True


def _write(text: str, results: int, is_partial: bool, times: int) -> None:
    today = timezone.localdate()
    nothing = 0 if results else times
    partly = times if results and is_partial else 0
    with transaction.atomic():
        query, _made = Query.objects.get_or_create(query_string=text)
        day, _made = QueryDay.objects.get_or_create(query=query, day=today)
        QueryDay.objects.filter(pk=day.pk).update(
            searches=F("searches") + times,
            nothing=F("nothing") + nothing,
            partly=F("partly") + partly,
            results=results,
        )
        # What Wagtail shows beside the picks, and offers when a pick is made.
        hits, _made = QueryDailyHits.objects.get_or_create(query=query, date=today)
        QueryDailyHits.objects.filter(pk=hits.pk).update(hits=F("hits") + times)
