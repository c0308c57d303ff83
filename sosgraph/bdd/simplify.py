"""What happens to a system of equations before any diagram is built.

Numbers that are the same in every state are left out; variables that only ever matter together, and gates whose arguments
matter nowhere else (modules; source: Y. Dutuit, A. Rauzy, A linear-time algorithm to find modules of fault trees, 1996),
become variables with the probability of the whole. All of it is linear, and repeated while it helps.
"""

from collections.abc import Iterable, Sequence
from math import expm1, fsum
from typing import NamedTuple

from sosgraph.bdd.independent import any_failure, gate_failure, log_complement
from sosgraph.equations import Equations, Gate, Solutions


class Simplified(NamedTuple):
    """A smaller system that says the same about the wanted numbers of a larger one.

    `known[n]` is the probability that number n of the larger system is false, where that was found on the way;
    else `place[n]` is its number in `equations` (-1: not needed). `failure` belongs to the variables of `equations`.
    """

    equations: Equations
    failure: tuple[float, ...]
    known: list[float | None]
    place: list[int]


def simplified(equations: Equations, failure: Sequence[float], wanted: Iterable[int]) -> Simplified:
    """Return an equivalent smaller system for the numbers `wanted`, without variables that are false with 0 or 1."""
    known, gates = _without_constants(equations, failure, wanted)
    # From here on a leaf is a number that is a variable of its own: `leaves` holds the probability that it is false.
    leaves = {argument: false for gate in gates.values() for argument in gate.arguments if (false := known[argument]) is not None}
    _join(gates, leaves)
    while _close_modules(gates, leaves, known) and _join(gates, leaves):
        pass
    used = {argument for gate in gates.values() for argument in gate.arguments}
    variables = sorted(used.intersection(leaves))
    numbers = sorted(gates)
    place = [-1] * len(equations)
    for position, number in enumerate(variables + numbers):
        place[number] = position
    smaller = tuple(
        Gate(gate.need, tuple([place[argument] for argument in gate.arguments])) for gate in map(gates.__getitem__, numbers)
    )
    return Simplified(Equations(len(variables), smaller), tuple([leaves[variable] for variable in variables]), known, place)


def _without_constants(
    equations: Equations, failure: Sequence[float], wanted: Iterable[int]
) -> tuple[list[float | None], dict[int, Gate]]:
    """Return the probabilities known at once, and the other gates below `wanted` without constant arguments.

    A number is constant when it is true though all that can fail does, or false though all that can work does.
    """
    variables = equations.variables
    solutions = Solutions(equations)
    best = solutions.where([variable for variable, false in enumerate(failure) if false >= 1.0])
    worst = solutions.where([variable for variable, false in enumerate(failure) if false > 0.0])
    known: list[float | None] = [*failure, *[None] * len(equations.gates)]
    varies = bytearray(best_value ^ worst_value for best_value, worst_value in zip(best, worst, strict=True))
    for number in range(variables, len(equations)):
        if not varies[number]:
            known[number] = 1.0 - best[number]
    gates: dict[int, Gate] = {}
    pending = [number for number in wanted if known[number] is None]
    while pending:
        number = pending.pop()
        if number in gates:
            continue
        need, arguments = equations.gates[number - variables]
        kept = tuple([argument for argument in arguments if varies[argument]])
        if len(kept) != len(arguments):
            need -= sum(best[argument] for argument in arguments if not varies[argument])
        if need == 1 or need == len(kept):
            distinct = tuple(dict.fromkeys(kept))
            need = 1 if need == 1 else len(distinct)
            kept = distinct
        gates[number] = Gate(need, kept)
        pending += [argument for argument in kept if known[argument] is None and argument not in gates]
    return known, gates


def _join(gates: dict[int, Gate], leaves: dict[int, float]) -> bool:
    """Join leaves that occur in the same gates, all of them conjunctions, into the first of them; return whether any did."""
    callers: dict[int, list[int]] = {leaf: [] for leaf in leaves}
    apart = set()
    for number, gate in gates.items():
        conjunction = gate.need == len(gate.arguments)
        for argument in gate.arguments:
            if argument in callers:
                callers[argument].append(number)
                if not conjunction:
                    apart.add(argument)
    groups: dict[tuple[int, ...], list[int]] = {}
    for leaf, signature in callers.items():
        if leaf not in apart and signature:
            groups.setdefault(tuple(signature), []).append(leaf)
    dropped: set[int] = set()
    touched: set[int] = set()
    for users, together in groups.items():
        if len(together) > 1:
            leaves[together[0]] = any_failure(leaves[leaf] for leaf in together)
            dropped.update(together[1:])
            touched.update(users)
    for number in touched:
        kept = tuple([argument for argument in gates[number].arguments if argument not in dropped])
        gates[number] = Gate(len(kept), kept)
    for leaf in dropped:
        del leaves[leaf]
    return bool(dropped)


def _close_modules(gates: dict[int, Gate], leaves: dict[int, float], known: list[float | None]) -> bool:
    """Make every gate a leaf whose arguments are leaves that occur nowhere else; return whether there was one."""
    uses: dict[int, int] = {}
    caller: dict[int, int] = {}
    for number, gate in gates.items():
        for argument in gate.arguments:
            uses[argument] = uses.get(argument, 0) + 1
            caller[argument] = number
    shared = {
        number: sum(1 for argument in gate.arguments if uses[argument] != 1 or argument not in leaves)
        for number, gate in gates.items()
    }
    sums: dict[int, tuple[float, float]] = {}  # of logarithms, and their rounding error: a chain of modules stays exact
    pending = [number for number, count in shared.items() if not count]
    modules = bool(pending)
    while pending:
        number = pending.pop()
        gate = gates.pop(number)
        if gate.need == len(gate.arguments):
            terms = [term for argument in gate.arguments for term in sums.get(argument) or (log_complement(leaves[argument]),)]
            total = fsum(terms)
            sums[number] = (total, fsum([*terms, -total]))
            false = 0.0 - expm1(total)
        else:
            false = gate_failure(gate, leaves)
        leaves[number] = known[number] = false
        for argument in gate.arguments:
            del leaves[argument]
        if uses.get(number) == 1:
            shared[caller[number]] -= 1
            if not shared[caller[number]]:
                pending.append(caller[number])
    return modules
