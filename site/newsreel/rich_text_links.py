"""Links in running text: to pages and documents that readers may reach, without a query per paragraph."""

from __future__ import annotations

from django.utils.html import format_html
from wagtail import hooks
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from newsreel.blocks.choosers import desk_now
from newsreel.rich_text import public_pages


def _anchor(url: str | None) -> str:
    return format_html('<a href="{}">', url) if url else "<a>"


def _key(attributes: dict) -> int:
    text = attributes.get("id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


class PublicPageLink(PageLinkHandler):
    """A link to a page; only its words are left while readers may not see the page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        desk = desk_now()
        keys = [_key(attributes) for attributes in attrs_list]
        pages = desk.pages if desk is not None else public_pages(keys)
        return [_anchor(pages[key].url if key in pages else None) for key in keys]


class DocumentLink(DocumentLinkHandler):
    """A link to a document."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list:
        desk = desk_now()
        if desk is None:
            return super().get_many([{**attributes, "id": _key(attributes)} for attributes in attrs_list])
        return [desk.documents.get(_key(attributes)) for attributes in attrs_list]


def connect() -> None:
    """Put our link types in the place of Wagtail's; called when the app is ready."""
    hooks.register("register_rich_text_features", _register, order=10)


def _register(features) -> None:
    features.register_link_type(PublicPageLink)
    features.register_link_type(DocumentLink)
