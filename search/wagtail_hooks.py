"""What search adds to the admin: the report, and words for its lists."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.search import SearchView
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from search.report import SearchReport

modeladmin_register(SearchReport)

# Wagtail 8.0 prints the name of what a list is of, and its search of pages knows none: “1-7 of 7 None”.
SearchView.verbose_name = Page._meta.verbose_name
SearchView.verbose_name_plural = Page._meta.verbose_name_plural


@hooks.register("construct_reports_menu")
def leave_out_the_second_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's own list of search terms knows nothing of what was not found; only administrators see it."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]


@hooks.register("construct_settings_menu")
def call_picks_picks(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """In the words of the search page and of the handbook."""
    for item in menu_items:
        if item.name == "promoted-search-results":
            item.label = _("Search: editors' picks")
