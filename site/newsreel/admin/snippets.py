"""Authors and topics in the admin."""

from __future__ import annotations

import django_filters
from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, NumberColumn, UpdatedAtColumn
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from newsreel.admin.typed import FoundByEngine
from newsreel.models import Author, Byline, StoryTopic, Topic


def _with_story_count(people: QuerySet, children: type[Model], column: str) -> QuerySet:
    """Adds `story_count`, counted from the index of the list itself."""
    counted = (
        children.objects.filter(**{column: OuterRef("pk")}, published_at__isnull=False)
        .order_by()
        .values(column)
        .annotate(stories=Count("story", distinct=True))
        .values("stories")
    )
    return people.annotate(story_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


class _Empty(django_filters.BooleanFilter):
    """Whether a field is empty, in any of the ways a field can be."""

    def filter(self, queryset: QuerySet, value: bool | None) -> QuerySet:
        if value is None:
            return queryset
        return queryset.filter(**{f"{self.field_name}__isnull": value})


class _Told(django_filters.BooleanFilter):
    """Whether there are stories."""

    def filter(self, queryset: QuerySet, value: bool | None) -> QuerySet:
        if value is None:
            return queryset
        return queryset.filter(story_count__gt=0) if value else queryset.filter(story_count=0)


class AuthorFilters(WagtailFilterSet):
    """What an editor looks for among authors."""

    has_stories = _Told(label=_("Has published"))
    lacks_portrait = _Empty(field_name="portrait", label=_("Portrait missing"))

    class Meta:
        model = Author
        fields: list[str] = []


class TopicFilters(WagtailFilterSet):
    """What an editor looks for among topics."""

    has_stories = _Told(label=_("Has stories"))
    lacks_picture = _Empty(field_name="picture", label=_("Picture missing"))

    class Meta:
        model = Topic
        fields: list[str] = []


class PublicSnippetForm(WagtailAdminModelForm):
    """An empty slug is made from the name when it is saved."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False


class FoundSnippets(FoundByEngine, IndexView):
    """A list of snippets that the engine searches."""


class AuthorViewSet(SnippetViewSet):
    """The people whose names stand over stories."""

    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_order = 200
    add_to_admin_menu = True
    list_display = [
        "name",
        "job_title",
        NumberColumn("story_count", label=_("Stories"), sort_key="story_count"),
        BooleanColumn("portrait_id", label=_("Portrait"), accessor=lambda author: bool(author.portrait_id)),
        UpdatedAtColumn(),
    ]
    filterset_class = AuthorFilters
    index_view_class = FoundSnippets
    ordering = ["name", "pk"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    TitleFieldPanel("name", placeholder=False, targets=["slug"]),
                    "job_title",
                    FieldPanel("slug", widget=SlugInput),
                ],
                heading=_("Who it is"),
            ),
            MultiFieldPanel(["portrait", "bio"], heading=_("What readers see under stories")),
            MultiFieldPanel(["email"], heading=_("How readers reach them")),
        ],
        base_form_class=PublicSnippetForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return _with_story_count(Author.objects.all(), Byline, "author")


class TopicViewSet(SnippetViewSet):
    """The subjects that stories are filed under."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 210
    add_to_admin_menu = True
    list_display = [
        "name",
        "description",
        NumberColumn("story_count", label=_("Stories"), sort_key="story_count"),
        UpdatedAtColumn(),
    ]
    filterset_class = TopicFilters
    index_view_class = FoundSnippets
    ordering = ["name", "pk"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([TitleFieldPanel("name", placeholder=False, targets=["slug"]), "slug"]),
                    "description",
                ],
                heading=_("What it is about"),
            ),
            MultiFieldPanel(["picture"], heading=_("Sharing")),
        ],
        base_form_class=PublicSnippetForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return _with_story_count(Topic.objects.all(), StoryTopic, "topic")
