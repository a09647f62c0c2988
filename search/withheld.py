"""Words that are never suggested: what readers looked for and the newsroom will not say to others.

The newsroom keeps them one entry a line. A search with all words of an entry, in any form and order, is left out of
the suggestions; the words are folded and stemmed as the engine does it, so that “Café” holds for “cafes” too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from search.matching.tree import Wording

MOST_CHARACTERS = 50_000
MOST_IN_ENTRY = 12

# A word by all the stems that it may have.
Forms = frozenset[str]


@dataclass(frozen=True)
class Withheld:
    """The newsroom's entries, each as it was written and by its words."""

    entries: tuple[tuple[str, tuple[Forms, ...]], ...] = ()
    languages: tuple[str, ...] = ()

    def by(self, text: str) -> list[str]:
        """The entries, as they were written, that keep a search from being suggested."""
        stems = frozenset().union(*_forms(text, self.languages)) if self.entries else frozenset()
        return [entry for entry, words in self.entries if all(word & stems for word in words)]


@lru_cache(maxsize=8)
def read_withheld(text: str, languages: tuple[str, ...]) -> Withheld:
    """The entries of a list. What has no word is passed over, so that any text can be read."""
    lines = dict.fromkeys(" ".join(line.split()) for line in text.splitlines())
    entries = ((line, _forms(line, languages)) for line in lines)
    return Withheld(tuple(entry for entry in entries if entry[1]), languages)


def with_entry(text: str, entry: str) -> str:
    """The list with one more entry at its end."""
    return "\n".join(filter(None, (text.rstrip(), " ".join(entry.split()))))


def without_entries(text: str, entries: list[str]) -> str:
    """The list without these entries; all other lines stay as they were written."""
    return "\n".join(line for line in text.splitlines() if " ".join(line.split()) not in entries)


def validate_withheld(text: str) -> None:
    """Raises ValidationError that names each line an editor must mend."""
    problems = []
    if len(text) > MOST_CHARACTERS:
        problems.append(_("The list is full: it may have %(count)d characters.") % {"count": MOST_CHARACTERS})
    for number, line in enumerate(text.splitlines(), start=1):
        words = _forms(line, ())
        if line.strip() and not words:
            problems.append(_("Line %(line)d: there is no word in “%(entry)s”.") % _about(number, line))
        if len(words) > MOST_IN_ENTRY:
            problems.append(
                _(
                    "Line %(line)d: “%(entry)s” has more than %(count)d words; write each entry on its own line."
                )
                % {**_about(number, line), "count": MOST_IN_ENTRY}
            )
    if problems:
        raise ValidationError(problems[:10])


def _about(number: int, line: str) -> dict[str, object]:
    return {"line": number, "entry": line.strip()[:60]}


def _forms(text: str, languages: tuple[str, ...]) -> tuple[Forms, ...]:
    return tuple(frozenset(term.variants) for term in Wording(languages).terms(text))
