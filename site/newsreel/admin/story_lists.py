"""The flat lists of all stories of a kind: what a news desk looks at all day."""

from __future__ import annotations

from collections.abc import Callable

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page, Revision, WorkflowState

from newsreel.models import Author, Byline, StoryPage, StoryTopic, StoryType, Topic

STATES = [
    ("draft", _("Draft")),
    ("review", _("In review")),
    ("scheduled", _("Scheduled")),
    ("published", _("Published")),
    ("changed", _("Published, with changes not yet published")),
    ("expired", _("Expired")),
]
YES = [("yes", _("Yes"))]


def in_state(state: str) -> QuerySet:
    """The stories in a state, as an editor means it."""
    stories = StoryPage.objects.order_by()
    waiting = Q(pk__in=_keys(Revision.page_revisions.filter(approved_go_live_at__isnull=False)))
    if state == "draft":
        return stories.filter(live=False, expired=False).exclude(waiting)
    if state == "review":
        return stories.filter(pk__in=_keys(WorkflowState.objects.active()))
    if state == "scheduled":
        return stories.filter(waiting)
    if state == "expired":
        return stories.filter(Q(expired=True) | Q(expire_at__lte=timezone.now()))
    published = stories.filter(live=True)
    return published.filter(has_unpublished_changes=True) if state == "changed" else published


def _keys(rows: QuerySet) -> list[int]:
    """Keys of the pages that generic rows point to; there they are text, which no index would join to numbers."""
    pages = rows.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return [int(key) for key in pages.values_list("object_id", flat=True).distinct()]


class AmongStories(django_filters.Filter):
    """A filter by the keys of stories: the one kind of condition that a search can be combined with.

    `stories(value)` of a subclass gives the stories that pass, or rows of their children: anything with the keys.
    """

    stories: Callable[[object], QuerySet]

    def filter(self, queryset: QuerySet, value: object) -> QuerySet:
        return queryset.filter(pk__in=self.stories(value)) if value else queryset


class StateFilter(AmongStories, django_filters.ChoiceFilter):
    """By state."""

    def stories(self, value: str) -> QuerySet:
        return in_state(value).values("pk")


class AuthorFilter(AmongStories, django_filters.ModelChoiceFilter):
    """By a name in the byline."""

    def stories(self, value: Author) -> QuerySet:
        return Byline.objects.filter(author=value).values("story")


class TopicFilter(AmongStories, django_filters.ModelChoiceFilter):
    """By topic."""

    def stories(self, value: Topic) -> QuerySet:
        return StoryTopic.objects.filter(topic=value).values("story")


class TypeFilter(AmongStories, django_filters.MultipleChoiceFilter):
    """By story type."""

    def stories(self, value: list[str]) -> QuerySet:
        return StoryPage.objects.filter(story_type__in=value).order_by().values("pk")


class MineFilter(AmongStories, django_filters.ChoiceFilter):
    """What I began, or was the last to edit."""

    def stories(self, value: str) -> QuerySet:
        user = self.parent.request.user
        mine = Q(owner=user) | Q(latest_revision__user=user)
        return StoryPage.objects.filter(mine).order_by().values("pk")


class PictureMissingFilter(AmongStories, django_filters.ChoiceFilter):
    """Without a lead picture."""

    def stories(self, value: str) -> QuerySet:
        return StoryPage.objects.filter(lead_image__isnull=True).order_by().values("pk")


class StoryFilters(WagtailFilterSet):
    """What a desk asks for."""

    state = StateFilter(label=_("State"), choices=STATES, empty_label=_("Any"), widget=RadioSelect)
    mine = MineFilter(label=_("Mine"), choices=YES, empty_label=_("Everybody’s"), widget=RadioSelect)
    author = AuthorFilter(label=_("Author"), queryset=Author.objects.all())
    topic = TopicFilter(label=_("Topic"), queryset=Topic.objects.all())
    story_type = TypeFilter(label=_("Type"), choices=StoryType.choices, widget=CheckboxSelectMultiple)
    picture = PictureMissingFilter(
        label=_("Picture missing"), choices=YES, empty_label=_("Any"), widget=RadioSelect
    )

    class Meta:
        model = StoryPage
        fields: list[str] = []


def _last_editor(story: StoryPage) -> str:
    revision = story.latest_revision
    return get_user_display_name(revision.user) if revision and revision.user else ""


def _picture_note(story: StoryPage) -> str:
    return "" if story.lead_image_id else _("missing")


class StoryList(IndexView):
    """The list itself; its queries do not grow with the stories."""

    base_filterset_class = StoryFilters
    results_template_name = "newsreel/admin/story_list_results.html"

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        revisions = Revision.objects.defer("content").select_related("user")
        return (
            super()
            .annotate_queryset(pages)
            .prefetch_related("bylines__author", Prefetch("latest_revision", revisions))
        )


class StoryListing(PageListingViewSet):
    """Base of the menu entries “Articles” and “Videos”."""

    index_view_class = StoryList
    filterset_class = StoryFilters
    add_to_admin_menu = True
    list_per_page = 30
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Headline"), sort_key="title", classname="title"),
        Column("story_type", label=_("Type"), accessor="get_story_type_display", sort_key="story_type"),
        Column("byline", label=_("Byline"), accessor="byline_text"),
        PageStatusColumn("status", label=_("State"), sort_key="live"),
        DateColumn("published_at", label=_("Published"), sort_key="published_at"),
        DateColumn("latest_revision_created_at", label=_("Edited"), sort_key="latest_revision_created_at"),
        Column("last_editor", label=_("Last editor"), accessor=_last_editor),
        Column("picture", label=_("Picture"), accessor=_picture_note),
    ]
