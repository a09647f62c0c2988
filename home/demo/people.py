"""The demo's authors, topics and people who log in."""

from __future__ import annotations

from django.contrib.auth.models import Group

from home.demo import content
from home.demo.library import Library
from home.demo.models import DemoRecord
from newsreel.models import Author, Topic, User

LOGINS = {"editor": "Editors", "moderator": "Moderators", "producer": "Producers"}


def load_topics() -> dict[str, Topic]:
    """Topics by slug."""
    topics = {}
    for entry in content.read("topics")["topic"]:
        topics[entry["slug"]] = topic = Topic.objects.create(
            slug=entry["slug"], name=entry["name"], description=entry["description"]
        )
        DemoRecord.note(topic)
    return topics


def load_authors(library: Library) -> dict[str, Author]:
    """Authors by slug, with their portraits."""
    authors = {}
    for entry in content.read("authors")["author"]:
        authors[entry["slug"]] = author = Author.objects.create(
            slug=entry["slug"],
            name=entry["name"],
            job_title=entry["job_title"],
            email=entry["email"],
            bio=entry["bio"].strip(),
            portrait=library.portrait(entry["portrait"], entry["name"]),
        )
        DemoRecord.note(author)
    return authors


def load_logins(password: str) -> list[str]:
    """An editor, a moderator and a producer, all with this password; their usernames."""
    for username, group in LOGINS.items():
        if User.objects.filter(username=username).exists():
            continue
        user = User.objects.create_user(
            username,
            f"{username}@newsreel.example",
            password,
            first_name="Demo",
            last_name=username.capitalize(),
        )
        user.groups.set(Group.objects.filter(name=group))
        DemoRecord.note(user)
    return list(LOGINS)
