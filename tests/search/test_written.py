"""How the newsroom writes a word of which the index knows only the folded form."""

from __future__ import annotations

import pytest

from search.written import written
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("word", "texts", "form"),
    [
        ("harbour", ["We asked the Harbour Authority.", "A quiet harbour at night."], "harbour"),
        ("harbour", ["Harbour Authority asked. The old Harbour waits, and a harbour is wide."], "harbour"),
        ("authority", ["The Harbour Authority said so.", "Nobody else has authority here."], "authority"),
        ("harbour", ["We asked the Harbour Authority."], "Harbour"),
        ("harbour", ["Harbour lights went out."], "harbour"),
        ("harbour", ["A Day in Spring\nHarbour lights went out."], "harbour"),
        ("zelensky", ["Then President Zelensky spoke.", "The day after, Zelensky left."], "Zelensky"),
        ("zelensky", ["Then President Volodymyr Zelensky spoke."], "Zelensky"),
        ("влада", ["Про це каже Міська Влада Києва.", "Так вирішила влада."], "влада"),
        ("cafe", ["They met in a café.", "They met in a cafe of the Café Central."], "café"),
        ("kyiv", ["Of Kyiv’s trams none ran."], "Kyiv"),
    ],
)
def test_a_word_is_written_as_in_a_sentence_and_not_as_in_a_name_of_several_words(word, texts, form):
    assert written({word}, texts) == {word: form}


def test_a_person_is_written_as_the_name_is_whatever_the_texts_say():
    factories.author(name="Ana McBride")

    assert written({"mcbride"}, ["they saw mcbride there"]) == {"mcbride": "McBride"}


def test_a_word_that_stands_nowhere_is_left_out():
    assert written({"harbour"}, ["Nothing of it."]) == {}


def test_texts_are_read_only_until_every_word_is_known():
    def texts():
        yield "The ferry was late."
        raise AssertionError("The second text was read.")

    assert written({"ferry"}, texts()) == {"ferry": "ferry"}
