"""All addresses. The first segments here are reserved: see newsreel.models.addresses.RESERVED_SEGMENTS."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import authenticate_with_password

from newsreel import people_views
from newsreel.accent import accent_css
from newsreel.counting import count
from newsreel.delivery.documents import document
from newsreel.delivery.media import public_media
from newsreel.page_view import serve_page

urlpatterns = [
    path("admin/", include("newsreel.admin.approving")),
    path("admin/", include(wagtailadmin_urls)),
    path("authors/", people_views.author_list, name="authors"),
    path("authors/<slug:slug>/", people_views.author_page, name="author"),
    path("topics/", people_views.topic_list, name="topics"),
    path("topics/<slug:slug>/", people_views.topic_page, name="topic"),
    path("", include("newsreel.metadata.urls")),
    path("", include("video.urls")),
    # Wagtail's own names: documents and password forms reverse them.
    path("documents/<int:document_id>/<str:filename>", document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("count/", count, name="count"),
    path("accent/<str:digits>.css", accent_css, name="accent"),
    path("media/<path:path>", public_media, name="media"),
    path("", include("news.urls")),
    path("search/", include("search.urls")),
    path("", include("newsreel.delivery.urls")),
    # Wagtail's last pattern is the view of its pages; ours stands in its place.
    path("", include(wagtail_urls.urlpatterns[:-1])),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
]

handler400 = "newsreel.delivery.errors.bad_request"
handler403 = "newsreel.delivery.errors.forbidden"
handler404 = "newsreel.delivery.errors.not_found"
handler500 = "newsreel.delivery.errors.server_error"
