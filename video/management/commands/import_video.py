"""Takes in video files from a shell, for archives and for files that are on the server already."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from wagtail.models import Collection

from newsreel.languages import language_choices
from newsreel.models import User
from video.importing import Wishes, files_in, make_page, take_in
from video.models import VideoFile, VideoPage
from video.uploads.refusals import Refusal


class Command(BaseCommand):
    """Prints one line for each file with what became of it; the originals stay where they are."""

    help = "Copy video files into the site, and publish a watch page for each if asked to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="or a folder: all videos right in it"
        )
        parser.add_argument("--title", default="", help="for one file; else the file's name")
        parser.add_argument("--collection", default="", help="its name; else the root collection")
        parser.add_argument("--language", default="", help="of the watch page, as in “uk”")
        parser.add_argument("--user", default="", help="username of whoever is to count as its uploader")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="make a watch page too, and publish it if nothing is missing; clip.jpg beside clip.mp4 is its poster",
        )
        parser.add_argument("--standfirst", default="", help="the words under the headline of the watch page")
        parser.add_argument("--byline", default="", help="the name over the watch page")
        parser.add_argument("--captions-waiver", default="", help="why it goes out without captions")

    def handle(self, *, files: list[Path], publish: bool, **options: object) -> None:
        wishes = self.wishes(files, options)
        found = [(given, files_in(given)) for given in files]
        outcomes = [self.take(path, wishes, publish) for _given, paths in found for path in paths]
        for given, _paths in (one for one in found if not one[1]):
            self.say(given, "there is no video in this folder.", is_well=False)
            outcomes.append(False)
        if not all(outcomes):
            raise CommandError(f"{outcomes.count(False)} of {len(outcomes)} failed.")

    def wishes(self, files: list[Path], options: dict[str, object]) -> Wishes:
        """The options, each checked before the first file is touched."""
        title, language = str(options["title"]).strip(), str(options["language"])
        if title and sum(len(files_in(path)) for path in files) > 1:
            raise CommandError("--title is for one file: import the others by themselves.")
        if language and language not in dict(language_choices()):
            raise CommandError(f"The site has no language “{language}”.")
        return Wishes(
            title=title[:255],
            collection=self.one(Collection, "name", str(options["collection"]), "collection"),
            language=language,
            standfirst=str(options["standfirst"]).strip(),
            byline=str(options["byline"]).strip(),
            captions_waiver=str(options["captions_waiver"]).strip(),
            user=self.one(User, "username", str(options["user"]), "user"),
        )

    def one(self, model: type, field: str, value: str, what: str) -> object:
        """The one row that is named so; None if nothing is named."""
        if not value:
            return None
        found = list(model._default_manager.filter(**{field: value})[:2])
        if len(found) != 1:
            raise CommandError(f"There {'are several' if found else 'is no'} {what} “{value}”.")
        return found[0]

    def take(self, path: Path, wishes: Wishes, publish: bool) -> bool:
        """Deal with one file; whatever is wrong with it, the next one has its turn."""
        told, is_well = "not imported.", False
        try:
            video_file, is_new = take_in(path, wishes)
            weight = filesizeformat(video_file.file_size)
            told = (
                f"stored as “{video_file.title}” ({weight})."
                if is_new
                else f"is here as “{video_file.title}”."
            )
            unshown = not video_file.problem, video_file.problem
            is_well, page_told = self.show(video_file, path, wishes) if publish else unshown
            told = f"{told} {page_told}"
        except Refusal as refusal:
            told = f"{told} {refusal.words}"
        except OSError as error:
            told = f"{told} It cannot be read: {error.strerror}."
        self.say(path, told, is_well=is_well)
        return is_well

    def show(self, video_file: VideoFile, path: Path, wishes: Wishes) -> tuple[bool, str]:
        """See that the file has a watch page: whether readers have it now, and a sentence about it."""
        page = VideoPage.objects.filter(file=video_file).order_by("pk").first()
        missing: list[str] = []
        if page is None:
            try:
                page, missing = make_page(video_file, path, wishes)
            except Refusal as refusal:
                return False, f"It has no page: {refusal.words}"
        if page.live:
            return True, f"Published: {settings.NEWSREEL_ORIGIN}{page.url}"
        form = settings.NEWSREEL_ORIGIN + reverse("wagtailadmin_pages:edit", args=[page.pk])
        return False, " ".join([f"Its page is kept as a draft; finish and publish it at {form}", *missing])

    def say(self, path: Path, words: str, *, is_well: bool) -> None:
        """One line, whatever the file is called."""
        name = "".join(character if character.isprintable() else "�" for character in path.name or str(path))
        (self.stdout if is_well else self.stderr).write(f"{name}: {words.rstrip()}")
