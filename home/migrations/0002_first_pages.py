"""The pages every newsroom starts with: front page, News Feed, Video."""

from django.db import migrations

PAGES = (
    # app, model, title, slug, path, fields
    ("home", "homepage", "Front page", "home", "00010001", {"depth": 2, "url_path": "/home/", "numchild": 2}),
    (
        "news",
        "newsfeedpage",
        "News Feed",
        "news",
        "000100010001",
        {"depth": 3, "url_path": "/home/news/", "scope": "newsroom", "show_in_menus": True},
    ),
    (
        "video",
        "videoindexpage",
        "Video",
        "video",
        "000100010002",
        {"depth": 3, "url_path": "/home/video/", "show_in_menus": True},
    ),
)


def create_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes.ContentType")
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    Locale = apps.get_model("wagtailcore.Locale")

    root = Page.objects.get(depth=1)
    Page.objects.filter(depth__gt=1).delete()  # Wagtail's own welcome page
    Site.objects.all().delete()
    Page.objects.filter(pk=root.pk).update(numchild=1)
    locale = Locale.objects.first()
    created = {}
    for app, name, title, slug, path, fields in PAGES:
        model = apps.get_model(app, name)
        content_type, _ = ContentType.objects.get_or_create(app_label=app, model=name)
        created[name] = model.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            path=path,
            content_type=content_type,
            locale=locale,
            **fields,
        )
    Site.objects.create(hostname="localhost", port=80, root_page=created["homepage"], is_default_site=True)


def remove_pages(apps, schema_editor):
    """Nothing to undo: without the models the pages go with their tables."""


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("news", "0002_initial"),
        ("video", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_pages, remove_pages)]
