"""The pictures of README and docs/, drawn from the demo newsroom: `make screenshots ARGS=--docs`."""

from __future__ import annotations

from pathlib import Path

from bench.newsroom import BASE_DIR

FOLDER = BASE_DIR / "docs" / "images"
# file name: (path, width, height, theme)
PUBLIC = {
    "front-page": ("/", 1440, 1000, "light"),
    "article-dark": ("/news/ferries-public-hands/", 1440, 1000, "dark"),
    "watch-page": ("/video/lighthouse-storm/", 1440, 900, "light"),
    "front-page-phone": ("/", 390, 844, "light"),
}
EDITOR = "bench-editor"


def admin_pages() -> dict[str, str]:
    """Admin addresses worth showing, by file name."""
    from home.models import HomePage
    from news.models import ArticlePage

    article = ArticlePage.objects.get(slug="ferries-public-hands")
    return {
        "admin-home": "/admin/",
        "admin-article": f"/admin/pages/{article.pk}/edit/",
        "admin-front-page": f"/admin/pages/{HomePage.objects.get().pk}/edit/",
        "admin-corrections": "/admin/corrections/",
    }


def draw_docs(browser, origin: str) -> list[Path]:
    """All pictures; the files written."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    files = []
    for name, (path, width, height, theme) in PUBLIC.items():
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        files.append(_shoot(context.new_page(), origin + path, name))
        context.close()
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    tab = context.new_page()
    _log_in(tab, origin)
    files += [_shoot(tab, origin + path, name) for name, path in admin_pages().items()]
    context.close()
    return files


def _shoot(tab, address: str, name: str) -> Path:
    tab.goto(address, wait_until="networkidle")
    file = FOLDER / f"{name}.jpg"
    tab.screenshot(path=file, type="jpeg", quality=72)
    return file


def _log_in(tab, origin: str) -> None:
    """As a moderator made for this one drawing."""
    import secrets

    from django.contrib.auth.models import Group

    from newsreel.models import User

    password = secrets.token_urlsafe(12)
    user, _ = User.objects.get_or_create(
        username=EDITOR, defaults={"first_name": "Ilsabet", "last_name": "Corran"}
    )
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name="Moderators"))
    tab.goto(origin + "/admin/login/")
    tab.locator("[name=username]").fill(EDITOR)
    tab.locator("[name=password]").fill(password)
    tab.locator("form [type=submit]").first.click()
    tab.wait_for_url("**/admin/")
