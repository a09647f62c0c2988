"""What a misspelt query means is looked for at once, where the query itself finds nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing

from search.notes import SALT
from tests import factories
from tests.search.test_budget import MOST, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(tree, drain):
    text = "<p>The government held an election.</p>"
    factories.article(tree.feed, title="A day in spring", body=[("paragraph", text)])
    drain()


def test_what_the_corrected_query_finds_is_shown_at_once(stories, client, tree):
    factories.article(tree.feed, title="A government in waiting", live=False)
    response = client.get("/search/?q=goverment")
    found, page = response.context["found"], response.content.decode()
    assert found.total == 0, "nothing has the word that was typed"
    assert titles(response) == ["A day in spring"]
    assert found.latest == []
    assert "Results for <bdi>“government”</bdi>" in page
    assert "<mark>government</mark>" in page
    assert "What may help" not in page and "All results for" not in page


def test_more_of_it_is_one_click_away(stories, client, tree, drain, monkeypatch):
    monkeypatch.setattr("search.finding.PAGE_SIZE", 1)
    factories.article(tree.feed, title="The government resigns", age=timedelta(days=900))
    drain()
    response = client.get("/search/?q=goverment&sort=new")
    assert titles(response) == ["A day in spring"], "the newest"
    more = '<a class="textlink" href="?q=government&amp;sort=new">All results for <bdi>“government”</bdi></a>'
    assert more in response.content.decode()


def test_within_filters_nothing_is_shown_that_they_leave_out(stories, client):
    found = client.get("/search/?q=goverment&kind=video").context["found"]
    assert found.help.corrected == "government"
    assert found.results == []
    assert found.latest


def test_a_misspelt_query_counts_as_one_that_found_nothing(stories, client):
    note = client.get("/search/?q=goverment").context["note"]
    text, results, *_rest = signing.loads(note, salt=SALT)
    assert (text, results) == ("goverment", 0)


def test_two_queries_more_are_all_it_costs(stories, client, tree, drain):
    for number in range(4):
        factories.article(tree.feed, title=f"The government resigns {number}", authors=[factories.author()])
    drain()
    many, few = (queries(client, {"q": typed}) for typed in ("goverment", "electon"))
    assert len(many) <= MOST + 2, "\n".join(sql[:200] for sql in many)
    assert len(few) == len(many), "five stories and one"


def titles(response) -> list[str]:
    return [result.story.title for result in response.context["found"].results]
