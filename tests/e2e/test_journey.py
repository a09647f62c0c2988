"""A film's great journey: from a producer's disk, over a connection that breaks, to every screen, and away again."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from newsreel.storage import private_storage
from tests import factories
from tests.e2e import streams
from tests.e2e.films import wait_until
from tests.e2e.partners import ask, frame_of, video_holds, wait_for_event
from video.encoding.engine import encoder_available
from video.models import Upload, VideoFile, VideoPage

pytestmark = pytest.mark.skipif(not encoder_available(), reason="needs ffmpeg")

CHUNK = 8 * 1024 * 1024
TITLE = "Quayhounds bring the last ferry in"
WORD = "quayhounds"
FIRST, SECOND = "The gates stand open", "Now they close"
SEEK = """async time => {
  const video = document.querySelector(".stage__video");
  while (video.readyState === 0) await new Promise(done => setTimeout(done, 50));
  await new Promise(done => { video.addEventListener("seeked", done, {once: true}); video.currentTime = time; });
}"""


def test_a_film_goes_from_a_producers_disk_to_every_screen_and_away_again(
    tree, desk, open_page, partner, live_server, drain, tmp_path
):
    producer = desk("Producers", "Editors", "Moderators")
    content = film_on_disk(tmp_path)
    begin_a_watch_page(producer, tree.videos)
    upload_it_over_a_connection_that_breaks(producer, content)
    assert private_storage().open(VideoFile.objects.get().file.name).read() == content
    watch_it_become_playable(producer, drain)
    take_its_poster_from_four_candidates(producer)
    add_captions_and_chapters_beside_it(producer)
    publish_it(producer)
    page = VideoPage.objects.get()
    article = embed_it_in_an_article(producer, tree.feed)
    drain()

    reader = open_page("/")
    fetched = fetched_by(reader)
    play_by_keyboard_in_the_article(reader, article)
    seek_by_transcript_on_the_watch_page(reader, page)
    for attributes in ("", 'sandbox="allow-scripts"'):
        play_in_a_foreign_page(reader, partner(live_server.url + page.embed_path, attributes), page)
    kinds = ("master.m3u8", "180p.m3u8", "180p.mp4", "audio.mp4", ".vtt", "storyboard.webp")
    assert [kind for kind in kinds if not any(kind in url for url in fetched)] == []
    assert [url for url in sorted(fetched) if status_of(reader, url) != 200] == []
    assert mentions(reader, page, article) == list(surfaces(page, article))

    unpublish_it(producer, page)
    assert [url for url in sorted(fetched) if status_of(reader, url) != 404] == [], "no byte is given out"
    assert mentions(reader, page, article) == []
    # Somebody else: a browser may keep the frame itself for a minute (not the film in it).
    assert_refusals_are_said_well(open_page("/"), page, article, partner(live_server.url + page.embed_path))


# --- The producer -----------------------------------------------------------------------------------------


def film_on_disk(folder) -> bytes:
    """A film of eight seconds and two parts: behind it a box of nothing (ISO 14496-12, 8.1.2)."""
    clip = streams.clip(folder).read_bytes()
    rest = CHUNK + 12_345 - len(clip)
    return clip + rest.to_bytes(4, "big") + b"free" + bytes(rest - 8)


def begin_a_watch_page(producer, section) -> None:
    producer.tab.goto(f"/admin/pages/add/video/videopage/{section.pk}/")
    producer.tab.get_by_role("textbox", name="Headline").fill(TITLE)
    producer.tab.get_by_role("textbox", name="Standfirst").fill("Nine hours in the fog, and a foghorn.")
    people = producer.section("By whom and about what")
    people.get_by_role("button", name="Add name").click()
    producer.choose(people, "Choose author", factories.author(name="Maren Odell").name)


def upload_it_over_a_connection_that_breaks(producer, content: bytes) -> None:
    tab, way = producer.tab, "**/admin/video-uploads/**"

    def lose_the_second_part(route) -> None:
        is_second = route.request.headers.get("upload-offset", "0") != "0"
        route.abort("connectionfailed") if is_second else route.continue_()

    tab.route(way, lose_the_second_part)
    tab.locator("#id_file-upload").set_input_files(
        [{"name": "IMG_2041.mp4", "mimeType": "video/mp4", "buffer": content}]
    )
    row = tab.locator(".newsroom-upload__row")
    row.and_(tab.locator("[data-state=broken]")).wait_for()
    assert "connection is lost" in row.inner_text()
    assert Upload.objects.get().offset == CHUNK
    tab.unroute(way)
    tab.locator("#id_file[value]").wait_for(state="attached")
    assert tab.get_by_role("textbox", name="Headline").input_value() == TITLE


def watch_it_become_playable(producer, drain) -> None:
    words = producer.tab.locator(".newsroom-film__words")
    words.get_by_text("The file is being read.").wait_for()
    drain()
    words.get_by_text("It waits for the encoder").or_(words.get_by_text("will be encoded")).wait_for()
    drain("video")
    words.get_by_text("Ready: it plays on every screen.").wait_for()


def take_its_poster_from_four_candidates(producer) -> None:
    tab = producer.tab
    tab.get_by_text("Take the poster from the video").click()
    stills = tab.get_by_role("button", name=re.compile("The picture at"))
    stills.nth(3).wait_for()
    assert stills.count() == 4
    stills.nth(2).click()
    tab.get_by_label("What is to be seen").fill("A ferry in fog")
    tab.get_by_role("button", name="Make it the lead picture").click()
    tab.locator("#id_lead_image[value]").wait_for(state="attached")


def add_captions_and_chapters_beside_it(producer) -> None:
    tab = producer.tab
    tab.get_by_role("button", name="Add caption track").click()
    captions = tab.locator("caption-editor")
    captions.get_by_role("button", name="Edit beside the video").click()
    for second, words in ((0, FIRST), (3, SECOND)):
        tab.evaluate(SEEK, second)
        captions.get_by_role("button", name="Add after").click()
        tab.keyboard.type(words)
    chapters = tab.locator("chapter-editor")
    chapters.get_by_role("button", name="Edit beside the video").click()
    for second, title in ((0, "Open"), (4, "Closing")):
        tab.evaluate(SEEK, second)
        chapters.get_by_role("button", name="Add now").click()
        tab.keyboard.type(title)
    tab.get_by_role("checkbox", name=re.compile("^Reviewed")).check()


def publish_it(producer) -> None:
    producer.act("Publish")
    producer.wait_until_done()


def embed_it_in_an_article(producer, feed):
    article = factories.article(
        feed, title="The ferry that was late", authors=[factories.author()], lead_image=factories.image()
    )
    article.save_revision()
    producer.tab.goto(f"/admin/pages/{article.pk}/edit/")
    body = producer.section("Body")
    producer.insert(body, "Video")
    body.get_by_role("button", name="Choose a video").last.click()
    window = producer.tab.get_by_role("dialog")
    line = window.get_by_role("row").filter(has_text=TITLE)
    line.locator("img").wait_for()
    assert "0:08" in line.inner_text()
    assert "live" in line.inner_text()
    line.get_by_role("link", name=TITLE).click()
    window.wait_for(state="hidden")
    publish_it(producer)
    return article


def unpublish_it(producer, page) -> None:
    producer.tab.goto(f"/admin/pages/{page.pk}/unpublish/")
    producer.tab.get_by_role("button", name="Yes, unpublish").click()
    producer.wait_until_done()


# --- The readers ------------------------------------------------------------------------------------------


def fetched_by(tab) -> set[str]:
    """The addresses of all bytes of films that this tab asks for from now on."""
    fetched: set[str] = set()

    def note(request) -> None:
        parts = urlsplit(request.url)
        if re.match(r"/media/(video|captions)/", parts.path):
            fetched.add(parts.path)

    tab.on("request", note)
    return fetched


def play_by_keyboard_in_the_article(tab, article) -> None:
    tab.goto(article.url)
    tab.locator(".player__start").focus()
    tab.keyboard.press("Enter")
    wait_until(tab, "!v.paused && v.currentTime > 0.3 && v.currentSrc.startsWith('blob:')")
    tab.keyboard.press("k")
    wait_until(tab, "v.paused")
    tab.keyboard.press("5")
    wait_until(tab, "Math.abs(v.currentTime - v.duration / 2) < 0.3")
    seek = tab.locator("[data-pc=seek]")
    seek.hover()
    tab.locator("[data-pc=tile]").wait_for()


def seek_by_transcript_on_the_watch_page(tab, page) -> None:
    tab.goto(page.url)
    tab.get_by_role("link", name=re.compile(SECOND)).click()
    wait_until(tab, "v.currentTime >= 3 && !v.paused")
    assert SECOND in tab.locator(".transcript [aria-current=true]").inner_text()
    tab.locator(".chapters").get_by_role("link", name=re.compile("Open")).click()
    wait_until(tab, "v.currentTime < 3")


def play_in_a_foreign_page(tab, address: str, page) -> None:
    tab.goto(address)
    frame = frame_of(tab)
    frame.get_by_role("heading", name=page.title).wait_for()
    frame.locator(".player__start").click()
    video_holds(tab, "!v.paused && v.currentTime > 0.3 && v.currentSrc.startsWith('blob:')")
    frame.locator(".pc__captions").get_by_text(FIRST).wait_for()
    frame.locator(".embed__words summary").click()
    frame.locator(".embed__words").get_by_role("link", name=SECOND).click()
    video_holds(tab, "v.currentTime >= 3")
    ask(tab, "pause")
    wait_for_event(tab, "pause")
    assert not tab.context.cookies()


# --- Where it shows ---------------------------------------------------------------------------------------


def surfaces(page, article) -> dict[str, str]:
    """Every address that names the film while it is public."""
    oembed = f"/oembed/?url=http%3A%2F%2Flocalhost{page.url}"
    return {
        "watch page": page.url,
        "embed": page.embed_path,
        "article": article.url,
        "oEmbed": oembed,
        "list of videos": "/video/",
        "feed": "/feeds/video.xml",
        "sitemap": f"/sitemap-videos-{page.published_at:%Y-%m}.xml",
        "search": f"/search/?q={WORD}",
        "search in what is said": "/search/?q=gates+stand+open",
        "suggestion": f"/search/suggest/?q={WORD[:6]}",
    }


def mentions(tab, page, article) -> list[str]:
    """The names of the surfaces that name the film, or play it."""
    found = []
    for name, address in surfaces(page, article).items():
        text = tab.request.get(address).text().lower().replace(address.lower(), "")
        if "bring the last ferry in" in text or page.file.token.lower() in text:
            found.append(name)
    return found


def status_of(tab, address: str) -> int:
    return tab.request.get(address).status


def assert_refusals_are_said_well(tab, page, article, partners_page: str) -> None:
    addresses = surfaces(page, article)
    assert status_of(tab, addresses["watch page"]) == 404
    assert status_of(tab, addresses["embed"]) == 410
    assert status_of(tab, addresses["oEmbed"]) == 404
    tab.goto(partners_page)
    frame_of(tab).get_by_role("heading", name="This video is not available").wait_for()
    assert tab.goto(article.url).status == 200, "the article stays, without the film"
    assert tab.locator("video").count() == 0
