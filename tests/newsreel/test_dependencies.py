"""What the product imports is installed with it, not only with the tools of its developers."""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.newsreel.test_structure import FOLDERS, KIT, ROOMS, ROOT, imports_of


def installed_with_the_product() -> set[str]:
    """Names of all distributions that `make run` installs, as uv.lock has them."""
    packages = {entry["name"]: entry for entry in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    wanted, seen = ["newsreel"], set()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        package = packages[name]
        extras = [
            dependency for group in package.get("optional-dependencies", {}).values() for dependency in group
        ]
        asked = package.get("dependencies", []) + (extras if name != "newsreel" else [])
        wanted += [dependency["name"] for dependency in asked]
    return seen


def test_every_import_of_the_product_is_a_dependency_of_it():
    ours = {*ROOMS, "tests", "bootstrap"}
    owners = packages_distributions()
    installed = installed_with_the_product()
    missing = {}
    for folder in FOLDERS.values():
        for path in folder.rglob("*.py"):
            if KIT in path.parents:
                continue
            for module in imports_of(path) - ours - set(sys.stdlib_module_names):
                names = {name.lower().replace("_", "-") for name in owners.get(module, [])}
                if not names & installed:
                    missing.setdefault(module, []).append(str(path.relative_to(ROOT)))
    assert missing == {}
