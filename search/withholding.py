"""“Never suggest this”: what moderators decide about a reader's search in the report, and how the report says it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import compress

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from search import engines, taught
from search.models import QueryReport
from search.notes import weight
from search.query import ReaderQuery
from search.suggesting import ASKED_BY, ASKED_WITHIN

logger = logging.getLogger(__name__)

PERMISSION = "search.change_searchwords"
NEVER, AGAIN = "never", "again"
LABELS = {NEVER: gettext_lazy("Never suggest this"), AGAIN: gettext_lazy("Suggest it again")}


def may_withhold(user: object) -> bool:
    """Whoever keeps the newsroom's search words decides."""
    return user.has_perm(PERMISSION)


def is_frequent(query: QueryReport) -> bool:
    """Whether so many readers made it that others may be offered it; `query` has `offered`."""
    return query.offered >= ASKED_BY * weight()


def note_found(queries: Iterable[QueryReport]) -> None:
    """Give each query `finds`: whether it is frequent and finds something now, as far as is known.

    Four database queries at most; of another engine a few are asked, and nothing if it is away.
    """
    queries = list(queries)
    frequent = [query for query in queries if is_frequent(query)]
    parsed = [ReaderQuery.parse(query.query_string) for query in frequent]
    try:
        finds = list(engines.engine().finds(parsed))
    except Exception:
        logger.exception("The search engine was not asked what searches find")
        finds = []
    without = set(compress(frequent, (found is False for found in finds)))
    for query in queries:
        query.finds = is_frequent(query) and query not in without


def offered_since() -> object:
    """The first day whose searches count for a suggestion."""
    return timezone.localdate() - ASKED_WITHIN


def suggested(queries: QuerySet) -> list[int]:
    """The primary keys of those that readers are offered while they find something. Two queries."""
    withheld = taught.withheld()
    frequent = queries.filter(offered__gte=ASKED_BY * weight()).values_list("pk", "query_string")
    return [pk for pk, text in frequent if not withheld.by(text)]


def note_withheld(queries: Iterable[QueryReport]) -> None:
    """Give each query `withheld_by`: the entries that keep it from being suggested. One query."""
    withheld = taught.withheld()
    for query in queries:
        query.withheld_by = withheld.by(query.query_string)


def action_for(query: QueryReport) -> str:
    """What can be decided about a query that note_withheld() has seen."""
    return AGAIN if query.withheld_by else NEVER


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Ask whether it is meant (GET) and do it (POST)."""
    if not may_withhold(request.user):
        return permission_denied(request)
    if action not in LABELS:
        raise Http404
    query = get_object_or_404(QueryReport, pk=pk)
    note_withheld([query])
    # The list as it was narrowed, for there may be more to decide.
    narrowed = request.GET.urlencode()
    back = reverse("searches_modeladmin_index") + (f"?{narrowed}" if narrowed else "")
    if request.method == "POST":
        try:
            _do(request, query.query_string, action)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(back)
    context = {"query": query, "action": action, "label": LABELS[action], "back": back}
    context |= {"subtitle": query.query_string, "icon": "search"}
    return TemplateResponse(request, "search/admin/decide.html", context)


def _do(request: HttpRequest, text: str, action: str) -> None:
    if action == NEVER:
        taught.withhold(text, request.user)
        messages.success(request, _("“%(query)s” is never suggested from now on.") % {"query": text})
    else:
        taught.suggest_again(text, request.user)
        done = _("“%(query)s” is suggested again where enough readers look for it.")
        messages.success(request, done % {"query": text})
