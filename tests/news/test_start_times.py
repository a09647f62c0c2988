"""Which articles start a video in the middle."""

from __future__ import annotations

import pytest

from news.start_times import articles_starting
from tests import factories

pytestmark = pytest.mark.django_db


def play(video, start: int | None) -> tuple[str, dict]:
    return ("video", {"video": video, "start": start, "caption": "", "loop": False})


def test_articles_that_start_a_video_in_the_middle_are_found(tree, drain):
    video, other = factories.video(tree.videos), factories.video(tree.videos)
    factories.article(tree.feed, title="From the beginning", body=[play(video, 0), play(video, None)])
    factories.article(tree.feed, title="Another film", body=[play(other, 9)])
    story = factories.article(
        tree.feed, title="Twice", body=[play(video, 40), play(video, 7), play(video, 40)]
    )
    drain()
    found = articles_starting(video)
    assert [(start.story.pk, start.seconds) for start in found] == [(story.pk, 7), (story.pk, 40)]


def test_many_articles_cost_no_more_queries_than_few(tree, drain, django_assert_num_queries):
    video = factories.video(tree.videos)
    for number in range(4):
        factories.article(tree.feed, body=[play(video, number + 1)])
    drain()
    articles_starting(video)
    with django_assert_num_queries(3):
        assert len(articles_starting(video)) == 4


def draft_with(article, *starts: int) -> None:
    """What an editor has typed and not yet published."""
    article.body = [play(starts_at[0], starts_at[1]) for starts_at in starts]
    article.save_revision()


def test_a_start_in_a_draft_of_a_live_article_is_found_and_said_to_be_one(tree, drain):
    video = factories.video(tree.videos)
    story = factories.article(tree.feed, title="The quay", body=[play(video, 40)])
    other = factories.article(tree.feed, title="The flood")
    draft_with(story, (video, 40), (video, 65))
    draft_with(other, (video, 12))
    draft_with(factories.article(tree.feed, title="From the beginning"), (video, 0))
    drain()
    found = {(start.story.title, start.seconds, start.in_draft) for start in articles_starting(video)}
    assert found == {("The quay", 40, False), ("The quay", 65, True), ("The flood", 12, True)}


def test_what_a_draft_took_out_still_starts_it_for_readers(tree, drain):
    video = factories.video(tree.videos)
    story = factories.article(tree.feed, title="The quay", body=[play(video, 40)])
    draft_with(story)
    drain()
    assert [(start.seconds, start.in_draft) for start in articles_starting(video)] == [(40, False)]
