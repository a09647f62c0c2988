from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from search import following, forgetting, labels, picks, rereading, taught
        from search.elsewhere import checks  # noqa: F401 - registers itself

        following.connect()
        picks.connect()
        labels.connect()
        taught.connect()
        forgetting.connect()
        rereading.connect()
