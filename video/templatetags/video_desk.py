"""What the admin's templates print of the encoding of a file."""

from __future__ import annotations

from django import template

from video.desk.states import film_state
from video.desk.views import state_context
from video.models import VideoFile

register = template.Library()


@register.inclusion_tag("video/admin/film_of_file.html", takes_context=True)
def film_of_file(context: template.Context, file: VideoFile) -> dict[str, object]:
    """The state of a file in its own form, with what can be done about it."""
    return {"settled": film_state(file).is_settled, **state_context(context["request"], file)}
