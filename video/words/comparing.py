"""Comparing two versions of a page: chapters as lines that people read, not as stored data."""

from __future__ import annotations

from django.utils.safestring import SafeString
from wagtail.admin.compare import FieldComparison, diff_text
from wagtail.admin.panels import FieldPanel


class ChaptersComparison(FieldComparison):
    """“0:00 Gates open” against “0:02 Gates open”, line by line."""

    def __init__(self, field, obj_a, obj_b) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = (self._lines(page) for page in (obj_a, obj_b))

    @staticmethod
    def _lines(page) -> str:
        return "\n".join(f"{chapter.time} {chapter.title}" for chapter in page.chapter_list)

    def htmldiff(self) -> SafeString:
        return diff_text(self.val_a, self.val_b).to_html()


class ChaptersPanel(FieldPanel):
    """The chapters of a page."""

    def get_comparison_class(self) -> type[FieldComparison]:
        return ChaptersComparison
