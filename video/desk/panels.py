"""The panel in the form of a watch page: what becomes of the chosen file, and its poster."""

from __future__ import annotations

from django.conf import settings
from wagtail.admin.panels import Panel


class FilmPanel(Panel):
    """Follows the file field of the form, also before the page is saved. Without script it shows what is saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "video/admin/film_panel.html"

        def get_context_data(self, parent_context: dict[str, object] | None = None) -> dict[str, object]:
            context = super().get_context_data(parent_context)
            file = self.instance.file
            return {**context, "credit": settings.WAGTAIL_SITE_NAME, **_saved(self.request, file)}


def _saved(request: object, file: object) -> dict[str, object]:
    from video.desk.views import panel_data  # which needs the models that name this panel

    return {"data": panel_data(request, file), "file": file} if file else {"data": None, "file": None}
