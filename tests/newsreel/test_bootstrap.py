"""The first command on a fresh machine: clear sentences, nothing installed twice."""

from __future__ import annotations

import ast
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(bootstrap.ROOT)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, str(ROOT / "bootstrap.py"), *arguments],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


def test_a_taken_port_ends_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("run", PORT=str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == f"Port {port} is taken by another program: stop it, or say PORT={port + 1}.\n"


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("127.0.0.1", "eighty", "PORT must be a number from 1 to 65535, and it is “eighty”."),
        ("127.0.0.1", "0", "PORT must be a number from 1 to 65535, and it is “0”."),
        ("127.0.0.1", "70000", "PORT must be a number from 1 to 65535, and it is “70000”."),
        ("no such host", "8000", "HOST “no such host” is not an address of this machine."),
    ],
)
def test_an_impossible_address_ends_in_one_sentence(host, port, sentence):
    assert bootstrap.port_problem(host, port) == sentence


def test_a_free_port_is_no_problem():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert bootstrap.port_problem("127.0.0.1", port) is None


@pytest.mark.parametrize("version", [(3, 6), (3, 9, 18), (3, 10, 12)])
def test_a_too_old_python_is_named(version):
    sentence = bootstrap.python_problem(version)
    assert sentence.startswith("Newsreel needs Python 3.11 or newer, and this is 3.")
    assert "\n" not in sentence


@pytest.mark.parametrize("version", [(3, 11), (3, 12, 1), (3, 14), (4, 0)])
def test_a_new_python_is_welcome(version):
    assert bootstrap.python_problem(version) is None


def test_a_python_without_venv_is_named(monkeypatch):
    assert bootstrap.venv_problem() is None
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert bootstrap.venv_problem().startswith("This Python lacks its venv module: install it first")


def test_an_old_python_can_read_the_script_to_say_so():
    source = (ROOT / "bootstrap.py").read_text()
    tree = ast.parse(source, feature_version=(3, 6))
    modules = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert modules <= set(sys.stdlib_module_names)
    assert not any(isinstance(node, ast.NamedExpr | ast.Match) for node in ast.walk(tree))


@pytest.mark.parametrize(
    ("host", "port", "origin"),
    [
        ("127.0.0.1", "8000", "http://localhost:8000"),
        ("127.0.0.1", 80, "http://localhost"),
        ("news.local", "8001", "http://news.local:8001"),
        ("::1", "8000", "http://localhost:8000"),
    ],
)
def test_the_address_is_what_a_reader_types(host, port, origin):
    assert bootstrap.origin_for(host, port) == origin


def test_listening_everywhere_is_not_printed_as_an_address():
    assert "0.0.0.0" not in bootstrap.origin_for("0.0.0.0", "8000")


def test_an_environment_that_is_there_costs_nothing(monkeypatch, tmp_path):
    stamp = tmp_path / "stamp.json"
    stamp.write_text(json.dumps({"key": bootstrap.lock_key(), "options": bootstrap.options_for("test")}))
    monkeypatch.setattr(bootstrap, "STAMP", str(stamp))
    monkeypatch.setattr(bootstrap, "PYTHON", sys.executable)
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: pytest.fail("nothing is to be run"))
    for kind in bootstrap.ENVIRONMENTS:
        bootstrap.ensure_environment(kind)


@pytest.mark.parametrize(("found", "fetched"), [("/usr/bin/ffmpeg", False), (None, True)])
def test_an_encoder_is_fetched_only_where_the_machine_has_none(monkeypatch, found, fetched):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: found)
    assert ("--extra=encoder" in bootstrap.options_for("run")) is fetched
    assert "--extra=encoder" not in bootstrap.options_for("dev")


def test_an_unknown_word_ends_in_one_sentence():
    done = run("sing")
    assert done.returncode == 1
    assert done.stderr == "bootstrap.py does not know “sing”: `make help` lists what there is.\n"


@pytest.mark.skipif(not shutil.which("make"), reason="no make on this machine")
def test_help_names_every_target():
    makefile = (ROOT / "Makefile").read_text()
    phony = makefile.split(".PHONY:")[1].splitlines()[0].split()
    done = subprocess.run(["make", "-C", str(ROOT), "help"], capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in done.stdout.splitlines() if line.startswith("  make")] == phony
