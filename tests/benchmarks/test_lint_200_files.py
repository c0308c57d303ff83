"""A whole lint of 10,000 components in 200 files: against composing them, and the second run against the first."""

import os
import sys
from pathlib import Path

import pytest

from sosgraph.plain_yaml import COMPILED
from tests.benchmarks.many_systems import many_systems
from tests.benchmarks.test_debian import peak_mib
from tests.benchmarks.timing import ROOT, medians, seconds

MOST = 3 if COMPILED else 6
"""Times composing; more is a fault."""
MOST_MEMORY = 1.25 if COMPILED else 2.5
LEAST_GAIN = 5
TRIES = 3  # on a machine that others use as well


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with the files."""
    folder = tmp_path / "systems"
    folder.mkdir()
    for name, text in many_systems(200, 50).items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.benchmark
@pytest.mark.long
def test_a_lint_takes_so_many_times_composing(files: Path) -> None:
    """All rules, from a fresh process to the last finding; time and memory."""
    peer = (str(ROOT / "tests" / "benchmarks" / "plain_compose.py"), str(files))
    lint = ("-m", "sosgraph", "lint", str(files), "-f", "concise")
    for _ in range(TRIES):
        for_peer, for_lint = medians(3, peer, lint)
        memory = peak_mib(lint) / peak_mib(peer)
        ratio = for_lint / for_peer
        sys.stdout.write(f"\ncompose {for_peer:.2f} s, lint {for_lint:.2f} s: {ratio:.1f} times, {memory:.1f} of memory\n")
        if ratio <= MOST and memory < MOST_MEMORY:
            return
    pytest.fail(f"lint takes more than {MOST} times composing, or {MOST_MEMORY} times its memory, in each of {TRIES} tries")


@pytest.mark.benchmark
@pytest.mark.long
def test_the_second_run_is_five_times_faster(files: Path, tmp_path: Path) -> None:
    """And what it says is the same; with one file changed, it is a first run again."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "SOSGRAPH_CACHE": "on"}
    lint = ("-m", "sosgraph", "lint", str(files), "-o", str(tmp_path / "report.json"))
    first = seconds(lint, environment)
    said = (tmp_path / "report.json").read_bytes()
    again = min(seconds(lint, environment) for _ in range(TRIES))
    assert (tmp_path / "report.json").read_bytes() == said
    with (files / "system-100.yaml").open("a") as file:
        file.write("# changed\n")
    changed = seconds(lint, environment)
    sys.stdout.write(
        f"\nfirst {first:.2f} s, again {again:.2f} s: {first / again:.1f} times faster; one changed {changed:.2f} s\n"
    )
    assert first / again >= LEAST_GAIN
