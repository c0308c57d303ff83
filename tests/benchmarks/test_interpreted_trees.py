"""Published fault trees where no kernel is compiled: how many of them get an exact answer all the same.

A run of all tests asks some of them; `make bench` asks all, each with a deadline, and tells how many did.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.test_fault_trees import DEADLINE_S, FAULT_TREES, answered, files, top, trees
from tests.installing import installed

_EXACT = 1e-13  # the printed digits of a double are more than any sum of that many products keeps

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.long,
    pytest.mark.skipif(not FAULT_TREES.is_dir(), reason="the reference data is not at hand"),
]


@pytest.fixture(scope="module")
def interpreted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that has sosgraph as where no C compiler is."""
    python = installed(tmp_path_factory.mktemp("interpreted"))
    for kernel in python.parent.parent.glob("lib/*/site-packages/sosgraph/**/*.so"):
        kernel.unlink()
    return python


def test_most_trees_are_exact_without_a_compiler(interpreted: Path, request: pytest.FixtureRequest) -> None:
    """70 % are aimed at; that depends on the machine, and is told. What is answered is what was published."""
    said = answered([str(interpreted), "-m", "sosgraph", "--version"])
    assert said is not None and "decision diagrams interpreted" in said[1]
    asked = trees(request)
    exact = list(_exact(interpreted, asked))
    share = f"{100 * len(exact) / len(asked):.0f} %"
    sys.stdout.write(f"\ninterpreted, {len(exact)} of {len(asked)} trees ({share}) exact within {DEADLINE_S} s each\n")
    assert exact


def _exact(python: Path, rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the trees whose probability is exact, and as published."""
    for row in rows:
        words = ("composite-slo", "--format", "csv", "--component", top(row["file"]))
        found = answered([str(python), "-m", "sosgraph", *words, *files(row["file"])])
        if found is None:
            continue
        (answer,) = csv.DictReader(found[1].splitlines())
        low, high = (float(answer[f"composite_unavailability_{end}"]) for end in ("low", "high"))
        if low == high:
            published = float(row["probability"])
            assert abs(low - published) <= max(_EXACT, 10 ** (1 - _digits(row["probability"]))) * published, row
            yield row


def _digits(number: str) -> int:
    """Return how many digits a number is printed with, leading zeros left out."""
    return len(number.lower().split("e")[0].replace(".", "").lstrip("0"))
