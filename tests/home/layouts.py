"""Laying out a front page and reading what stands on it."""

from __future__ import annotations

import json

from django.utils import timezone

from home.sections import front_page
from tests import factories


def lay_out(home, *blocks):
    """Publish a front page of these (name, value) blocks, in their stored form."""
    home.body = json.dumps([{"type": name, "value": value} for name, value in blocks])
    home.save_revision().publish()
    home.refresh_from_db()
    return home


def titles(home) -> list[str]:
    """Every headline on the page, in order."""
    return [story.title for story in stories(home)]


def stories(home) -> list:
    found = []
    for row in front_page(home.body).rows:
        for section in row.sections:
            found += [section.lead.story] if section.lead else []
            found += [card.story for card in (*section.beside, *section.under, *section.cards)]
            found += section.stories
    return found


def lead(home) -> str:
    return front_page(home.body).lead.title


def make(tree, *names, **fields):
    """Published articles, the first one newest."""
    parent = fields.pop("parent", tree.feed)
    made = [
        factories.article(parent, title=name, age=timezone.timedelta(minutes=10 * place), **fields)
        for place, name in enumerate(names, 1)
    ]
    return made if len(made) > 1 else made[0]
