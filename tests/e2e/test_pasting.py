"""Pasting from Google Docs, Word and web pages keeps every word, and only the formats that we print.

tests/news/clipboards has one of each kind, in the shape that these programs hand over; the last test copies from
a real page with the keyboard.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from unicodedata import normalize

import pytest
from django.utils.html import strip_tags

from news.models import ArticlePage
from tests import factories

CLIPBOARDS = sorted((Path(__file__).parents[1] / "news" / "clipboards").glob("*.html"))
ALLOWED = {"p", "b", "i", "a", "ul", "ol", "li", "sup", "br"}
PASTE = """
([selector, html, text]) => {
  const editor = document.querySelector(selector);
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  editor.focus();
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}
"""
EDITOR = '[data-contentpath="body"] .public-DraftEditor-content'


def words(html: str) -> list[str]:
    """The words of a clipboard, without what is no text: comments, scripts, styles, list marks of Word."""
    html = re.sub(r"<!--.*?-->|<(script|style|head)\b.*?</\1>|<!\[if.*?endif\]>", " ", html, flags=re.S)
    html = re.sub(r"(</(p|h\d|li|td|div|figcaption|code)>|<br ?/?>)", r"\1 ", html)
    # Raised figures are signs of their own after pasting: “m³” has the same letters as “m<sup>3</sup>”.
    return re.findall(r"\w+", normalize("NFKC", unescape(strip_tags(html))))


@pytest.fixture
def pasted(tree, open_page, log_in):
    """Paste a clipboard into the first text block of a draft, save it, and hand back what is stored."""
    editor = factories.user(is_superuser=True)

    def paste(html: str) -> str:
        page = factories.article(tree.feed, live=False, body=[("paragraph", "<p></p>")])
        tab = open_page("/admin/login/")
        log_in(tab, editor)
        tab.goto(f"/admin/pages/{page.pk}/edit/")
        tab.wait_for_selector(EDITOR)
        tab.evaluate(PASTE, [EDITOR, html, " ".join(words(html))])
        tab.wait_for_timeout(400)
        tab.get_by_role("button", name="Save draft").first.click()
        tab.wait_for_load_state("networkidle")
        draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        return "".join(block.value.source for block in draft.body if block.block_type == "paragraph")

    return paste


@pytest.mark.parametrize("clipboard", CLIPBOARDS, ids=lambda path: path.stem)
def test_pasting_keeps_every_word_and_only_our_formats(pasted, clipboard):
    html = clipboard.read_text()
    stored = pasted(html)
    assert words(stored) == words(html)
    assert set(re.findall(r"<(\w+)", stored)) <= ALLOWED
    assert "style=" not in stored
    assert "javascript:" not in stored


def test_pasting_keeps_what_was_marked_and_marks_nothing_else(pasted):
    docs, word = (next(path for path in CLIPBOARDS if path.stem == name) for name in ("google-docs", "word"))
    stored = pasted(docs.read_text())
    assert re.findall(r"<b>(.*?)</b>", stored) == ["by hand"]
    assert re.findall(r"<i>(.*?)</i>", stored) == ["green"]
    assert stored.count("<li ") == 2
    assert "³" in stored
    assert '<a href="https://example.org/log">publishes it</a>' in stored
    assert re.findall(r"<b>(.*?)</b>", pasted(word.read_text())) == ["eleven"]


COPIED = """
<article><h2>The lock keeper</h2><p>It held <b>40 m<sup>3</sup></b> of water, <i>every</i> night.</p>
<ul><li>one gate</li><li>two sluices</li></ul><p>See <a href="https://example.org/lock">the lock</a>.</p></article>
"""


def test_what_is_copied_from_a_page_with_the_keyboard_arrives_with_its_marks(tree, open_page, log_in):
    page = factories.article(tree.feed, live=False, body=[("paragraph", "<p></p>")])
    tab = open_page("/admin/login/")
    log_in(tab, factories.user(is_superuser=True))
    other = tab.context.new_page()
    other.set_content(COPIED)
    other.keyboard.press("Control+A")
    other.keyboard.press("Control+C")
    other.close()
    tab.goto(f"/admin/pages/{page.pk}/edit/")
    tab.locator(EDITOR).click()
    tab.keyboard.press("Control+V")
    tab.wait_for_timeout(400)
    tab.get_by_role("button", name="Save draft").first.click()
    tab.wait_for_load_state("networkidle")
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    stored = "".join(block.value.source for block in draft.body)
    assert words(stored) == words(COPIED)
    assert "40 m³" in stored
    assert stored.count("<li ") == 2
    assert '<a href="https://example.org/lock">the lock</a>' in stored
    assert "<i>every</i>" in stored
    assert set(re.findall(r"<(\w+)", stored)) <= ALLOWED
