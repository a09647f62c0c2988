"""Words that mean the same: read from the newsroom's list, and added to a query before any engine sees it.

Where the list is kept, and for how long, search.taught knows.
"""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.query import ReaderQuery, Term, words_of

MOST_GROUPS = 500
MOST_IN_GROUP = 12
MOST_WORDS = 5

Words = tuple[str, ...]
Groups = tuple[tuple[Words, ...], ...]


def parse_groups(text: str) -> Groups:
    """Each line a group, each entry its words. What is no word is passed over, so that any text can be read."""
    groups = []
    for line in text.splitlines():
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
    if len(set(entries)) < 2:
        problems.append(_("write at least two words, with a comma between."))
    if len(entries) > MOST_IN_GROUP:
        problems.append(_("a group may have %(count)d entries at most.") % {"count": MOST_IN_GROUP})
    for entry in dict.fromkeys(entries):
        if len(entry) > MOST_WORDS:
            problems.append(
                ngettext(
                    "“%(entry)s” is longer than %(count)d word.",
                    "“%(entry)s” is longer than %(count)d words.",
                    MOST_WORDS,
                )
                % {"entry": " ".join(entry), "count": MOST_WORDS}
            )
        other = owners.setdefault(entry, number)
        if other != number:
            problems.append(
                _("“%(entry)s” stands on line %(other)d already; put all its words on one line.")
                % {"entry": " ".join(entry), "other": other}
            )
    return problems


def alternatives(words: Words, groups: Groups) -> tuple[Words, ...]:
    """What means the same as these words in a row; nothing if the newsroom has no such group."""
    asked = tuple(word.casefold() for word in words)
    for group in groups:
        if asked in group:
            return tuple(entry for entry in group if entry != asked)
    return ()


def with_synonyms(query: ReaderQuery, groups: Groups) -> ReaderQuery:
    """The query with what means the same beside each of its terms; words in a row that are an entry become one."""
    if not groups:
        return query
    terms, left = [], list(query.terms)
    while left:
        length, also = _longest_entry(left, groups)
        run, left = left[:length], left[length:]
        words = tuple(word for term in run for word in term.words)
        terms.append(replace(run[0], words=words, also=also))
    return replace(query, terms=tuple(dict.fromkeys(terms)))


def _longest_entry(terms: list[Term], groups: Groups) -> tuple[int, tuple[Words, ...]]:
    """How many of the first terms are an entry together, and what else that group has."""
    first = terms[0]
    for length in range(min(MOST_WORDS, len(terms)), 0, -1):
        run = terms[:length]
        if length > 1 and any(term.excluded or len(term.words) > 1 for term in run):
            continue
        also = alternatives(tuple(word for term in run for word in term.words), groups)
        if also:
            return length, also
    return 1, first.also
