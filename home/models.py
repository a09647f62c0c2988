"""The front page and standard pages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import FrontPageBlock
from newsreel.querysets import PublicPageManager


class HomePage(Page):
    """The front page: its body is the only record of it, and its revisions are its history."""

    body = StreamField(FrontPageBlock(), blank=True, verbose_name=_("blocks"))

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    objects = PublicPageManager()

    content_panels = [*Page.content_panels, "body"]

    class Meta:
        verbose_name = _("front page")


class StandardPage(Page):
    """A page that is not news: about us, ethics, contact."""

    standfirst = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(FrontPageBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    objects = PublicPageManager()

    content_panels = [*Page.content_panels, "standfirst", "body"]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
