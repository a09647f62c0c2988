"""Builds a demo newsroom in the folder given and serves it until it is stopped: `python -m tests.e2e.demo_newsroom`.

A process of its own, so that the tests' database and the newsroom's never meet. Says its address when all pictures
are there.
"""

from __future__ import annotations

import fcntl
import os
import socketserver
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time builds in a folder; the others find it built."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build() -> None:
    """Load the demo and make all its pictures."""
    from django.core.management import call_command

    from home.demo import loader

    call_command("migrate", verbosity=0)
    if not loader.is_loaded():
        call_command("load_demo", verbosity=0, stdout=sys.stderr)
    call_command("db_worker", "--batch", "--queue-name", "*", "--no-startup-delay", interval=0, verbosity=0)


def main(folder: Path) -> None:
    os.environ["NEWSREEL_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsreel.settings.dev"
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("REDIS_URL", None)
    import django

    django.setup()
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    settings.DEBUG = False
    with alone(folder):
        build()
    server = make_server("127.0.0.1", 0, WSGIHandler(), Server, QuietHandler)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
