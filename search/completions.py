"""What a typed beginning may become: authors and topics with such a name, and the newest stories with such words.

The “names” of a story in the index are its headline and its authors; its standfirst and printed bylines are “hints”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db.models.expressions import RawSQL

from newsreel.models import Author, StoryPage, Topic
from search.analysis.words import is_unspaced
from search.engine import Suggestion
from search.entries import LIVE_MARK, NAMED_MARK, model_mark
from search.matching.ranking import WIDENING, rank_typed
from search.matching.recency import among_newest
from search.matching.store import Hit, Wanted
from search.matching.stores import make_store
from search.matching.tree import All, Mark, Node, Term, Wording, simplified
from search.names import kind_of, pks_of
from search.query import TELLING_LENGTH

MOST_NAMES = 300
# Of the stories that begin so, first looked for among this share of all, the newest; eight of them are shown.
MOST_STORIES = 32
NEWEST_SHARE = 1 / 16


def suggested_names(typed: str, size: int) -> list[Suggestion]:
    """Authors and topics with a name that begins so; each word of it may be meant."""
    terms = Wording((), is_typed=True).terms(typed)
    if not terms:
        return []
    wanted = Wanted(simplified(All(terms)), MOST_NAMES, ("names",))
    hits = rank_typed(make_store(NAMED_MARK), [wanted], list).hits[:size]
    found = {}
    for kind, model in (("author", Author), ("topic", Topic)):
        pks = pks_of(hits, kind)
        for pk, one in (model.objects.in_bulk(pks) if pks else {}).items():
            found[kind, pk] = Suggestion(kind, pk, one.name, one.url)
    keys = [(kind_of(hit), hit.number) for hit in hits]
    return [found[key] for key in keys if key in found]


def suggested_stories(typed: str, size: int) -> list[Suggestion]:
    """Published stories with words that begin so, those with a headline like that first.

    A few letters begin some word of nearly every standfirst, and a list of headlines does not show it: they are looked
    for in headlines and names alone.
    """
    terms = Wording((), is_typed=True).terms(typed)
    if not terms or size < 1:
        return []
    node = simplified(All((*terms, Mark(LIVE_MARK))))
    columns = () if _says_something(terms) else ("names",)
    found: list[StoryPage] = []
    # What is live may be private or wait for its hour: where such things stand first, more is looked at.
    for most in (MOST_STORIES, MOST_STORIES * WIDENING, MOST_STORIES * WIDENING**2):
        hits = _newest_hits(node, most, columns)
        found = list(islice(_published(hits, size), size))
        if len(found) == size or len(hits) < most:
            break
    return [Suggestion("story", story.pk, story.title, story.url) for story in found]


def _says_something(terms: Sequence[Term]) -> bool:
    """Whether there is a whole word, or most of one; of what is written without spaces each pair of signs is a term."""
    words = [term.variants[0] for term in terms]
    return any(len(word) >= TELLING_LENGTH for word in words) or sum(map(is_unspaced, words)) > 1


def _newest_hits(node: Node, most: int, columns: tuple[str, ...]) -> list[Hit]:
    """What matches of the newest stories, else of all, the best name first."""
    store = make_store(model_mark(StoryPage))
    recent = among_newest(node, NEWEST_SHARE) if most == MOST_STORIES else None
    return rank_typed(store, [Wanted(node, most, columns, recent=recent)], list).hits


def _published(hits: Sequence[Hit], size: int) -> Iterator[StoryPage]:
    """Those that are, in this order: the first ones are read at once, which nearly always is enough."""
    stories, store = StoryPage.objects.published().order_by(), make_store(model_mark(StoryPage))
    for some in (hits[: size * 2], hits[size * 2 :]):
        numbers = RawSQL(*store.numbers_sql([hit.number for hit in some]))  # noqa: S611
        known = {story.pk: story for story in stories.filter(pk__in=numbers)} if some else {}
        yield from (known[hit.number] for hit in some if hit.number in known)
