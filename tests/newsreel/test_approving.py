"""A review ends with a story that has what readers need, wherever “Approve” is pressed."""

from __future__ import annotations

import pytest

from home.models import StandardPage
from newsreel.models import Byline
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(tree):
    page = factories.article(tree.feed, live=False, title="Submitted", authors=[factories.author()])
    page.save_revision()
    page.get_workflow().start(page, factories.user("Editors"))
    return page


def approve(client, page, action: str = "approve", **headers: str):
    state = page.current_workflow_state.current_task_state
    url = f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/"
    data = {"comment": "Thank <you>", "next": "/admin/"}
    return client.post(url, data, follow=True, headers=headers)


def change(page, **fields: object) -> None:
    """Save a draft during review, as autosave does: nothing is asked for."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False)


def test_what_was_submitted_through_the_form_is_approved_from_a_list(submitted, admin_client):
    approve(admin_client, submitted)
    submitted.refresh_from_db()
    assert submitted.live


@pytest.mark.parametrize("lost", [{"standfirst": ""}, {"bylines": []}], ids=["standfirst", "byline"])
@pytest.mark.parametrize("headers", [{}, {"x-requested-with": "XMLHttpRequest"}], ids=["link", "window"])
def test_what_lost_something_during_review_is_led_to_its_form(submitted, admin_client, lost, headers):
    change(submitted, **lost)
    response = approve(admin_client, submitted, **headers)
    assert response.status_code == 200
    submitted.refresh_from_db()
    assert not submitted.live
    if headers:
        assert response.json()["redirect"] == "/admin/"
    form = admin_client.get(f"/admin/pages/{submitted.pk}/edit/")
    said = response.content.decode() + form.content.decode()
    assert "was changed since it was submitted" in said
    assert "Thank &lt;you&gt;" in said, "what a reviewer wrote can be taken from there"


def test_it_can_still_be_sent_back(submitted, admin_client):
    change(submitted, bylines=[Byline(printed_name="Somebody else")])
    approve(admin_client, submitted, "reject")
    assert submitted.current_workflow_state.status == "needs_changes"


def test_a_page_that_is_no_story_is_approved_as_ever(tree, admin_client):
    about = tree.home.add_child(instance=StandardPage(title="About us", slug="about", live=False))
    about.save_revision()
    about.get_workflow().start(about, factories.user("Editors"))
    change(about, standfirst="Other words")
    approve(admin_client, about)
    about.refresh_from_db()
    assert (about.live, about.standfirst) == (True, "Other words")


def test_whoever_may_not_review_cannot_approve_by_the_address(submitted, client):
    client.force_login(factories.user("Editors"))
    approve(client, submitted)
    submitted.refresh_from_db()
    assert not submitted.live
