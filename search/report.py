"""What readers look for and what finds nothing, for the newsroom: a list by period, with its days and as CSV."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.admin import SimpleListFilter
from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import InspectView

from newsreel.admin.exporting import SafeExportIndexView
from newsreel.admin.registers import Register
from search import withholding
from search.models import QueryReport
from search.narrowing import Narrowing, address

PERIODS = {
    "7": _("Past 7 days"),
    "30": _("Past 30 days"),
    "90": _("Past 90 days"),
    "all": _("All that is kept"),
}
OUTCOMES = {
    "nothing": _("Found nothing"),
    "partly": _("Found only some of the words"),
    "something": _("Found all of the words"),
}
USUAL = "30"
DAYS_SHOWN = 60


def search_url(query: str) -> str:
    """The page of results as readers see it."""
    return reverse("search") + address(query, Narrowing())


class ReportButtons(ButtonHelper):
    """Each query: its days, the page as a reader sees it, and whether others are offered it."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        classname = self.finalise_classname([*self.inspect_button_classnames, *(classnames_add or [])])
        search = {
            "url": search_url(obj.query_string),
            "label": _("Search for it"),
            "classname": classname,
            "title": _("See what readers find"),
        }
        if not withholding.may_withhold(self.request.user):
            return [*buttons, search]
        action = withholding.action_for(obj)
        label = withholding.LABELS[action]
        narrowed = self.request.GET.urlencode()
        decide = {
            "url": reverse("search_decide", args=[obj.pk, action]) + (f"?{narrowed}" if narrowed else ""),
            "label": label,
            "classname": classname,
            "title": f"{label}: {obj.query_string}",
        }
        return [*buttons, search, decide]


class Period(SimpleListFilter):
    """Over which days searches are summed up."""

    title = _("period")
    parameter_name = "period"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, object]]:
        return list(PERIODS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset  # get_queryset() below has summed up these days

    def choices(self, changelist: object):
        for value, title in self.lookup_choices:
            yield {
                "selected": (self.value() or USUAL) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }


class Outcome(SimpleListFilter):
    """Whether readers found something, and all of the words."""

    title = _("outcome")
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, object]]:
        return list(OUTCOMES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = {"nothing": Q(nothing__gt=0), "partly": Q(partly__gt=0), "something": Q(nothing=0, partly=0)}
        return queryset.filter(chosen.get(self.value(), Q()))


class Suggested(SimpleListFilter):
    """Which searches other readers are offered while they type."""

    title = _("suggestions")
    parameter_name = "suggested"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, object]]:
        return [("yes", _("Suggested to readers"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(pk__in=withholding.suggested(queryset)) if self.value() == "yes" else queryset


def summed(queries: QuerySet, since: date | None) -> QuerySet:
    """Queries with `searches`, `nothing`, `partly`, `last_day` of the days from `since` on; those without are left out.

    `offered`: the searches that count for a suggestion, whatever the period: those that found all their words.
    """
    within = Q(days__day__gte=since) if since else Q(days__isnull=False)
    counting = Q(days__day__gte=withholding.offered_since())
    found = F("days__searches") - F("days__nothing") - F("days__partly")
    return queries.annotate(
        offered=Coalesce(Sum(found, filter=counting), 0),
        searches=Coalesce(Sum("days__searches", filter=within), 0),
        nothing=Coalesce(Sum("days__nothing", filter=within), 0),
        partly=Coalesce(Sum("days__partly", filter=within), 0),
        last_day=Max("days__day", filter=within),
    ).filter(searches__gt=0)


class ReportView(SafeExportIndexView):
    """The list; each row knows whether it is suggested."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        withholding.note_withheld(context["object_list"])
        withholding.note_found(context["object_list"])
        return context


class DaysView(InspectView):
    """One query: how often on each of its latest days."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        days = list(self.instance.days.order_by("-day")[:DAYS_SHOWN])
        withholding.note_withheld([self.instance])
        action = withholding.action_for(self.instance)
        return super().get_context_data(
            days=days,
            decide_url=reverse("search_decide", args=[self.instance.pk, action]),
            decide_label=withholding.LABELS[action],
            results_url=search_url(self.instance.query_string),
            picks_url=reverse("wagtailsearchpromotions:edit", args=[self.instance.pk]),
            **kwargs,
        )


class SearchReport(Register):
    """Readers' searches, the most frequent first."""

    model = QueryReport
    base_url_path = "searches"
    menu_label = _("Searches")
    menu_icon = "search"
    menu_order = 460
    list_display = ("words", "times", "empty", "in_part", "latest", "suggested")
    list_export = ("query_string", "times", "empty_times", "partial_times", "latest_day")
    export_filename = "searches"
    list_filter = (Period, Outcome, Suggested)
    search_fields = ("query_string",)
    ordering = ("query_string",)
    index_view_class = ReportView
    inspect_view_class = DaysView
    inspect_view_fields = ["query_string"]
    inspect_template_name = "search/admin/query_days.html"
    button_helper_class = ReportButtons

    def get_admin_urls_for_registration(self) -> tuple:
        decide = path("searches/suggesting/<int:pk>/<str:action>/", withholding.decide, name="search_decide")
        return (decide, *super().get_admin_urls_for_registration())

    def get_ordering(self, request: HttpRequest) -> tuple[object, ...]:
        return (F("searches").desc(), "query_string")

    def get_queryset(self, request: HttpRequest) -> QuerySet[QueryReport]:
        chosen = request.GET.get("period", USUAL)
        days = chosen if chosen in PERIODS and chosen != "all" else ""
        since = timezone.localdate() - timedelta(days=int(days)) if days else None
        return summed(QueryReport.objects.all(), since).order_by(*self.get_ordering(request))

    # --- Columns ----------------------------------------------------------------------------------

    def words(self, query: QueryReport) -> SafeString:
        return format_html("<b><bdi>{}</bdi></b>", query.query_string)

    words.short_description = _("Readers looked for")
    words.admin_order_field = "query_string"

    def times(self, query: QueryReport) -> int:
        return query.searches

    times.short_description = _("Times")
    times.admin_order_field = "searches"

    def empty(self, query: QueryReport) -> str:
        return str(query.nothing or "–")

    empty.short_description = _("Found nothing")
    empty.admin_order_field = "nothing"

    def empty_times(self, query: QueryReport) -> str:
        return str(query.nothing)

    empty_times.short_description = _("Found nothing")

    def in_part(self, query: QueryReport) -> str:
        return str(query.partly or "–")

    in_part.short_description = _("Found in part")
    in_part.admin_order_field = "partly"

    def partial_times(self, query: QueryReport) -> str:
        return str(query.partly)

    partial_times.short_description = _("Found in part")

    def latest_day(self, query: QueryReport) -> date:
        return query.last_day

    latest_day.short_description = _("Last on")

    def latest(self, query: QueryReport) -> str:
        return formats.date_format(query.last_day, "j M Y")

    latest.short_description = _("Last on")
    latest.admin_order_field = "last_day"

    def suggested(self, query: QueryReport) -> SafeString | str:
        if query.withheld_by:
            others = [entry for entry in query.withheld_by if entry != query.query_string]
            by = format_html("<br><small>{}</small>", ", ".join(others)) if others else ""
            return format_html("<b>{}</b>{}", _("Never"), by)
        if not withholding.is_frequent(query):
            return "–"
        return _("Yes") if query.finds else _("Not now")

    suggested.short_description = _("Suggested")
    suggested.admin_order_field = "offered"
