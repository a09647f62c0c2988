"""Articles in the admin."""

from django.utils.translation import gettext_lazy as _

from news.models import ArticlePage
from newsreel.admin.story_lists import StoryListing


class ArticleListing(StoryListing):
    """All articles, over all feeds."""

    model = ArticlePage
    icon = "doc-full"
    menu_label = _("Articles")
    menu_order = 110


articles = ArticleListing("articles")
