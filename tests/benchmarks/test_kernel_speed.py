"""How fast the kernel makes a diagram, against oxidd and dd in the same process, with equal answers.

The function: of 60 variables, one of each of 26 scattered groups of three is true. It has no good order.
"""

import sys
from collections.abc import Callable
from math import isclose
from time import process_time

import pytest

from sosgraph.bdd.kernel import COMPILED, TRUE, Diagram

_LEVELS, _GROUPS = 60, 26


def groups() -> list[list[int]]:
    """Return the groups, the same every time."""
    state, found = 12345, []
    while len(found) < _GROUPS:
        group: set[int] = set()
        while len(group) < 3:
            state = (state * 1103515245 + 12345) % 2**31
            group.add((state >> 8) % _LEVELS)
        found.append(sorted(group))
    return found


def by_kernel() -> float:
    """Return the share of all states in which the function is true, by the kernel."""
    diagram = Diagram(10_000_000)
    variables = [diagram.variable(level) for level in range(_LEVELS)]
    root = TRUE
    for a, b, c in groups():
        root = diagram.conjunction(root, diagram.disjunction(variables[a], diagram.disjunction(variables[b], variables[c])))
    half = [0.5] * _LEVELS
    return diagram.probability(root, half, half)[1]


def by_oxidd() -> float:
    """Return the same by oxidd, which is compiled Rust."""
    from oxidd.bcdd import BCDDManager

    manager = BCDDManager(8_000_000, 1_000_000, 1)
    variables = [manager.var(number) for number in manager.add_vars(_LEVELS)]
    root = manager.true()
    for a, b, c in groups():
        root = root & (variables[a] | (variables[b] | variables[c]))
    return float(root.sat_count_float(_LEVELS) / 2.0**_LEVELS)


def by_dd() -> float:
    """Return the same by dd, which is pure Python."""
    from dd.autoref import BDD

    manager = BDD()
    manager.configure(reordering=False)
    names = [f"x{level}" for level in range(_LEVELS)]
    manager.declare(*names)
    variables = [manager.var(name) for name in names]
    root = manager.true
    for a, b, c in groups():
        root = root & (variables[a] | (variables[b] | variables[c]))
    return float(manager.count(root, nvars=_LEVELS)) / 2.0**_LEVELS


def best_seconds(rounds: int, *answers: Callable[[], float]) -> list[float]:
    """Return the least seconds each of `answers` took, run A B A B …; all must give the same."""
    least = [1e9] * len(answers)
    for _ in range(rounds):
        given = []
        for position, answer in enumerate(answers):
            began = process_time()
            given.append(answer())
            least[position] = min(least[position], process_time() - began)
        assert all(isclose(one, given[0], rel_tol=1e-12) for one in given)
    return least


@pytest.mark.benchmark
@pytest.mark.long
def test_kernel_is_faster_than_oxidd() -> None:
    """Compiled, in less time than oxidd; interpreted, the ratio is reported."""
    pytest.importorskip("oxidd", reason="oxidd is not installed: pip install oxidd")
    ours, theirs = best_seconds(3 if COMPILED else 1, by_kernel, by_oxidd)
    speed = "compiled" if COMPILED else "interpreted"
    sys.stdout.write(f"\nkernel, {speed}, {ours:.2f} s, oxidd {theirs:.2f} s: {theirs / ours:.2f} times faster\n")
    assert not COMPILED or ours < theirs


@pytest.mark.benchmark
@pytest.mark.long
def test_kernel_is_faster_than_dd() -> None:
    """In less time than dd's pure Python, interpreted or compiled."""
    pytest.importorskip("dd", reason="dd is not installed: pip install dd")
    ours, theirs = best_seconds(1, by_kernel, by_dd)
    speed = "compiled" if COMPILED else "interpreted"
    sys.stdout.write(f"\nkernel, {speed}, {ours:.2f} s, dd.autoref {theirs:.2f} s: {theirs / ours:.2f} times faster\n")
    assert ours < theirs
