from django.apps import AppConfig


class NewsreelConfig(AppConfig):
    name = "newsreel"
    verbose_name = "Newsreel"

    def ready(self) -> None:
        from newsreel import (
            avif,
            checks,  # noqa: F401 - registers itself
            chosen_images,
            chrome,
            counting,
            indexing,
            picture_metadata,
            rich_text_links,
            section_labels,
            visibility,
        )
        from newsreel.admin import groups

        avif.connect()
        picture_metadata.connect()
        chosen_images.connect()
        rich_text_links.connect()
        visibility.connect()
        chrome.connect()
        counting.connect()
        section_labels.connect()
        indexing.connect()
        groups.connect()
