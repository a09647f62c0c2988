"""What the pictures of search in docs/ show: a few searches of readers, one of them never suggested, and a pick."""

from __future__ import annotations

from datetime import timedelta

# words: (searches of each of the last days, results)
SEARCHES = {
    "ferry": (31, 14),
    "ferry timetable": (12, 6),
    "harbour": (9, 7),
    "flood maps": (7, 3),
    "night trains": (5, 2),
    "who is the ferry thief": (4, 2),
    "tram strike": (3, 0),
}
WITHHELD = "ferry thief"


def sample_searches() -> None:
    """Put them into the newsroom that is drawn; once, however often it is drawn."""
    from django.utils import timezone
    from wagtail.contrib.search_promotions.models import Query, SearchPromotion

    from newsreel.models import StoryPage
    from search.models import QueryDay, SearchWords

    for text, (searches, results) in SEARCHES.items():
        query = Query.objects.get_or_create(query_string=text)[0]
        for days in range(3):
            counts = {"searches": searches, "results": results, "nothing": 0 if results else searches}
            day = timezone.localdate() - timedelta(days=days)
            QueryDay.objects.update_or_create(query=query, day=day, defaults=counts)
    story = StoryPage.objects.get(slug="ferries-public-hands")
    pick = {"page": story, "description": "All that the vote of the Assembly changes, day by day."}
    SearchPromotion.objects.get_or_create(query=Query.objects.get(query_string="ferry"), defaults=pick)
    words = SearchWords.load()
    words.never_suggested = WITHHELD
    words.save()
