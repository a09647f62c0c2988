"""Watch pages, the files behind them, and their captions."""

from video.models.captions import CaptionTrack
from video.models.pages import VideoIndexPage, VideoPage
from video.models.sources import ExternalVideo, VideoFile

__all__ = ["CaptionTrack", "ExternalVideo", "VideoFile", "VideoIndexPage", "VideoPage"]
