"""The two-rule number: every argument of a gate taken as independent of its siblings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import expm1, fsum, log1p, prod

from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.graph.components import strong_components

_LOG_LEAST = -745.0


def gate_failure(gate: Gate, failure: Sequence[float] | Mapping[int, float]) -> float:
    """Return the probability that `gate` is false when its distinct arguments are independent.

    `failure` holds the probability of being false by number. Only positive terms are added, so that small results keep
    their relative precision. An argument that is listed twice counts twice, but is one event.
    """
    to_fail = len(gate.arguments) - gate.need + 1
    if gate.need <= 0:
        return 0.0
    if to_fail <= 0:
        return 1.0
    counts = Counter(gate.arguments)
    if to_fail == 1:
        return any_failure(failure[argument] for argument in counts)
    if gate.need == 1:
        return prod(failure[argument] for argument in counts)
    if gate.need <= to_fail:
        events = [(1.0 - failure[argument], failure[argument], weight) for argument, weight in counts.items()]
        return min(1.0, fsum(_counts(events, gate.need)[:-1]))
    events = [(failure[argument], 1.0 - failure[argument], weight) for argument, weight in counts.items()]
    return min(1.0, _counts(events, to_fail)[-1])


def _counts(events: Iterable[tuple[float, float, int]], enough: int) -> list[float]:
    """Return the probabilities that independent events weigh 0, 1, … and, last, `enough` or more in sum.

    An event is the probability that it happens, that it does not, and its weight.
    """
    chance = [1.0] + [0.0] * enough
    for happens, fails, weight in events:
        last = chance[enough] + happens * fsum(chance[max(enough - weight, 0) : enough])
        chance = [chance[j] * fails + (chance[j - weight] * happens if j >= weight else 0.0) for j in range(enough)]
        chance.append(last)
    return chance


def any_failure(failures: Iterable[float]) -> float:
    """Return the probability that at least one of independent events happens."""
    chances = list(failures)
    return chances[0] if len(chances) == 1 else 0.0 - expm1(fsum(map(log_complement, chances)))


def log_complement(false: float) -> float:
    """Return the logarithm of the probability of being true; finite, for less than the least float is as good as never."""
    return log1p(-false) if false < 1.0 else _LOG_LEAST


def naive_failure_probabilities(equations: Equations, failure: Sequence[float]) -> list[float | None]:
    """Return for every number the probability of being false by the two rules, computed once from callees to callers.

    Exact on trees; too high where a conjunction, too low where a disjunction shares what is below it. Conjunctions that
    depend on one another are merged: each is the product of what any of them needs from outside, taken once. None for
    numbers in or above any other cycle, which the two rules do not cover.
    """
    variables = equations.variables
    found: list[float | None] = [*failure, *[None] * len(equations.gates)]
    arcs = [
        [head - variables for argument in gate.arguments if (head := max(argument, ~argument)) >= variables]
        for gate in equations.gates
    ]
    for component in strong_components(arcs):
        members = [equations.gates[member] for member in component]
        if len(component) == 1 and component[0] not in arcs[component[0]]:
            merged = members[0]
        elif all(gate.need == len(gate.arguments) for gate in members):
            inside = {variables + member for member in component}
            if any(~argument in inside for gate in members for argument in gate.arguments):
                continue
            merged = conjunction(argument for gate in members for argument in gate.arguments if argument not in inside)
        else:
            continue
        below = {argument: found[max(argument, ~argument)] for argument in merged.arguments}
        known = {argument: false if argument >= 0 else 1.0 - false for argument, false in below.items() if false is not None}
        if len(known) == len(below):
            false = gate_failure(merged, known)
            for member in component:
                found[variables + member] = false
    return found
