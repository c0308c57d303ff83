"""Whole processes, measured in turn so that a busy machine slows all of them alike."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent.parent


def seconds(words: tuple[str, ...], environment: dict[str, str]) -> float:
    """Return how long `python WORDS` takes; it must end with 0 or 1."""
    began = perf_counter()
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, check=False)
    took = perf_counter() - began
    assert done.returncode in (0, 1) and not done.stderr, done.stderr.decode()
    return took


def medians(rounds: int, *programs: tuple[str, ...]) -> list[float]:
    """Return the median seconds of each program, run A B A B … after one round that is not counted.

    All of them find their modules compiled, as after an installation, whatever this environment says about caches.
    """
    times: list[list[float]] = [[] for _ in programs]
    with tempfile.TemporaryDirectory() as compiled:
        given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        given |= {"PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": str(ROOT)}
        for number in range(rounds + 1):
            for program, taken in zip(programs, times, strict=True):
                took = seconds(program, given)
                if number:
                    taken.append(took)
    return [median(taken) for taken in times]
