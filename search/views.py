"""The search page, what its script asks for while a reader types, and what browsers ask to search from their bar."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from newsreel.chrome import load_chrome
from newsreel.metadata.addresses import absolute
from newsreel.throttling import address_of
from search import notes, suggesting
from search.engine import RETRY_SECONDS
from search.engines import engine
from search.facets import chips
from search.finding import Found, find
from search.narrowing import Narrowing, address, read_narrowing
from search.query import ReaderQuery


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Any `q` gets a page. Unknown filters are passed over; a page that does not exist is a 404.

    503 with the same page where the engine does not answer, so that no cache keeps it.
    """
    query = ReaderQuery.parse(request.GET.get("q", ""))
    narrowing = read_narrowing(request.GET)
    found = find(query, narrowing, request.GET.get("page", "1"))
    response = render(request, "search/search.html", search_context(query, narrowing, found))
    if found.failed:
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def search_context(query: ReaderQuery, narrowing: Narrowing, found: Found) -> dict[str, object]:
    """What search/search.html prints.

    `query` (text), `found` (see finding.Found), `narrowing`, `chips` (what is chosen, as links that undo it),
    `kept` (the form of days sends it along), `first_day`, `last_day`, `is_narrow`, `numbers` and `querystring` of the
    pages, `sort` ("best" or "new"), `best_url`, `new_url`, `again_url` (the same search), `all_url` (without filters),
    `problems` (sentences on what could not be done as it was asked), `note` (see search.notes), `knows_forms` (see
    search.engine.Engine).
    """
    page = found.page_obj
    chosen = {name: value for name, value in narrowing.chosen().items() if value}
    return {
        "query": query.text,
        "found": found,
        "narrowing": narrowing,
        "kept": {name: value for name, value in chosen.items() if name not in ("when", "from", "to")},
        "chips": chips(query.text, narrowing) if query.wanted else [],
        "first_day": chosen.get("from", ""),
        "last_day": chosen.get("to", ""),
        "is_narrow": narrowing.is_narrow,
        "page_obj": page,
        "numbers": page.paginator.printed(page.number) if page is not None else (),
        "querystring": address(query.text, narrowing)[1:] + "&",
        "sort": "new" if narrowing.newest_first else "best",
        "best_url": address(query.text, narrowing, sort=""),
        "new_url": address(query.text, narrowing, sort="new"),
        "again_url": address(query.text, narrowing),
        "all_url": address(query.text, Narrowing(newest_first=narrowing.newest_first)),
        "problems": [*_problems_of(query, found), *narrowing.problems],
        "note": notes.note_for(query, narrowing, found),
        "knows_forms": engine().knows_forms,
    }


def _problems_of(query: ReaderQuery, found: Found) -> Iterator[str]:
    if query.is_turned and not found.failed:
        yield _(
            "A minus leaves words out of what other words find. There are no others, so these were looked for."
        )


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """What may be meant by the beginning of a query: groups of lines, each with an address. 429 for a machine."""
    if suggesting.asks_too_often(address_of(request)):
        response = JsonResponse({"groups": [], "said": ""}, status=429)
        response.headers["Retry-After"] = str(suggesting.WINDOW_SECONDS)
        response.headers["Cache-Control"] = "no-store"
        return response
    response = JsonResponse(suggesting.suggestions(request.GET.get("q", "")))
    # In the reader's own browser only: what was withdrawn is offered to nobody else.
    response.headers["Cache-Control"] = f"private, max-age={suggesting.FRESH_SECONDS}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@csrf_exempt
@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """Counts a note that the search page carried (see search.notes), but of no editor nor of who asked not to be."""
    unasked = "1" in (request.headers.get("DNT"), request.headers.get("Sec-GPC"))
    if not unasked and not request.user.is_authenticated:
        body = request.read(notes.MOST_NOTE_LENGTH + 1)
        notes.count(body.decode("ascii", "replace"), address_of(request))
    return HttpResponse(status=204)


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """How to search here, for browsers (https://github.com/dewitt/opensearch, version 1.1)."""
    newsroom = load_chrome().newsroom
    context = {
        "short_name": newsroom.name[:16],
        "long_name": newsroom.name[:48],
        "description": (newsroom.description or newsroom.name)[:1024],
        "icon": absolute(static("img/favicon-32.png")),
        "search_url": f"{absolute(reverse('search'))}?q={{searchTerms}}",
        "self_url": absolute(reverse("search_description")),
    }
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    response = render(request, "search/opensearch.xml", context, content_type=content_type)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
