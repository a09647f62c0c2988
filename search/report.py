"""What readers look for and what finds nothing, for the newsroom: a list by period, with its days and as CSV."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.admin import SimpleListFilter
from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import InspectView

from newsreel.admin.registers import Register
from search.models import QueryReport
from search.narrowing import Narrowing, address

PERIODS = {
    "7": _("Past 7 days"),
    "30": _("Past 30 days"),
    "90": _("Past 90 days"),
    "all": _("All that is kept"),
}
USUAL = "30"
DAYS_SHOWN = 60


def search_url(query: str) -> str:
    """The page of results as readers see it."""
    return reverse("search") + address(query, Narrowing())


class ReportButtons(ButtonHelper):
    """Each query: its days, and the page as a reader sees it."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        search = {
            "url": search_url(obj.query_string),
            "label": _("Search for it"),
            "classname": self.finalise_classname(classnames_add, classnames_exclude),
            "title": _("See what readers find"),
        }
        return [*buttons, search]


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
    """Whether readers found something."""

    title = _("outcome")
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, object]]:
        return [("nothing", _("Found nothing")), ("something", _("Found something"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "nothing":
            return queryset.filter(nothing__gt=0)
        return queryset.filter(nothing=0) if self.value() == "something" else queryset


def summed(queries: QuerySet, since: date | None) -> QuerySet:
    """Queries with `searches`, `nothing` and `last_day` of the days from `since` on; those without are left out."""
    within = Q(days__day__gte=since) if since else Q(days__isnull=False)
    return queries.annotate(
        searches=Coalesce(Sum("days__searches", filter=within), 0),
        nothing=Coalesce(Sum("days__nothing", filter=within), 0),
        last_day=Max("days__day", filter=within),
    ).filter(searches__gt=0)


class DaysView(InspectView):
    """One query: how often on each of its latest days."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        days = list(self.instance.days.order_by("-day")[:DAYS_SHOWN])
        return super().get_context_data(
            days=days,
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
    list_display = ("words", "times", "empty", "latest")
    list_export = ("query_string", "times", "empty_times", "latest_day")
    export_filename = "searches"
    list_filter = (Period, Outcome)
    search_fields = ("query_string",)
    ordering = ("query_string",)
    inspect_view_class = DaysView
    inspect_view_fields = ["query_string"]
    inspect_template_name = "search/admin/query_days.html"
    button_helper_class = ReportButtons

    def get_ordering(self, request: HttpRequest) -> tuple[object, ...]:
        return (F("searches").desc(), "query_string")

    def get_queryset(self, request: HttpRequest) -> QuerySet[QueryReport]:
        chosen = request.GET.get("period", USUAL)
        days = chosen if chosen in PERIODS and chosen != "all" else ""
        since = timezone.localdate() - timedelta(days=int(days)) if days else None
        return summed(QueryReport.objects.all(), since).order_by(*self.get_ordering(request))

    # --- Columns ----------------------------------------------------------------------------------

    def words(self, query: QueryReport) -> SafeString:
        return format_html("<b>{}</b>", query.query_string)

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

    def latest_day(self, query: QueryReport) -> date:
        return query.last_day

    latest_day.short_description = _("Last on")

    def latest(self, query: QueryReport) -> str:
        return formats.date_format(query.last_day, "j M Y")

    latest.short_description = _("Last on")
    latest.admin_order_field = "last_day"
