"""“Did you mean …”: out of the newsroom's own words, in any story that is out, and never out of one that is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search import noting
from search.models import Word
from tests import factories
from tests.search.test_picks import pick

pytestmark = pytest.mark.django_db


def meant(client, query: str, **parameters: str) -> str:
    return client.get("/search/", {"q": query, **parameters}).context["found"].help.corrected


def body(text: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{text}</p>")]


@pytest.fixture
def stories(tree, drain):
    author = factories.author(name="Ilsabet Corran")
    factories.article(
        tree.feed,
        title="A day in spring",
        standfirst="Turnout was high.",
        authors=[author],
        body=body("The government held an election, and the opposition counted its café receipts."),
    )
    factories.article(
        tree.feed,
        title="Весна",
        standfirst="Люди чекають.",
        body=body("Уряд ухвалив бюджет, а пасажири пишуть про електрички та ґрунт."),
        language="uk",
    )
    drain()


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("goverment", "government"),
        ("electon", "election"),
        ("oposition", "opposition"),
        ("opposiiton", "opposition"),
        ("turnuot", "turnout"),
        ("corrna", "Corran"),
        ("ураяд", "уряд"),
        ("бютжет", "бюджет"),
        ("пасажирі електричкі", ""),
        ("goverment electon", "government election"),
        ("the goverment", "the government"),
    ],
)
def test_a_typo_in_any_word_of_a_story_is_corrected(stories, client, typed, better):
    assert meant(client, typed) == better


def test_what_is_not_misspelt_stays_as_the_reader_wrote_it(stories, client):
    assert meant(client, "Ilsabet CORRNA turnuot") == "Ilsabet Corran turnout"
    assert meant(client, "turnout ilsabet corrna") == "turnout Ilsabet Corran"
    assert meant(client, "The GOVERMENT’s Electon") == "The government Election".replace(
        "Election", "election"
    )


@pytest.fixture
def names(tree):
    factories.topic(name="Press freedom")
    factories.article(
        tree.feed,
        title="Zelensky Signs the Fisheries Bill",
        standfirst="Volodymyr Zelensky came by ferry. Fisheries are glad.",
        body=body("A naïve plan, said the Zürich press. Remarkably, nobody drank. The fisheries. Freedom!"),
    )
    factories.article(
        tree.feed, title="Подяка", standfirst="Запахла м’ята у Києві.", language="uk", body=body("Ґанок.")
    )


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("volodimir zelinsky", "Volodymyr Zelensky"),
        ("Volodimir Zelensky", "Volodymyr Zelensky"),
        ("naivee", "naïve"),
        ("zurihc", "Zürich"),
        ("fisherise", "fisheries"),
        ("remarkabyl", "remarkably"),
        ("freedon", "freedom"),
        ("мьята", "м’ята"),
        ("м’ятва", "м’ята"),
    ],
)
def test_a_correction_is_written_as_the_newsroom_writes_it(names, client, typed, better):
    assert meant(client, typed) == better
    assert client.get("/search/", {"q": better}).context["found"].total


def test_a_misspelt_word_is_read_as_the_rest_of_the_query(tree, client, drain):
    """Only “phố” says that the query is in Vietnamese, where “thàhn” may lose no accent."""
    standfirst = "Cuộc họp diễn ra ở Hà Nội về quốc tịch của người dân và những điều cần biết."
    factories.article(tree.feed, title="Thành phố Huế", standfirst=standfirst, language="vi")
    drain()
    assert meant(client, "thàhn phố Huế") == "thành phố Huế"


def test_a_typo_in_a_draft_hides_no_correction(stories, client, tree):
    factories.article(tree.feed, title="The goverment", body=body("An electon of goverment."), live=False)
    factories.image(title="An oposition")
    assert meant(client, "goverment") == "government"
    assert meant(client, "turnout oposition") == "turnout opposition", "beside a word that is found"
    assert meant(client, "goverment electon") == "government election"


def test_a_typo_in_a_draft_is_corrected_by_what_the_rest_of_the_query_allows(stories, client, tree):
    factories.article(tree.feed, title="The goverment", live=False)
    assert meant(client, "goverment -election") == "", "every story of the government is about the election"
    assert meant(client, "goverment -turnip") == "government -turnip"


def test_stories_that_wait_hide_no_correction(stories, client, tree, monkeypatch):
    monkeypatch.setattr("search.doubting.MOST_LOOKED_AT", 2)
    soon = timezone.now() + timedelta(hours=3)
    factories.article(tree.feed, title="A yardarm", live=False)
    for _number in range(2):
        factories.article(tree.feed, title="Yardarms wait", embargo_until=soon)
    factories.article(tree.feed, title="Yardarms are out")
    factories.article(tree.feed, title="A yardamr", live=False)
    assert meant(client, "yardamrs") == "yardarms"


def test_a_typo_that_was_published_once_hides_no_correction(stories, client, tree):
    story = factories.article(tree.feed, title="The goverment falls")
    assert meant(client, "goverment") == ""
    story.unpublish()
    assert meant(client, "goverment") == "government"


def test_a_seldom_word_of_a_story_is_known_whatever_is_chosen(stories, client, tree):
    factories.article(tree.feed, title="The governmend", age=timedelta(days=40))
    assert meant(client, "governmend", when="day") == "", "it stands in an older story"
    assert meant(client, "governmend zzqxv turnout") == ""


def test_a_name_is_known_without_any_story(stories, client, drain):
    factories.author(name="Davit Turnhout")
    drain()
    assert meant(client, "turnhout") == ""


def test_a_name_with_an_apostrophe_is_no_other_word(stories, client, tree):
    """The index need not know it yet."""
    factories.article(tree.feed, title="Tell them about the tally")
    factories.author(name="Siobhán O'Dell")
    factories.topic(name="Tollund’s bogs")
    for typed in ("O'Dell", "o’dell turnout", "DELL", "Tollund"):
        assert meant(client, typed) == "", typed
    assert meant(client, "Dell goverment") == "Dell government"


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("zzqxk goverment", "government"),
        ("goverment, zzqxk electon!", "government, election!"),
        ("zzqxk-zzqxv goverment -zzqxk", "government -zzqxk"),
        ("spring goverment", "spring government"),
        ("zarathustra goverment", "government"),
        ("zarathustra spring goverment", "spring government"),
        ("goverment “zzqxk turnout”", "government “zzqxk turnout”"),
        ("Corran goverment", "Corran government"),
        ("zzqxk spring", ""),
    ],
)
def test_a_word_that_nobody_wrote_is_left_out_of_what_is_offered(stories, client, tree, typed, better):
    """Or it would find nothing as a whole. A word that drafts alone have is no other, or they would be betrayed."""
    factories.article(tree.feed, title="Zarathustra resigns", live=False)
    assert meant(client, typed) == better


def test_what_the_newsroom_picked_for_is_spelt_as_it_is_meant(stories, client):
    pick("goverment", external_link_url="https://harbour.example/", external_link_text="Harbour office")
    assert meant(client, "goverment") == ""


def test_the_offered_spelling_finds_something(stories, client):
    for typed in ("goverment", "electon", "бютжет", "goverment electon", "goverment -zzqxv"):
        assert client.get("/search/", {"q": meant(client, typed)}).context["found"].total


@pytest.mark.parametrize(
    "typed", ["government", "elections", "урядом", "zzqxv", "gov", "12345", "government -electon"]
)
def test_what_is_known_and_what_resembles_nothing_is_left_alone(stories, client, typed):
    assert meant(client, typed) == ""


def test_no_word_of_a_story_that_is_not_out_is_offered(tree, client, drain):
    hours = timedelta(hours=3)
    factories.article(tree.feed, title="Harbour closed")
    factories.article(tree.feed, title="Zarathustra resigns", body=body("Persepolis"), live=False)
    factories.article(tree.feed, title="Nebuchadnezzar", embargo_until=timezone.now() + hours)
    factories.article(tree.feed, title="Hammurabi", expire_at=timezone.now() - hours)
    hidden = factories.article(tree.feed, title="Ashurbanipal", body=body("Gilgamesh"))
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    factories.image(title="Semiramis")
    factories.document(title="Sennacherib")
    drain()
    near = "zarathustr persepoli nebuchadnezar hamurabi ashurbanipl gilgamsh semirams senacherib"
    for typed in near.split():
        assert meant(client, typed) == "", typed
        assert meant(client, f"harbour {typed}") == "", "nor beside a word that is found"
        page = client.get("/search/", {"q": f"harbour {typed}"}).content.decode().casefold()
        assert "did you mean" not in page


def test_a_word_goes_with_the_last_story_that_has_it(stories, client, tree):
    assert meant(client, "goverment") == "government"
    tree.feed.get_children().get(title="A day in spring").specific.unpublish()
    assert meant(client, "goverment") == ""


def test_a_draft_teaches_no_words_until_it_is_out(tree, client):
    factories.article(tree.feed, title="An arrest")
    story = factories.article(tree.feed, title="Arrestings", body=body("The parliament met."), live=False)
    assert not Word.objects.filter(word__in=["arrestings", "parliament"]).exists()
    assert meant(client, "arestings") == "", "nor because another form of it is out"
    story.save_revision().publish()
    assert Word.objects.filter(word__in=["arrestings", "parliament"]).count() == 2
    assert meant(client, "parlament") == "parliament"
    assert meant(client, "arestings") == "arrestings"


def test_beyond_a_number_only_names_and_headlines_are_learnt(tree, monkeypatch):
    monkeypatch.setattr(noting, "MOST_WORDS", 0)
    factories.article(tree.feed, title="Harbour closed", body=body("The parliament met."))
    known = set(Word.objects.values_list("word", flat=True))
    assert {"harbour", "closed"} <= known
    assert "parliament" not in known


def test_more_words_than_are_written_at_a_time_are_learnt(tree, monkeypatch):
    monkeypatch.setattr(noting, "BATCH", 7)
    many = " ".join(
        "".join(chr(97 + (number // 26**place) % 26) for place in range(5)) for number in range(40)
    )
    for title in ("One", "Two"):
        factories.article(tree.feed, title=title, body=body(many))
    assert set(many.split()) <= set(Word.objects.values_list("word", flat=True))


def test_a_reader_is_led_to_what_was_meant(stories, client):
    page = client.get("/search/?q=goverment").content.decode()
    assert 'href="?q=government">government</a>?' in page
    narrowed = client.get("/search/?q=goverment&kind=video&sort=new").context["found"].help
    assert narrowed.corrected_url == "?q=government&sort=new", "without the filters that it was typed with"
