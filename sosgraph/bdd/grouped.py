"""Grouping: arguments that always stand together become one gate, of which the rest of the formula asks once.

In a fault tree these are common causes written out: a, b and c wherever one of them is. As a gate with arguments of its own
they are a module.
"""

from collections.abc import Collection

from sosgraph.bdd.formula import Formula, pruned
from sosgraph.equations import Gate


def grouped(formula: Formula, alone: Collection[int] | None = None) -> Formula | None:
    """Return the formula with groups as gates of their own; None when there is none.

    A group are two or more numbers that are arguments of the same gates, two or more, all of them conjunctions, or all
    disjunctions. Where `alone` are the modules of the formula, also the variables and modules that are arguments of a single
    gate and of no other are a group there, if that gate has other arguments.
    """
    first = formula.variables
    kinds = [1 if need == len(arguments) else -1 if need == 1 else 0 for need, arguments in formula.gates]
    together: dict[tuple[int, ...], list[int]] = {}
    for number, callers in enumerate(_callers(formula)):
        if len(callers) > 1 or (callers and alone is not None and (number < first or number in alone)):
            signature = tuple(callers) if callers[0] >= 0 else tuple([~caller for caller in callers])
            kind = kinds[signature[0]]
            if kind and all(kinds[caller] == kind if caller >= 0 else kinds[~caller] == -kind for caller in signature):
                together.setdefault(signature, []).append(number if callers[0] >= 0 else ~number)
    groups = {
        signature: literals
        for signature, literals in together.items()
        if len(literals) > 1 and (len(signature) > 1 or len(literals) < len(formula.gates[signature[0]].arguments))
    }
    return _with_gates(formula, groups) if groups else None


def _callers(formula: Formula) -> list[list[int]]:
    """Return for every number the positions of the gates that it is an argument of, `~p` where negated; nothing if twice."""
    callers: list[list[int]] = [[] for _ in range(formula.variables + len(formula.gates))]
    twice = set()
    for position, (_, arguments) in enumerate(formula.gates):
        for argument in arguments:
            number, caller = (argument, position) if argument >= 0 else (~argument, ~position)
            listed = callers[number]
            if listed and (listed[-1] == position or listed[-1] == ~position):
                twice.add(number)
            listed.append(caller)
    for number in twice:
        callers[number] = []
    return callers


def _with_gates(formula: Formula, groups: dict[tuple[int, ...], list[int]]) -> Formula:
    """Return the formula with a new gate for each group, before the first of its callers."""
    first = formula.variables
    before: dict[int, list[tuple[int, ...]]] = {}
    for signature in groups:
        before.setdefault(signature[0], []).append(signature)
    gates: list[Gate] = []
    place = list(range(first))
    inside: dict[int, set[int]] = {}  # by caller, the arguments that its groups replace
    new: dict[int, list[int]] = {}
    for position, (need, arguments) in enumerate(formula.gates):
        conjunction = need == len(arguments)
        for signature in before.get(position, ()):
            literals = [place[n] if n >= 0 else ~place[~n] for n in groups[signature]]
            number = first + len(gates)
            gates.append(Gate(len(literals) if conjunction else 1, tuple(literals)))
            heads = [n if n >= 0 else ~n for n in groups[signature]]
            for caller in signature:
                here = caller if caller >= 0 else ~caller
                new.setdefault(here, []).append(number if caller >= 0 else ~number)
                inside.setdefault(here, set()).update(heads)
        gone = inside.get(position, ())
        left = arguments if not gone else [n for n in arguments if (n if n >= 0 else ~n) not in gone]
        kept = [place[n] if n >= 0 else ~place[~n] for n in left] + new.get(position, [])
        place.append(first + len(gates))
        gates.append(Gate(len(kept) if conjunction else need, tuple(kept)))
    root = formula.root
    return pruned(first, gates, place[root] if root >= 0 else ~place[~root])
