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
    assert [(start.title, start.seconds) for start in found] == [("Twice", 7), ("Twice", 40)]
    assert found[0].edit_url == f"/admin/pages/{story.pk}/edit/"


def test_many_articles_cost_no_more_queries_than_few(tree, drain, django_assert_num_queries):
    video = factories.video(tree.videos)
    for number in range(4):
        factories.article(tree.feed, body=[play(video, number + 1)])
    drain()
    articles_starting(video)
    with django_assert_num_queries(2):
        assert len(articles_starting(video)) == 4
