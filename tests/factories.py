"""Factories: small, real objects. Each app has its section; nothing in the product imports this."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from newsreel.models import Author, Byline, EditorialImage, StoryTopic, Topic, User

_number = count(1)


# --- newsreel --------------------------------------------------------------------------------------


@dataclass
class Tree:
    """The pages every newsroom starts with."""

    home: object
    feed: object
    videos: object


def plant_tree() -> None:
    """Put back what a transactional test has flushed: root, site, front page, feed, videos."""
    from django.core.management import call_command  # noqa: F401
    from wagtail.models import Collection, Locale, Page, Site

    from home.models import HomePage
    from news.models import NewsFeedPage
    from video.models import VideoIndexPage

    Locale.objects.get_or_create(language_code="en")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    home = root.add_child(instance=HomePage(title="Front page", slug="home"))
    home.add_child(
        instance=NewsFeedPage(title="News Feed", slug="news", scope="newsroom", show_in_menus=True)
    )
    home.add_child(instance=VideoIndexPage(title="Video", slug="video", show_in_menus=True))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
    )


def user(*groups: str, **fields: object) -> User:
    """Someone who can log in, with the password “secret”; in the groups named."""
    number = next(_number)
    fields.setdefault("username", f"user-{number}")
    fields.setdefault("email", f"user-{number}@newsreel.example")
    made = User.objects.create_user(password="secret", **fields)
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


def image_bytes(width: int = 1200, height: int = 800, format_name: str = "JPEG") -> bytes:
    """A real picture file: a gradient, so that no two sizes look alike."""
    data = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(data, format_name)
    return data.getvalue()


def image(width: int = 1200, height: int = 800, **fields: object) -> EditorialImage:
    """A picture in the library."""
    number = next(_number)
    fields.setdefault("title", f"Picture {number}")
    fields.setdefault("description", f"What is seen in picture {number}")
    fields.setdefault("file", ContentFile(image_bytes(width, height), name=f"picture-{number}.jpg"))
    return EditorialImage.objects.create(**fields)


def document(**fields: object):
    """A file for readers to keep."""
    from newsreel.models import EditorialDocument

    number = next(_number)
    fields.setdefault("title", f"Document {number}")
    fields.setdefault("file", ContentFile(b"%PDF-1.4 words", name=f"paper-{number}.pdf"))
    return EditorialDocument.objects.create(**fields)


def author(**fields: object) -> Author:
    number = next(_number)
    fields.setdefault("name", f"Author {number}")
    fields.setdefault("job_title", "Reporter")
    fields.setdefault("bio", f"Author {number} has reported from Port Serrin for years.")
    return Author.objects.create(**fields)


def topic(**fields: object) -> Topic:
    fields.setdefault("name", f"Topic {next(_number)}")
    return Topic.objects.create(**fields)


def _story(page, parent, *, authors=(), topics=(), live: bool = True, age: timedelta | None = None, **after):
    page.live = live
    page.has_unpublished_changes = not live
    page.bylines = [Byline(author=author, sort_order=place) for place, author in enumerate(authors)]
    page.story_topics = [StoryTopic(topic=topic, sort_order=place) for place, topic in enumerate(topics)]
    if live:
        page.published_at = timezone.now() - (age if age is not None else timedelta(minutes=next(_number)))
        page.first_published_at = page.last_published_at = page.published_at
    parent.add_child(instance=page)
    return page


# --- news ------------------------------------------------------------------------------------------


def article(parent, body: object = None, **fields: object):
    """A published article below a NewsFeedPage; `authors`, `topics`, `age`, `live` as one expects."""
    from news.models import ArticlePage

    number = next(_number)
    extra = {name: fields.pop(name) for name in ("authors", "topics", "live", "age") if name in fields}
    fields.setdefault("title", f"Story {number} of the council and the harbour")
    fields.setdefault("slug", f"story-{number}")
    fields.setdefault("standfirst", f"Standfirst {number} says what happened.")
    page = ArticlePage(
        body=body if body is not None else [("paragraph", f"<p>Words of story {number}.</p>")], **fields
    )
    return _story(page, parent, **extra)


# --- video -----------------------------------------------------------------------------------------


def series(title: str = "", **fields: object):
    """A series of videos."""
    from video.models import Series

    return Series.objects.create(title=title or f"Series {next(_number)}", **fields)


def video(parent, **fields: object):
    """A published video page without a file, unless `file` is given."""
    from video.models import VideoPage

    number = next(_number)
    extra = {name: fields.pop(name) for name in ("authors", "topics", "live", "age") if name in fields}
    fields.setdefault("title", f"Video {number} from the quay")
    fields.setdefault("slug", f"video-{number}")
    fields.setdefault("standfirst", f"Standfirst of video {number}.")
    return _story(VideoPage(**fields), parent, **extra)


def video_bytes(seconds: float = 1.0, width: int = 128, height: int = 72, sound: bool = False) -> bytes:
    """A real, playable MP4: grey that grows lighter, with a tone if asked for."""
    import av

    data = io.BytesIO()
    with av.open(data, "w", format="mp4") as media:
        picture = media.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        tone = media.add_stream("aac", rate=16_000, layout="mono") if sound else None
        for number in range(max(1, int(seconds * 10))):
            still = Image.new("RGB", (width, height), (20 + number % 200,) * 3)
            media.mux(picture.encode(av.VideoFrame.from_image(still)))
        if tone is not None:
            frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            frame.sample_rate, frame.pts = 16_000, 0
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            media.mux(tone.encode(frame))
            media.mux(tone.encode(None))
        media.mux(picture.encode(None))
    return data.getvalue()


def video_file(content: bytes | None = None, name: str = "clip.mp4", **fields: object):
    """An uploaded file in the private storage, probed."""
    from wagtail.models import Collection

    from video.models import VideoFile
    from video.probing import fill_video_file

    fields.setdefault("title", f"Clip {next(_number)}")
    fields.setdefault("collection", Collection.get_first_root_node())
    file = ContentFile(content if content is not None else video_bytes(), name=name)
    made = VideoFile.objects.create(file=file, **fields)
    fill_video_file(made)
    return made


CAPTIONS = (
    "WEBVTT\n\n00:00.000 --> 00:00.600\nHello from the quay\n\n00:00.600 --> 00:01.000\n<v Ann>Goodbye</v>\n"
)


def playable_video(parent, *, language: str = "en", captions: str = CAPTIONS, **fields: object):
    """A published video with a file, a poster and captions."""
    from video.models import CaptionTrack

    fields.setdefault("file", video_file())
    fields.setdefault("lead_image", image())
    tracks = [CaptionTrack(language=language, text=captions, reviewed=True)] if captions else []
    return video(parent, caption_tracks=tracks, language=language, **fields)
