"""Which speed the kernels have, as the program says it."""

import ast
import tomllib
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from sosgraph.command_line import program
from sosgraph.speed import KERNELS, speed

SETUP = Path(__file__).parent.parent / "setup.py"


def test_the_kernels_are_those_that_are_compiled() -> None:
    """Another one in `setup.py` would be passed over."""
    assigned = {
        target.id: node.value
        for node in ast.parse(SETUP.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    compiled = ast.literal_eval(assigned["KERNELS"])
    assert sorted(compiled) == sorted(name.replace(".", "/") for names in KERNELS.values() for name in names)


def test_the_types_of_all_kernels_are_shipped() -> None:
    """Without the file beside it a kernel is compiled for any object, thousands of times slower, and calls itself compiled."""
    shipped = tomllib.loads((SETUP.parent / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"][
        "sosgraph"
    ]
    folder = SETUP.parent / "sosgraph"
    for name in (name.replace(".", "/") for names in KERNELS.values() for name in names):
        assert (folder / f"{name}.pxd").is_file() and any(fnmatch(f"{name}.pxd", pattern) for pattern in shipped), name


@pytest.mark.parametrize("of", KERNELS)
def test_a_speed_is_that_of_all_kernels_of_a_kind(of: str) -> None:
    """Compiled only where all are, interpreted only where none is."""
    compiled = [not str(import_module(f"sosgraph.{name}").__file__).endswith(".py") for name in KERNELS[of]]
    assert speed(of) == ("compiled" if all(compiled) else "partly compiled" if any(compiled) else "interpreted")


def test_version_says_which_speed() -> None:
    """`sosgraph --version` ends with the speed of each kind."""
    said = CliRunner().invoke(program(), ["--version"])
    assert said.exit_code == 0
    assert said.output.startswith("sosgraph, version ")
    assert said.output.endswith(", ".join(["", *(f"{kind} {speed(kind)}" for kind in KERNELS)]) + "\n")
    assert list(KERNELS) == ["decision diagrams", "fluid", "graphs", "reading", "requests", "steady states"]
