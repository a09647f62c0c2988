"""The tag that turns a video page into what a player prints."""

from django import template

from video.models import VideoPage
from video.player import Player, player_for

register = template.Library()


@register.simple_tag(name="player_for")
def player_for_tag(
    video: VideoPage | None, start: int | None = None, loop: bool | None = None
) -> Player | None:
    """`{% player_for video start=90 loop=True as player %}`; None if there is no video."""
    return player_for(video, start=int(start or 0), loop=bool(loop), clip=True) if video else None
