"""The demo's standard pages, its settings and navigation."""

from __future__ import annotations

from wagtail.models import Page, Site

from home.demo import content
from home.demo.bodies import stream_data
from home.demo.context import DemoContext
from home.demo.models import DemoRecord
from home.models import StandardPage
from newsreel.models import NewsroomSettings


def create_pages(context: DemoContext) -> None:
    """Unpublished standard pages, so that they can be linked to."""
    for entry in content.read_folder("pages"):
        page = StandardPage(
            title=entry["title"], slug=entry["slug"], standfirst=entry["standfirst"], live=False
        )
        context.home.add_child(instance=page)
        context.page_ids[f"page:{entry['slug']}"] = page.pk
        DemoRecord.note(page)


def write_pages(context: DemoContext) -> None:
    """Their words, published."""
    for entry in content.read_folder("pages"):
        page = StandardPage.objects.get(pk=context.page_ids[f"page:{entry['slug']}"])
        page.body = stream_data(page, entry["body"], context)
        page.save_revision().publish()


def write_settings(context: DemoContext) -> NewsroomSettings:
    """The newsroom's name, contact, policies and navigation."""
    entry = content.read("newsroom")
    site = Site.objects.get(is_default_site=True)
    settings, _created = NewsroomSettings.objects.get_or_create(site=site)
    settings.name = entry["name"]
    settings.description = entry["description"]
    settings.publisher = entry["publisher"]
    settings.address = ", ".join(entry["address"])
    settings.email = entry["email"]
    settings.phone = entry["phone"]
    settings.footer_note = entry["footer_text"]
    settings.social_image = context.library.image(entry["default_picture"])
    for policy, link in entry["policies"].items():
        setattr(settings, f"{policy}_page_id", context.page_ids[link])
    settings.social_links = [
        ("link", {"name": social["name"], "address": social["url"]}) for social in entry["social"]
    ]
    settings.navigation = [("link", _navigation_link(item, context)) for item in entry["navigation"]]
    settings.full_clean()
    settings.save()
    DemoRecord.note(settings)
    return settings


def _navigation_link(item: dict, context: DemoContext) -> dict:
    kind, _, slug = item["link"].partition(":")
    link = {"title": item["title"], "page": None, "topic": None, "address": ""}
    if kind == "topic":
        link["topic"] = context.topics[slug]
    elif kind == "feed":
        link["page"] = Page.objects.get(pk=(context.opinion if slug == "opinion" else context.news).pk)
    elif kind == "video":
        link["page"] = Page.objects.get(pk=context.videos.pk)
    else:
        link["page"] = Page.objects.get(pk=context.page_ids[item["link"]])
    return link
