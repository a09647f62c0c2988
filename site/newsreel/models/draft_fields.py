"""What the search index says of drafts: their headline, and nothing while the story is out.

Editors and readers search the same entries. So the next headline of a story that is out is found by nobody; that of
one which is not, as its editors wrote it last, by those who see it in the admin.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from wagtail.search import index

# Columns that Wagtail writes when a draft is saved or a page locked: nothing that readers see.
BOOKKEEPING = frozenset(
    [
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "live_revision",
        "locked",
        "locked_by",
        "locked_at",
        "alias_of_id",
    ]
)


class DraftField(index.AutocompleteField):
    """A column that belongs to the draft."""

    def get_value(self, obj: models.Model) -> str:
        return "" if obj.live else super().get_value(obj)


def is_read_anew(is_live: bool, columns: Collection[str]) -> bool:
    """Whether the index says something else when only these columns were saved.

    Saving a draft writes nothing but bookkeeping, and its words shall not be found.
    """
    if BOOKKEEPING.issuperset(columns):
        return not is_live and "draft_title" in columns
    return True
