"""The newsroom's great journey: written, illustrated, reviewed, published, leading the front page, withdrawn."""

from __future__ import annotations

import io
from datetime import timedelta

from PIL import Image

from news.models import ArticlePage
from tests import factories
from tests.e2e.desks import Desk

HEADLINE = "Harbour pilots bring the last ferry home through the fog"
STANDFIRST = (
    "For nine hours nobody could see the breakwater. Two pilots and a foghorn brought 312 passengers in."
)
PARAGRAPHS, WORDS_EACH = 14, 50
SENTENCE = "pilots steered quietly past the lights of the breakwater while passengers listened for the horn"


def story_paragraphs() -> list[str]:
    """A story of 700 words."""
    words = SENTENCE.split()
    return [
        " ".join(f"{words[place % len(words)]}{number}" for place in range(WORDS_EACH)) + "."
        for number in range(PARAGRAPHS)
    ]


def story_html() -> str:
    """The same as a web page puts it on the clipboard."""
    return "".join(
        f'<p style="margin:0"><span style="color:#222">{text}</span></p>' for text in story_paragraphs()
    )


def phone_photo() -> dict[str, object]:
    """A photo as telephones store it: lying on its side, with a mark that says how to turn it."""
    photo = Image.linear_gradient("L").resize((2400, 1800)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    data = io.BytesIO()
    photo.save(data, "JPEG", exif=exif)
    return {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def write_story(desk: Desk, feed, authors, related) -> None:
    desk.tab.goto(f"/admin/pages/{feed.pk}/add_subpage/")
    desk.tab.get_by_role("textbox", name="Headline").fill(HEADLINE)
    desk.tab.get_by_role("textbox", name="Standfirst").fill(STANDFIRST)
    people = desk.section("By whom and about what")
    for author in authors:
        people.get_by_role("button", name="Add name").click()
        desk.choose(people, "Choose author", author.name)
    desk.upload(
        phone_photo(), Title="Ferry in fog", Description="A ferry in fog", Credit="Photo: Maren Odell"
    )
    body = desk.section("Body")
    desk.insert(body, "Text")
    desk.paste(body.locator(".public-DraftEditor-content"), story_html())
    desk.insert(body, "Related story")
    desk.choose(body, "Choose a page", related.title)


def test_a_story_goes_from_the_editors_clipboard_to_the_top_of_the_front_page(tree, open_page, desk, drain):
    authors = [factories.author(name="Davit Hallorn"), factories.author(name="Maren Odell")]
    before = factories.article(tree.feed, title="Nobody sees the breakwater", age=timedelta(hours=2))
    editor = desk("Editors")
    write_story(editor, tree.feed, authors, before)
    editor.act("Submit to")
    editor.wait_until_done()
    story = ArticlePage.objects.get(title=HEADLINE)
    reader = open_page("/")
    assert reader.goto(story.url).status == 404, "nobody reads what is not published"
    drain()
    moderator = desk("Moderators")
    moderator.tab.get_by_role("region", name="Awaiting your review").get_by_role(
        "link", name=HEADLINE
    ).click()
    moderator.act("Approve and Publish")
    moderator.wait_until_done()

    assert reader.goto(story.url).status == 200
    assert_story_is_whole(reader, [author.name for author in authors], before.title)
    newest = factories.article(tree.feed, title="A newer story about something smaller", age=timedelta(0))
    reader.goto("/")
    assert lead_of(reader) == newest.title
    moderator.tab.goto(f"/admin/pages/{tree.home.pk}/edit/")
    moderator.insert(moderator.section("Blocks"), "Lead package")
    moderator.choose(moderator.section("Blocks"), "Choose a page", HEADLINE)
    moderator.act("Publish")
    moderator.wait_until_done()
    reader.goto("/")
    assert lead_of(reader) == HEADLINE
    moderator.tab.goto(f"/admin/pages/{story.pk}/unpublish/")
    moderator.tab.get_by_role("button", name="Yes, unpublish").click()
    moderator.wait_until_done()
    reader.goto("/")
    assert lead_of(reader) == newest.title
    assert reader.get_by_role("link", name=HEADLINE).count() == 0
    assert reader.goto(story.url).status == 404


def lead_of(tab) -> str:
    return tab.locator(".card--lead .card__title").inner_text()


def assert_story_is_whole(tab, authors: list[str], related: str) -> None:
    paragraphs = tab.locator(".words p").all_inner_texts()
    assert [text for text in paragraphs if text.startswith("pilots")] == story_paragraphs()
    assert tab.get_by_text("3 min read").count() == 1
    side = tab.locator(".article__side")
    assert [side.get_by_role("link", name=name).count() for name in authors] == [1, 1]
    assert tab.locator(".words").get_by_role("link", name=related).count() == 1
    picture = tab.locator(".article__lead img")
    width, height = picture.evaluate("img => img.decode().then(() => [img.naturalWidth, img.naturalHeight])")
    assert 0 < width < height, "the photo stands upright"
    assert picture.get_attribute("alt") == "A ferry in fog"
    assert picture.get_attribute("srcset").count("/media/") == 3, "every size is there"
    assert "Photo: Maren Odell" in tab.locator(".article__lead figcaption").inner_text()


def test_a_new_story_sent_during_its_first_autosave_is_stored_once(tree, desk):
    editor = desk("Editors")
    held = []
    editor.tab.route("**/admin/pages/add/news/articlepage/*/", lambda route: hold_autosave(route, held))
    editor.tab.goto(f"/admin/pages/{tree.feed.pk}/add_subpage/")
    headline = editor.tab.get_by_role("textbox", name="Headline")
    # What is typed before Wagtail watches the form is no change to it: type until it saves.
    for second in range(30):
        if second % 10 == 0:
            headline.fill(HEADLINE + "!" * (second // 10))
        editor.tab.wait_for_timeout(1000)
        if held:
            break
    editor.tab.get_by_role("button", name="Save draft").click()
    route, answer = held[0]
    route.fulfill(response=answer)
    editor.tab.get_by_role("status").get_by_text(HEADLINE).first.wait_for()
    assert ArticlePage.objects.filter(title__startswith=HEADLINE).count() == 1


def hold_autosave(route, held: list) -> None:
    """Let everything through, but the first autosave's answer stays on its way until the test hands it over."""
    if route.request.headers.get("accept") == "application/json" and not held:
        held.append((route, route.fetch()))
    else:
        route.continue_()
