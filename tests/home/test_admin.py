"""What editors see of the front page in the admin: warnings, forms, previews. Standard pages too."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.fallbacks import fallback_warnings
from home.models import HomePage, StandardPage
from home.previews import preview_section
from tests import factories
from tests.home.layouts import lay_out, make

pytestmark = pytest.mark.django_db


def edit_url(page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def warnings(home) -> list[str]:
    return [str(warning) for warning in fallback_warnings(home.body.raw_data)]


# --- Places that fell back ----------------------------------------------------------------------------


def test_a_page_as_it_was_laid_out_has_no_warning(tree, admin_client):
    a, b = make(tree, "A", "B")
    home = lay_out(tree.home, ("lead_package", {"lead": b.pk, "secondaries": [{"story": a.pk}]}))
    assert warnings(home) == []
    assert "Readers do not see everything" not in admin_client.get(edit_url(home)).content.decode()


def test_a_withdrawn_lead_is_marked_in_the_form_and_on_the_admins_home(tree, admin_client):
    _a, b, c = make(tree, "Newest", "Beside", "Assembly takes the ferries")
    home = lay_out(tree.home, ("lead_package", {"lead": c.pk, "secondaries": [{"story": b.pk}]}))
    c.unpublish()
    sentence = "Lead: “Assembly takes the ferries” is not public (unpublished); readers see “Beside”."
    assert warnings(home) == [sentence]
    for address in (edit_url(home), "/admin/"):
        assert sentence in admin_client.get(address).content.decode()


def test_each_reason_has_its_words(tree):
    stories = make(tree, "Lead", "Draft", "Expired", "Embargoed", "Private", "Scheduled", "Deleted", "Twice")
    lead, draft, expired, embargoed, private, scheduled, deleted, twice = stories
    chosen = [draft, expired, embargoed, private, scheduled, deleted, twice]
    home = lay_out(
        tree.home,
        ("lead_package", {"lead": lead.pk, "also": [twice.pk], "fill_up": False}),
        (
            "story_list",
            {"heading": "Today", "stories": [story.pk for story in chosen], "fill": "none", "count": 1},
        ),
    )
    now, soon = timezone.now(), timezone.now() + timezone.timedelta(hours=1)
    model = type(lead)
    model.objects.filter(pk=draft.pk).update(live=False, published_at=None)
    model.objects.filter(pk=expired.pk).update(expire_at=now)
    model.objects.filter(pk=embargoed.pk).update(embargo_until=soon)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    model.objects.filter(pk=scheduled.pk).update(live=False, published_at=None)
    revision = scheduled.save_revision()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=soon)
    deleted.delete()
    assert warnings(home) == [
        "Story list (Today): “Draft” is not public (still a draft); readers see nothing in its place.",
        "Story list (Today): “Expired” has expired; readers see nothing in its place.",
        "Story list (Today): “Embargoed” is under embargo; readers see nothing in its place.",
        "Story list (Today): “Private” is private; readers see nothing in its place.",
        "Story list (Today): “Scheduled” is scheduled and not public yet; readers see nothing in its place.",
        "Story list (Today): the story chosen there has been deleted; readers see nothing in its place.",
        "Story list (Today): “Twice” stands further up already; readers see nothing in its place.",
    ]


def test_those_who_may_not_edit_the_front_page_are_not_bothered(tree, client):
    _a, b = make(tree, "A", "B")
    lay_out(tree.home, ("lead_package", {"lead": b.pk}))
    b.unpublish()
    client.force_login(factories.user("Editors"))
    response = client.get("/admin/")
    assert response.status_code == 200
    assert "Readers do not see everything" not in response.content.decode()


# --- Editing and previewing ---------------------------------------------------------------------------


def home_form(title, *blocks, **extra):
    data = {
        "title": title,
        "slug": "home",
        "body": streamfield(list(blocks)),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "0",
        **extra,
    }
    return nested_form_data(data)


def text_block(words):
    return (
        "text",
        {
            "heading": "A word",
            "text": json.dumps(
                {
                    "entityMap": {},
                    "blocks": [
                        {
                            "key": "a",
                            "text": words,
                            "type": "unstyled",
                            "depth": 0,
                            "inlineStyleRanges": [],
                            "entityRanges": [],
                        }
                    ],
                }
            ),
        },
    )


def lead_block(story, **fields):
    value = {
        "lead": str(story.pk),
        "secondaries": streamfield([]),
        "also": streamfield([]),
        "fill_up": "on",
        "fill": "latest",
        "topic": "",
        "feed": "",
        **fields,
    }
    return ("lead_package", value)


def list_value(*items):
    data = {
        str(n): {"deleted": "", "order": str(n), "type": "item", "value": item, "id": ""}
        for n, item in enumerate(items)
    }
    return {"count": str(len(items)), **data}


def lead_form(story, **fields):
    return lead_block(story, secondaries=list_value(), also=list_value(), **fields)


def test_the_front_page_is_edited_and_published_in_the_admin(tree, admin_client, client):
    a, b = make(tree, "A leads", "B leads")
    form = home_form(
        "Front page", lead_form(b), text_block("We mend our mistakes."), **{"action-publish": "1"}
    )
    response = admin_client.post(edit_url(tree.home), form)
    assert response.status_code == 302, response.context["form"].errors
    html = client.get("/").content.decode()
    assert html.index("B leads") < html.index("A leads")
    assert "We mend our mistakes." in html
    assert a.live


def test_a_source_without_its_topic_is_refused_with_words(tree, admin_client):
    a = make(tree, "A leads")
    form = home_form("Front page", lead_form(a, fill="topic"), **{"action-publish": "1"})
    response = admin_client.post(edit_url(tree.home), form)
    assert response.status_code == 200
    assert "Choose the topic." in response.content.decode()


def test_unsaved_changes_of_the_front_page_are_previewed(tree, admin_client, client):
    _a, b = make(tree, "A leads", "B leads")
    url = f"{edit_url(tree.home)}preview/"
    saved = admin_client.post(url, home_form("Front page", lead_form(b), text_block("Only a preview.")))
    assert saved.json()["is_valid"]
    html = admin_client.get(url).content.decode()
    assert html.index("B leads") < html.index("A leads")
    assert "Only a preview." in html
    assert "Only a preview." not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "kind", ["lead_package", "news_feed", "story_list", "video_strip", "topic_row", "text"]
)
def test_every_block_has_a_preview_even_on_an_empty_site(tree, admin_client, kind):
    block = HomePage._meta.get_field("body").stream_block.child_blocks[kind]
    assert block.is_previewable
    assert block.meta.description
    assert block.meta.icon != "placeholder"
    html = block.render(block.get_preview_value())
    assert "Assembly takes the island ferries" in html or kind == "text"
    response = admin_client.get(f"/admin/block-preview/?id={block.definition_prefix}")
    assert response.status_code == 200


def test_a_block_preview_shows_the_newsrooms_own_stories_first(tree):
    make(tree, "Our own story")
    section = preview_section("story_list", {"heading": "Today", "count": 3})
    assert next(card.story.title for card in section.cards) == "Our own story"
    assert len(section.cards) == 3


# --- Standard pages -----------------------------------------------------------------------------------


def standard_form(title, **extra):
    return nested_form_data(
        {"title": title, "slug": "about", "standfirst": "Who we are.", "body": streamfield([]), **extra}
    )


def test_a_standard_page_is_created_previewed_and_published(tree, admin_client, client):
    add = f"/admin/pages/add/home/standardpage/{tree.home.pk}/"
    assert admin_client.get(add).status_code == 200
    preview = f"{add}preview/"
    assert admin_client.post(preview, standard_form("About us")).json()["is_valid"]
    assert "Who we are." in admin_client.get(preview).content.decode()
    response = admin_client.post(add, standard_form("About us", **{"action-publish": "1"}))
    assert response.status_code == 302
    page = StandardPage.objects.get(slug="about")
    assert admin_client.get(edit_url(page)).status_code == 200
    html = client.get("/about/").content.decode()
    assert "About us" in html
    assert "Who we are." in html


def test_page_types_stand_only_where_they_belong(tree):
    assert HomePage.can_create_at(tree.home) is False
    assert StandardPage.can_create_at(tree.home)
    assert not StandardPage.can_create_at(tree.feed)
    assert not StandardPage.can_create_at(tree.home.get_parent().specific)
