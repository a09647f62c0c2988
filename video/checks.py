"""What an operator should know of this machine before a producer finds out."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Info, Warning, register

from video.encoding.engine import NO_ENCODER, find_encoder


@register("video")
def check_encoder(app_configs: object, **kwargs: object) -> list[Info | Warning]:
    """Whether videos can be encoded here, and HDR ones in their colours."""
    encoder = find_encoder()
    if encoder is None:
        return [_missing()]
    if not encoder.can_tone_map:
        return [
            Info(
                f"The ffmpeg at {encoder.path} cannot convert HDR recordings: their colours will look pale.",
                hint="Use one with the zscale filter, such as that of the extra “encoder” (imageio-ffmpeg).",
                id="video.I002",
            )
        ]
    return []


def _missing() -> Info | Warning:
    wanted = settings.NEWSREEL_FFMPEG
    if wanted not in ("", NO_ENCODER):
        return Warning(
            f"NEWSREEL_FFMPEG is {wanted}, and that is no ffmpeg with libx264 and aac.",
            hint="Correct the path, or leave it empty for the system's own.",
            id="video.W001",
        )
    return Info(
        "There is no encoder (ffmpeg): originals are played as they are, and posters are set by hand.",
        hint="Install ffmpeg, or the extra “encoder” of this project.",
        id="video.I001",
    )
