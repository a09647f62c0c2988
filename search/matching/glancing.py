"""A few of what matches: enough to know that there is something, whichever they are."""

from __future__ import annotations

from collections.abc import Sequence

from search.matching.tree import Node


class SomeOfEach:
    """What both stores share for it. Without an order a database stops as soon as it has enough."""

    def some(self, nodes: Sequence[Node], most: int) -> list[list[int]]:
        matches = [self.ids_sql(node, key="number") for node in nodes]
        parts = [
            f"SELECT * FROM (SELECT {place}, number FROM ({sql} LIMIT %s) AS matches) AS part"  # noqa: S608
            for place, (sql, _of_it) in enumerate(matches)
        ]
        rows = self._rows(
            " UNION ALL ".join(parts), [one for _sql, of_it in matches for one in (*of_it, most)]
        )
        found: list[list[int]] = [[] for _ in nodes]
        for place, number in rows:
            found[place].append(number)
        return found
