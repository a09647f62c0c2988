"""Choosing a video for an article: stills, durations and states, and a new one can be uploaded in place."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import chooser
from wagtail.admin.widgets import BaseChooser

from newsreel.models import EditorialImage, User
from video.file_views import StillColumn
from video.models import VideoFile, VideoIndexPage, VideoPage
from video.models.playback import with_jobs
from video.new_pages import add_draft
from video.timecodes import clock
from video.upload_forms import VideoFileInWindowForm
from video.uploads import limits
from video.viewsets import UploadingChooserViewSet

THUMBNAIL = "max-165x165"


def section_for(user: User) -> VideoIndexPage | None:
    """Where `user` may make a watch page; None if nowhere, or if they may not upload."""
    if not limits.may_upload(user):
        return None
    sections = VideoIndexPage.objects.order_by("path")
    return next((one for one in sections if one.permissions_for_user(user).can_add_subpage()), None)


def still_of(page: VideoPage) -> str:
    """The poster, else a frame of the file."""
    if page.lead_image is not None:
        return page.lead_image.get_rendition(THUMBNAIL).url
    return page.file.still_url if page.file else ""


def state_of(page: VideoPage) -> str:
    """“draft · Encoding, 40 %”: the page's state, and its file's while that is not simply ready."""
    # Wagtail's own words would ask the database for each page's workflow and schedule.
    if page.live:
        parts = [gettext("live, changed since") if page.has_unpublished_changes else gettext("live")]
    else:
        parts = [gettext("draft")]
    if page.file and (page.file.is_being_prepared or not page.file.is_playable):
        parts.append(page.file.state)
    return " · ".join(parts)


class VideosToChoose:
    """All videos, the last edited first."""

    @property
    def columns(self) -> list[Column]:
        return [
            StillColumn("still", label=_("Still"), accessor=still_of, width="8rem"),
            *super().columns,
            Column(
                "duration",
                label=_("Duration"),
                accessor=lambda page: clock(page.duration) if page.duration else "",
            ),
            Column("state", label=_("State"), accessor=state_of),
            DateColumn("edited", label=_("Edited"), accessor="latest_revision_created_at"),
        ]

    def get_object_list(self) -> QuerySet:
        posters = EditorialImage.objects.prefetch_renditions(THUMBNAIL)
        videos = VideoPage.objects.prefetch_related(
            Prefetch("lead_image", posters), Prefetch("file", with_jobs(VideoFile.objects.all()))
        )
        return videos.order_by("-latest_revision_created_at", "-pk")


class InWindow:
    """Whether, and for whom, the window offers to upload."""

    def can_create(self) -> bool:
        return section_for(self.request.user) is not None

    def get_creation_form_kwargs(self) -> dict[str, object]:
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}


class VideoInWindowForm(VideoFileInWindowForm):
    """A new video: its file, and a draft of its watch page."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Headline")
        self.fields["title"].help_text = _(
            "The watch page is made as a draft. Readers see nothing until it is published in its own form."
        )

    def save(self, commit: bool = True) -> VideoPage:
        with transaction.atomic():
            file = super().save(commit)
            page = VideoPage(title=file.title, file=file)
            return add_draft(section_for(self.for_user), page, self.for_user)


class VideoChooseView(InWindow, VideosToChoose, chooser.ChooseView):
    """The window."""


class VideoResultsView(InWindow, VideosToChoose, chooser.ChooseResultsView):
    """Its list."""


class VideoUploadView(InWindow, chooser.CreateView):
    """Its upload."""


class VideoChooserWidget(BaseChooser):
    """What an article shows of the video chosen."""

    def get_display_title(self, instance: VideoPage) -> str:
        return instance.get_admin_display_title()


class VideoChooserViewSet(UploadingChooserViewSet):
    """Choosing a video in an article."""

    model = VideoPage
    choose_one_text = _("Choose a video")
    choose_another_text = _("Choose another video")
    edit_item_text = _("Edit this video")
    choose_view_class = VideoChooseView
    choose_results_view_class = VideoResultsView
    create_view_class = VideoUploadView
    creation_form_class = VideoInWindowForm
    base_widget_class = VideoChooserWidget
    register_widget = False


video_chooser = VideoChooserViewSet("video_chooser", url_prefix="video-chooser")
