"""A sweep over packed trials of an AND/OR graph against NumPy on the same words, in one process and in turn.

NumPy goes gate by gate, or level by level with all gates of a kind at once. Who fails is drawn beforehand, and is the same
for all.
"""

import sys
from array import array
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
import pytest

from sosgraph.bdd.random_bits import RandomBits
from sosgraph.bdd.strips import COMPILED, Strips
from sosgraph.equations import Equations
from sosgraph.graph.components import strong_components
from tests.benchmarks.service_graphs import popular_graph, redundant_equations

SIZE = 46_000  # services, each with a gate and an own part, and one in ten with a gate for its alternatives
CHANCE = 0.001
ROUNDS = 3

pytestmark = [pytest.mark.benchmark, pytest.mark.long]


def redundant() -> Equations:
    """Return the system of a graph without cycles, which NumPy cannot do."""
    callees = popular_graph(SIZE)
    return redundant_equations([[head for head in heads if head < service] for service, heads in enumerate(callees)])


def in_order(equations: Equations) -> list[int]:
    """Return the gates, arguments first."""
    first = equations.variables
    arcs = [[argument - first for argument in gate.arguments if argument >= first] for gate in equations.gates]
    return [first + member for component in strong_components(arcs) for member in component]


def by_strips(equations: Equations, drawn: bytes, trials: int) -> tuple[Callable[[], None], Callable[[int], bytes]]:
    """Return what sweeps over all gates, and what says the word of a number then."""
    order = in_order(equations)
    gates = [equations.gates[number - equations.variables] for number in order]
    starts, arguments = array("i", [0]), array("i")
    for gate in gates:
        arguments.extend(gate.arguments)
        starts.append(len(arguments))
    needs = array("i", [gate.need for gate in gates])
    strips = Strips(len(equations), trials // 64, array("i", order), needs, starts, arguments, array("i", [0]) * len(order))
    strips.put(range(equations.variables), memoryview(drawn).cast("Q"))
    return strips.find, strips.word


def by_gates(equations: Equations, words: Any) -> Callable[[], None]:
    """Return what sweeps over all gates, one after another."""
    plan = []
    for number in in_order(equations):
        gate = equations.gates[number - equations.variables]
        plan.append((number, np.array(gate.arguments), joining(gate.need == len(gate.arguments))))

    def sweep() -> None:
        for number, arguments, join in plan:
            join.reduce(words[arguments], axis=0, out=words[number])

    return sweep


def by_levels(equations: Equations, words: Any) -> Callable[[], None]:
    """Return what sweeps over all gates, those together whose arguments are all found."""
    first, level = equations.variables, [0] * len(equations)
    together: dict[tuple[int, bool], list[int]] = {}
    for number in in_order(equations):
        gate = equations.gates[number - first]
        level[number] = 1 + max(level[argument] for argument in gate.arguments)
        together.setdefault((level[number], gate.need == len(gate.arguments)), []).append(number)
    plan = []
    for (_, conjunctive), numbers in sorted(together.items()):
        rows = [equations.gates[number - first].arguments for number in numbers]
        begins = np.cumsum([0, *map(len, rows)])[:-1]
        plan.append((np.array(numbers), np.concatenate(rows), begins, joining(conjunctive)))

    def sweep() -> None:
        for numbers, arguments, begins, join in plan:
            words[numbers] = join.reduceat(words[arguments], begins, axis=0)

    return sweep


def joining(conjunctive: bool) -> Any:
    """Return what makes the word of a gate of those of its arguments: it fails with any of them, or with all."""
    return np.bitwise_or if conjunctive else np.bitwise_and


@pytest.mark.skipif(not COMPILED, reason="the kernels are interpreted: integers stand for words then")
@pytest.mark.parametrize(("trials", "than_by_gates", "than_by_levels"), [(4_096, 8, 5.5), (16_384, 4.5, 8)])
def test_trials_are_swept_faster_than_by_numpy(trials: int, than_by_gates: float, than_by_levels: float) -> None:
    """So many times as fast, with the same words; a call of NumPy's weighs less where a word is four times as long."""
    equations = redundant()
    drawn = RandomBits(1, 0).word(trials * SIZE, CHANCE)
    ours, word = by_strips(equations, drawn, trials)
    words = np.zeros((len(equations), trials // 64), np.uint64)
    words[:SIZE] = np.frombuffer(drawn, np.uint64).reshape(SIZE, -1)
    sweeps = {"strips": ours, "gates": by_gates(equations, words), "levels": by_levels(equations, words)}
    least = dict.fromkeys(sweeps, 1e9)
    for _ in range(ROUNDS):
        for name, sweep in sweeps.items():
            began = process_time()
            sweep()
            least[name] = min(least[name], process_time() - began)
        assert all(word(number) == words[number].tobytes() for number in range(0, len(equations), 7))
    told = ", ".join(f"{least[name] / least['strips']:.1f} × NumPy by {name}" for name in ("gates", "levels"))
    sys.stdout.write(f"\n{len(equations)} numbers, {trials} trials: {least['strips']:.4f} s, as fast as {told}\n")
    assert than_by_gates * least["strips"] <= least["gates"]
    assert than_by_levels * least["strips"] <= least["levels"]
