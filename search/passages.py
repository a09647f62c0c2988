"""Where in a text a query was found: a stretch around the best place, cut into pieces that are marked or not.

Nothing here is markup. Templates print the pieces, each escaped by itself (search_results.marked).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.engine import Marker
from search.graphemes import end_of, start_of

# Signs of a passage: about three lines on paper, four on a phone, six there beside a picture.
LENGTH = 200
# Texts are looked through up to here; a book in a story must not slow a page down.
MOST_READ = 40_000
_SENTENCE_ENDS = ".!?…"

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Passage:
    """Pieces of a text in order. `hits`: how many different words of the query stand in it."""

    pieces: tuple[Piece, ...] = ()
    hits: int = 0

    def __bool__(self) -> bool:
        return bool(self.pieces)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def whole(text: str, marker: Marker | None, language: str = "") -> Passage:
    """All of a text, as a headline is printed."""
    spans = marker.spans(text, language) if marker and text else []
    return Passage(_pieces(text, spans, 0, len(text)), _different(text, spans))


def passage(text: str, marker: Marker | None, language: str = "", length: int = LENGTH) -> Passage:
    """The stretch of a text with most of what was looked for; its beginning if there is nothing of it."""
    text = text[: start_of(text, MOST_READ)]
    spans = marker.spans(text, language) if marker and text else []
    if len(text) <= length:
        return Passage(_pieces(text, spans, 0, len(text)), _different(text, spans))
    start, end = _stretch(text, spans, length)
    inside = [span for span in spans if span[0] >= start and span[1] <= end]
    pieces = _pieces(text, inside, start, end)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) and text[end - 1] not in _SENTENCE_ENDS else ()
    return Passage((*before, *pieces, *after), _different(text, inside))


def _different(text: str, spans: Iterable[Span]) -> int:
    """How many different words are marked; inflected forms of one word mostly share their beginning."""
    return len({text[start:end].casefold()[:4] for start, end in spans})


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[Piece, ...]:
    pieces, place = [], start
    for first, last in spans:
        first, last = max(place, start_of(text, first)), end_of(text, last)
        pieces += [Piece(text[place:first]), Piece(text[first:last], is_hit=True)]
        place = last
    pieces.append(Piece(text[place:end]))
    return tuple(piece for piece in pieces if piece.text)


def _stretch(text: str, spans: Sequence[Span], length: int) -> Span:
    """Where the passage begins and ends: at a sentence if one begins near, else between two words."""
    if not spans:
        return 0, start_of(text, _back_to_space(text, length))
    first = _best_window(text, spans, length)
    start = start_of(text, _start_before(text, spans[first][0], length))
    end = start_of(text, _back_to_space(text, start + length))
    return start, max(end, end_of(text, spans[first][1]))


def _best_window(text: str, spans: Sequence[Span], length: int) -> int:
    """The number of the span that begins the window with the most different words; the earliest of equals."""
    best, best_score = 0, (0, 0)
    room = length * 3 // 4
    for number, (start, _end) in enumerate(spans[:400]):
        inside = [span for span in spans[number : number + 12] if span[1] <= start + room]
        score = (_different(text, inside), len(inside))
        if score > best_score:
            best, best_score = number, score
    return best


def _start_before(text: str, hit: int, length: int) -> int:
    """The beginning of the hit's sentence if that is near, else of a word a quarter of the length before it."""
    earliest = max(0, hit - length // 2)
    if earliest == 0 and hit < length // 2:
        return 0
    for place in range(hit - 1, earliest, -1):
        if text[place] == " " and text[place - 1] in _SENTENCE_ENDS:
            return place + 1
    place = text.find(" ", max(0, hit - length // 4), hit)
    return place + 1 if place >= 0 else hit


def _back_to_space(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    place = text.rfind(" ", max(0, end - 40), end + 1)
    return place if place > 0 else end
