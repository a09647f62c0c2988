"""A worker for tests that shoot it: tends twice a second, and may be told to die at a certain step.

`NEWSREEL_TEST_DIES_AT` names one as “module:function:before” or “module:Class.method:after”. It dies as from kill -9.
"""

from __future__ import annotations

import os
import signal
from functools import wraps
from importlib import import_module

STEP = "NEWSREEL_TEST_DIES_AT"


def die_at(step: str) -> None:
    """Have this process killed just before or after the function is next called."""
    module, path, when = step.split(":")
    owner = import_module(module)
    *parents, name = path.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    real = getattr(owner, name)

    @wraps(real)
    def deadly(*args: object, **kwargs: object) -> None:
        if when == "after":
            real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, deadly)


def main() -> None:
    import django

    django.setup()
    from newsreel import worker

    paces = {"tend": 0.5}
    worker._duties[:] = [
        (queue, paces[duty.__name__], duty) for queue, _pace, duty in worker._duties if duty.__name__ in paces
    ]
    if step := os.environ.get(STEP):
        die_at(step)
    made = worker.NewsroomWorker(["video"], interval=0.1)
    made.configure_signals()
    made.run()


if __name__ == "__main__":
    main()
