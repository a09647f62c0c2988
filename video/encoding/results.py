"""What an encoding hands back: finished rungs, progress, the whole; and how it says that it could not."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RungResult:
    """A finished output. The file is whole and carries its final name before anyone hears of it."""

    name: str  # “720p”, “audio”, “mp4”: the last part of its address, unique within a job
    kind: str  # “video”, “audio” or “progressive”, as in video.models.Rung.Kind
    file: str  # its name in the folder of the job
    size: int  # bytes
    width: int | None = None
    height: int | None = None
    frame_rate: float | None = None
    codecs: str = ""  # RFC 6381, read from the file
    bandwidth: int | None = None  # measured peak, bits per second (RFC 8216, 4.3.4.2); of this rung alone
    average_bandwidth: int | None = None
    playlist: str = ""  # the media playlist, addresses relative; nothing for one file
    keys_playlist: str = ""  # that of its key pictures alone; of one rung of a job
    keys_bandwidth: int | None = None
    keys_average_bandwidth: int | None = None


@dataclass(frozen=True)
class Progress:
    """How far the whole encoding is."""

    stage: str  # “measuring”, “first”, “rest”, “stills”, “packaging”: keys; STAGES has the words
    percent: float  # 0 to 100, never falling
    speed: float | None = None  # seconds of video per second
    eta_seconds: int | None = None
    log_tail: str = ""  # the encoder's last words, for the operator; at most 4 000 characters


@dataclass(frozen=True)
class EncodeResult:
    """What is left to write down when everything is finished."""

    storyboard: dict[str, object] = field(default_factory=dict)  # see video.encoding.storyboard
    stills: list[dict[str, object]] = field(default_factory=list)  # {"seconds": 1.5, "file": "still-1.jpg"}
    cpu_seconds: float = 0.0  # of this attempt
    duration: float | None = None  # seconds of picture that came out
    notices: list[str] = field(default_factory=list)  # what a producer should know of the result, in words


class EncodingError(Exception):
    """The encoding cannot go on; `str()` of it is for a producer: what happened, and what to do.

    `may_retry`: the reason may pass by itself (a full disk, a killed encoder), so another attempt makes sense.
    """

    def __init__(self, words: str, *, may_retry: bool = False, log_tail: str = "") -> None:
        super().__init__(words)
        self.may_retry = may_retry
        self.log_tail = log_tail


class EncodingStopped(Exception):
    """Whoever asked for the encoding does not want it any more. Finished rungs stay, half ones are gone."""
