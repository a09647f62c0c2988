"""Structured data passes the strict policy: Chromium reads it as data, reports nothing and runs nothing."""

from __future__ import annotations

import json

from tests import factories

COUNT = """() => new Promise(resolve => {
    const seen = [];
    document.addEventListener("securitypolicyviolation", event => seen.push(event.violatedDirective));
    setTimeout(() => resolve(seen), 200);
})"""


def test_structured_data_is_readable_and_breaks_no_policy(tree, open_page):
    author = factories.author(name="Ilsabet Corran")
    story = factories.article(tree.feed, title="</script><b>Ferries & “boats”", authors=[author])
    video = factories.playable_video(tree.videos, authors=[author])
    expected = {
        story.url: "NewsArticle",
        video.url: "VideoObject",
        author.url: "ProfilePage",
        "/": "WebSite",
        "/news/": "BreadcrumbList",
    }
    for address, schema_type in expected.items():
        tab = open_page(address)  # a refused script would be a console error, which fails the test
        text = tab.locator('script[type="application/ld+json"]').text_content()
        nodes = json.loads(text)["@graph"]
        assert schema_type in [node["@type"] for node in nodes], address
        assert tab.evaluate(COUNT) == []
    tab = open_page(story.url)
    data = json.loads(tab.locator('script[type="application/ld+json"]').text_content())
    assert data["@graph"][0]["headline"] == story.title
    assert tab.locator("head b").count() == 0
