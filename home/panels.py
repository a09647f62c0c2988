"""The panel over the front page's form that says which places fell back."""

from __future__ import annotations

from wagtail.admin.panels import Panel

from home.fallbacks import fallback_warnings


class FallbackPanel(Panel):
    """Shown only while a chosen story is not where an editor put it; read anew each time the form opens."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/fallback_panel.html"

        def __init__(self, **kwargs) -> None:
            super().__init__(**kwargs)
            self.warnings = fallback_warnings(self.instance.body.raw_data) if self.instance.pk else []

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.warnings)

        def get_context_data(self, parent_context=None):
            return {**(super().get_context_data(parent_context) or {}), "warnings": self.warnings}
