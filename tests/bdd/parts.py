"""Drawn functions made of independent parts, and their minimal cut sets by looking at all states."""

from collections.abc import Callable
from itertools import combinations, product
from math import fsum, prod
from typing import NamedTuple

from hypothesis import strategies as st

from sosgraph.bdd.kernel import Diagram
from sosgraph.bdd.solved_module import Part

CutSet = tuple[int, ...]


class Drawn(NamedTuple):
    """Parts of a function of `variables` variables, and the function itself: does it work with these false?"""

    parts: list[Part]
    variables: int
    works: Callable[[frozenset[int]], bool]


@st.composite
def drawn_parts(draw: st.DrawFn, coherent: bool = True, most_parts: int = 3, most_variables: int = 4) -> Drawn:
    """Draw up to `most_parts` parts, each over variables of its own and earlier parts that nobody used yet."""
    parts: list[Part] = []
    works: list[Callable[[frozenset[int]], bool]] = []
    loose: list[int] = []
    variables = 0
    count = draw(st.integers(1, most_parts))
    for number in range(count):
        used = [each for each in loose if number == count - 1 or draw(st.booleans())]
        loose = [part for part in loose if part not in used] + [number]
        own = draw(st.integers(0 if used else 1, most_variables))
        leaves = draw(st.permutations([*range(variables, variables + own), *[~part for part in used]]))
        variables += own
        part, function = _part(draw, list(leaves), works, coherent)
        parts.append(part)
        works.append(function)
    return Drawn(parts, variables, works[-1])


def _part(
    draw: st.DrawFn, leaves: list[int], works: list[Callable[[frozenset[int]], bool]], coherent: bool
) -> tuple[Part, Callable[[frozenset[int]], bool]]:
    """Draw a function of all `leaves`."""
    diagram = Diagram(100_000)
    found: list[tuple[int, Callable[[frozenset[int]], bool]]] = []
    for level, leaf in enumerate(leaves):
        found.append((diagram.variable(level), works[~leaf] if leaf < 0 else _variable(leaf)))
    pending = list(range(len(leaves)))
    while len(pending) > 1:
        size = min(len(pending), draw(st.integers(2, 4)))
        chosen = [pending.pop(draw(st.integers(0, len(pending) - 1))) for _ in range(size)]
        chosen += draw(st.lists(st.integers(0, len(found) - 1), max_size=2))
        need = draw(st.integers(1, len(chosen)))
        edge = diagram.threshold(need, [found[each][0] for each in chosen])
        opposite = not coherent and draw(st.booleans())
        found.append((edge ^ opposite, _threshold(need, [found[each][1] for each in chosen], opposite)))
        pending.append(len(found) - 1)
    edge, function = found[pending[0]]
    if not coherent and draw(st.booleans()):
        edge, function = edge ^ 1, _threshold(1, [function], True)
    return Part(diagram, edge, leaves, coherent and draw(st.booleans())), function


def _variable(number: int) -> Callable[[frozenset[int]], bool]:
    return lambda false: number not in false


def _threshold(need: int, arguments: list[Callable[[frozenset[int]], bool]], opposite: bool) -> Callable[[frozenset[int]], bool]:
    return lambda false: (sum(argument(false) for argument in arguments) >= need) != opposite


def minimal_sets(drawn: Drawn) -> list[CutSet]:
    """Return all minimal sets of variables whose being false makes the function false, by order, then by variables."""
    found: list[frozenset[int]] = []
    for order in range(drawn.variables + 1):
        for chosen in combinations(range(drawn.variables), order):
            false = frozenset(chosen)
            if not any(smaller <= false for smaller in found) and not drawn.works(false):
                found.append(false)
    return [tuple(sorted(each)) for each in found]


def union_probability(sets: list[CutSet], failure: list[float]) -> float:
    """Return the probability that at least one of `sets` is all false: the sum over all states."""
    terms = []
    for state in product((False, True), repeat=len(failure)):
        if any(all(state[variable] for variable in each) for each in sets):
            terms.append(prod(false if fails else 1.0 - false for false, fails in zip(failure, state, strict=True)))
    return fsum(terms)
