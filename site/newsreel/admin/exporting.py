"""Tables that leave the admin as files: times of the newsroom's zone, and no cell that a spreadsheet would run."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail_modeladmin.views import IndexView

from newsreel.admin.own_filters import OwnFilters

# What spreadsheets take for a formula (OWASP, CSV injection); an apostrophe makes it text.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class SafeExport(SpreadsheetExportMixin):
    """A list whose CSV can be opened without a second thought."""

    FORMATS = ("csv", "xlsx")

    def preprocess_field_value(self, field: str, value: object, export_format: str) -> object:
        if isinstance(value, datetime) and timezone.is_aware(value):
            local = timezone.localtime(value)
            value = (
                local.replace(tzinfo=None)
                if export_format == self.FORMAT_XLSX
                else local.isoformat(" ", "seconds")
            )
        printed = super().preprocess_field_value(field, value, export_format)
        is_text = export_format == self.FORMAT_CSV and isinstance(printed, str) and len(printed) > 1
        return f"'{printed}" if is_text and printed.startswith(FORMULA_SIGNS) else printed


class SafeExportIndexView(OwnFilters, SafeExport, IndexView):
    """A list of wagtail-modeladmin, safe to export and to hand to every editor."""
