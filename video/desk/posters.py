"""Posters from the video itself: a candidate or any moment becomes an image of the library."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from newsreel.models import EditorialImage
from newsreel.storage import private_storage
from newsreel.uploads import check_picture
from video.desk.states import candidates
from video.encoding.results import EncodingError
from video.encoding.stills import still_at
from video.models import Rung, VideoFile
from video.models.encoding import ONE_FILE
from video.probing import local_path
from video.timecodes import clock, parse_time

LIMITS = {"title": 255, "alt": 255, "credit": 200}


class PosterRefused(ValueError):
    """What is missing or wrong, by the name of the field; “” for the whole."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(str(problems))
        self.problems = problems


def may_add(user: object) -> bool:
    """Who may put a poster into the library: whoever may add images."""
    return policy_registry.get_by_type(EditorialImage).user_has_permission(user, "add")


def frame_response(file: VideoFile, moment: str) -> HttpResponseBase:
    """The picture at a moment as a JPEG that nobody keeps, or the words why not (400)."""
    try:
        picture = picture_at(file, moment_of(moment, file))
    except PosterRefused as refusal:
        return JsonResponse({"problems": refusal.problems}, status=400)
    response = HttpResponse(picture, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def moment_of(text: str, file: VideoFile) -> float:
    """Seconds of “12.4” or “1:05”. Raises PosterRefused for anything that is no moment of the video."""
    seconds = parse_time(text[:20]) if text.strip() else None
    if seconds is None:
        raise PosterRefused({"time": _("Write the time as minutes and seconds: 1:05.")})
    if file.duration and seconds > file.duration:
        words = _("The video ends at %(time)s: choose an earlier moment.")
        raise PosterRefused({"time": words % {"time": clock(int(file.duration))}})
    return seconds


def picture_at(file: VideoFile, seconds: float) -> bytes:
    """One picture of the video as JPEG: of the original, or of the encoded file where the original is far away."""
    try:
        source = Path(file.file.path)
        return still_at(source, seconds, file.facts)
    except NotImplementedError:
        pass
    except (EncodingError, OSError) as error:
        raise PosterRefused({"": _words(error)}) from error
    rung = Rung.objects.filter(job=file.encoding_id, name=ONE_FILE).first()
    stored = file.file
    if rung is not None:
        stored = type(file.file)(file, file.file.field, rung.path)
    try:
        with local_path(stored) as source:
            return still_at(source, seconds, {} if rung else file.facts)
    except (EncodingError, OSError) as error:
        raise PosterRefused({"": _words(error)}) from error


def _words(error: Exception) -> str:
    if isinstance(error, EncodingError):
        return str(error)
    return _("The video file cannot be read at the moment. Try again, or choose an image from the library.")


def make_poster(request: HttpRequest, file: VideoFile) -> EditorialImage:
    """Put the chosen still into the library. Raises PosterRefused; nothing is made then."""
    # PostgreSQL takes no null character; a form would have refused it.
    fields = {name: request.POST.get(name, "").replace("\0", "").strip() for name in LIMITS}
    problems = {
        name: _("At most %(count)d characters.") % {"count": most}
        for name, most in LIMITS.items()
        if len(fields[name]) > most
    }
    if not fields["alt"]:
        problems["alt"] = _("Say in a few words what is to be seen: readers who do not see it hear this.")
    collection = collection_for(request.user, file)
    if collection is None:
        problems[""] = _("There is no collection of images that you may add to. Ask a moderator.")
    if problems:
        raise PosterRefused(problems)
    picture, seconds = chosen_picture(request, file)
    title = fields["title"] or file.title
    name = f"{slugify(title)[:60] or 'poster'}-{int(seconds)}s.jpg"
    return get_image_model().objects.create(
        title=title,
        file=ContentFile(picture, name=name),
        description=fields["alt"],
        credit=fields["credit"],
        collection=collection,
        uploaded_by_user=request.user,
    )


def chosen_picture(request: HttpRequest, file: VideoFile) -> tuple[bytes, float]:
    """The candidate or the moment asked for, as JPEG, and its second."""
    still = request.POST.get("still", "")
    if still:
        found = next((one for one in candidates(file) if str(one["number"]) == still), None)
        if found is None:
            raise PosterRefused({"": _("This still is no longer there. Choose another one.")})
        try:
            with private_storage().open(str(found["path"])) as stored:
                picture, seconds = stored.read(), float(found["seconds"])
        except OSError as error:
            raise PosterRefused({"": _words(error)}) from error
    else:
        seconds = moment_of(request.POST.get("t", ""), file)
        picture = picture_at(file, seconds)
    try:
        check_picture(ContentFile(picture))
    except ValidationError as error:
        raise PosterRefused({"": " ".join(error.messages)}) from error
    return picture, seconds


def collection_for(user: object, file: VideoFile) -> Collection | None:
    """The video's own collection if the user may add images there, else the first where they may."""
    policy = policy_registry.get_by_type(EditorialImage)
    allowed = policy.collections_user_has_permission_for(user, "add")
    return allowed.filter(pk=file.collection_id).first() or allowed.first()


def chosen(image: EditorialImage) -> dict[str, object]:
    """What an image chooser shows of an image: as its own window would say it."""
    data = AdminImageChooser().get_value_data_from_instance(image)
    return {**data, "edit_url": reverse("wagtailimages:edit", args=[image.pk])}
