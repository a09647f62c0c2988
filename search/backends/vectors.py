"""An entry as PostgreSQL keeps it: the text form of a tsvector, with positions and the weights A to D.

PostgreSQL, Text Search Types (documentation, section 8.11). An index on a tsvector answers quickly only whether a
lexeme occurs, so two things that ranking asks first have lexemes of their own: “^word” stands in the title,
“+word” at least three times in the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from search.entries import Entry

# PostgreSQL keeps no higher position, and no more positions of a lexeme.
LAST_POSITION = 16383
MOST_POSITIONS = 255
# Between columns, so that no phrase reaches from one into the next.
GAP = 20
OFTEN = 3


def text_vector(entry: Entry) -> str:
    """Stems with their places, and marks without."""
    lexemes = _placed([(entry.title, "A"), (entry.head, "B"), (entry.body, "C"), (entry.extra, "D")])
    plain = [*entry.marks.split(), *(f"^{stem}" for stem in set(entry.title.split()))]
    plain += [f"+{stem}" for stem, places in lexemes.items() if len(places) >= OFTEN]
    return _printed(lexemes, plain)


def name_vector(entry: Entry) -> str:
    """Plain words of names and hints, for prefixes."""
    return _printed(_placed([(entry.names, "A"), (entry.hints, "B")]), entry.marks.split())


def quoted(lexeme: str) -> str:
    """A lexeme as tsvector and tsquery want it."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _placed(columns: list[tuple[str, str]]) -> dict[str, list[str]]:
    lexemes: dict[str, list[str]] = {}
    place = 0
    for text, weight in columns:
        for stem in text.split():
            place += 1
            places = lexemes.setdefault(stem, [])
            if len(places) < MOST_POSITIONS and place <= LAST_POSITION:
                places.append(f"{place}{weight}")
        place += GAP
    return lexemes


def _printed(lexemes: dict[str, list[str]], plain: Iterable[str]) -> str:
    placed = [
        f"{quoted(stem)}:{','.join(places)}" if places else quoted(stem) for stem, places in lexemes.items()
    ]
    return " ".join([*placed, *map(quoted, plain)])
