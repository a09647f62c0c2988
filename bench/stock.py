"""The first page of `.search()` and `.autocomplete()`, by our backend and by Wagtail's own, on the same stories."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench.timing import Figure, GivenUp, measure

if TYPE_CHECKING:
    from wagtail.models import Page
    from wagtail.search.backends.base import BaseIndex as Index

STOCK = "wagtail.search.backends.database"
# Seconds after which a search is given up.
MOST_SECONDS = 60
BATCH = 500


def beside_stock(word: str, question: str, phrase: str, repeats: int) -> Iterator[Figure]:
    """The first page of `.search()` by both backends; the stock one's index is built first."""
    from wagtail.search.backends import get_search_backend

    from news.models import ArticlePage
    from newsreel.models import StoryPage
    from video.models import VideoPage

    backends = {"ours": get_search_backend(), "Wagtail's": get_search_backend(STOCK, ATOMIC_REBUILD=False)}
    for model in (ArticlePage, VideoPage):
        _index(model, backends["Wagtail's"].get_index_for_model(model))
    asked = {"rare word": word, "no hit": "zzqxkw", "word in 3 %": "harbour", "word in 40 %": "government"}
    asked |= {"phrase": phrase, "prefix": "lig", "question": question}
    for name, text in asked.items():
        for whose, backend in backends.items():

            def search(backend=backend, text=text, name=name) -> None:
                find = backend.autocomplete if name == "prefix" else backend.search
                with _limited():
                    list(find(text.strip('"'), StoryPage.objects.published())[:20])

            yield measure(f".search() {name}, {whose}", search, repeats)


def _index(model: type[Page], index: Index) -> None:
    """Put into Wagtail's own index what it has not yet: a benchmark may have been stopped amid it."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.search.models import IndexEntry

    entries = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    known = set(entries.values_list("object_id", flat=True))
    left = [pk for pk in model.objects.order_by("pk").values_list("pk", flat=True) if str(pk) not in known]
    if left:
        print(
            f"Building Wagtail's own index of {len(left)} {model._meta.verbose_name_plural} …",
            file=sys.stderr,
        )
    for start in range(0, len(left), BATCH):
        index.add_items(model, list(model.objects.filter(pk__in=left[start : start + BATCH])))


@contextmanager
def _limited() -> Iterator[None]:
    """Stop what the database does after MOST_SECONDS. Raises GivenUp then."""
    from django.db import OperationalError, connection

    connection.ensure_connection()
    end, is_sqlite = time.monotonic() + MOST_SECONDS, connection.vendor == "sqlite"
    if is_sqlite:
        connection.connection.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    else:
        _set_timeout(MOST_SECONDS)
    try:
        yield
    except OperationalError as error:
        if time.monotonic() < end - 1:
            raise
        raise GivenUp from error
    finally:
        if is_sqlite:
            connection.connection.set_progress_handler(None, 0)
        else:
            _set_timeout(0)


def _set_timeout(seconds: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{seconds}s"])
