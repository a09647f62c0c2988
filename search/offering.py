"""Which readers' queries find something at this moment: only these are offered to others.

What a query found when it was made says nothing of now: its only story may be withdrawn since, and then its words are
no longer the newsroom's to repeat.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models.expressions import RawSQL

from newsreel.models import StoryPage
from search.entries import LIVE_MARK, NAMED_MARK, model_mark
from search.languages import index_languages
from search.matching.stores import make_store
from search.matching.telling import unquoted
from search.matching.tree import All, Any, Mark, Node, Term, Wording, phrases, wanted_terms
from search.matching.wording import node_of
from search.query import ReaderQuery
from search.synonyms import with_synonyms
from search.taught import current_synonyms

# Of the live stories that have all words, so many are looked at; some may be private, or wait for their hour.
MOST_LOOKED_AT = 30
# Of names that have all words of a query, for each that is asked.
MOST_NAMES = 60


def finding(queries: Sequence[ReaderQuery]) -> list[bool]:
    """For each, whether a published story has all its words, or an author or topic has them for a name.

    Two database queries, and one for the names where no story was found.
    """
    wording, synonyms = Wording(index_languages()), current_synonyms()
    nodes = [_node(with_synonyms(query, synonyms), wording) for query in queries]
    wanted = list(dict.fromkeys(filter(None, nodes)))
    found = _in_stories(wanted)
    found |= _in_names([node for node in wanted if node not in found])
    return [node in found for node in nodes]


def _node(query: ReaderQuery, wording: Wording) -> Node | None:
    """What a story must have; None where telling costs more than a suggestion is worth: then it is not offered.

    Whether words stand in a row is read in each text, and a query of many words is asked by the rarest of them.
    """
    node = None if query.more else node_of(unquoted(query), wording)
    return None if node is None or any(phrases(node)) else node


def _in_stories(nodes: Sequence[Node]) -> set[Node]:
    """Those that a published story matches."""
    if not nodes:
        return set()
    store = make_store(model_mark(StoryPage))
    matches = store.some([All((node, Mark(LIVE_MARK))) for node in nodes], MOST_LOOKED_AT)
    listed = RawSQL(*store.numbers_sql(list({number for some in matches for number in some})))  # noqa: S611
    published = StoryPage.objects.published().order_by().filter(pk__in=listed)
    alive = set(published.values_list("pk", flat=True))
    return {node for node, some in zip(nodes, matches, strict=True) if not alive.isdisjoint(some)}


def _in_names(nodes: Sequence[Node]) -> set[Node]:
    """Those whose words are the whole name of an author or topic, in any order."""
    if not nodes:
        return set()
    titles = make_store(NAMED_MARK).match_titles(Any(tuple(nodes)), MOST_NAMES * len(nodes))
    names = [title.split() for _hit, title in titles]
    return {node for node in nodes if any(_is_name(list(wanted_terms(node)), name) for name in names)}


def _is_name(terms: Sequence[Term], name: Sequence[str]) -> bool:
    return len(terms) == len(name) and all(any(stem in name for stem in term.variants) for term in terms)
