"""Who may do what: Editors write, Producers make video, Moderators publish. Each has just what it needs."""

from django.db import migrations

ROOT_PATH = "0001"

# What a group may do with pages, at a page and below: the page's model, and actions.
PAGES = {
    "Editors": ("news.newsfeedpage", ("add", "change")),
    "Producers": ("video.videoindexpage", ("add", "change")),
    "Moderators": ("home.homepage", ("add", "change", "publish", "lock", "unlock")),
}
# What it may do with things in collections: model that carries the permission, and actions.
COLLECTIONS = {
    "Editors": {
        "wagtailimages.image": ("add", "choose"),
        "wagtaildocs.document": ("add", "choose"),
    },
    "Producers": {
        "wagtailimages.image": ("add", "choose"),
        "wagtaildocs.document": ("add", "choose"),
        "video.videofile": ("add", "change", "choose"),
    },
    "Moderators": {
        "wagtailimages.image": ("add", "change", "choose"),
        "wagtaildocs.document": ("add", "change", "choose"),
        "video.videofile": ("add", "change", "choose"),
    },
}
# And with everything else.
MODELS = {
    "Editors": {},
    "Producers": {
        "video.series": ("add", "change", "view"),
    },
    "Moderators": {
        "video.series": ("add", "change", "delete", "view"),
        "newsreel.author": ("add", "change", "delete", "view"),
        "newsreel.topic": ("add", "change", "delete", "view"),
        "newsreel.newsroomsettings": ("change",),
        "wagtailredirects.redirect": ("add", "change", "delete"),
        "wagtailsearchpromotions.searchpromotion": ("add", "change", "delete"),
        "search.searchwords": ("change",),
    },
}


def create_groups(apps, schema_editor):
    for name in ("Editors", "Producers", "Moderators"):
        group, _ = apps.get_model("auth.Group").objects.get_or_create(name=name)
        give_pages(apps, group)
        give_collections(apps, group)
        give_models(apps, group)


def permission(apps, model, action):
    """The permission's row, which Django would only make after all migrations."""
    app_label, model_name = model.split(".")
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model_name
    )
    found, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model_name}",
        defaults={"name": f"Can {action} {apps.get_model(model)._meta.verbose_name}"},
    )
    return found


def give_pages(apps, group):
    """Instead of what Wagtail gave on the whole tree."""
    GroupPagePermission = apps.get_model("wagtailcore.GroupPagePermission")
    GroupPagePermission.objects.filter(group=group).delete()
    model, actions = PAGES[group.name]
    for page in apps.get_model(model).objects.all():
        for action in actions:
            GroupPagePermission.objects.create(
                group=group, page_id=page.pk, permission=permission(apps, "wagtailcore.page", action)
            )


def give_collections(apps, group):
    GroupCollectionPermission = apps.get_model("wagtailcore.GroupCollectionPermission")
    GroupCollectionPermission.objects.filter(group=group).delete()
    root = apps.get_model("wagtailcore.Collection").objects.get(path=ROOT_PATH)
    for model, actions in COLLECTIONS[group.name].items():
        for action in actions:
            GroupCollectionPermission.objects.create(
                group=group, collection=root, permission=permission(apps, model, action)
            )


def give_models(apps, group):
    chosen = [permission(apps, "wagtailadmin.admin", "access")]
    for model, actions in MODELS[group.name].items():
        chosen += [permission(apps, model, action) for action in actions]
    group.permissions.set(chosen)


def remove_groups(apps, schema_editor):
    """Groups may have members by now: they stay."""


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_first_pages"),
        ("search", "0001_initial"),
        ("wagtailadmin", "0003_admin_managed"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]

    operations = [migrations.RunPython(create_groups, remove_groups)]
