"""Words that mean the same: read from the newsroom's list, and added to a query before any engine sees it.

An entry holds in any form: words are folded and stemmed as the engine does it, so that “Kyiv, Київ” is meant by
“Києва” too. Where the list is kept, and for how long, search.taught knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.analysis.texts import plain_words
from search.matching.tree import Wording
from search.query import ReaderQuery, Term, words_of

MOST_GROUPS = 500
MOST_IN_GROUP = 12
MOST_WORDS = 5

# A piece of a word by all the stems that it may have.
Forms = frozenset[str]
Words = tuple[str, ...]
Groups = tuple[tuple[Words, ...], ...]


@dataclass(frozen=True)
class Entry:
    """One entry of a group, by its place there, its words and the forms that these may have."""

    group: int
    place: int
    words: Words
    forms: tuple[Forms, ...]

    def fits(self, forms: Sequence[Forms]) -> bool:
        """Whether words with these forms are this entry."""
        return len(forms) == len(self.forms) and all(map(frozenset.intersection, self.forms, forms))

    def strangeness(self, words: Words) -> tuple[bool, bool, int]:
        """Of entries that fit, the one that is written just so is meant; then the one that only accents part."""
        return words != self.words, _folded(words) != _folded(self.words), self.group


@dataclass(frozen=True)
class Synonyms:
    """The newsroom's groups, ready to be asked for a word in any form."""

    groups: Groups = ()
    languages: tuple[str, ...] = ()

    def alternatives(self, words: Words, forms: Sequence[Forms]) -> tuple[Words, ...]:
        """What means the same as these words in a row; nothing if the newsroom has no such group."""
        fitting = [
            entry
            for stem in (forms[0] if forms else ())
            for entry in self._beginning.get(stem, ())
            if entry.fits(forms)
        ]
        if not fitting:
            return ()
        asked = tuple(word.casefold() for word in words)
        meant = min(fitting, key=lambda entry: entry.strangeness(asked))
        group = self.groups[meant.group]
        return (*group[: meant.place], *group[meant.place + 1 :])

    @cached_property
    def _beginning(self) -> dict[str, list[Entry]]:
        """The entries by the stems of their first word: a long list costs a query no more than a short one."""
        wording, found = Wording(self.languages), {}
        for number, group in enumerate(self.groups):
            for place, words in enumerate(group):
                entry = Entry(number, place, words, _forms_of_entry(words, wording))
                for stem in entry.forms[0] if entry.forms else ():
                    found.setdefault(stem, []).append(entry)
        return found


@lru_cache(maxsize=8)
def read_synonyms(text: str, languages: tuple[str, ...]) -> Synonyms:
    """The groups of a list. What is no word is passed over, so that any text can be read."""
    return Synonyms(parse_groups(text), languages)


def parse_groups(text: str) -> Groups:
    """Each line a group, each entry its words in lower case."""
    groups = []
    for line in text.casefold().splitlines():
        entries = tuple(dict.fromkeys(filter(None, (tuple(words_of(part)) for part in line.split(",")))))
        if len(entries) > 1:
            groups.append(entries)
    return tuple(groups)


def validate_groups(text: str) -> None:
    """Raises ValidationError that names each line an editor must mend."""
    problems: list[str] = []
    owners: dict[Words, int] = {}
    lines = [line.strip() for line in text.splitlines()]
    for number, line in enumerate(lines, start=1):
        if line:
            problems += [
                _("Line %(line)d: %(problem)s") % {"line": number, "problem": problem}
                for problem in _problems_of(line, number, owners)
            ]
    if sum(map(bool, lines)) > MOST_GROUPS:
        problems.append(_("There may be %(count)d groups at most.") % {"count": MOST_GROUPS})
    if problems:
        raise ValidationError(problems[:10])


def _problems_of(line: str, number: int, owners: dict[Words, int]) -> list[str]:
    entries = [tuple(word.casefold() for word in words_of(part)) for part in line.split(",")]
    entries = [entry for entry in entries if entry]
    problems = []
    if len(set(map(_folded, entries))) < 2:
        problems.append(_("write at least two words, with a comma between."))
    if len(entries) > MOST_IN_GROUP:
        problems.append(_("a group may have %(count)d entries at most.") % {"count": MOST_IN_GROUP})
    for entry in {_folded(entry): entry for entry in reversed(entries)}.values():
        if len(entry) > MOST_WORDS:
            problems.append(
                ngettext(
                    "“%(entry)s” is longer than %(count)d word.",
                    "“%(entry)s” is longer than %(count)d words.",
                    MOST_WORDS,
                )
                % {"entry": " ".join(entry), "count": MOST_WORDS}
            )
        other = owners.setdefault(_folded(entry), number)
        if other != number:
            problems.append(
                _("“%(entry)s” stands on line %(other)d already; put all its words on one line.")
                % {"entry": " ".join(entry), "other": other}
            )
    return problems


def _folded(words: Words) -> Words:
    """As words are compared: “Café” is “cafe”."""
    return tuple(plain_words(" ".join(words)))


def _forms_of_entry(words: Words, wording: Wording) -> tuple[Forms, ...]:
    terms = wording.terms(" ".join(words))
    return tuple(
        frozenset((*term.variants, piece)) for term, piece in zip(terms, _folded(words), strict=False)
    )


def _forms_asked(words: Words, wording: Wording) -> tuple[Forms, ...]:
    """Of a stop word, itself alone: “its” is no form of “IT”."""
    terms = wording.terms(" ".join(words))
    return tuple(
        frozenset((piece,) if term.is_stop else term.variants)
        for term, piece in zip(terms, _folded(words), strict=False)
    )


class Asked(NamedTuple):
    """A term of a query with its forms. `is_small`: among words that say more, “it” is no “IT”, unless written so."""

    term: Term
    forms: tuple[Forms, ...]
    is_small: bool


def with_synonyms(query: ReaderQuery, synonyms: Synonyms) -> ReaderQuery:
    """The query with what means the same beside each of its terms; words in a row that are an entry become one."""
    if not synonyms.groups:
        return query
    left, terms = _asked(query, synonyms.languages), []
    while left:
        length, also = _longest_entry(left, synonyms)
        run, left = left[:length], left[length:]
        words = tuple(word for one in run for word in one.term.words)
        terms.append(replace(run[0].term, words=words, also=also))
    return replace(query, terms=tuple(dict.fromkeys(terms)))


def _asked(query: ReaderQuery, languages: tuple[str, ...]) -> list[Asked]:
    wording = Wording(languages).reading(" ".join(query.words))
    stops = [all(word.is_stop for word in wording.terms(" ".join(term.words))) for term in query.terms]
    return [
        Asked(
            term,
            _forms_asked(term.words, wording),
            is_stop and not all(stops) and not " ".join(term.words).isupper(),
        )
        for term, is_stop in zip(query.terms, stops, strict=True)
    ]


def _longest_entry(asked: Sequence[Asked], synonyms: Synonyms) -> tuple[int, tuple[Words, ...]]:
    """How many of the first terms are an entry together, and what else that group has."""
    for length in range(min(MOST_WORDS, len(asked)), 0, -1):
        run = asked[:length]
        if length > 1 and any(one.term.excluded or len(one.term.words) > 1 for one in run):
            continue
        if length == 1 and run[0].is_small:
            continue
        words = tuple(word for one in run for word in one.term.words)
        also = synonyms.alternatives(words, [form for one in run for form in one.forms])
        if also:
            return length, also
    return 1, asked[0].term.also
