from django.apps import AppConfig


class NewsreelConfig(AppConfig):
    name = "newsreel"
    verbose_name = "Newsreel"

    def ready(self) -> None:
        from newsreel import chrome, section_labels, visibility

        visibility.connect()
        chrome.connect()
        section_labels.connect()
