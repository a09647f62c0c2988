"""Serves the whole site from one terminal: web, worker and encoder together. `make run` and `make serve` call it."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from functools import partial
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from newsreel import parts, preparation
from newsreel.supervision import Supervisor
from newsreel.warmup import pictures_that_failed, wait_for_pictures

PICTURES_SECONDS = 600  # on two idle processors it takes 40


class Command(BaseCommand):
    """Prepares the database, starts everything, and says where it is once it is worth looking at."""

    help = "Run web server, worker and encoder together, restarting what falls; Ctrl+C stops all."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
        parser.add_argument(
            "--production", action="store_true", help="no demo, no first login, collected files"
        )

    def handle(self, *, host: str, port: int, no_demo: bool, production: bool, **options: object) -> None:
        self.check(fail_level=checks.WARNING)
        password = preparation.new_password()
        self.prepare(None if no_demo or production else password, production=production)
        login = None if production else preparation.first_login(password)
        supervisor = Supervisor(self.say)
        supervisor.catch_signals()
        connections.close_all()  # no part may inherit an open one
        web = parts.WebServer(host, port)
        supervisor.add("The web server", web.command(), web.serve)
        try:
            self.make_pictures(supervisor)
            self.wait_for_web(supervisor, host, port)
        except BaseException:
            supervisor.stop()
            raise
        if not supervisor.stopping.is_set():
            connections.close_all()
            for name, queue in (("The worker", "default"), ("The encoder", "video")):
                supervisor.add(name, parts.worker_command(queue), partial(parts.work, queue))
            self.announce(login, f"{host}:{port}")
        if code := supervisor.run():
            sys.exit(code)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    # --- Before serving -------------------------------------------------------------------------

    def prepare(self, demo_password: str | None, *, production: bool) -> None:
        # whitenoise and the collected files want the folder, also while it is empty
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        preparation.prepare(self.say)
        if production:
            call_command("collectstatic", interactive=False, verbosity=0)
        elif demo_password:
            self.load_demo(demo_password)

    def load_demo(self, password: str) -> None:
        """Load the demo newsroom into an untouched database, or again if the last attempt was cut off."""
        unfinished = Path(settings.DATA_DIR) / "demo-unfinished"
        again = unfinished.exists()
        if "load_demo" not in get_commands() or not (again or preparation.is_untouched()):
            return
        self.say("Loading the demo newsroom …")
        unfinished.touch()
        options = ["--reset"] if again else []
        call_command("load_demo", *options, f"--password={password}", verbosity=0, stdout=StringIO())
        unfinished.unlink()

    # --- While starting -------------------------------------------------------------------------

    def make_pictures(self, supervisor: Supervisor) -> None:
        """Have every processor make the pictures that are still missing, and show how far they are."""
        if not wait_for_pictures(lambda *_: None, timeout=0):
            return
        helpers = Supervisor(self.say)
        connections.close_all()
        for number in range(min(os.cpu_count() or 1, 4)):
            name = f"Picture worker {number + 1}"
            helpers.add(
                name, parts.worker_command("default", "--batch"), partial(parts.work, "default", batch=True)
            )
        try:
            left = wait_for_pictures(self.report, timeout=PICTURES_SECONDS, stop=supervisor.stopping.is_set)
        finally:
            helpers.stop()
        if sys.stdout.isatty():
            self.say("")
        if left and not supervisor.stopping.is_set():
            self.say(
                f"{left} pictures are still being made; the site shows others in their place until then."
            )
        if failed := pictures_that_failed():
            self.say(f"{failed} pictures could not be made: the admin's task list says why.")

    def report(self, made: int, total: int) -> None:
        """One line that is written over on a terminal, and every tenth elsewhere."""
        if sys.stdout.isatty():
            self.stdout.write(f"\rMaking the pictures: {made} of {total}", ending="")
            self.stdout.flush()
        elif made * 10 // total != getattr(self, "tenth", None):
            self.tenth = made * 10 // total
            self.say(f"Making the pictures: {made} of {total}")

    def wait_for_web(self, supervisor: Supervisor, host: str, port: int) -> None:
        """Return once the web server answers, whatever it answers."""
        name = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
        while not supervisor.stopping.wait(0.05):
            supervisor.look_after()
            try:
                urllib.request.urlopen(f"http://{name}:{port}/health/live", timeout=10).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                continue
            return

    def announce(self, login: preparation.Login | None, listening: str) -> None:
        origin = settings.NEWSREEL_ORIGIN
        lines = ["", f"  Newsreel is ready:  {origin}/", f"  Admin:              {origin}/admin/"]
        if origin.startswith("https:"):
            lines.append(f"  Your proxy asks:    {listening}")
        if login:
            lines.append(f"  Log in as:          {', '.join(login.usernames)}")
            lines.append(f"  Password:           {login.password}")
        lines += ["", "  Stop it with Ctrl+C.", ""]
        self.say("\n".join(lines))
