"""What is asked of every thing on every shelf, and of every file of the package."""

import inspect
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sosgraph import catalog

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sosgraph"
FILES = sorted(PACKAGE.rglob("*.py"))
THINGS = [(shelf, name) for shelf in catalog.CONSTANTS for name in catalog.names(shelf)]
FUNCTIONS = {"rules": "check", "analyses": "answer", "importers": "read", "contracts": "check"}
BANNED = {"utils", "util", "helpers", "common", "misc", "base", "core", "types", "lib", "tools", "shared"}
HEAVY = {"networkx", "igraph", "numpy", "matplotlib", "jsonschema", "pydot", "rich"}
LONGEST = 300


def loaded_by(*words: str) -> set[str]:
    """Return the modules that a fresh process holds after it ran the Python program in `words`."""
    ran = f"import json, sys\ntry:\n    {words[0]}\nexcept SystemExit:\n    pass\n"
    program = f"{ran}sys.stderr.write(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program, *words[1:]], cwd=ROOT, capture_output=True, check=True)
    return set(json.loads(done.stderr))


@pytest.mark.parametrize(("shelf", "name"), THINGS)
def test_a_thing_is_called_like_its_module(shelf: str, name: str) -> None:
    """And sums itself up in a line that begins small and has no full stop; a name of a proper thing may begin large."""
    thing = catalog.find(shelf, name)
    assert thing.name == name
    first = thing.summary.split()[0]
    assert (first.islower() or not first.istitle() or shelf in ("importers", "renderers")) and not thing.summary.endswith(".")
    assert "\n" not in thing.summary
    assert catalog.summary(shelf, name) == thing.summary  # as it is read without loading the thing


@pytest.mark.parametrize(("shelf", "name"), THINGS)
def test_a_thing_has_a_page(shelf: str, name: str) -> None:
    """Under its own name, with a heading."""
    page = PACKAGE / "docs" / shelf / f"{name}.md"
    assert page.is_file() and page.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize(("shelf", "name"), [(shelf, name) for shelf, name in THINGS if shelf != "commands"])
def test_a_thing_has_tests(shelf: str, name: str) -> None:
    """In a module of the same name; commands are tested together, in `test_command_line.py`."""
    stem = name.replace("-", "_")
    assert list((ROOT / "tests" / shelf).glob(f"test_{stem}*.py"))


@pytest.mark.parametrize(("shelf", "name"), [(shelf, name) for shelf, name in THINGS if shelf in FUNCTIONS])
def test_parameters_are_the_keyword_only_arguments(shelf: str, name: str) -> None:
    """In any order, with the same defaults where the function has one, and each summed up in words."""
    thing: Any = catalog.find(shelf, name)
    keywords = {
        argument.name: argument.default
        for argument in inspect.signature(getattr(thing, FUNCTIONS[shelf])).parameters.values()
        if argument.kind is argument.KEYWORD_ONLY
    }
    assert set(keywords) == {parameter.argument for parameter in thing.parameters}
    for parameter in thing.parameters:
        default = keywords[parameter.argument]
        assert default in (parameter.default, inspect.Parameter.empty), parameter.name
        assert parameter.summary and not parameter.summary.endswith(".")


@pytest.mark.parametrize("shelf", catalog.CONSTANTS)
def test_no_page_without_a_thing(shelf: str) -> None:
    """What was taken away leaves no page behind."""
    assert {page.stem for page in (PACKAGE / "docs" / shelf).glob("*.md")} <= set(catalog.names(shelf))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_is_short_and_named_for_what_it_holds(file: Path) -> None:
    """At most 300 lines, and no drawer for odds and ends."""
    assert len(file.read_text("utf-8").splitlines()) <= LONGEST
    assert not BANNED & {file.stem, *file.relative_to(PACKAGE).parent.parts}


def test_every_package_is_shipped() -> None:
    """The list in `pyproject.toml` is what is on disk, and the schemas."""
    written = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    folders = [".".join(file.parent.relative_to(ROOT).parts) for file in FILES if file.name == "__init__.py"]
    assert sorted(written) == sorted([*folders, "sosgraph.schemas"])


def test_importing_sosgraph_loads_no_shelf() -> None:
    """Nor any library that is slow to load."""
    loaded = loaded_by("import sosgraph")
    assert not {f"sosgraph.{shelf}" for shelf in catalog.CONSTANTS} & loaded and not HEAVY & loaded


def test_lint_loads_nothing_heavy() -> None:
    """A small file is linted with click, PyYAML and the standard library."""
    loaded = loaded_by("from sosgraph.__main__ import main; main()", "lint", "fixtures/architectures/webshop.yaml")
    assert "sosgraph.lint" in loaded and not HEAVY & loaded
