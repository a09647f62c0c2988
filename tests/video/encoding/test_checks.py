"""`manage.py check` says what the encoder here cannot do."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks

from video import checks
from video.encoding.engine import Encoder


@pytest.mark.parametrize(
    ("setting", "encoder", "expected"),
    [
        ("", None, ["video.I001"]),
        ("none", None, ["video.I001"]),
        ("/no/such/ffmpeg", None, ["video.W001"]),
        ("", Encoder("/usr/bin/ffmpeg", "7", can_tone_map=False, can_deinterlace=True), ["video.I002"]),
        ("", Encoder("/usr/bin/ffmpeg", "7", can_tone_map=True, can_deinterlace=True), []),
    ],
)
def test_an_operator_is_told(settings, monkeypatch, setting, encoder, expected):
    settings.NEWSREEL_FFMPEG = setting
    monkeypatch.setattr(checks, "find_encoder", lambda: encoder)
    told = run_checks(tags=["video"])
    assert [message.id for message in told] == expected
    assert all(message.hint for message in told)
