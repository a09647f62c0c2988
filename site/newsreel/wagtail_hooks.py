"""What the newsroom adds to the admin. The work is done in newsreel.admin; here it is made known to Wagtail."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from newsreel.admin import bulk_publishing  # noqa: F401 - its hook
from newsreel.admin.in_use import DeleteUnusedDocument, DeleteUnusedImage
from newsreel.admin.snippets import AuthorViewSet, TopicViewSet

register_snippet(AuthorViewSet)
register_snippet(TopicViewSet)

ELSEWHERE = {"target": "_blank", "rel": "noreferrer"}


@hooks.register("register_admin_urls")
def refuse_to_delete_what_is_used():
    """These stand before Wagtail's own addresses, because this app is the first installed."""
    return [
        path("images/<int:image_id>/delete/", DeleteUnusedImage.as_view()),
        path("documents/delete/<int:document_id>/", DeleteUnusedDocument.as_view()),
    ]


@hooks.register("insert_global_admin_css")
def newsroom_look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def count_characters() -> SafeString:
    """See site/static/js/admin-counters.js."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-counters.js"))


@hooks.register("insert_editor_js")
def send_a_new_page_once() -> SafeString:
    """See site/static/js/admin-autosave.js."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-autosave.js"))


@hooks.register("construct_help_menu")
def leave_out_release_notes(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """What is new in Wagtail is for those who install it; editors have their guide and the shortcuts."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith("whats-new-in-wagtail")]


@hooks.register("construct_help_menu")
def announce_no_guide(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """The guide is there to be found; it wears no mark of news, which every new colleague had to click away."""
    menu_items[:] = [
        MenuItem(
            item.label, item.url, name=item.name, icon_name=item.icon_name, order=item.order, attrs=ELSEWHERE
        )
        if item.name == "editor-guide"
        else item
        for item in menu_items
    ]
