"""The newsroom's shared models, by role."""

from newsreel.models.corrections import Correction
from newsreel.models.counts import DailyCount
from newsreel.models.images import EditorialDocument, EditorialImage, EditorialRendition
from newsreel.models.lease import Lease
from newsreel.models.newsroom import NewsroomSettings
from newsreel.models.people import Author, Byline
from newsreel.models.schedule import ScheduleAction, ScheduleProblem
from newsreel.models.stories import StoryKind, StoryPage, StoryType
from newsreel.models.topics import StoryTopic, Topic
from newsreel.models.users import User

__all__ = [
    "Author",
    "Byline",
    "Correction",
    "DailyCount",
    "EditorialDocument",
    "EditorialImage",
    "EditorialRendition",
    "Lease",
    "NewsroomSettings",
    "ScheduleAction",
    "ScheduleProblem",
    "StoryKind",
    "StoryPage",
    "StoryTopic",
    "StoryType",
    "Topic",
    "User",
]
