"""Takes in video files from a shell, for archives and for files that are on the server already."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from wagtail.models import Collection

from newsreel.languages import language_choices
from newsreel.models import User
from video.importing import Wishes, make_page, take_in
from video.uploads.refusals import Refusal


class Command(BaseCommand):
    """Prints one line for each file with what became of it; the originals stay where they are."""

    help = "Copy video files into the site, and publish a watch page for each if asked to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
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
        failed = sum(not self.take(path, wishes, publish) for path in files)
        if failed:
            raise CommandError(f"{failed} of {len(files)} failed.")

    def wishes(self, files: list[Path], options: dict[str, object]) -> Wishes:
        """The options, each checked before the first file is touched."""
        title, language = str(options["title"]).strip(), str(options["language"])
        if title and len(files) > 1:
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
        name = "".join(character if character.isprintable() else "�" for character in path.name)
        told, missing = "not imported. ", []
        try:
            video_file = take_in(path, wishes)
            told = f"stored as “{video_file.title}” ({filesizeformat(video_file.file_size)})"
            if publish:
                told += "; "
                page, missing = make_page(video_file, path, wishes)
                address = f"{settings.NEWSREEL_ORIGIN}{page.url}"
                told += f"its page {page.pk} stays a draft. " if missing else f"published: {address}"
        except Refusal as refusal:
            missing = [refusal.words]
        except OSError as error:
            missing = [f"It cannot be read: {error.strerror}."]
        told += " ".join(missing)
        (self.stderr if missing else self.stdout).write(f"{name}: {told}")
        return not missing
