"""The two-rule number: every argument of a gate taken as independent of its siblings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import expm1, fsum, log1p, prod

from sosgraph.equations import Equations, Gate, callees_first, conjunction
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
    distinct = dict.fromkeys(gate.arguments)
    if to_fail == 1:
        return any_failure([failure[argument] for argument in distinct])
    if gate.need == 1:
        return prod([failure[argument] for argument in distinct])
    counts = Counter(gate.arguments)
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
    chances = failures if isinstance(failures, list) else list(failures)
    return chances[0] if len(chances) == 1 else 0.0 - expm1(fsum(map(log_complement, chances)))


def log_complement(false: float) -> float:
    """Return the logarithm of the probability of being true; finite, for less than the least float is as good as never."""
    return log1p(-false) if false < 1.0 else _LOG_LEAST


Merged = tuple[list[int], Gate | None]
"""Gates that need one another, and one gate over all that they need from outside; None where there is no such gate."""


def naive_failure_probabilities(equations: Equations, failure: Sequence[float]) -> list[float | None]:
    """Return for every number the probability of being false by the two rules, computed once from callees to callers.

    Exact on trees; too high where a conjunction, too low where a disjunction shares what is below it. Conjunctions that
    depend on one another are merged: each is the product of what any of them needs from outside, taken once. None for
    numbers in or above any other cycle, which the two rules do not cover.
    """
    found: list[float | None] = [*failure, *[None] * len(equations.gates)]
    true: list[float | None] = [*map(log_complement, failure), *[None] * len(equations.gates)]
    coherent = equations.coherent
    for numbers, gate in merged_gates(equations):
        if gate is None:
            continue
        need, arguments = gate
        if need == len(arguments) > 1 and (coherent or min(arguments) >= 0):  # nearly all: each logarithm is taken once
            terms = [true[argument] for argument in dict.fromkeys(arguments)]
            if None in terms:
                continue
            false = 0.0 - expm1(fsum(terms)) if len(terms) > 1 else found[arguments[0]]  # type: ignore[arg-type]
        elif coherent:
            known = {argument: found[argument] for argument in arguments}
            false = None if None in known.values() else gate_failure(gate, known)  # type: ignore[arg-type]
        else:
            false = _negated_too(gate, found)
        if false is not None:
            logarithm = log_complement(false)
            for number in numbers:
                found[number], true[number] = false, logarithm
    return found


def _negated_too(gate: Gate, found: Sequence[float | None]) -> float | None:
    """Return the probability that a gate is false, whose arguments may be negated; None where that of one is not known."""
    below = {argument: found[max(argument, ~argument)] for argument in gate.arguments}
    known = {argument: false if argument >= 0 else 1.0 - false for argument, false in below.items() if false is not None}
    return gate_failure(gate, known) if len(known) == len(below) else None


def merged_gates(equations: Equations) -> Iterator[Merged]:
    """Yield the gates, callees before callers; those on a cycle together, which can be merged where all are conjunctions."""
    first = equations.variables
    order = callees_first(equations, range(first, len(equations)))
    if order is not None:
        yield from (([number], equations.gates[number - first]) for number in order)
        return
    arcs = [
        [head - first for argument in gate.arguments if (head := argument if argument >= 0 else ~argument) >= first]
        for gate in equations.gates
    ]
    for component in strong_components(arcs):
        if len(component) == 1 and component[0] not in arcs[component[0]]:
            yield [first + component[0]], equations.gates[component[0]]
            continue
        numbers = [first + member for member in component]
        gates = [equations.gates[member] for member in component]
        arguments = [argument for gate in gates for argument in gate.arguments]
        inside = set(numbers)
        if all(gate.need == len(gate.arguments) for gate in gates) and not any(~argument in inside for argument in arguments):
            yield numbers, conjunction(argument for argument in arguments if argument not in inside)
        else:
            yield numbers, None
