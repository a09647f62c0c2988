"""The search page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsreel.models import StoryKind, StoryType
from search.finding import Found, Narrowing, find
from search.query import ReaderQuery


@dataclass(frozen=True)
class Facet:
    """One line of a facet: a link that narrows the results."""

    label: str
    count: int
    url: str
    is_current: bool


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Any `q` gets a page. Unknown filters are passed over; a page that does not exist is a 404."""
    query = ReaderQuery.parse(request.GET.get("q", ""))
    narrowing = Narrowing(
        kind=_one_of(StoryKind.values, request.GET.get("kind", "")),
        story_type=_one_of(StoryType.values, request.GET.get("type", "")),
        newest_first=request.GET.get("sort") == "new",
    )
    found = find(query, narrowing, request.GET.get("page", "1"))
    return render(request, "search/search.html", search_context(query, narrowing, found))


def search_context(query: ReaderQuery, narrowing: Narrowing, found: Found) -> dict[str, object]:
    """What search/search.html prints.

    `query` (text), `words` (for marking), `page_obj` (None without a query), `numbers`, `querystring`, `total`,
    `kinds` and `types` (Facets), `sort` ("best" or "new"), `best_url`, `new_url`, `authors`, `topics`
    (with such a name), `writers`, `subjects` (of the results), `latest` and `videos` (when
    there is nothing to show), `failed`.
    """
    chosen = {"q": query.text, "kind": narrowing.kind, "type": narrowing.story_type}
    chosen["sort"] = "new" if narrowing.newest_first else ""
    page = found.page_obj
    return {
        "query": query.text,
        "words": query.words,
        "page_obj": page,
        "numbers": page.paginator.get_elided_page_range(page.number) if page else (),
        "querystring": _url(chosen)[1:] + "&",
        "total": found.total,
        "kinds": _kinds(found, chosen),
        "types": _types(found, chosen),
        "sort": chosen["sort"] or "best",
        "best_url": _url(chosen, sort=""),
        "new_url": _url(chosen, sort="new"),
        "authors": found.authors,
        "topics": found.topics,
        "writers": found.writers,
        "subjects": found.subjects,
        "latest": found.latest,
        "videos": found.videos,
        "failed": found.failed,
    }


def _kinds(found: Found, chosen: dict[str, str]) -> list[Facet]:
    names = {"": _("All"), "article": _("Articles"), "video": _("Video")}
    counts = {"": sum(found.kinds.values()), **found.kinds}
    return (
        [_facet(names[kind], counts.get(kind, 0), chosen, "kind", kind) for kind in names]
        if found.kinds
        else []
    )


def _types(found: Found, chosen: dict[str, str]) -> list[Facet]:
    """Only the types that occur, most frequent first; the chosen one leads back to all."""
    occurring = sorted(found.types.items(), key=lambda item: -item[1])
    if len(occurring) < 2 and not chosen["type"]:
        return []
    everything = _facet(_("All"), sum(found.types.values()), chosen, "type", "")
    return [
        everything,
        *(_facet(StoryType(value).label, count, chosen, "type", value) for value, count in occurring),
    ]


def _facet(label: str, count: int, chosen: dict[str, str], name: str, value: str) -> Facet:
    return Facet(str(label), count, _url(chosen, **{name: value}), chosen[name] == value)


def _url(chosen: dict[str, str], **changes: str) -> str:
    """“?q=…” with what is chosen, in a fixed order and without what is empty."""
    parameters = QueryDict(mutable=True)
    for name, value in {**chosen, **changes}.items():
        if value or name == "q":
            parameters[name] = value
    return f"?{parameters.urlencode()}"


def _one_of(allowed: list[str], value: str) -> str:
    return value if value in allowed else ""
