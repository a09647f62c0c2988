"""Why an upload is refused: what happened, why, and what to do, with the status that HTTP has for it."""

from __future__ import annotations


class Refusal(Exception):
    """An upload, or a part of one, that is not taken. Its words are for the producer who sent it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class CannotMoveNow(Exception):
    """The whole file has to be copied to another disk or over the network: a task does that, no request."""
