"""Planning an encoding: from the facts of an original to the recipe that every attempt follows."""

from __future__ import annotations

VERSION = 1


def make_recipe(facts: dict[str, object], settings: object) -> dict[str, object]:
    """The plan of an encoding as JSON: rungs with sizes and limits, sound, filters.

    `facts` are those of `video.probing`; `settings` anything with the NEWSREEL_… attributes, such as
    django.conf.settings. The recipe is kept with the job, so that a second attempt makes the same files.
    """
    raise NotImplementedError
