"""Starts everything from a bare Python: builds the environment, then hands over to the site or the tests.

Only the standard library is used here, and no syntax newer than Python 3.6, so that an old interpreter
gets a sentence instead of a SyntaxError. `make help` lists what can be asked for.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys

UV_VERSION = "0.13.9"
OLDEST_PYTHON = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, ".newsreel-stamp.json")

# What each kind of work needs on top of the site itself.
ENVIRONMENTS = {
    "run": [],
    "serve": ["--extra=postgres", "--extra=redis"],
    "dev": ["--extra=postgres", "--extra=redis", "--group=dev"],
    "test": ["--extra=postgres", "--extra=redis", "--group=dev", "--group=e2e"],
}


class Stop(Exception):
    """Ends the command with one sentence for the person at the terminal."""


def python_problem(version):
    """Say what is wrong with this interpreter, or None."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        needed, found = (".".join(str(part) for part in parts[:2]) for parts in (OLDEST_PYTHON, version))
        return f"Newsreel needs Python {needed} or newer, and this is {found}: say `make run PYTHON=…`."
    return None


def newer_python():
    """Find a good interpreter on the path when the default one is too old."""
    for minor in range(15, OLDEST_PYTHON[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    return None


def venv_problem():
    """Say how to get the venv module where a distribution left it out, or None."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "This Python lacks its venv module: install it first (on Debian: apt install python3-venv)."
    return None


def port_problem(host, port):
    """Say why nothing can listen on this address, or None."""
    try:
        number = int(port)
        if not 0 < number < 65536:
            raise ValueError
    except ValueError:
        return f"PORT must be a number from 1 to 65535, and it is “{port}”."
    try:
        family, kind, proto, _name, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        return f"HOST “{host}” is not an address of this machine."
    with socket.socket(family, kind, proto) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            return f"Port {number} needs more rights than you have: choose one from 1024 up."
        except OSError as error:
            if error.errno in (98, 48):  # EADDRINUSE on Linux and macOS
                return f"Port {number} is taken by another program: stop it, or say PORT={number + 1}."
            return f"Cannot listen on {host}:{number}: {error.strerror}."
    return None


def origin_for(host, port):
    """Work out the address that readers on this machine (or this network) type."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - recognised, not bound
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                # A documentation address: this only asks for the route and sends nothing.
                probe.connect(("192.0.2.1", 9))
                name = probe.getsockname()[0]
            except OSError:
                name = "localhost"
    elif host in ("127.0.0.1", "::1"):
        name = "localhost"
    else:
        name = f"[{host}]" if ":" in host else host
    return f"http://{name}" if str(port) == "80" else f"http://{name}:{port}"


def lock_key():
    """Fingerprint of all that decides what is installed, and where."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml", "bootstrap.py"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    digest.update(f"{ROOT} {sys.version_info[:2]}".encode())
    return digest.hexdigest()


def read_stamp():
    """Read what was installed last time, or nothing."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def quiet(command):
    """Run a step of the installation; its output is shown only when it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        raise Stop("The environment could not be built: the output above says why.")


def venv_works():
    """Tell whether .venv is ours, whole and not moved here from another folder."""
    if not os.path.exists(PYTHON):
        return False
    script = f"import sys, uv; sys.exit(sys.version_info[:2] < {OLDEST_PYTHON!r})"
    done = subprocess.run([PYTHON, "-c", script], stderr=subprocess.DEVNULL)
    return done.returncode == 0 and read_stamp().get("root", ROOT) == ROOT


def options_for(kind):
    """Name what `kind` needs: for a site on a machine without an encoder of videos, also one of those."""
    encoder = [] if kind == "dev" or shutil.which("ffmpeg") else ["--extra=encoder"]
    return ENVIRONMENTS[kind] + encoder


def ensure_environment(kind):
    """Make .venv hold what `kind` needs; costs nothing when it already does."""
    wanted, stamp, key = options_for(kind), read_stamp(), lock_key()
    have = set(stamp.get("options", []))
    if stamp.get("key") == key and have.issuperset(wanted) and os.path.exists(PYTHON):
        return
    print("Building the environment in .venv …", flush=True)
    if not venv_works():
        problem = venv_problem()
        if problem:
            raise Stop(problem)
        shutil.rmtree(VENV, ignore_errors=True)
        quiet([sys.executable, "-m", "venv", VENV])
        quiet([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"uv=={UV_VERSION}"])
        have = set()
    options = sorted(have.union(wanted))
    environment = {name: os.environ[name] for name in os.environ if name != "VIRTUAL_ENV"}
    environment.update(UV_PROJECT_ENVIRONMENT=VENV, UV_PYTHON_DOWNLOADS="never")
    command = [PYTHON, "-m", "uv", "sync", "--frozen", "--inexact", "--no-default-groups"]
    if subprocess.run(command + options, cwd=ROOT, env=environment).returncode:
        raise Stop("The packages could not be installed: the output above says why.")
    with open(STAMP, "w", encoding="utf-8") as file:
        json.dump({"key": key, "options": options, "root": ROOT}, file)


def hand_over(*command):
    """Become the given program, so that signals reach it directly."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, *command])  # noqa: S606 - no shell is wanted


def run(kind, settings, *options):
    """Start the site: web, worker and encoder under one supervisor."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    problem = port_problem(host, port)
    if problem:
        raise Stop(problem)
    ensure_environment(kind)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    if kind == "run":
        origin = os.environ.setdefault("NEWSREEL_ORIGIN", origin_for(host, port))
        name = origin.split("//")[-1].split("/")[0].rsplit(":", 1)[0]
        os.environ.setdefault("NEWSREEL_HOSTS", ",".join({"localhost", "127.0.0.1", "[::1]", name}))
    if os.environ.get("DEMO", "1").lower() in ("0", "no", "false", "off"):
        options += ("--no-demo",)
    hand_over("manage.py", "run_site", f"--host={host}", f"--port={port}", *options)


def main(arguments):
    """Do what the Makefile asks for."""
    problem = python_problem(sys.version_info)
    if problem:
        better = newer_python()
        if better:
            os.execv(better, [better, os.path.abspath(__file__), *arguments])  # noqa: S606
        raise Stop(problem)
    what, rest = (arguments[0] if arguments else "run"), arguments[1:]
    if what == "run":
        run("run", "newsreel.settings.dev", *rest)
    elif what == "serve":
        run("serve", "newsreel.settings.production", "--production", *rest)
    elif what == "serve-environment":
        ensure_environment("serve")
    elif what in ENVIRONMENTS:
        ensure_environment(what)
        if rest:
            hand_over(*rest)
    else:
        raise Stop(f"bootstrap.py does not know “{what}”: `make help` lists what there is.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
