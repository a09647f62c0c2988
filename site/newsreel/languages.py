"""Languages a story may be written in, under their own names."""

from django.conf import settings
from django.conf.locale import LANG_INFO


def language_choices() -> list[tuple[str, str]]:
    """BCP 47 tags with each language's own name, as Django knows them."""
    return [(code, info["name_local"]) for code, info in sorted(LANG_INFO.items()) if "name_local" in info]


def default_language() -> str:
    """The newsroom's language."""
    return settings.LANGUAGE_CODE


def is_right_to_left(code: str) -> bool:
    """Whether text in this language runs from right to left."""
    info = LANG_INFO.get(code) or LANG_INFO.get(code.split("-")[0]) or {}
    return bool(info.get("bidi"))
