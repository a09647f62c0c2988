"""Command line of the drawing kit: `python -m home.demo.kit stills ferry-harbour`."""

import argparse
from pathlib import Path

from . import films, stills
from .catalogue import all_scenes
from .portraits import SITTERS


def main():
    """Draw the named stills, portraits, clips or posters (all of them when none is named)."""
    parser = argparse.ArgumentParser(prog="python -m home.demo.kit", description=__doc__)
    parser.add_argument("what", choices=["list", "stills", "portraits", "clips", "posters", "contact"])
    parser.add_argument("names", nargs="*", help="which ones; a path for the contact sheet")
    args = parser.parse_args()
    pictures = [name for name in all_scenes() if not name.startswith("film_")]
    if args.what == "list":
        print("\n".join([*sorted(pictures), *SITTERS, *films.CLIPS]))
    elif args.what == "contact":
        stills.contact(Path(args.names[0] if args.names else "contact.jpg"))
    else:
        draw, every = {
            "stills": (stills.still, pictures),
            "portraits": (stills.portrait, SITTERS),
            "clips": (films.clip, films.CLIPS),
            "posters": (films.poster, films.CLIPS),
        }[args.what]
        for name in args.names or every:
            draw(name)


if __name__ == "__main__":
    main()
