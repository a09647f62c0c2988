"""What the news app adds to the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from news.corrections_register import CorrectionsRegister
from news.start_times import articles_starting
from news.viewsets import articles

modeladmin_register(CorrectionsRegister)
hooks.register("video_start_times", articles_starting)


@hooks.register("register_admin_viewset")
def article_list():
    return articles


@hooks.register("insert_editor_js")
def clean_what_is_pasted() -> SafeString:
    """See site/static/js/admin-paste.js."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-paste.js"))
