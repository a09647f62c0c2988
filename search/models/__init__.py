"""What search keeps: its index, the newsroom's synonyms, and what readers look for, counted by day."""

from search.models.documents import Document, Word, WordPart
from search.models.queries import QueryDay, QueryReport
from search.models.rules import IndexRules
from search.models.words import SearchWords

__all__ = ["Document", "IndexRules", "QueryDay", "QueryReport", "SearchWords", "Word", "WordPart"]
