"""The programs that make up the running site, each as a command line and as a function of this process."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from django.conf import settings

ENCODER_NICENESS = 10
APPLICATION = "newsreel.wsgi:application"
MANAGE = (sys.executable, str(settings.BASE_DIR / "manage.py"))


def worker_command(queue: str, *options: str) -> list[str]:
    """The command line of a worker."""
    return [*MANAGE, "worker", "--queue", queue, *options]


def make_way(*queues: str) -> None:
    """Let a process that only encodes give way to everything else on its machine; what it starts inherits that."""
    if queues == ("video",) and hasattr(os, "nice"):
        os.nice(ENCODER_NICENESS)


def work(queue: str, *, batch: bool = False) -> None:
    """Be a worker until a signal comes, or in batch mode until nothing is left."""
    from newsreel.worker import NewsroomWorker

    make_way(queue)
    worker = NewsroomWorker([queue], batch=batch, schedule=queue == "default")
    worker.configure_signals()
    worker.run()


@dataclass(frozen=True)
class WebServer:
    """granian, in the configured size."""

    host: str
    port: int

    @property
    def workers(self) -> int:
        return getattr(settings, "NEWSREEL_WEB_WORKERS", 1)

    @property
    def threads(self) -> int:
        return getattr(settings, "NEWSREEL_WEB_THREADS", 4)

    def command(self) -> list[str]:
        """The command line, as a systemd unit has it too."""
        return [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", self.host, "--port", str(self.port)),
            *("--workers", str(self.workers), "--blocking-threads", str(self.threads)),
            *("--backpressure", str(self.threads * 16), "--log-level", "warning"),
            *("--respawn-failed-workers", "--workers-kill-timeout", "8", APPLICATION),
        ]

    def serve(self) -> None:
        """Be the web server until a signal comes."""
        from granian import Granian
        from granian.constants import Interfaces
        from granian.log import LogLevels

        Granian(
            APPLICATION,
            address=self.host,
            port=self.port,
            interface=Interfaces.WSGI,
            websockets=False,
            workers=self.workers,
            blocking_threads=self.threads,
            backpressure=self.threads * 16,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
            workers_kill_timeout=8,
        ).serve()
