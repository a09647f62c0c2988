from django.apps import AppConfig


class NewsreelConfig(AppConfig):
    name = "newsreel"
    verbose_name = "Newsreel"

    def ready(self) -> None:
        from newsreel import chrome, rich_text_links, section_labels, visibility

        rich_text_links.connect()
        visibility.connect()
        chrome.connect()
        section_labels.connect()
