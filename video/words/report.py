"""The report of words: live and scheduled videos without reviewed captions, and those that have a reason."""

from __future__ import annotations

from dataclasses import dataclass

import django_filters
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports.base import ReportView
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from newsreel.admin.exporting import SafeExport
from video import rechecking
from video.models import CaptionTrack, VideoPage
from video.player import language_name
from video.words.gate import READABLE

CHOICES = [
    ("missing", gettext_lazy("Reviewed captions missing")),
    ("without", gettext_lazy("Out without captions, for a reason")),
    ("again", gettext_lazy("To be looked at again")),
    ("chapters", gettext_lazy("No chapters")),
    ("all", gettext_lazy("All live and scheduled videos")),
]


def scheduled_contents() -> dict[int, dict]:
    """What is to go live later, by page: the stored content of the revision that is due first."""
    rows = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, content_type__app_label="video", content_type__model="videopage"
    ).order_by("-approved_go_live_at", "-pk")
    return {int(key): content for key, content in rows.values_list("object_id", "content")}


@dataclass(frozen=True)
class Words:
    """What a page has of words, from its rows or from a revision's content."""

    tracks: list[dict]
    language: str
    no_speech: bool
    burned_in: bool
    waiver: str
    has_chapters: bool
    has_transcript: bool
    has_file: bool

    @property
    def in_language(self) -> list[dict]:
        return [
            track for track in self.tracks if track["language"] == self.language and track["kind"] in READABLE
        ]

    @property
    def is_excused(self) -> bool:
        return not self.has_file or self.no_speech or self.burned_in or bool(self.waiver)

    @property
    def is_missing(self) -> bool:
        return not self.is_excused and not any(track["reviewed"] for track in self.in_language)

    @property
    def note(self) -> str:
        """The state of the captions, in words."""
        if any(track["reviewed"] for track in self.in_language):
            return _("Reviewed")
        if not self.has_file:
            return _("The provider's own")
        if self.no_speech:
            return _("Nobody speaks")
        if self.burned_in:
            return _("Part of the picture")
        if self.waiver:
            return _("Waived")
        if any(track["reviewed_words"] for track in self.in_language):
            return _("Changed since the review")
        return _("Not reviewed") if self.in_language else _("None")


def words_of(page: VideoPage | None, content: dict | None) -> Words:
    """From a scheduled revision's content, else from the page and its tracks."""
    if content is None:
        tracks = [
            {
                "language": track.language,
                "kind": track.kind,
                "reviewed": track.reviewed,
                "reviewed_words": track.reviewed_words,
            }
            for track in page.caption_tracks.all()
        ]
        content = {name: getattr(page, name) for name in FIELDS} | {"file": page.file_id}
    else:
        tracks = [
            {name: track.get(name) or "" for name in ("language", "kind", "reviewed", "reviewed_words")}
            for track in content.get("caption_tracks", [])
        ]
    return Words(
        tracks=tracks,
        language=content.get("spoken_language") or content.get("language") or "",
        no_speech=bool(content.get("no_speech")),
        burned_in=bool(content.get("captions_burned_in")),
        waiver=content.get("captions_waiver") or "",
        has_chapters=bool(content.get("chapters")),
        has_transcript=bool(content.get("transcript")) or bool(tracks),
        has_file=bool(content.get("file")),
    )


FIELDS = (
    "spoken_language",
    "language",
    "no_speech",
    "captions_burned_in",
    "captions_waiver",
    "chapters",
    "transcript",
)


def without_reviewed() -> Q:
    """Live pages that break the rule, as a condition on their rows."""
    spoken = Coalesce(NullIf(OuterRef("spoken_language"), Value("")), OuterRef("language"))
    reviewed = CaptionTrack.objects.filter(
        video=OuterRef("pk"), language=spoken, kind__in=READABLE, reviewed=True
    )
    return Q(file__isnull=False, no_speech=False, captions_burned_in=False, captions_waiver="") & ~Exists(
        reviewed
    )


class WordsFilters(WagtailFilterSet):
    """What to list; without a choice, what is missing."""

    captions = django_filters.ChoiceFilter(
        label=gettext_lazy("Show"), choices=CHOICES, method="choose", empty_label=None
    )

    class Meta:
        model = VideoPage
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs) -> None:
        given = data.copy() if data is not None else {}
        if not given.get("captions"):
            given["captions"] = "missing"
        super().__init__(given, *args, **kwargs)

    def choose(self, pages: QuerySet, _name: str, value: str) -> QuerySet:
        """Scheduled versions are few: what they hold is looked at one by one."""
        contents = scheduled_contents()
        live = {
            "missing": without_reviewed(),
            "without": ~Q(captions_waiver="") | Q(captions_burned_in=True) | Q(no_speech=True),
            "again": ~Q(check_again=[]),
            "chapters": Q(chapters=[]),
        }
        fits = {
            "missing": lambda words, content: words.is_missing,
            "without": lambda words, content: bool(words.waiver) or words.burned_in or words.no_speech,
            "again": lambda words, content: bool(rechecking.entries_of(content.get("check_again"))),
            "chapters": lambda words, content: not words.has_chapters,
        }
        if value not in live:
            return pages
        due = [pk for pk, content in contents.items() if fits[value](words_of(None, content), content)]
        return pages.filter((live[value] & ~Q(pk__in=list(contents))) | Q(pk__in=due))


class WordsReport(SafeExport, ReportView):
    """Reports → Captions: on the screen, as CSV, as a spreadsheet. Its queries do not grow with the videos."""

    model = VideoPage
    page_title = gettext_lazy("Captions")
    header_icon = "media"
    index_url_name = "video_words:report"
    index_results_url_name = "video_words:report_results"
    filterset_class = WordsFilters
    any_permission_required = ["add", "change", "publish"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "state": gettext_lazy("State"),
        "language": gettext_lazy("Language spoken"),
        "captions": gettext_lazy("Captions"),
        "reason": gettext_lazy("Reason"),
        "by": gettext_lazy("Waived by"),
        "at": gettext_lazy("Waived at"),
        "again": gettext_lazy("To be looked at again"),
        "chapters": gettext_lazy("Chapters"),
        "transcript": gettext_lazy("Transcript"),
    }
    list_export = list(export_headings)

    @property
    def permission_policy(self):
        return policy_registry.get_by_type(Page)

    @cached_property
    def contents(self) -> dict[int, dict]:
        return scheduled_contents()

    @cached_property
    def columns(self) -> list[Column]:
        def of(name: str):
            return lambda page: self.to_row_dict(page)[name]

        shown = [name for name in self.list_export if name not in ("title", "at")]
        others = [Column(name, label=self.export_headings[name], accessor=of(name)) for name in shown]
        return [
            TitleColumn("title", label=self.export_headings["title"], url_name="wagtailadmin_pages:edit"),
            *others[:5],
            DateColumn("at", label=self.export_headings["at"], accessor="waived_at"),
            *others[5:],
        ]

    def get_filename(self) -> str:
        return "captions"

    def get_base_queryset(self) -> QuerySet:
        policy = self.permission_policy
        return (
            VideoPage.objects.filter(Q(live=True) | Q(pk__in=list(self.contents)))
            .filter(pk__in=policy.explorable_instances(self.request.user).values("pk"))
            .select_related("waived_by", "file")
            .prefetch_related(Prefetch("caption_tracks", CaptionTrack.objects.defer("text")))
            .prefetch_workflow_states()
            .annotate_approved_schedule()
            .order_by(F("published_at").desc(nulls_first=True), "-pk")
        )

    def to_row_dict(self, item: VideoPage) -> dict[str, object]:
        """One video, as the screen and the file print it; worked out once."""
        if not hasattr(item, "words_row"):
            item.words_row = self._row(item)
        return item.words_row

    def _row(self, item: VideoPage) -> dict[str, object]:
        words = words_of(item, self.contents.get(item.pk))
        return {
            "title": item.get_admin_display_title(),
            "state": item.status_string,
            "language": language_name(words.language),
            "captions": words.note,
            "reason": words.waiver,
            "by": get_user_display_name(item.waived_by) if item.waived_by else "",
            "at": item.waived_at,
            "again": ", ".join(_things(item, self.contents.get(item.pk))),
            "chapters": _("Yes") if words.has_chapters else _("No"),
            "transcript": _("Yes") if words.has_transcript else _("No"),
        }


def _things(page: VideoPage, content: dict | None) -> list[str]:
    """What was made for another file: “captions”, “chapters” …"""
    entries = rechecking.entries_of(content.get("check_again")) if content else rechecking.pending(page)
    return [str(rechecking.SHORT_NAMES[entry["what"]]) for entry in entries]
