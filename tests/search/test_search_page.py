"""The search page: finds what is public, in a fixed number of queries, and never fails."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreel.models import StoryPage
from search import finding
from search.templatetags.search_results import quoted
from tests import factories

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    " ",
    "\x00",
    "a\x00b",
    '"',
    '"""',
    "'",
    "''",
    "\\",
    "\\'",
    '"unclosed',
    "ferry AND",
    "AND OR NOT",
    "NEAR(ferry vote, 3)",
    "title:ferry",
    "{title body} : ferry",
    "ferry*",
    "^ferry",
    "-",
    "-ferry",
    "--",
    "%",
    "%%s %s %(x)s",
    "_",
    "a_b",
    "' OR 1=1 --",
    "'; DROP TABLE wagtailcore_page; --",
    "🙂",
    "👩‍👩‍👧 ferry",
    "x" * 10_000,
    "ferry " * 2_000,
    '"' * 10_000,
    "(" * 500,
    "\u202eferry",
    "ﬁne ½ ²",
    "ferry & !vote | <-> :*",
    "<script>alert(1)</script>",
    "{{ 7 }}{% debug %}",
    "../../etc/passwd",
    "порома",
    "𝔣𝔢𝔯𝔯𝔶",
]


def found(client, query: str, **parameters: str) -> list[str]:
    response = client.get("/search/", {"q": query, **parameters})
    assert response.status_code == 200
    return [result.story.title for result in response.context["found"].results]


@pytest.fixture
def stories(tree):
    people = [factories.author(name="Ilsabet Corran"), factories.author(name="Davit Hallorn")]
    politics = factories.topic(name="Politics")
    made = [
        factories.article(
            tree.feed,
            title="Assembly takes the island ferry back",
            authors=people[:1],
            topics=[politics],
            age=timedelta(hours=3),
        ),
        factories.article(
            tree.feed,
            title="Budget passes without a word",
            body=[("paragraph", "<p>The ferry is named once, on the last page.</p>")],
            story_type="analysis",
            authors=people,
            age=timedelta(hours=1),
        ),
        factories.video(tree.videos, title="The last private ferry leaves", age=timedelta(hours=2)),
    ]
    return made


def test_a_word_is_found_in_headline_body_and_video(client, stories):
    assert set(found(client, "ferry")) == {story.title for story in stories}


def test_all_words_are_needed_and_phrases_stand_together(client, stories):
    assert found(client, "ferry budget") == ["Budget passes without a word"]
    assert found(client, '"island ferry"') == ["Assembly takes the island ferry back"]
    assert found(client, '"ferry island"') == []
    assert found(client, 'assembly "island ferry"') == ["Assembly takes the island ferry back"]
    assert set(found(client, "ferry -budget")) == {
        "Assembly takes the island ferry back",
        "The last private ferry leaves",
    }


def test_a_byline_and_a_topic_find_their_stories(client, stories):
    assert set(found(client, "corran")) == {stories[0].title, stories[1].title}
    assert found(client, "politics") == [stories[0].title]


def test_newest_first_orders_by_time(client, stories):
    assert found(client, "ferry", sort="new") == [stories[1].title, stories[2].title, stories[0].title]


def test_best_match_first_puts_the_better_story_first_with_a_phrase_too(client, tree):
    for number in range(6):
        filler = " ".join(f"filler{n}" for n in range(150))
        factories.article(
            tree.feed,
            title=f"Something else entirely {number}",
            body=[("paragraph", f"<p>{filler} quay bridge, and once the sea wall.</p>")],
        )
    factories.article(
        tree.feed, title="Quay and sea wall", body=[("paragraph", "<p>Quay, sea wall, quay, sea wall.</p>")]
    )
    for query in ("quay", "quay wall", '"sea wall"', 'quay "sea wall"'):
        assert found(client, query)[0] == "Quay and sea wall", query


def test_authors_and_topics_whose_name_matches_are_shown(client, stories, drain):
    drain()
    found_ = client.get("/search/?q=ilsabet").context["found"]
    assert [author.name for author in found_.authors] == ["Ilsabet Corran"]
    found_ = client.get("/search/?q=politics").context["found"]
    assert (found_.best_topic.name, found_.topics) == ("Politics", [])
    assert client.get("/search/?q=of").context["found"].authors == []


def test_pages_keep_the_query_and_what_is_no_page_is_404(client, tree):
    for number in range(finding.PAGE_SIZE + 1):
        factories.article(tree.feed, title=f"Harbour story {number}")
    first = found(client, "harbour")
    second = found(client, "harbour", page="2")
    assert len(first) == finding.PAGE_SIZE
    assert len(second) == 1
    assert not set(first) & set(second)
    assert "q=harbour&amp;page=2" in client.get("/search/?q=harbour").content.decode()
    for number in ("0", "-1", "3", "x", "1.0", "²", "٢", "9" * 40, "\x00"):
        assert client.get("/search/", {"q": "harbour", "page": number}).status_code == 404, number


def test_of_many_pages_the_first_the_last_and_those_around_are_linked():
    pages = finding.CountedPaginator(50 * finding.PAGE_SIZE)
    assert pages.printed(25) == [1, None, 23, 24, 25, 26, 27, None, 50]
    assert pages.printed(1) == [1, 2, 3, None, 50]
    assert finding.CountedPaginator(3).printed(1) == [1]


def test_numbers_of_pages_are_left_out_where_there_are_many(client, tree, monkeypatch):
    monkeypatch.setattr("search.finding.PAGE_SIZE", 1)
    for number in range(12):
        factories.article(tree.feed, title=f"Harbour story {number}")
    page = client.get("/search/?q=harbour&page=6").content.decode()
    numbers = page.split('<span class="pagination__n">')[1].split("</nav>")[0]
    assert re.findall(r"<(?:a [^>]*|span)>([\d…]+)<", numbers) == [
        "1",
        "…",
        "4",
        "5",
        "6",
        "7",
        "8",
        "…",
        "12",
    ]


def test_nothing_found_and_no_query_offer_the_latest_stories(client, stories):
    for query in ("", "zebra", "🙂"):
        found_ = client.get("/search/", {"q": query}).context["found"]
        assert found_.latest[0] == StoryPage.objects.published().newest_first()[0]
        assert found_.total == 0


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:20]))
def test_hostile_queries_get_a_page(client, stories, query):
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert not response.context["found"].failed


@pytest.mark.parametrize(
    "raw", ["%ff", "%c3%28", "%ed%a0%80", "%00", "%", "%zz", "%F0%9F%99", "a%20%22", "%u0041"]
)
def test_broken_percent_encodings_get_a_page(client, stories, raw):
    assert client.get(f"/search/?q={raw}").status_code == 200


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=80) | st.text(alphabet="\"'-*^():{}+ abferry\\%_", max_size=40))
def test_any_query_gets_a_page(client, stories, query):
    response = client.get(f"/search/?q={quote(query)}")
    assert response.status_code == 200
    assert not response.context["found"].failed


def test_an_engine_that_fails_is_logged_and_the_page_says_so(client, stories, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise DatabaseError("fts5: corrupt")

    monkeypatch.setattr(finding, "_ask", fail)
    with caplog.at_level(logging.ERROR, logger="search.finding"):
        response = client.get("/search/?q=ferry")
    assert response.status_code == 503
    assert response.context["found"].failed
    assert response.context["found"].latest
    assert "The search engine failed" in caplog.text
    page = client.get("/search/?q=ferry&kind=video").content.decode()
    assert "Search does not answer" in page and 'href="?q=ferry&amp;kind=video">try again' in page
    assert "Nothing found" not in page and '<details class="filters"' not in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ferry", "“ferry”"),
        ('"court of audit" -opinion', "“‘court of audit’ -opinion”"),
        ("«Острів» «", "“‘Острів’ ’”"),
        ("<b>", "“<b>”"),
    ],
)
def test_a_query_is_said_between_quotes_of_its_own(query, said):
    assert quoted(query) == said


def test_a_later_page_says_which_it_is(client, stories, monkeypatch):
    monkeypatch.setattr("search.finding.PAGE_SIZE", 1)
    first, second = (client.get(f"/search/?q=ferry&page={number}").content.decode() for number in (1, 2))
    assert "<title>“ferry” | Search |" in first and "page 1" not in first
    assert "<title>“ferry”, page 2 | Search |" in second
    assert "for <bdi>“ferry”</bdi>, page 2</span>" in second


@pytest.mark.parametrize(
    ("query", "is_said"), [("-ferry", True), ("-ferry -quay", True), ("-ferry tide", False)]
)
def test_who_only_leaves_words_out_is_told_that_they_were_looked_for(client, stories, query, is_said):
    page = client.get("/search/", {"q": query}).content.decode()
    assert ("so these were looked for" in page) is is_said


def test_a_query_turns_nothing_that_stands_around_it(client, stories):
    assert "for <bdi>“ferry”</bdi>" in client.get("/search/", {"q": "ferry\u202e"}).content.decode()
    assert "Nothing found for <bdi>“שלום”</bdi>." in client.get("/search/", {"q": "שלום"}).content.decode()


def test_only_reading_methods_are_answered(client, stories):
    assert client.post("/search/", {"q": "ferry"}).status_code == 405
    assert client.head("/search/?q=ferry").status_code == 200


def test_beside_the_results_stand_who_wrote_them_and_what_they_are_about(client, tree, drain):
    writer, named = factories.author(name="Neva Strand"), factories.author(name="Tolk Harbour")
    topic = factories.topic(name="Islands")
    factories.article(tree.feed, title="Harbour closed", authors=[writer, named], topics=[topic])
    factories.article(tree.feed, title="Something else", authors=[factories.author()])
    drain()
    found_ = client.get("/search/?q=harbour").context["found"]
    assert (found_.authors, found_.writers, found_.subjects) == ([named], [writer], [topic])
    assert found_.videos == []


def test_nothing_found_offers_the_newest_videos_too(client, tree):
    videos = [factories.video(tree.videos, age=timedelta(days=n)) for n in range(3)]
    for address in ("/search/", "/search/?q=zzqx"):
        found_ = client.get(address).context["found"]
        assert [video.pk for video in found_.videos] == [video.pk for video in videos[:2]]
