"""Documents: given out only while a page that the reader may see offers them, or to those who work with them."""

from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from newsreel.models import EditorialDocument, StoryPage
from newsreel.querysets import PublicPageQuerySet

# A browser's own viewer opens these; everything else is saved.
INLINE_TYPES = frozenset(["application/pdf"])
WORKING_PERMISSIONS = ("add", "change", "choose", "delete")


@require_safe
def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponse:
    """The file, at the address that Wagtail gives it. Whoever may not have it is told that there is nothing."""
    found = get_object_or_404(EditorialDocument, pk=document_id)
    if filename != found.filename:
        raise Http404
    for check in hooks.get_hooks("before_serve_document"):
        answer = check(found, request)
        if isinstance(answer, HttpResponse):
            return answer
    is_public = is_offered(found)
    if not (is_public or _may_see(request, found)):
        raise Http404
    # Never get_file_hash(): it writes what is missing, and a reader's request writes nothing.
    etag = f'"{found.file_hash}"' if found.file_hash else None
    response = get_conditional_response(request, etag=etag) or _file_response(found)
    if etag:
        response.headers["ETag"] = etag
    # It may be withdrawn at any time, so nobody may keep it without asking again.
    response.headers["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    return response


def is_offered(found: EditorialDocument) -> bool:
    """Whether a page that anyone may see links to the document."""
    pages = _offering(found)
    return (
        StoryPage.objects.filter(pk__in=pages).published().exists()
        or PublicPageQuerySet(Page).filter(pk__in=pages, storypage__isnull=True).published().exists()
    )


def _offering(found: EditorialDocument) -> list[int]:
    """The pages that link to the document, in fields, blocks or rich text, as they were last published."""
    references = ReferenceIndex.get_references_to(found).filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page)
    )
    return [int(pk) for pk in references.values_list("object_id", flat=True).distinct()]


def _may_see(request: HttpRequest, found: EditorialDocument) -> bool:
    """People who work with documents, and readers who were let into a private page that offers it."""
    user = request.user
    if user.is_authenticated and any(
        policy_registry.get_by_type(EditorialDocument).user_has_permission_for_instance(user, action, found)
        for action in WORKING_PERMISSIONS
    ):
        return True
    return any(
        _let_in(request, page) for page in Page.objects.live().filter(pk__in=_offering(found)).specific()
    )


def _let_in(request: HttpRequest, page: Page) -> bool:
    if (isinstance(page, StoryPage) and not page.is_published()) or page.expired:
        return False
    restrictions = list(page.get_view_restrictions())
    return bool(restrictions) and all(restriction.accept_request(request) for restriction in restrictions)


def _file_response(found: EditorialDocument) -> FileResponse:
    content_type = mimetypes.guess_type(found.filename)[0] or "application/octet-stream"
    inline = content_type in INLINE_TYPES
    try:
        file = found.file.open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=not inline,
        filename=found.filename,
        content_type=content_type if inline else "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Whatever the file holds, it runs nothing and loads nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'self'"
    return response
