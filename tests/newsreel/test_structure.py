"""The house rules that a machine can read: who may import whom, what may not exist, how large a file may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A room may import those before it, never one behind it.
ROOMS = ("newsreel", "video", "news", "search", "home")
FOLDERS = {"newsreel": ROOT / "site" / "newsreel"} | {room: ROOT / room for room in ROOMS[1:]}
# Where all rooms are brought together.
JUNCTIONS = {FOLDERS["newsreel"] / "urls.py"}
KIT = ROOT / "home" / "demo" / "kit"


def python_files() -> list[Path]:
    ours = [*FOLDERS.values(), ROOT / "tests", ROOT / "bench", ROOT / "deploy"]
    files = [path for folder in ours for path in folder.rglob("*.py")]
    return sorted(path for path in files if "migrations" not in path.parts)


def imports_of(path: Path) -> set[str]:
    """First segments of all that a file imports, at its top or within a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room):
    behind = set(ROOMS[ROOMS.index(room) + 1 :])
    wrong = {
        str(path.relative_to(ROOT)): sorted(imports_of(path) & behind)
        for path in FOLDERS[room].rglob("*.py")
        if path not in JUNCTIONS and imports_of(path) & behind
    }
    assert wrong == {}


def test_the_product_never_imports_its_tests():
    wrong = [path for room in ROOMS for path in FOLDERS[room].rglob("*.py") if "tests" in imports_of(path)]
    assert wrong == []


def test_the_standard_library_keeps_the_name_site():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert not list((ROOT / "site").glob("*.py"))
    code = "import site, sysconfig; print(site.__file__.startswith(sysconfig.get_path('stdlib')))"
    for where in (ROOT, ROOT / "site"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=where, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "True", where


@pytest.mark.parametrize("folder", [path for path in (ROOT / "tests").rglob("*") if path.is_dir()], ids=str)
def test_every_folder_of_tests_is_a_package(folder):
    """Else tests/video would shadow the real video."""
    if list(folder.glob("test_*.py")):
        assert (folder / "__init__.py").exists()


def test_no_file_of_python_is_longer_than_300_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files()
        if KIT not in path.parents and (lines := len(path.read_text().splitlines())) > 300
    }
    assert {name: lines for name, lines in long.items() if not name.startswith("tests/")} == {}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_function_of_the_product_is_longer_than_40_lines():
    long = []
    for room in ROOMS:
        for path in FOLDERS[room].rglob("*.py"):
            if "migrations" in path.parts or KIT in path.parents:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40:
                    long.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert long == []


def test_no_template_is_longer_than_150_lines():
    templates = (ROOT / "site" / "templates").rglob("*.html")
    assert [path.name for path in templates if len(path.read_text().splitlines()) > 150] == []


def test_nothing_is_called_utils():
    names = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [path for path in python_files() if path.name in names] == []


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in FOLDERS[room].rglob("*.py")
        if "migrations" not in path.parts
        and KIT not in path.parents
        and path.name not in ("__init__.py", "apps.py")
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_the_ignore_file_does_not_hide_site():
    lines = [line.strip() for line in (ROOT / ".gitignore").read_text().splitlines()]
    assert not {"site", "/site", "site/", "/site/"} & set(lines)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="what is committed is asked of git")
def test_only_the_folders_of_the_newsroom_are_committed():
    """What a command left in a wrong place, the secret key of a running site among it, would be everybody's."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    committed = [Path(name) for name in done.stdout.split("\0") if name]
    folders = {path.parts[0] for path in committed if len(path.parts) > 1}
    assert folders <= {".ci", "bench", "deploy", "docs", "home", "news", "search", "site", "tests", "video"}
    assert [path for path in committed if path.name == "secret_key"] == []
