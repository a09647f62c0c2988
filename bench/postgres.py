"""A PostgreSQL server to measure on: the one that is named, or a cluster of the benchmark's own, kept in var/.

PostgreSQL refuses to run as root. There its cluster belongs to the user `postgres`, which the packages make, and
lies in that user's home if the checkout is out of its reach.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VAR = Path(__file__).resolve().parents[1] / "var"
USER = "postgres"


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server: DATABASE_URL's, else one that is started for as long as it is needed.

    Empty where neither is to be had.
    """
    if url := os.environ.get("DATABASE_URL", "").startswith("postgres") and os.environ["DATABASE_URL"]:
        yield url.rsplit("/", 1)[0]
        return
    programs = _programs()
    if not programs or (os.geteuid() == 0 and not _has_user()):
        yield ""
        return
    data = _data_folder(_version(programs))
    if not (data / "PG_VERSION").exists():
        _run(
            programs / "initdb", "-D", data, "-U", "newsreel", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
    control = [programs / "pg_ctl", "-D", data, "-w"]
    if (data / "postmaster.pid").exists():  # a benchmark was killed, and its server was not
        _run(*control, "-m", "fast", "stop", check=False)
    port = _free_port()
    _run(*control, "-l", data / "log", "-o", f"-p {port} -h 127.0.0.1 -k ''", "start")
    try:
        yield f"postgres://newsreel@127.0.0.1:{port}"
    finally:
        _run(*control, "-m", "fast", "stop")


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl of the newest version. Debian keeps them out of the path."""
    if found := list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return max(found, key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(programs: Path) -> str:
    """The major version: a cluster can be used by no other."""
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split()[2].split(".")[0]  # “postgres (PostgreSQL) 15.18 (Debian …)”


def _data_folder(version: str) -> Path:
    """The cluster's folder, made empty and its owner's if it is not there."""
    name = f"bench-postgres-{version}"
    parent = VAR
    parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0 and _run("test", "-x", parent, check=False):
        parent = Path(pwd.getpwnam(USER).pw_dir)
        name = f"newsreel-{name}"
    data = parent / name
    if not data.exists():
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(data, USER)
    return data


def _has_user() -> bool:
    try:
        pwd.getpwnam(USER)
    except KeyError:
        return False
    return shutil.which("runuser") is not None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _run(*command: object, check: bool = True) -> int:
    """Run one of PostgreSQL's programs, never as root. Returns its exit status."""
    as_postgres = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    whole = [*as_postgres, *map(str, command)]
    return subprocess.run(whole, check=check, cwd="/", stdout=subprocess.DEVNULL).returncode
