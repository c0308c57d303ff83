"""How often numbers are false at most, found fast: everything that a number needs counts once, however many ways lead to it.

A number n is true when all variables are that fail it alone, and all choices (gates that are no conjunctions) hold that it
cannot do without. A choice c is asked for what is left of its arguments where all that c itself cannot do without is true.
All of these are monotone functions of independent variables, so the chance that they hold together is at least the product
(Esary, Proschan, Walkup 1967). Fast and certain; near where redundancy is local, far too high on cycles through choices.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import expm1, fsum
from typing import NamedTuple

from sosgraph.bdd.independent import gate_failure, log_complement
from sosgraph.bdd.simplify import simplified
from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.graph.bit_sets import chosen
from sosgraph.graph.components import strong_components
from sosgraph.graph.failure_sets import failure_sets, in_at_least


class AtMost(NamedTuple):
    """An upper bound on a probability; `exact` when it is the probability: what is left below, simplified, leaves no choice."""

    chance: float
    exact: bool


def failure_at_most(equations: Equations, failure: Sequence[float], wanted: Sequence[int]) -> list[AtMost]:
    """Return for every number in `wanted` an upper bound on the probability that it is false in the greatest solution.

    Variable i is false with probability `failure[i]`, independently. `equations` negate nothing.
    """
    simple = simplified(equations, failure, wanted)
    system, choices = _with_variables_of_choices(simple.equations)
    sets = failure_sets(system)
    first, moved = simple.equations.variables, len(choices)
    needed = [*sets[:first], *sets[first + moved :]]
    logarithms = [*map(log_complement, simple.failure), *[0.0] * moved]
    for number, circular in _callees_first(simple.equations, choices):
        gate = simple.equations.gates[number - first]
        left = [needed[argument] & ~needed[number] for argument in gate.arguments]
        chance = 1.0 if circular else _choice_failure(gate, left, logarithms, first)
        logarithms[choices[number]] = log_complement(chance)
    chances: dict[int, AtMost] = {}  # in a circle all need the same
    found = []
    for number in wanted:
        known = simple.known[number]
        if known is not None:
            found.append(AtMost(known, True))
            continue
        bits = needed[simple.place[number]]
        if bits not in chances:
            chances[bits] = AtMost(_any_failure(bits, logarithms), bits.bit_length() <= first)
        found.append(chances[bits])
    return found


def _with_variables_of_choices(equations: Equations) -> tuple[Equations, dict[int, int]]:
    """Return the system in which each choice needs a variable of its own too, and that variable by the choice's number."""
    first = equations.variables
    numbers = [number for number, gate in enumerate(equations.gates, first) if gate.need != len(gate.arguments)]
    own = {number: first + position for position, number in enumerate(numbers)}
    moved = len(own)
    if not moved:
        return equations, {}
    gates, choices = [], []
    for number, gate in enumerate(equations.gates, first):
        here = Gate(gate.need, tuple([each if each < first else each + moved for each in gate.arguments]))
        if number in own:
            choices.append(here)
            here = conjunction((own[number], len(equations) + moved + len(choices) - 1))
        gates.append(here)
    return Equations(first + moved, (*gates, *choices)), own


def _callees_first(equations: Equations, choices: Mapping[int, int]) -> Iterator[tuple[int, bool]]:
    """Yield the choices, what is below one before it, and whether it stands below itself."""
    if not choices:
        return
    first = equations.variables
    arcs = [[argument - first for argument in gate.arguments if argument >= first] for gate in equations.gates]
    for component in strong_components(arcs):
        circular = len(component) > 1 or component[0] in arcs[component[0]]
        yield from ((first + member, circular) for member in component if first + member in choices)


def _choice_failure(gate: Gate, left: Sequence[int], logarithms: list[float], variables: int) -> float:
    """Return how often too few arguments of a choice hold at most; `left` is what each of them needs that the choice does not.

    Variables that only one argument needs fail apart from the others'. What else is there counts as if any of it failed them
    all, which costs little: choices fail seldom where redundancy is any good. The choices of one argument alone do not, where
    it takes a second one: then that has to fail too, by its variables.
    """
    own = (1 << variables) - 1
    shared = in_at_least(2, left)
    apart = [_any_failure(bits & own & ~shared, logarithms) for bits in left]
    chance = gate_failure(Gate(gate.need, tuple(range(len(left)))), apart)
    choices = [_any_failure(bits & ~own & ~shared, logarithms) for bits in left]
    most = max(range(len(left)), key=choices.__getitem__)
    others = [place for place in range(len(left)) if place != most]
    alone = min(choices[most], gate_failure(Gate(gate.need, tuple(others)), apart))
    return min(1.0, chance + _any_failure(shared, logarithms) + alone + fsum(choices[place] for place in others))


def _any_failure(bits: int, logarithms: list[float]) -> float:
    """Return the probability that any of these fails, each with the probability whose complement's logarithm is given."""
    return 0.0 - expm1(fsum(chosen(logarithms, bits))) if bits else 0.0
