"""What is in use cannot be deleted: the admin says where it stands, instead of leaving holes in stories."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.models import Page, ReferenceIndex

from newsreel.admin.known_pages import known_pages
from newsreel.models import StoryPage

SHOWN = 12


def uses_of(thing: Model) -> list[Model]:
    """What names `thing`, without itself and redirects; of a long list only the beginning."""
    references = ReferenceIndex.get_references_to(thing).exclude(
        base_content_type=ReferenceIndex._get_base_content_type(Redirect)
    )
    references = references.exclude(
        base_content_type=ReferenceIndex._get_base_content_type(thing), object_id=str(thing.pk)
    )
    keys = references.values_list("base_content_type", "object_id").distinct()[:SHOWN]
    sources = (_source(*key) for key in keys)
    return [source for source in sources if source is not None]


def _source(content_type_id: int, object_id: str) -> Model | None:
    from django.contrib.contenttypes.models import ContentType

    content_type = ContentType.objects.get_for_id(content_type_id)
    return content_type.model_class()._default_manager.filter(pk=object_id).first()


def refusal(request: HttpRequest, things: Iterable[Model]) -> HttpResponse | None:
    """A page that says what is in use and where; nothing if all of it may go."""
    used = []
    for thing in things:
        sources = uses_of(thing)
        if sources:
            places = _places(request, sources)
            used.append(
                {
                    "thing": thing,
                    "name": thing._meta.verbose_name,
                    "places": places,
                    "others": len(sources) - len(places),
                    "has_more": len(sources) == SHOWN,
                }
            )
    if not used:
        return None
    is_page = isinstance(used[0]["thing"], Page)
    return render(
        request,
        "wagtailadmin/newsreel/in_use.html",
        {"used": used, "is_page": is_page},
        status=409,
    )


def _places(request: HttpRequest, sources: list[Model]) -> list[dict[str, str | None]]:
    """What to open to take a thing out of it; pages that the user may not know of are left out."""
    finder = AdminURLFinder(request.user)
    known = known_pages(request.user, [source for source in sources if isinstance(source, Page)])
    places = []
    for source in sources:
        if not isinstance(source, Page):
            places.append({"title": str(source), "url": finder.get_edit_url(source)})
        elif page := known.get(source.pk):
            places.append({"title": page.title, "url": page.url})
    return places


# --- Where Wagtail deletes ------------------------------------------------------------------------


@hooks.register("before_delete_snippet")
def keep_snippets_in_use(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    return refusal(request, instances)


@hooks.register("before_delete_page")
def keep_stories_in_use(request: HttpRequest, page: Page) -> HttpResponse | None:
    page = page.specific_deferred
    return refusal(request, [page]) if isinstance(page, StoryPage) else None


@hooks.register("before_bulk_action")
def keep_chosen_things_in_use(
    request: HttpRequest, action_type: str, objects: list[Model], action: object
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    things = [
        thing for thing in objects if not isinstance(thing, Page) or isinstance(thing.specific, StoryPage)
    ]
    return refusal(request, things)


class DeleteUnusedImage(images.DeleteView):
    """Wagtail's view for one image, with our refusal; it has no hook of its own."""

    def run_before_hook(self) -> HttpResponse | None:
        return refusal(self.request, [self.object])


class DeleteUnusedDocument(documents.DeleteView):
    """The same for a document."""

    def run_before_hook(self) -> HttpResponse | None:
        return refusal(self.request, [self.object])
