"""What the newsroom adds to the admin. The work is done in newsreel.admin; here it is made known to Wagtail."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from newsreel.admin.in_use import DeleteUnusedDocument, DeleteUnusedImage
from newsreel.admin.snippets import AuthorViewSet, TopicViewSet

register_snippet(AuthorViewSet)
register_snippet(TopicViewSet)


@hooks.register("register_admin_urls")
def refuse_to_delete_what_is_used():
    """These stand before Wagtail's own addresses, because this app is the first installed."""
    return [
        path("images/<int:image_id>/delete/", DeleteUnusedImage.as_view()),
        path("documents/delete/<int:document_id>/", DeleteUnusedDocument.as_view()),
    ]
