"""The News Feed: a dated stream of stories."""

from __future__ import annotations

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from news.models.articles import RSS_SEGMENT, ArticlePage
from newsreel.forms import OwnCopyForm, PublicPageForm
from newsreel.models import StoryPage
from newsreel.models.addresses import TopLevelAddress
from newsreel.querysets import PublicPageManager, StoryQuerySet
from newsreel.visibility import RememberedPrivacy


class NewsFeedPage(TopLevelAddress, RememberedPrivacy, Page):
    """A dated stream of stories, newest first."""

    class Scope(models.TextChoices):
        NEWSROOM = "newsroom", _("Everything the newsroom publishes")
        OWN = "own", _("Only the stories placed here")

    intro = models.CharField(
        _("introduction"), max_length=300, blank=True, help_text=_("One sentence under the title.")
    )
    scope = models.CharField(
        _("shows"),
        max_length=12,
        choices=Scope.choices,
        default=Scope.OWN,
        help_text=_("The main feed shows everything; a column like Opinion shows its own stories."),
    )
    teaser_video = models.ForeignKey(
        "video.VideoPage",
        verbose_name=_("video teaser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown under stories here that choose no video of their own. Left empty: the newest video."
        ),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]
    written_by = "Editors"  # the group that may write below a new feed
    objects = PublicPageManager()
    base_form_class = PublicPageForm
    copy_form_class = OwnCopyForm

    content_panels = [*Page.content_panels, "intro", "scope", "teaser_video"]

    class Meta:
        verbose_name = _("News Feed")
        verbose_name_plural = _("News Feeds")

    @property
    def rss_path(self) -> str:
        return f"{self.url}{RSS_SEGMENT}/"

    def stories(self) -> StoryQuerySet:
        """What the stream shows, of all states: every surface adds published()."""
        stories = StoryPage.objects.all()
        return stories if self.scope == self.Scope.NEWSROOM else stories.child_of(self)

    def get_context(self, request, *args, **kwargs):
        from news.streams import feed_context

        return {**super().get_context(request, *args, **kwargs), **feed_context(self, request)}

    def route(self, request, path_components):
        if path_components == [RSS_SEGMENT]:
            return RouteResult(self, kwargs={"surface": RSS_SEGMENT})
        if len(path_components) == 1:
            return self._child_story(path_components[0]).route(request, [])
        return super().route(request, path_components)

    def _child_story(self, slug: str) -> Page:
        """The story with this slug in one query, where Wagtail needs two; it knows its feed."""
        story = ArticlePage.objects.child_of(self).filter(slug=slug).for_page().first()
        if story is None:
            raise Http404
        story._cached_parent_obj = self
        return story

    def serve(self, request, surface: str = "", *args, **kwargs):
        if not surface and "rail" in request.GET:
            from news.rail import rail_fragment

            return rail_fragment(self, request)
        if not surface:
            return super().serve(request, *args, **kwargs)
        if not self.live:
            raise Http404
        from news.syndication import NewsFeedSyndication

        return NewsFeedSyndication(self)(request)
