"""News Feed pages and articles."""

from news.models.articles import ArticlePage
from news.models.feeds import NewsFeedPage

__all__ = ["ArticlePage", "NewsFeedPage"]
