"""What stands around every page: the newsroom's name and settings, its navigation, the editor's link."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

CACHE_KEY = "newsreel.chrome"
# Other processes with a memory of their own see a changed navigation after at most this many seconds.
CACHE_SECONDS = 10
POLICY_PAGES = ("about_page", "ethics_page", "corrections_page", "contact_page", "privacy_page")


@dataclass(frozen=True)
class NavigationLink:
    """One entry of the section row."""

    title: str
    url: str


@dataclass(frozen=True)
class Chrome:
    """The cached part: the settings row and the navigation resolved to addresses."""

    newsroom: object
    navigation: tuple[NavigationLink, ...]


def load_chrome() -> Chrome:
    """The newsroom and its navigation, from the cache if it is fresh."""
    found = cache.get(CACHE_KEY)
    if found is None:
        found = _read_chrome()
        cache.set(CACHE_KEY, found, CACHE_SECONDS)
    return found


def _read_chrome() -> Chrome:
    from wagtail.models import Site

    from newsreel.cards import prepare_renditions
    from newsreel.models import NewsroomSettings

    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return Chrome(NewsroomSettings(), ())
    related = ("logo_light", "logo_dark", "social_image")
    newsroom = NewsroomSettings.objects.select_related(*related, *POLICY_PAGES).filter(site=site).first()
    newsroom = newsroom or NewsroomSettings(site=site)
    public = _public_keys(newsroom)
    for name in POLICY_PAGES:
        if getattr(newsroom, f"{name}_id") not in public:
            setattr(newsroom, name, None)  # only in this copy, which templates read
    prepare_renditions([newsroom.logo_light, newsroom.logo_dark, newsroom.social_image])
    return Chrome(newsroom, tuple(_navigation(newsroom, site, public)))


def _public_keys(newsroom) -> set[int]:
    """Of the pages that the settings name, those that readers may see."""
    from newsreel.rich_text import public_pages

    linked = [block.value.get("page") for block in newsroom.navigation]
    keys = [page.pk for page in linked if page is not None]
    keys += [getattr(newsroom, f"{name}_id") for name in POLICY_PAGES]
    return set(public_pages(key for key in keys if key is not None))


def _navigation(newsroom, site, public: set[int]) -> list[NavigationLink]:
    values = [block.value for block in newsroom.navigation]
    values = [value for value in values if value.get("page") is None or value["page"].pk in public]
    chosen = [NavigationLink(value.text, value.url) for value in values if value.url]
    if chosen:
        return chosen
    from newsreel.models import Topic
    from newsreel.rich_text import public_pages

    children = public_pages(site.root_page.get_children().in_menu().values_list("pk", flat=True))
    in_order = sorted(children.values(), key=lambda page: page.path)
    pages = [NavigationLink(page.title, page.url) for page in in_order]
    return [*pages, *(NavigationLink(topic.name, topic.url) for topic in Topic.objects.all()[:8])]


def chrome(request: HttpRequest) -> dict[str, object]:
    """Context processor: what surroundings() says, and nothing in the admin."""
    return {} if request.path.startswith("/admin/") else surroundings(request)


def surroundings(request: HttpRequest) -> dict[str, object]:
    """`newsroom` and `navigation` (each entry with `is_current`), as base.html prints them."""
    known = load_chrome()
    return {
        "newsroom": known.newsroom,
        "navigation": [
            {"title": link.title, "url": link.url, "is_current": _stands_in(request.path, link.url)}
            for link in known.navigation
        ],
    }


def _stands_in(path: str, section: str) -> bool:
    """Whether a page stands in a section; every path begins with the front page's, which holds only itself."""
    return path == section if section == "/" else path.startswith(section)


def forget_chrome(**kwargs: object) -> None:
    """Drop the cached part after a change of settings, topics, pages or redirects."""
    cache.delete(CACHE_KEY)


def connect() -> None:
    """Wire the signals; called when the app is ready."""
    from wagtail.models import PageViewRestriction, Site
    from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

    from newsreel.models import NewsroomSettings, Topic

    for model in (NewsroomSettings, Topic, Site, PageViewRestriction):
        post_save.connect(forget_chrome, sender=model, dispatch_uid=f"chrome-save-{model.__name__}")
        post_delete.connect(forget_chrome, sender=model, dispatch_uid=f"chrome-delete-{model.__name__}")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_chrome, dispatch_uid=f"chrome-{id(signal)}")
