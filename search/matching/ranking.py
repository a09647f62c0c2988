"""Ranking: the database finds candidates and ranks them roughly, search.matching.scoring looks closely at the best.

All words first. Where hardly anything has them all, as with a question, what has the rarest of them follows, by how
much of the query's weight it has. Of a word that stands everywhere only the newest are looked at, and those that
have it in their title: so that a search costs the same in an archive of any size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from search.matching.scoring import Scorer, Weighted, idf
from search.matching.store import Hit, Store
from search.matching.tree import (
    All,
    Any,
    Node,
    Not,
    Phrase,
    Term,
    phrases,
    simplified,
    wanted_terms,
)

# Candidates, the newest first; of those with the word in the title; those looked at closely.
MOST_CANDIDATES = 1200
MOST_IN_TITLE = 300
# Filters may leave little of them: then so many times as many are looked at.
WIDENING = 10
MOST_SCORED = 100
# With fewer stories that have all words, those with some are added.
ENOUGH = 10
# Words are asked for, the rarest first, until they stand in so many entries.
ENOUGH_CANDIDATES = 2500
# Of the query's weight: less is chance.
LEAST_SHARE = 0.25
# Up to so many words, all of them go before some of them whatever the score.
SHORT_QUERY = 3

Survive = Callable[[list[Hit]], list[Hit]]


@dataclass
class Ranked:
    """Hits, the best first. `is_capped`: there are more. `match`: "all", "some" or "none" of the words."""

    hits: list[Hit] = field(default_factory=list)
    scores: dict[int, float] = field(default_factory=dict)
    is_capped: bool = False
    match: str = "none"


@dataclass(frozen=True)
class Question:
    """What is asked of the index. `whole`: all the words in a row as they were typed. `allows_some`: see above."""

    node: Node
    whole: Phrase | None = None
    allows_some: bool = False
    # Whatever has some of the words is an answer, however little.
    is_loose: bool = False
    narrowing: tuple[Node, ...] = ()
    columns: tuple[str, ...] = ()

    def narrowed(self, node: Node) -> Node:
        return simplified(All((node, *self.narrowing))) if self.narrowing else node


@dataclass(frozen=True)
class Gathered:
    """What matches and survives: with all of the words, and (only where that is asked for) with some."""

    with_all: list[Hit]
    with_some: list[Hit]
    is_capped: bool


def rank(
    store: Store,
    question: Question,
    survive: Survive,
    most: int = MOST_CANDIDATES,
    words: Sequence[Weighted] | None = None,
) -> Ranked:
    """Rank what matches and survives: `survive` leaves out what must not be seen."""
    words = weigh(store, question) if words is None else words
    gathered = gather(store, question, words, survive, most)
    ranked = Ranked(is_capped=gathered.is_capped, match="all" if gathered.with_all else "none")
    least = 0.0 if question.is_loose else LEAST_SHARE
    _order(ranked, store, Scorer(words, question.whole), gathered, least)
    return ranked


def gather(
    store: Store, question: Question, words: Sequence[Weighted], survive: Survive, most: int = MOST_CANDIDATES
) -> Gathered:
    """Candidates, roughly ranked by the database."""
    found = _candidates(store, question, question.node, words, most)
    is_capped = len(found) >= most
    if is_capped and not question.columns:
        known = {hit.id for hit in found}
        titled = store.match(question.narrowed(question.node), MOST_IN_TITLE, ("title",))
        found = [hit for hit in titled if hit.id not in known] + found
    with_all, with_some = survive(found), []
    wants_more = question.is_loose or len(with_all) < ENOUGH
    if question.allows_some and wants_more and not is_capped and len(words) > 1:
        known = {hit.id for hit in with_all}
        some = _candidates(store, question, _some(question.node, words), words, most)
        with_some = survive([hit for hit in some if hit.id not in known])
    return Gathered(with_all, with_some, is_capped)


def weigh(store: Store, question: Question) -> list[Weighted]:
    """Each wanted word with how telling it is among the things in scope."""
    terms = list(dict.fromkeys(wanted_terms(question.node)))
    if not terms:
        return []
    size, *counts = store.frequencies([Term((store.scope,)), *terms])
    return [Weighted(term, idf(count, size), count) for term, count in zip(terms, counts, strict=True)]


def _candidates(
    store: Store, question: Question, node: Node, words: Sequence[Weighted], most: int
) -> list[Hit]:
    node = question.narrowed(node)
    if question.columns:
        return store.match(node, most, question.columns)
    return store.score(node, [(word.term, word.idf) for word in words], most)


def _some(node: Node, words: Sequence[Weighted]) -> Node:
    """Any of the rarest words, all phrases, and nothing that is not wanted."""
    chosen: list[Term] = []
    candidates = 0
    for word in sorted(words, key=lambda one: one.count):
        if chosen and candidates + word.count > ENOUGH_CANDIDATES:
            break
        chosen.append(word.term)
        candidates += word.count
    parts = node.parts if isinstance(node, All) else ()
    unwanted = [part for part in parts if isinstance(part, Not)]
    return simplified(All((Any(tuple(chosen)), *phrases(node), *unwanted)))


def _order(ranked: Ranked, store: Store, scorer: Scorer, gathered: Gathered, least: float) -> None:
    """Score the best of the candidates and put everything into its order."""
    with_all, with_some = gathered.with_all, gathered.with_some
    best = _roughly_best(with_all, MOST_SCORED) + _roughly_best(with_some, MOST_SCORED)
    texts = store.texts(hit.id for hit in best)
    has_all = {hit.id for hit in with_all}
    first, second = [], []
    for hit in best:
        if hit.id not in texts:
            continue
        score = scorer.score(texts[hit.id], hit.published_at)
        ranked.scores[hit.id] = score.value
        if hit.id in has_all:
            first.append(hit)
        elif score.share >= least:
            second.append(hit)

    def by_score(hit: Hit) -> tuple[float, int]:
        return -ranked.scores[hit.id], -hit.id

    if scorer.size <= SHORT_QUERY:
        ordered = sorted(first, key=by_score) + sorted(second, key=by_score)
    else:
        ordered = sorted(first + second, key=by_score)
    placed = {hit.id for hit in ordered}
    rest = [hit for hit in with_all if hit.id not in placed]
    ranked.hits = ordered + sorted(rest, key=lambda hit: (-hit.score, -hit.id))
    if second and not first:
        ranked.match = "some"


def _roughly_best(hits: list[Hit], most: int) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, -hit.id))[:most] if len(hits) > most else hits


def rank_typed(store: Store, node: Node, survive: Survive, most: int, columns: Sequence[str]) -> Ranked:
    """Rank what has names or hints like a text that is being typed: names first, those that begin so above all."""
    hits = survive(store.match_typed(node, most, columns))
    ranked = Ranked(is_capped=len(hits) >= most, match="all" if hits else "none")
    best = hits[:MOST_SCORED]
    names = store.names(hit.id for hit in best)
    terms = list(wanted_terms(node))
    ranked.scores = {hit.id: _name_score(names.get(hit.id, ""), terms) for hit in best}
    best.sort(key=lambda hit: (-ranked.scores[hit.id], -(hit.published_at or 0), -hit.id))
    ranked.hits = best + hits[MOST_SCORED:]
    return ranked


def _name_score(name: str, terms: Sequence[Term]) -> float:
    """How much of a name was typed, in rough steps: all words of it, its beginning, some word."""
    words = name.split()
    found = sum(any(_begins(term, word) for word in words) for term in terms)
    if not found:
        return 0.0
    begins = any(_begins(term, words[0]) for term in terms)
    whole = found == len(words) and all(any(word in term.variants for term in terms) for word in words)
    return found + 0.5 * begins + whole


def _begins(term: Term, word: str) -> bool:
    return any(word == one or (term.is_prefix and word.startswith(one)) for one in term.variants)
