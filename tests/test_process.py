"""sosgraph as a process: how it ends, and what becomes of what it says."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHOP = "fixtures/architectures/webshop.yaml"


def shell(words: str) -> subprocess.CompletedProcess[str]:
    """Return how a line of a shell ends in which `sosgraph` stands for this one."""
    line = words.replace("sosgraph", f"{sys.executable} -m sosgraph", 1)
    return subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("words", "status"), [("--version", 0), (f"lint {SHOP}", 1), ("lint nowhere.yaml", 2), ("nonsense", 2)])
def test_a_process_ends_as_main_says(words: str, status: int) -> None:
    """At once, and with all that was said, piped or not."""
    found = shell(f"sosgraph {words}")
    assert found.returncode == status and (found.stdout or found.stderr).endswith("\n")


@pytest.mark.parametrize("words", ["--help", "--version", f"lint {SHOP}", f"render {SHOP} --format mermaid"])
def test_nowhere_to_write_is_no_fault_of_ours(words: str) -> None:
    """A full disk, or an output that can only be read, is told and exits with 2.

    A reader who has left, or an output that was closed, is nobody's mistake.
    """
    if Path("/dev/full").exists():
        full = shell(f"sosgraph {words} > /dev/full")
        assert (full.returncode, full.stderr) == (2, "sosgraph: standard output cannot be written: No space left on device\n")
    unwritable = shell(f"sosgraph {words} 1< {SHOP}")
    assert (unwritable.returncode, unwritable.stderr) == (2, "sosgraph: standard output cannot be written: Bad file descriptor\n")
    usual = shell(f"sosgraph {words}").returncode
    closed, gone = shell(f"sosgraph {words} >&-"), shell(f"sosgraph {words} | true")
    assert (closed.returncode, closed.stderr) == (usual, "") and not gone.stderr
