"""Ranking: search.matching.gathering finds candidates, search.matching.scoring looks closely at the best of them.

Of short queries what has all words goes first; of longer ones, as of questions, what has the most of the query's
weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from search.matching.gathering import ENOUGH, MOST_CANDIDATES, MOST_SCORED, Survive, gather, weigh
from search.matching.question import Gathered, Question
from search.matching.scoring import Scorer, average_lengths
from search.matching.store import Hit, Store, Wanted, Weighted, by_date, by_rough_score, distinct
from search.matching.tree import Term, wanted_terms

# Filters may leave little of them: then so many times as many are looked at.
WIDENING = 10
# Of the query's weight: less is chance.
LEAST_SHARE = 0.25
# Up to so many words, all of them go before some of them whatever the score.
SHORT_QUERY = 3


@dataclass
class Ranked:
    """Hits, the best first. `is_capped`: there are more. `match`: "all", "some" or "none" of the words.

    `words`: which words of the query stand in each text that was looked at, by their numbers.
    """

    hits: list[Hit] = field(default_factory=list)
    scores: dict[int, float] = field(default_factory=dict)
    is_capped: bool = False
    match: str = "none"
    words: dict[int, frozenset[int]] = field(default_factory=dict)


def rank(
    store: Store,
    question: Question,
    survive: Survive,
    most: int = MOST_CANDIDATES,
    words: Sequence[Weighted] | None = None,
) -> Ranked:
    """Rank what matches and survives: `survive` leaves out what must not be seen."""
    words = weigh(store, question) if words is None else words
    return order(store, question, words, gather(store, [question], words, survive, most)[0])


def order(store: Store, question: Question, words: Sequence[Weighted], gathered: Gathered) -> Ranked:
    """Score the best of the candidates and put everything into its order."""
    ranked = Ranked(is_capped=gathered.is_capped, match="all" if gathered.with_all else "none")
    # Of a long question, as much as one of its words weighs is enough.
    least = 0.0 if question.is_loose else min(LEAST_SHARE, 1 / max(1, len(words)))
    _order(ranked, store, Scorer(words, question.whole), gathered, least)
    return ranked


def _order(ranked: Ranked, store: Store, scorer: Scorer, gathered: Gathered, least: float) -> None:
    """Score the best of the candidates and put everything into its order."""
    with_all, with_some = gathered.with_all, gathered.with_some
    roughly_ordered = by_rough_score(with_all)
    best = roughly_ordered[:MOST_SCORED] + by_rough_score(with_some)[:MOST_SCORED]
    texts = store.texts(hit.id for hit in best) if best else {}
    scorer.averages = average_lengths(texts.values())
    has_all = {hit.id for hit in with_all}
    first, second = [], []
    for hit in best:
        if hit.id not in texts:
            continue
        score = scorer.score(texts[hit.id], hit.published_at)
        ranked.scores[hit.id], ranked.words[hit.id] = score.value, score.words
        (first if hit.id in has_all else second).append(hit)
    # A word that none of them has, as one that stands in drafts alone, says nothing against the others.
    enough = least * scorer.share(frozenset().union(*ranked.words.values()))

    def by_score(hit: Hit) -> tuple[float, int]:
        return -ranked.scores[hit.id], -hit.id

    chance = [hit for hit in second if scorer.share(ranked.words[hit.id]) < enough]
    second = [hit for hit in second if scorer.share(ranked.words[hit.id]) >= enough]
    if not first and scorer.size <= SHORT_QUERY:
        # Nothing has two or three words: those with the commonest are better than a page that is nearly empty.
        second += sorted(chance, key=by_score)[: max(0, ENOUGH - len(second))]

    if scorer.size <= SHORT_QUERY:
        ordered = sorted(first, key=by_score) + sorted(second, key=by_score)
    else:
        ordered = sorted(first + second, key=by_score)
    placed = {hit.id for hit in ordered}
    ranked.hits = ordered + [hit for hit in roughly_ordered if hit.id not in placed]
    if second and not first:
        ranked.match = "some"


def rank_typed(store: Store, wanted: Sequence[Wanted], survive: Survive) -> Ranked:
    """Rank what has names or hints like a text that is being typed: names first, those that begin so above all.

    Of those the newest are looked at, in turns with what has no date yet.
    """
    matching = [store.match_typed(one) for one in wanted]
    hits = _in_turns(survive(distinct(chain.from_iterable(matching))))
    is_capped = any(len(found) >= one.most for one, found in zip(wanted, matching, strict=True))
    ranked = Ranked(is_capped=is_capped, match="all" if hits else "none")
    best = hits[:MOST_SCORED]
    names = store.names(hit.id for hit in best) if best else {}
    terms = list(wanted_terms(wanted[0].node))
    ranked.scores = {hit.id: _name_score(names.get(hit.id, ""), terms) for hit in best}
    best.sort(key=lambda hit: (-ranked.scores[hit.id], -(hit.published_at or 0), -hit.id))
    ranked.hits = best + hits[MOST_SCORED:]
    return ranked


def _in_turns(hits: Sequence[Hit]) -> list[Hit]:
    """The newest and what was written last without a date, as drafts are: neither hides the others."""
    dated = by_date(hit for hit in hits if hit.published_at is not None)
    undated = by_date(hit for hit in hits if hit.published_at is None)
    return [hit for pair in zip_longest(dated, undated) for hit in pair if hit is not None]


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
