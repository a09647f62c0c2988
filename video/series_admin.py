"""Series in the admin."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, ObjectList, TitleFieldPanel
from wagtail.admin.ui.tables import NumberColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from newsreel.admin.snippets import FoundSnippets, PublicSnippetForm
from video.models import Series


class SeriesViewSet(SnippetViewSet):
    """Videos that belong together."""

    model = Series
    icon = "list-ul"
    menu_label = _("Series")
    menu_order = 125
    add_to_admin_menu = True
    list_display = [
        "title",
        "description",
        NumberColumn("video_count", label=_("Videos"), sort_key="video_count"),
        UpdatedAtColumn(),
    ]
    index_view_class = FoundSnippets
    ordering = ["title", "pk"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([TitleFieldPanel("title", placeholder=False, targets=["slug"]), "slug"]),
                    "description",
                ],
                heading=_("What it is about"),
            ),
            MultiFieldPanel(["picture"], heading=_("Picture")),
        ],
        base_form_class=PublicSnippetForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Series.objects.annotate(video_count=Count("videos"))
