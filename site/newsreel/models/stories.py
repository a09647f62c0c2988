"""StoryPage: what everything that the newsroom publishes has in common."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from newsreel.forms import OwnCopyForm, StoryForm
from newsreel.languages import default_language, language_choices
from newsreel.models.draft_fields import DraftField, is_read_anew
from newsreel.models.story_cards import StoryCard
from newsreel.models.story_panels import story_panels, story_publishing_panels, story_search_panels
from newsreel.querysets import StoryManager
from newsreel.visibility import RememberedPrivacy

# Facts of the live page that no revision may overwrite: see with_content_json().
PAGE_FACTS = (
    "published_at",
    "updated_at",
    "kind",
    "has_video",
    "reading_time",
    "duration",
    "shape",
    "section_label",
)


class StoryType(models.TextChoices):
    """What sort of journalism a story is; shown for all but News, and the schema.org subtype."""

    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    EXPLAINER = "explainer", _("Explainer")
    INTERVIEW = "interview", _("Interview")
    REVIEW = "review", _("Review")
    PRESS_RELEASE = "press_release", _("Press release")


class StoryKind(models.TextChoices):
    """How a story is told."""

    ARTICLE = "article", _("Article")
    VIDEO = "video", _("Video")


class StoryPage(StoryCard, RememberedPrivacy, Page):
    """The concrete base of articles and videos, so that a mixed list is one query."""

    # What subclasses say of themselves.
    story_kind = StoryKind.ARTICLE

    is_creatable = False
    # Indexed by save() itself, in the same transaction, after bylines and topics are written.
    search_auto_update = False

    kicker = models.CharField(
        _("kicker"),
        max_length=40,
        blank=True,
        help_text=_("One to three words beside the label: “Ferry vote”."),
    )
    story_type = models.CharField(
        _("story type"), max_length=20, choices=StoryType.choices, default=StoryType.NEWS
    )
    standfirst = models.TextField(
        _("standfirst"),
        max_length=400,
        help_text=_("One or two sentences under the headline that say what happened and why it matters."),
    )
    language = models.CharField(
        _("language"),
        max_length=16,
        choices=language_choices,
        default=default_language,
        help_text=_("The language the story is written in."),
    )
    lead_image = models.ForeignKey(
        "newsreel.EditorialImage",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Leave it empty rather than choose a picture that says nothing."),
    )
    lead_image_caption = models.CharField(
        _("caption"),
        max_length=400,
        blank=True,
        help_text=_("Left empty, the picture's own caption is printed."),
    )
    lead_image_credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Left empty, the picture's own credit is printed."),
    )
    lead_image_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_(
            "What is to be seen, for readers who cannot see it. Left empty, the picture's own text is used."
        ),
    )

    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nothing of the story is public before this moment, even when it is published."),
    )
    substantive_change_at = models.DateTimeField(null=True, blank=True, editable=False)
    canonical_url = models.URLField(
        _("original address"),
        blank=True,
        help_text=_("Only if the story first appeared elsewhere: its address there."),
    )
    social_headline = models.CharField(
        _("headline for sharing"),
        max_length=110,
        blank=True,
        help_text=_("Left empty, the headline is used."),
    )
    social_image = models.ForeignKey(
        "newsreel.EditorialImage",
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Left empty, the lead picture is used."),
    )

    # Page facts: they belong to the page, not to a revision.
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)
    kind = models.CharField(max_length=12, choices=StoryKind.choices, editable=False)
    has_video = models.BooleanField(default=False, editable=False)
    reading_time = models.PositiveSmallIntegerField(null=True, editable=False)
    duration = models.PositiveIntegerField(null=True, editable=False)
    shape = models.CharField(max_length=12, blank=True, editable=False)
    section_label = models.CharField(max_length=255, blank=True, editable=False)

    objects = StoryManager()
    base_form_class = StoryForm
    copy_form_class = OwnCopyForm
    # A copy is published for the first time when it is published.
    exclude_fields_in_copy = ["published_at", "updated_at", "substantive_change_at"]

    content_panels = story_panels
    promote_panels = story_search_panels
    settings_panels = story_publishing_panels

    search_fields = [
        *Page.search_fields,
        index.SearchField("kicker"),
        index.SearchField("standfirst", boost=4),
        index.RelatedFields(
            "bylines",
            [
                index.SearchField("printed_name"),
                index.AutocompleteField("printed_name"),
                index.RelatedFields("author", [index.SearchField("name"), index.AutocompleteField("name")]),
            ],
        ),
        index.RelatedFields("story_topics", [index.RelatedFields("topic", [index.SearchField("name")])]),
        index.AutocompleteField("standfirst"),
        DraftField("draft_title"),
        index.FilterField("published_at"),
        index.FilterField("updated_at"),
        index.FilterField("embargo_until"),
        index.FilterField("expire_at"),
        index.FilterField("kind"),
        index.FilterField("has_video"),
        index.FilterField("story_type"),
        index.FilterField("language"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(fields=["-published_at", "-page_ptr"], name="story_newest"),
            models.Index(fields=["kind", "-published_at", "-page_ptr"], name="story_kind_newest"),
        ]

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.embargo_until and self.expire_at and self.embargo_until >= self.expire_at:
            errors["embargo_until"] = _("The embargo must end before the story expires.")
        # A stored one may lie ahead because of an embargo that is lifted now; save() then brings it forward.
        is_ahead = bool(self.published_at and self.published_at > timezone.now())
        if is_ahead and self._state.adding and not self.embargo_until:
            errors["go_live_at"] = _("To publish later, set a time under “Go live”.")
        if errors:
            raise ValidationError(errors)

    # --- Publication ------------------------------------------------------------------------------

    def is_published(self) -> bool:
        """Whether published() holds, leaving privacy to Wagtail's own view restrictions."""
        now = timezone.now()
        return bool(
            self.live
            and self.published_at
            and self.published_at <= now
            and (self.expire_at is None or self.expire_at > now)
            and (self.embargo_until is None or self.embargo_until <= now)
        )

    def route(self, request, path_components):
        if not path_components and not self.is_published():
            raise Http404
        return super().route(request, path_components)

    def with_content_json(self, content):
        story = super().with_content_json(content)
        for name in PAGE_FACTS:
            setattr(story, name, getattr(self, name))
        return story

    def save(self, *args, **kwargs) -> None:
        self.refresh_page_facts()
        with transaction.atomic():
            super().save(*args, **kwargs)
            update_fields = kwargs.get("update_fields")
            if update_fields is None or "published_at" in update_fields:
                self._copy_published_at()
            self._index(update_fields)

    def _index(self, update_fields: list[str] | None) -> None:
        """Index what the row holds now."""
        if update_fields is None:
            index.insert_or_update_object(self)
        elif is_read_anew(self.live, update_fields):
            index.insert_or_update_object(StoryPage.objects.get(pk=self.pk))

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            index.remove_object(self)
            return super().delete(*args, **kwargs)

    def publish(self, revision, **kwargs):
        with transaction.atomic():
            return super().publish(revision, **kwargs)

    def unpublish(self, **kwargs):
        with transaction.atomic():
            return super().unpublish(**kwargs)

    def refresh_page_facts(self) -> None:
        """Work out the columns that cards and lists read. Subclasses add theirs."""
        self.kind = self.story_kind
        self.has_video = self.story_kind == StoryKind.VIDEO
        parent = self.get_parent() if self.path else None
        if parent is not None:
            self.section_label = parent.title
        if self.live:
            self._stamp_publication()

    def _stamp_publication(self) -> None:
        now = timezone.now()
        # Until the moment has come, it follows an embargo that is lifted, shortened or prolonged.
        is_ahead = self.published_at is not None and self.published_at > now and not self._state.adding
        if self.published_at is None or is_ahead:
            self.published_at = max(now, self.embargo_until or now)
            return
        change = self.substantive_change_at
        if change and change > self.published_at and (self.updated_at is None or change > self.updated_at):
            self.updated_at = now

    def _copy_published_at(self) -> None:
        for children in (self.bylines, self.story_topics):
            children.model.objects.filter(story_id=self.pk).exclude(published_at=self.published_at).update(
                published_at=self.published_at
            )
