from django.apps import AppConfig


class NewsreelConfig(AppConfig):
    name = "newsreel"
    verbose_name = "Newsreel"

    def ready(self) -> None:
        from newsreel import chosen_images, chrome, rich_text_links, section_labels, visibility
        from newsreel.admin import groups

        chosen_images.connect()
        rich_text_links.connect()
        visibility.connect()
        chrome.connect()
        section_labels.connect()
        groups.connect()
