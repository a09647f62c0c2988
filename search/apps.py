from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from search import following, labels, picks

        following.connect()
        picks.connect()
        labels.connect()
