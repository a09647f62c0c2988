"""The search index of SQLite and PostgreSQL: what stands in each indexed thing, as stems, and the newsroom's words.

Full-text tables beside these are made by the migration 0002_search_tables and kept by the database itself.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models


class Document(models.Model):
    """One indexed thing. `id` is its row in the full-text tables: what is indexed later has a higher one.

    `title`, `head`, `body` and `extra` hold stems, the weightiest first; `names` and `hints` plain folded words for
    what is typed letter by letter; `marks` what can be counted and narrowed by, as `_live` and `_topic_12`.
    """

    id = models.BigAutoField(primary_key=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=50)
    # The same as a number, where it is one: it joins faster.
    number = models.BigIntegerField(null=True)
    # Seconds since 1970; null for what is not published by date.
    published_at = models.BigIntegerField(null=True)
    language = models.CharField(max_length=16)
    # Of all the text: a thing that has not changed is not written again.
    digest = models.CharField(max_length=32)
    # Long texts come last: SQLite reads a row from its beginning.
    marks = models.TextField()
    names = models.TextField()
    hints = models.TextField()
    title = models.TextField()
    head = models.TextField()
    body = models.TextField()
    extra = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "search document"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_document_each"),
        ]
        indexes = [models.Index(fields=["language"], name="document_language")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"


class Word(models.Model):
    """A word that stands in a name or a published story: what a misspelt query may have meant."""

    word = models.CharField(max_length=64, primary_key=True)

    class Meta:
        verbose_name = "search word"

    def __str__(self) -> str:
        return self.word


class WordPart(models.Model):
    """Three letters in a row of a word: similar words share some."""

    id = models.BigAutoField(primary_key=True)
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="parts")
    part = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "part of a search word"
        indexes = [models.Index(fields=["part", "length", "word"], name="word_part")]

    def __str__(self) -> str:
        return self.part
