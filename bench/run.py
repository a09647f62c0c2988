"""`make bench`: what the site costs, in three parts: its pages, encoding, and search.

Without a name all three, each on so little that the whole takes minutes. `make bench ARGS=search` measures one of
them in full, and options follow its name: `make bench ARGS="pages --requests 100"`, `ARGS="search --help"`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
# Of each part: its file, and the options that make it short.
PARTS = {
    "pages": ("page_costs.py", []),
    "encoding": ("encoding.py", ["--seconds", "15", "--size", "1280x720"]),
    "search": ("search.py", ["--stories", "500", "2000", "--requests", "10"]),
}


def main(arguments: list[str]) -> int:
    """Run what is asked for, in processes of their own: each has its own database. Returns the exit status."""
    if arguments and arguments[0] not in PARTS:
        print(
            f"{__doc__}\nThere is no part “{arguments[0]}”: say {', '.join(PARTS)}, or nothing for all of them."
        )
        return 2
    if arguments:
        file, _short = PARTS[arguments[0]]
        return _run(file, arguments[1:])
    failed = []
    for name, (file, short) in PARTS.items():
        how = f"on little; the aims are those of make bench ARGS={name}" if short else "in full"
        print(f"\n=== {name} ({how})", flush=True)
        if _run(file, short):
            failed.append(name)
    if failed:
        print(f"\nNot measured to the end: {', '.join(failed)}.")
    return bool(failed)


def _run(file: str, options: list[str]) -> int:
    # Style sheets and scripts come from where they are written, not from a folder of collected ones.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore:No directory at"}
    return subprocess.run([sys.executable, FOLDER / file, *options], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
