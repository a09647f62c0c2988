"""Finding a video file in the admin: by its title, the name it was uploaded with, and the watch pages that show it."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.search.backends import get_search_backend

from video.models import VideoPage

# Of each: whoever gets more writes another word.
MOST_FILES, MOST_PAGES = 500, 200


def found_files(files: QuerySet, typed: str) -> QuerySet:
    """Those of the files that are called so, or are shown by a page with that headline or byline; in their order."""
    backend = get_search_backend()
    named = backend.autocomplete(typed, files.model.objects.all(), order_by_relevance=False)
    shown = backend.autocomplete(typed, VideoPage.objects.all(), order_by_relevance=False)
    keys = {file.pk for file in named[:MOST_FILES]} | {page.file_id for page in shown[:MOST_PAGES]} - {None}
    return files.filter(pk__in=keys)


class VideoFileSearchForm(SearchFilterMixin, BaseFilterForm):
    """The search field of the chooser."""

    def filter(self, objects: QuerySet) -> QuerySet:
        typed = self.cleaned_data.get("q", "")
        if not typed:
            return objects
        self.is_searching, self.search_query = True, typed
        return found_files(objects, typed)
