"""What search keeps: the newsroom's synonyms, and what readers look for, counted by day."""

from search.models.queries import QueryDay, QueryReport
from search.models.words import SearchWords

__all__ = ["QueryDay", "QueryReport", "SearchWords"]
