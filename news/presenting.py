"""What the page of an article shows around its text, loaded in a fixed number of queries."""

from __future__ import annotations

from django.db.models import Q, Subquery
from wagtail.models import Page

from news.blocks.video import ELSEWHERE_NAME, PLAYERS_NAME, addresses_in, load_elsewhere, load_players
from news.rail import Rail
from newsreel.blocks.targets import CONTEXT_NAME, Targets
from newsreel.cards import prepare_cards, prepare_corrections
from newsreel.models import Author, StoryPage, StoryTopic
from video.models import VideoPage

MORE_SIZE = 3
MORE_CANDIDATES = 12
PLAYABLE = (
    Q(videopage__file__isnull=False) | Q(videopage__external__isnull=False) | ~Q(videopage__external_url="")
)


def article_context(page) -> dict[str, object]:
    """What news/article_page.html prints. All stories and pictures shown share one set of prefetches."""
    feed = parent_feed(page)
    targets = Targets(page.body, also_stories=_teaser_keys(page, feed))
    players, teaser = _players_and_teaser(page, feed, targets)
    elsewhere = load_elsewhere(addresses_in(page.body))
    rail = Rail(without=page.pk)
    more = _more_on_topic(
        page, shown={story.pk for story in [*rail.stories, *targets.card_stories(), teaser] if story}
    )
    posters = [video.lead_image for video in players.values()]
    posters += [video.poster for video in elsewhere.values() if video.poster]
    prepare_cards(
        [page],
        rail.stories,
        more,
        targets.card_stories(),
        [teaser],
        images=[*targets.images.values(), *posters],
    )
    targets.settle()
    if page.pk:
        prepare_corrections(page)
    return {
        CONTEXT_NAME: targets,
        PLAYERS_NAME: players,
        ELSEWHERE_NAME: elsewhere,
        "feed": feed,
        "authors": authors_of(page),
        "teaser_video": teaser,
        "more_on_topic": page.topic_list[0] if page.topic_list else None,
        "more_on_stories": more,
        "feed_stories": rail.stories,
        **rail.addresses(feed),
    }


def parent_feed(page) -> Page | None:
    """The News Feed that an article stands in; known already when the article was reached through it."""
    from news.models import NewsFeedPage

    known = getattr(page, "_cached_parent_obj", None)
    if isinstance(known, NewsFeedPage):
        return known
    return NewsFeedPage.objects.filter(path=page.path[: -page.steplen]).first() if page.path else None


def authors_of(page: StoryPage) -> list[Author]:
    """Everyone in the byline with a page of their own, each once."""
    authors = {byline.author.pk: byline.author for byline in page.byline_list if byline.author}
    return list(authors.values())


# --- Video --------------------------------------------------------------------------------------


def _player_keys(page) -> set[int]:
    chosen = (item["value"].get("video") for item in page.body.get_prep_value() if item["type"] == "video")
    return {pk for pk in chosen if pk}


def _teaser_keys(page, feed) -> list[int | None]:
    return [page.teaser_video_id, feed.teaser_video_id if feed else None]


def _players_and_teaser(page, feed, targets: Targets) -> tuple[dict[int, VideoPage], StoryPage | None]:
    """The videos that play in the text, and the one under it: the article's own choice, else its feed's, else the
    newest that plays; none that is in the text already. One query for both.
    """
    keys, in_text = _player_keys(page), targets.named.stories
    for key in _teaser_keys(page, feed):
        if key in targets.stories and key not in in_text:
            return load_players(keys), targets.stories[key]
    newest = StoryPage.objects.published().videos().filter(PLAYABLE).exclude(pk__in=in_text).newest_first()
    if not keys:
        return {}, newest.for_cards().first()
    players = load_players(keys, also=Subquery(newest.values("pk")[:1]))
    other = next((pk for pk in players if pk not in keys), None)
    return players, players.pop(other, None)


# --- Other stories ------------------------------------------------------------------------------


def _more_on_topic(page, shown: set[int]) -> list[StoryPage]:
    """The newest stories on the article's first topic; those that stand elsewhere on the page come last."""
    topic = _first_topic(page)
    if topic is None:
        return []
    stories = StoryPage.objects.published().filter(story_topics__topic=topic).exclude(pk=page.pk).for_cards()
    # Ordered by the columns of the index of StoryTopic: read from its end, nothing is sorted.
    newest = stories.order_by("-story_topics__published_at", "-story_topics__story")[:MORE_CANDIDATES]
    each_once = {story.pk: story for story in newest}.values()
    return sorted(each_once, key=lambda story: story.pk in shown)[:MORE_SIZE]


def _first_topic(page) -> object | None:
    """Its key: of a preview from the form, of a stored page as a subquery, which saves one query."""
    if "story_topics" in getattr(page, "_cluster_related_objects", {}):
        return page.topic_list[0].pk if page.topic_list else None
    if page.pk is None:
        return None
    chosen = StoryTopic.objects.filter(story=page.pk, topic__isnull=False)
    return Subquery(chosen.values("topic")[:1])
