"""The body block that leads to another story."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from newsreel.blocks.choosers import StoryChooserBlock
from newsreel.blocks.targets import published_story
from newsreel.blocks.worded import WordedStructBlock
from newsreel.models import StoryPage

STORIES = _("Other stories")


class RelatedStoryBlock(WordedStructBlock):
    """“Read also”: a card of another story."""

    story = StoryChooserBlock(page_type="newsreel.StoryPage")

    class Meta:
        icon = "link"
        label = _("Related story")
        group = STORIES
        description = _("“Read also”: a card with the picture, headline and author of another story.")
        template = "blocks/related_story_block.html"
        wording = {"story": (_("Story"), _("While it is not published, readers see nothing here."))}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["story"] = published_story(value.get("story"), context)
        return context

    def get_preview_value(self):
        return self.normalize({"story": StoryPage.objects.published().newest_first().first()})
