"""Everything that story cards read, loaded in a fixed number of queries however many lists a page has."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from newsreel.models import Byline, Correction, StoryPage, StoryTopic
from newsreel.pictures import stored_renditions


def prepare_cards(*lists: Iterable[StoryPage | None], images: Iterable[object] = ()) -> None:
    """Prefetch bylines with authors and portraits, topics, and renditions for all stories of all lists.

    Three queries for any number of stories. Lists may share stories; None is passed over. Stories should come
    from `for_cards()`, which joins the lead picture. `images` are other pictures of the page, loaded with the rest.
    """
    stories = [story for stories in lists for story in stories if story is not None]
    # The preview of a new page has no row yet; its bylines and topics are in memory.
    stored = [story for story in stories if story.pk]
    if stored:
        prefetch_related_objects(
            stored,
            Prefetch("bylines", Byline.objects.select_related("author__portrait")),
            Prefetch("story_topics", StoryTopic.objects.select_related("topic")),
        )
    prepare_renditions([*_images_of(stories), *images])


def _images_of(stories: Iterable[StoryPage]) -> Iterable[object]:
    for story in stories:
        yield story.lead_image
        for byline in story.byline_list:
            yield byline.author.portrait if byline.author else None


def prepare_renditions(images: Iterable[object]) -> None:
    """Load the renditions of all these pictures in one query; equal pictures share them."""
    by_pk: dict[int, list] = {}
    for image in images:
        if image is not None and not hasattr(image, "stored_renditions"):
            by_pk.setdefault(image.pk, []).append(image)
    if not by_pk:
        return
    found = stored_renditions(by_pk)
    for pk, twins in by_pk.items():
        for image in twins:
            image.stored_renditions = found[pk]


def prepare_corrections(story: StoryPage) -> None:
    """Load the corrections of a story that is shown whole; no query if its row said that there are none."""
    if getattr(story, "is_corrected", True):
        prefetch_related_objects([story], "corrections")
    else:
        story._prefetched_objects_cache = {
            **getattr(story, "_prefetched_objects_cache", {}),
            "corrections": Correction.objects.none(),
        }
