"""People at work in the admin, each in a tab of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests import factories

COPY = """
html => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], {type: "text/html"}),
  "text/plain": new Blob([new DOMParser().parseFromString(html, "text/html").body.textContent], {type: "text/plain"}),
})])
"""


def log_in(tab, user) -> None:
    """Log a tab in to the admin as this user (password “secret”)."""
    tab.goto("/admin/login/")
    tab.locator("#id_username").fill(user.username)
    tab.locator("#id_password").fill("secret")
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url("**/admin/")


@dataclass
class Desk:
    """One person's tab in the admin."""

    tab: object

    def section(self, name: str):
        return self.tab.get_by_role("region", name=re.compile(f"^{name}"))

    def choose(self, within, button: str, title: str) -> None:
        """Choose the thing of this title in the dialog that the button opens."""
        within.get_by_role("button", name=button).last.click()
        dialog = self.tab.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Search term").fill(title)
        dialog.get_by_role("link", name=title, exact=True).click()
        dialog.wait_for(state="hidden")

    def insert(self, within, block: str) -> None:
        within.get_by_role("button", name="Insert a block").last.click()
        self.tab.get_by_role("listbox").get_by_role("option", name=block, exact=True).click()

    def act(self, name: str) -> None:
        """An action of the bar at the foot of the form."""
        bar = self.tab.get_by_role("navigation", name="Actions (footer)")
        if not bar.get_by_role("button", name=name).is_visible():
            bar.get_by_role("button", name="More actions").click()
        bar.get_by_role("button", name=name).click()

    def wait_until_done(self) -> None:
        self.tab.locator(".messages .success").first.wait_for()

    def paste(self, editor, html: str) -> None:
        self.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        editor.click()
        self.tab.evaluate(COPY, html)
        self.tab.keyboard.press("ControlOrMeta+V")

    def upload(self, photo: dict[str, object], **words: str) -> None:
        self.section("Lead picture").get_by_role("button", name="Choose an image").click()
        dialog = self.tab.get_by_role("dialog")
        dialog.get_by_role("tab", name="Upload").click()
        form = dialog.get_by_role("tabpanel", name="Upload")
        form.get_by_label("File").set_input_files(photo)
        for label, text in words.items():
            form.get_by_role("textbox", name=label).fill(text)
        form.get_by_role("button", name="Upload").click()
        dialog.wait_for(state="hidden")


@pytest.fixture
def desk(open_page):
    """Sit somebody of these groups down in the admin: `desk("Editors")`."""

    def sit_down(*groups: str) -> Desk:
        tab = open_page("/admin/login/")
        log_in(tab, factories.user(*groups))
        return Desk(tab)

    return sit_down
