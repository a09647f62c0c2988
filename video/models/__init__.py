"""Watch pages, the files behind them, what was encoded from those, and their words."""

from video.models.captions import CaptionTrack
from video.models.encoding import EncodingJob, Rung
from video.models.listing import VideoIndexPage
from video.models.pages import VideoPage
from video.models.series import Series
from video.models.sources import ExternalVideo, VideoFile
from video.models.uploads import Upload

__all__ = [
    "CaptionTrack",
    "EncodingJob",
    "ExternalVideo",
    "Rung",
    "Series",
    "Upload",
    "VideoFile",
    "VideoIndexPage",
    "VideoPage",
]
