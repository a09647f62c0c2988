"""What the newsroom has taught its search, as it stands now: what means the same, and what is never suggested.

A process keeps the synonyms for ten seconds, as it keeps the navigation: a change is everywhere after that time, in
this process (and in all of them, where they share a cache) at once. What is never suggested is read each time: what
harms somebody waits for no cache.
"""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.log_actions import log

from search.languages import index_languages
from search.models import SearchWords
from search.synonyms import Synonyms, read_synonyms
from search.withheld import Withheld, read_withheld, with_entry, without_entries

CACHE_KEY = "search.synonyms.text"
CACHE_SECONDS = 10


def current_synonyms() -> Synonyms:
    """The newsroom's groups, for texts in the languages of the index. No query while the caches are fresh."""
    text = cache.get(CACHE_KEY)
    if text is None:
        text = _column("synonyms")
        cache.set(CACHE_KEY, text, CACHE_SECONDS)
    return read_synonyms(text, index_languages()) if text else Synonyms()


def withheld() -> Withheld:
    """What is never suggested. One query."""
    return read_withheld(_column("never_suggested"), index_languages())


def withhold(text: str, user: object) -> None:
    """Never suggest searches with the words of this text. Raises ValidationError if the list is full."""
    with transaction.atomic():
        words = _locked()
        if not read_withheld(words.never_suggested, index_languages()).by(text):
            words.never_suggested = with_entry(words.never_suggested, text)
            _keep(words, user)


def suggest_again(text: str, user: object) -> None:
    """Take out every entry that keeps a search from being suggested."""
    with transaction.atomic():
        words = _locked()
        entries = read_withheld(words.never_suggested, index_languages()).by(text)
        if entries:
            words.never_suggested = without_entries(words.never_suggested, entries)
            _keep(words, user)


def _column(name: str) -> str:
    return SearchWords.objects.order_by("pk").values_list(name, flat=True).first() or ""


def _locked() -> SearchWords:
    """The one row, for as long as the transaction lasts: two moderators may decide at the same time."""
    return SearchWords.objects.select_for_update().order_by("pk").first() or SearchWords.load()


def _keep(words: SearchWords, user: object) -> None:
    words.clean_fields(exclude=["synonyms"])
    words.save()
    log(instance=words, action="wagtail.edit", user=user)


def _forget(**kwargs: object) -> None:
    cache.delete(CACHE_KEY)


def connect() -> None:
    """Wire the signal; called when the app is ready."""
    post_save.connect(_forget, sender=SearchWords, dispatch_uid="search-taught")
