"""What the video desk adds to the admin."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from video.desk import storage, views
from video.desk.job_list import EncodingJobs

modeladmin_register(EncodingJobs)


@hooks.register("register_admin_urls")
def desk_urls():
    patterns = [*views.urlpatterns, *storage.urlpatterns]
    return [path("video-desk/", include((patterns, "video_desk")))]


@hooks.register("insert_global_admin_css")
def desk_look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-film.css"))


hooks.register("register_reports_menu_item", storage.menu_item)
