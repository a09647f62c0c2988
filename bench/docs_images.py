"""The pictures of README and docs/, drawn from the demo newsroom: `make screenshots ARGS=--docs`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from bench.desk_images import desk_shots
from bench.newsroom import BASE_DIR
from bench.search_images import sample_searches

FOLDER = BASE_DIR / "docs" / "images"
MAXIMUM = 60_000  # bytes of one picture
WIDEST = 1200  # pixels
# file name: (path, width, height, theme)
PUBLIC = {
    "front-page": ("/", 1440, 1000, "light"),
    "article-dark": ("/news/ferries-public-hands/", 1440, 1000, "dark"),
    "watch-page": ("/video/lighthouse-storm/", 1440, 900, "light"),
    "search": ("/search/?q=ferry", 1440, 1000, "light"),
}
EDITOR = "bench-editor"


def admin_pages() -> dict[str, str]:
    """Editors' addresses worth showing, by file name."""
    from home.models import HomePage
    from news.models import ArticlePage

    article = ArticlePage.objects.get(slug="ferries-public-hands")
    return {
        "admin-article": f"/admin/pages/{article.pk}/edit/",
        "admin-front-page": f"/admin/pages/{HomePage.objects.get().pk}/edit/",
        "searches": "/admin/searches/",
    }


def draw_docs(browser, origin: str) -> list[Path]:
    """All pictures; the files written. What no page shows any more is removed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    sample_searches()
    files = []
    for name, (path, width, height, theme) in PUBLIC.items():
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        tab = context.new_page()
        tab.goto(origin + path, wait_until="networkidle")
        files.append(_keep(name, tab.screenshot()))
        context.close()
    context = browser.new_context(viewport={"width": WIDEST, "height": 1000})
    tab = context.new_page()
    tab.on("dialog", lambda dialog: dialog.accept())
    _log_in(tab, origin)
    for name, path in admin_pages().items():
        tab.goto(origin + path, wait_until="networkidle")
        files.append(_keep(name, tab.screenshot()))
    files += [_keep(name, shot) for name, shot in desk_shots(tab, origin)]
    context.close()
    for old in set(FOLDER.iterdir()) - set(files):
        old.unlink()
    return files


def _keep(name: str, shot: bytes) -> Path:
    """Write a picture as WebP, at the best quality that it can have within MAXIMUM."""
    from PIL import Image

    file = FOLDER / f"{name}.webp"
    with Image.open(BytesIO(shot)) as picture:
        picture.thumbnail((WIDEST, WIDEST))
        for quality in range(85, 25, -5):
            picture.convert("RGB").save(file, quality=quality, method=6)
            if file.stat().st_size <= MAXIMUM:
                break
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
