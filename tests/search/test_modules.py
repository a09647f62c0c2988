"""Who knows whom in search: types know nobody, choosers know all, and nothing goes round in a circle."""

from __future__ import annotations

import ast
from pathlib import Path

SEARCH = Path(__file__).resolve().parents[2] / "search"


def imports() -> dict[str, set[str]]:
    """Each module of search with those of search that it imports, at its top or within a function."""
    files = [file for file in SEARCH.rglob("*.py") if "migrations" not in file.parts]
    names = {".".join(file.relative_to(SEARCH.parent).with_suffix("").parts): file for file in files}
    names = {name.removesuffix(".__init__"): file for name, file in names.items()}
    found = {}
    for name, file in names.items():
        nodes = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ImportFrom)]
        asked = {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}
        asked |= {node.module or "" for node in nodes if f"{node.module}.{node.names[0].name}" not in names}
        found[name] = (asked & names.keys()) - {name}
    return found


def reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [*graph[start]]
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += graph[module]
    return seen


def test_no_module_imports_itself_by_way_of_others():
    graph = imports()
    assert len(graph) > 40
    assert [module for module in graph if module in reached(module, graph)] == []


def test_types_know_neither_databases_nor_engines():
    graph = imports()
    choosers = {"search.engines", "search.database", "search.elsewhere", "search.matching.stores"}
    for module in ("search.engine", "search.matching.store", "search.matching.tree", "search.query"):
        assert not choosers & reached(module, graph), module
        assert not {name for name in reached(module, graph) if ".models" in name}, module


def test_analysis_knows_nothing_of_databases():
    graph = imports()
    for module in graph:
        if module.startswith("search.analysis"):
            assert all(name.startswith("search.analysis") for name in reached(module, graph)), module
