"""Structured data (https://schema.org) for stories, people and the newsroom.

Each builder takes an object of ours and answers one node; empty values are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from newsreel.chrome import load_chrome
from newsreel.metadata.addresses import absolute
from newsreel.metadata.images import image_shapes, social_image

if TYPE_CHECKING:
    from newsreel.models import Author, Byline, Correction, NewsroomSettings, StoryPage

type_of_story = {
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "explainer": "BackgroundNewsArticle",
    "review": "ReviewNewsArticle",
}
# No browser may take a value for markup, and no old parser may trip over a line separator.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}

Node = dict[str, object]


def node(schema_type: str, **fields: object) -> Node:
    """A node without its empty fields. A name that Python does not allow is written with a final underscore."""
    filled = {name.rstrip("_"): value for name, value in fields.items() if value not in (None, "", [], {})}
    return {"@type": schema_type, **filled}


def graph(nodes: Iterable[Node]) -> SafeString:
    """All nodes of a page as the text of one script element."""
    document = {"@context": "https://schema.org", "@graph": list(nodes)}
    return mark_safe(json.dumps(document, ensure_ascii=False).translate(_ESCAPES))


def moment(value: datetime | None) -> str:
    """ISO 8601 in the newsroom's zone, with its offset."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""


def story_address(story: StoryPage) -> str:
    """Where the story first appeared: elsewhere, or here."""
    return story.canonical_url or absolute(story.url or "/")


# --- The newsroom -----------------------------------------------------------------------------------


def organization() -> Node:
    """The newsroom as publisher, with what it promises (https://schema.org/NewsMediaOrganization)."""
    newsroom = load_chrome().newsroom
    return node(
        "NewsMediaOrganization",
        name=newsroom.name,
        legalName=newsroom.publisher,
        url=absolute("/"),
        description=newsroom.description,
        logo=_logo(newsroom),
        address=newsroom.address,
        email=newsroom.email,
        telephone=newsroom.phone,
        sameAs=[link.value.get("address") for link in newsroom.social_links],
        publishingPrinciples=_policy(newsroom.ethics_page),
        ethicsPolicy=_policy(newsroom.ethics_page),
        correctionsPolicy=_policy(newsroom.corrections_page),
        masthead=_policy(newsroom.about_page),
    )


def _logo(newsroom: NewsroomSettings) -> Node:
    logo = social_image(newsroom.logo_light)
    if logo is None:
        return node("ImageObject", url=absolute(static("img/icon-512.png")), width=512, height=512)
    return node("ImageObject", url=logo.url, width=logo.width, height=logo.height)


def _policy(page: object) -> str:
    return absolute(page.url) if page is not None and page.live and page.url else ""


def website() -> Node:
    """The site as a whole, for the front page."""
    newsroom = load_chrome().newsroom
    search = f"{absolute(reverse('search'))}?q={{search_term_string}}"
    return node(
        "WebSite",
        name=newsroom.name,
        url=absolute("/"),
        description=newsroom.description,
        inLanguage=settings.LANGUAGE_CODE,
        publisher=organization(),
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    )


def breadcrumbs(*steps: tuple[str, str]) -> Node:
    """The way from the front page: names with addresses. The last step is the page itself."""
    way = [(load_chrome().newsroom.name, "/"), *steps]
    items = [
        node("ListItem", position=place, name=name, item=absolute(address))
        for place, (name, address) in enumerate(way, start=1)
    ]
    return node("BreadcrumbList", itemListElement=items)


# --- Stories ----------------------------------------------------------------------------------------


def article(story: StoryPage) -> Node:
    """An article as NewsArticle or the subtype of its story type."""
    return node(
        type_of_story.get(story.story_type, "NewsArticle"),
        headline=story.title,
        alternativeHeadline=story.social_headline,
        description=story.excerpt,
        genre=str(story.type_label),
        articleSection=story.label,
        wordCount=len(story.body_text().split()) or None,
        timeRequired=f"PT{story.reading_time}M" if story.reading_time else "",
        image=image_shapes(story.lead_image),
        **story_fields(story),
    )


def story_fields(story: StoryPage) -> dict[str, object]:
    """What an article and a video say alike."""
    return {
        "url": story_address(story),
        "mainEntityOfPage": story_address(story),
        "datePublished": moment(story.published_at),
        "dateModified": moment(story.updated_at if story.shows_update else story.published_at),
        "author": [byline_person(byline) for byline in story.byline_list] or organization(),
        "publisher": organization(),
        "keywords": [topic.name for topic in story.topic_list],
        "inLanguage": story.language,
        "isAccessibleForFree": True,
        "correction": [correction(story, one) for one in story.corrections.all()],
    }


def correction(story: StoryPage, one: Correction) -> Node:
    """What the story got wrong, at its permanent anchor."""
    return node(
        "CorrectionComment",
        text=one.text,
        datePublished=moment(one.corrected_at),
        url=f"{absolute(story.url or '/')}#{one.anchor}",
    )


def story_breadcrumbs(story: StoryPage) -> Node:
    return breadcrumbs((story.label, story.label_url), (story.title, story.url or "/"))


# --- People -----------------------------------------------------------------------------------------


def byline_person(byline: Byline) -> Node:
    """The name as printed; with a page if the author has an entry."""
    if byline.author is None:
        return node("Person", name=byline.name)
    return node("Person", name=byline.name, url=absolute(byline.author.url), jobTitle=byline.author.job_title)


def profile(author: Author) -> Node:
    """An author's page (https://developers.google.com/search/docs/appearance/structured-data/profile-page)."""
    portrait = social_image(author.portrait)
    return node(
        "ProfilePage",
        url=absolute(author.url),
        mainEntity=node(
            "Person",
            name=author.name,
            url=absolute(author.url),
            jobTitle=author.job_title,
            description=author.bio,
            email=author.email,
            image=portrait.url if portrait else "",
            worksFor=organization(),
        ),
    )
