"""Links that an editor manages: to a page, a topic or an address."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock


class LinkValue(blocks.StructValue):
    """Answers `url` and `text` whatever was chosen; both are empty once the target is gone or not public."""

    @property
    def url(self) -> str:
        page, topic = self.get("page"), self.get("topic")
        if page is not None:
            return page.url or "" if page.live else ""
        if topic is not None:
            return topic.url
        return self.get("address") or ""

    @property
    def text(self) -> str:
        target = self.get("page") or self.get("topic")
        return self.get("title") or (str(target) if target else self.get("address") or "")


class LinkBlock(blocks.StructBlock):
    """One link: choose a page or a topic, or write an address."""

    page = blocks.PageChooserBlock(required=False)
    topic = SnippetChooserBlock("newsreel.Topic", required=False)
    address = blocks.URLBlock(required=False)
    title = blocks.CharBlock(required=False, max_length=60)

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue
        description = _("A page, a topic or an address elsewhere.")

    def clean(self, value):
        result = super().clean(value)
        chosen = [name for name in ("page", "topic", "address") if result.get(name)]
        if len(chosen) != 1:
            message = _("Choose one: a page, a topic or an address.")
            raise StructBlockValidationError(non_block_errors=[message])
        return result


class NavigationBlock(blocks.StreamBlock):
    """The links under the name."""

    link = LinkBlock()

    class Meta:
        max_num = 14


class SocialLinkBlock(blocks.StructBlock):
    """The newsroom's page on another service."""

    name = blocks.CharBlock(max_length=40)
    address = blocks.URLBlock()

    class Meta:
        icon = "link"
        label = _("Social link")


class SocialLinksBlock(blocks.StreamBlock):
    """Where else the newsroom can be found."""

    link = SocialLinkBlock()
