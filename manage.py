#!/usr/bin/env python
"""Newsreel's command line: `python manage.py help` lists what it can do."""

import os
import sys
from pathlib import Path


def main() -> None:
    # A bare checkout answers too: the editable install puts both folders on the path, this does it without one.
    root = Path(__file__).resolve().parent
    sys.path[:0] = [folder for folder in (str(root / "site"),) if folder not in sys.path]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsreel.settings.dev")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs.exceptions import EnvError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EnvError) as problem:
        # A wrong setting is for an operator to read, not for a developer to trace.
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
