"""Taking hold of a thing before it is read, so that nobody saves it meanwhile."""

from __future__ import annotations

from django.db import models


def locked(model: type[models.Model], pk: object, using: str | None = None) -> models.Model | None:
    """The thing as it is now, held until the transaction ends; None if it is gone. Two queries.

    Who saves a page writes into the table of all pages first, then into that of its kind. They are held in the same
    order: in the other one, both would wait for each other (PostgreSQL's documentation, 13.3.4).
    """
    highest = [model, *model._meta.get_parent_list()][-1]
    rows = highest._base_manager.using(using).select_for_update().filter(pk=pk)
    if rows.values_list("pk", flat=True).first() is None:
        return None
    # Only a statement that begins after the wait sees all that was written meanwhile.
    return model._base_manager.using(using).filter(pk=pk).first()
