"""The list of scenes: every picture the kit can draw, found by its name."""

import importlib
import pkgutil

SCENES = {}


def scene(inks, seed=1):
    """Register a drawing function as a picture under its own name."""

    def wrap(fn):
        SCENES[fn.__name__] = (fn, inks, seed)
        return fn

    return wrap


def all_scenes():
    """Import every scene module; returns name -> (function, inks, seed)."""
    from . import scenes

    for module in pkgutil.iter_modules(scenes.__path__):
        importlib.import_module(f"{scenes.__name__}.{module.name}")
    return SCENES
