"""Another engine is asked through Wagtail's own backend: for every filter and query, and when it does not answer."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchBackend
from modelsearch.query import Boost, Or, Phrase, PlainText

from newsreel.models import Author, StoryPage, Topic
from search.elsewhere.engine import PublicApiEngine
from search.engine import MOST_COUNTED, Filters
from search.engines import engine
from search.query import ReaderQuery
from tests import factories
from tests.search import fake_server

pytestmark = pytest.mark.django_db
HOSTILE = [
    '"',
    "a AND",
    "NEAR(a b)",
    "title:x",
    "-harbour",
    "((((",
    "\0",
    "*",
    "a" * 300,
    "東京",
    '"a b" -"c d"',
    "{}",
    "\\",
]


@pytest.fixture
def stories(tree):
    author, topic = factories.author(name="Ilsabet Corran"), factories.topic(name="Courts")
    return [
        factories.article(tree.feed, title="Harbour closed", authors=[author], topics=[topic]),
        factories.video(tree.videos, title="Harbour film"),
    ]


@pytest.fixture
def answering(stories, server):
    server.found = [story.pk for story in stories]
    return server


def sent(server) -> str:
    return json.dumps(server.requests, ensure_ascii=False)


def test_only_wagtails_public_interface_is_used():
    tree = ast.parse(Path(inspect.getfile(PublicApiEngine)).read_text())
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in modules if name.startswith(("wagtail", "modelsearch"))} == {
        "wagtail.search.backends"
    }
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not attributes & {"es", "query_compiler", "get_index_for_model", "_do_search"}


def test_what_stands_over_the_results_is_asked_for_apart(answering, stories):
    engine().search_stories(ReaderQuery.parse("harbour"), over=[stories[0].pk])
    filters = json.dumps({"terms": {"path_filter": [stories[0].path]}})
    assert sent(answering).count(filters) == 2, "for the page, and for how many there are"


def test_words_phrases_and_exclusions_arrive(answering):
    assert isinstance(engine(), PublicApiEngine)
    results = engine().search_stories(ReaderQuery.parse('harbour "sea wall" -ferry'))
    assert results.total == 2
    said = sent(answering)
    for word in ("harbour", "sea wall", "ferry", "must_not"):
        assert word in said


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(kind="video"), "kind_filter"),
        (Filters(story_type="opinion"), "story_type_filter"),
        (Filters(language="uk"), "language_filter"),
        (Filters(has_video=True), "has_video_filter"),
    ],
    ids=["kind", "type", "language", "video"],
)
def test_each_filter_is_part_of_the_request(answering, filters, said):
    engine().search_stories(ReaderQuery.parse("harbour"), filters)
    assert said in sent(answering)


def test_the_one_rule_of_what_is_public_is_part_of_each_request(answering):
    engine().search_stories(ReaderQuery.parse("harbour"))
    for request in answering.requests:
        for column in ("live_filter", "published_at_filter", "expire_at_filter", "embargo_until_filter"):
            assert column in json.dumps(request), column


def test_what_is_hidden_is_left_out_whatever_the_engine_answers(answering, stories):
    type(stories[0]).objects.filter(pk=stories[0].pk).update(live=False)
    assert engine().search_stories(ReaderQuery.parse("harbour")).ids == [stories[1].pk]


def test_what_the_engine_alone_still_has_is_not_counted(answering, stories):
    for story in stories:
        type(story).objects.filter(pk=story.pk).update(live=False)
    results = engine().search_stories(ReaderQuery.parse("harbour"))
    assert (results.ids, results.total, results.match) == ([], 0, "none")


def test_no_page_is_asked_for_beyond_what_is_counted(answering, client):
    assert client.get("/search/?q=harbour&page=501").status_code == 404
    assert engine().search_stories(ReaderQuery.parse("harbour"), start=10_000).ids == []
    assert answering.furthest < MOST_COUNTED


def test_an_exclusion_holds_in_whichever_field_the_word_stands(answering):
    engine().search_stories(ReaderQuery.parse("harbour -ferry"))
    must = answering.requests[0]["query"]["bool"]["must"]["bool"]["must"]
    (unwanted,) = [part["bool"]["must_not"] for part in must if "bool" in part]
    assert len(unwanted[0]["multi_match"]["fields"]) > 1
    assert "dis_max" not in sent(answering)


def test_synonyms_are_asked_for_beside_the_word(answering):
    backend = fake_server.SearchBackend({})
    found = backend.search(Boost(Or([PlainText("kyiv"), Phrase("kiev city")]), 2), StoryPage.objects.all())
    list(found[:5])
    (either,) = [answering.requests[0]["query"]["bool"]["must"]["bool"]]
    assert either["minimum_should_match"] == 1
    assert [one["multi_match"]["query"] for one in either["should"]] == ["kyiv", "kiev city"]


@pytest.mark.parametrize("typed", ['"the ferry"', "sailors' bell", "a 'b' c", "ferry -bell", "plain words"])
def test_editors_may_type_quotes_and_apostrophes(answering, admin_client, typed):
    for path in ("/admin/pages/search/", "/admin/images/", "/admin/articles/"):
        assert admin_client.get(path, {"q": typed}).status_code == 200


def test_of_what_is_typed_all_words_are_wanted(answering):
    list(fake_server.SearchBackend({}).autocomplete("the ferry", StoryPage.objects.all())[:5])
    asked = answering.requests[0]["query"]["bool"]["must"]["match"]["_edgengrams"]
    assert asked == {"query": "the ferry", "operator": "and"}


def test_people_and_topics_are_found_by_their_names_alone(answering):
    engine().names(ReaderQuery.parse("coast"))
    engine().suggest("coast")
    asked = [json.dumps(request["query"]["bool"]["must"]) for request in answering.requests]
    assert sum("name_edgengrams" in one for one in asked) == 4
    assert sum("_edgengrams" in one and "name_edgengrams" not in one for one in asked) == 1


def test_a_name_is_the_best_in_any_order(answering):
    answering.found = [Author.objects.get().pk]
    assert engine().names(ReaderQuery.parse("corran ilsabet")).is_exact


def test_words_are_parted_and_folded_by_the_engine_as_by_ours():
    analysis = fake_server.SearchBackend.settings["settings"]["analysis"]
    for name in ("default", "edgengram_analyzer"):
        assert {"asciifolding", "lowercase"} <= set(analysis["analyzer"][name]["filter"])
        assert analysis["analyzer"][name]["char_filter"] == list(analysis["char_filter"])
    assert "edgengram" in analysis["analyzer"]["edgengram_analyzer"]["filter"]
    assert "char_filter" not in ElasticsearchBaseSearchBackend.settings["settings"]["analysis"]


def test_newest_first_is_an_order_of_the_engine(answering):
    engine().search_stories(ReaderQuery.parse("harbour"), newest_first=True)
    sorts = [request["sort"] for request in answering.requests if "sort" in request]
    assert sorts
    assert sorts[0][0] == {"newsreel_storypage__published_at_filter": "desc"}


@pytest.mark.parametrize("name", ["topic", "author"])
def test_topics_and_authors_narrow_by_their_stories(answering, stories, name):
    model = {"topic": Topic, "author": Author}[name]
    engine().search_stories(ReaderQuery.parse("harbour"), Filters(**{name: model.objects.get().pk}))
    conditions = answering.requests[0]["query"]["bool"]["filter"][1]["bool"]["must"]
    assert {"terms": {"path_filter": [stories[0].path]}} in conditions
    assert engine().search_stories(ReaderQuery.parse("harbour"), Filters(**{name: 999_999})).ids == []


def test_names_are_completed_from_words_that_say_something(answering):
    answering.found = [Author.objects.get().pk]
    assert engine().names(ReaderQuery.parse("who is ilsabet corran")).authors == (Author.objects.get().pk,)
    assert "ilsabet corran" in sent(answering)


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_a_request(answering, client, query):
    assert client.get("/search/", {"q": query}).status_code == 200
    assert client.get("/search/suggest/", {"q": query}).status_code == 200


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60),
    st.dictionaries(
        st.sampled_from(["kind", "type", "topic", "author", "when", "from", "video", "sort"]),
        st.sampled_from(
            ["video", "article", "news", "courts", "ilsabet-corran", "month", "2026-01-01", "1", "new"]
        ),
    ),
)
def test_any_state_of_the_page_is_a_request_that_can_be_sent(answering, client, text, parameters):
    response = client.get("/search/", {"q": text, **parameters})
    assert response.status_code == 200
    assert not response.context["found"].failed


def test_a_page_prints_what_the_engine_found(answering, client):
    page = client.get("/search/?q=harbour").content.decode()
    assert "<mark>Harbour</mark> closed" in page
    assert "<mark>Harbour</mark> film" in page


def test_a_server_that_is_gone_is_a_page_that_says_so(answering, client):
    answering.is_gone = True
    response = client.get("/search/?q=harbour")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    page = response.content.decode()
    assert 'value="harbour"' in page
    assert "refused" not in page
    assert "Harbour closed" in page, "the latest stories are there to read"
    assert client.get("/search/").status_code == 200
    assert "so these were looked for" not in client.get("/search/?q=-harbour").content.decode()


def test_suggestions_without_a_server_are_none(answering, client):
    answering.is_gone = True
    response = client.get("/search/suggest/?q=harb")
    assert response.status_code == 200
    assert response.json()["groups"] == []
