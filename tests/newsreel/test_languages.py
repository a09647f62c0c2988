"""Languages: a story says which it is in, and its page is set accordingly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreel.languages import default_language, is_right_to_left, language_choices
from newsreel.models import StoryPage
from tests import factories


@pytest.mark.parametrize("code", ["ar", "he", "fa", "ur", "ar-dz", "he-IL", "fa-af", "ar-EG"])
def test_languages_and_their_regions_run_from_right_to_left(code):
    assert is_right_to_left(code)


@pytest.mark.parametrize("code", ["en", "uk", "el", "zh-hans", "en-GB", "xx", "", "-", "arn"])
def test_others_and_unknown_ones_do_not(code):
    assert not is_right_to_left(code)


@given(code=st.text(max_size=20))
def test_no_code_breaks_a_page(code):
    assert is_right_to_left(code) in (True, False)


def test_a_language_is_offered_once_under_its_own_name_and_fits_its_column():
    offered = language_choices()
    codes = [code for code, _name in offered]
    assert len(codes) == len(set(codes))
    assert dict(offered)["uk"] == "Українська"
    assert all(name for _code, name in offered)
    assert max(map(len, codes)) <= StoryPage._meta.get_field("language").max_length


@pytest.mark.django_db
def test_a_new_story_is_in_the_newsrooms_language(settings):
    settings.LANGUAGE_CODE = "uk"
    assert default_language() == StoryPage().language == "uk"


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "direction"), [("ar", 'dir="rtl"'), ("uk", "")])
def test_the_page_of_a_story_names_its_language_and_direction(code, direction, tree, client):
    story = factories.article(tree.feed, language=code)
    page = client.get(story.url).content.decode()
    article = page[page.index("<main") :]
    assert f'lang="{code}"' in article
    assert direction in article
    assert ('dir="rtl"' in article) == bool(direction)


@pytest.mark.django_db
def test_a_card_names_the_language_of_a_story_among_others(tree, client):
    factories.article(tree.feed, language="uk", title="Порт закрито")
    page = client.get("/news/").content.decode()
    assert 'lang="uk"' in page[page.index("<main") :]
