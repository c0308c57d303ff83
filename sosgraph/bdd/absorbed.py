# cython: annotation_typing=False
"""Absorption: what is known where a gate is asked need not be asked again: a kernel (`absorbed.pxd` beside it).

Evaluate a formula lazily: of a conjunction the arguments in turn, up to the first false one; of a disjunction up to the
first true one. Then an argument is asked only where everything is known that follows from its earlier siblings and from
the gates above it, on every way that leads to it. What contradicts that is false there, and what cannot be false, true.
In a system it says that a shared dependency has failed the whole already, so that the parts need not ask for it.
"""

from typing import NamedTuple

from sosgraph.bdd.formula import FALSE, TRUE, Formula

_FIRST = -1 << 60

COMPILED = not __file__.endswith(".py")


class Facts(NamedTuple):
    """What follows from a literal: bit sets of the numbers that are then `true`, and `false`.

    Both lists have an entry for each number n, and for each `~n`, which Python finds by counting from the end. Only numbers
    that are an argument more than once have a bit: others are asked once.
    """

    true: list[int]
    false: list[int]


def absorbed(formula: Formula, backwards: bool = False) -> list[list[int]] | None:
    """Return the arguments of every gate, with `TRUE` and `FALSE` where the context decides; None when it decides nothing.

    Variables are asked before gates, and gates in ascending order, or `backwards`: some facts show up only one way.
    """
    true, false = facts_of(formula)
    first, gates = formula.variables, formula.gates
    top = (formula.root if formula.root >= 0 else ~formula.root) - first
    known_true: list[int | None] = [None] * len(gates)
    known_false = [0] * len(gates)
    found = [list(gate.arguments) for gate in gates]
    if top < 0:
        return None
    known_true[top] = 0
    changed = False
    for position in range(top, -1, -1):
        here_true, here_false = known_true[position], known_false[position]
        if here_true is None:
            continue
        need, arguments = gates[position]
        side = 1 if need == len(arguments) else -1 if need == 1 else 0
        for place in _turns(arguments, first, backwards):
            argument = arguments[place]
            if (here_true | true[argument]) & (here_false | false[argument]):
                found[position][place] = FALSE
                changed = True
            elif (here_true | true[~argument]) & (here_false | false[~argument]):
                found[position][place] = TRUE
                changed = True
            elif (head := (argument if argument >= 0 else ~argument) - first) >= 0:
                before = known_true[head]
                known_true[head] = here_true if before is None else before & here_true
                known_false[head] = here_false if before is None else known_false[head] & here_false
            if side:  # the next one is asked only where this one is true, in a conjunction, or false, in a disjunction
                asked = argument if side > 0 else ~argument
                here_true |= true[asked]
                here_false |= false[asked]
    return found if changed else None


def facts_of(formula: Formula) -> Facts:
    """Return what follows from every literal of `formula`: for a conjunction all that follows from its arguments, and so on."""
    first = formula.variables
    size = first + len(formula.gates)
    true: list[int] = [0] * (2 * size)
    false: list[int] = [0] * (2 * size)
    bit = _bits(formula)
    for number in range(first):
        true[number] = false[~number] = bit[number]
    number = first
    for need, listed in formula.gates:
        if need == len(listed) > 0:
            _conjunction(true, false, number, listed)
        elif need == 1:
            _conjunction(true, false, ~number, tuple([~argument for argument in listed]))
        else:
            for literal, enough in ((number, len(listed) - need + 1), (~number, need)):
                signed = listed if literal >= 0 else [~argument for argument in listed]
                true[literal] = _in_at_least(enough, [true[argument] for argument in signed])
                false[literal] = _in_at_least(enough, [false[argument] for argument in signed])
        true[number] |= bit[number]
        false[~number] |= bit[number]
        number += 1
    return Facts(true, false)


def _conjunction(true: list[int], false: list[int], literal: int, arguments: tuple[int, ...]) -> None:
    """Note what follows from a conjunction, all that does from any argument, and from its negation, what does from each."""
    all_true = all_false = 0
    none_true = none_false = -1
    for argument in arguments:
        all_true |= true[argument]
        all_false |= false[argument]
        none_true &= true[~argument]
        none_false &= false[~argument]
    true[literal], false[literal], true[~literal], false[~literal] = all_true, all_false, none_true, none_false


def _bits(formula: Formula) -> list[int]:
    """Return for each number a bit of its own where it is an argument more than once, else 0."""
    uses = [0] * (formula.variables + len(formula.gates))
    for _, arguments in formula.gates:
        for argument in arguments:
            uses[argument if argument >= 0 else ~argument] += 1
    bits = []
    bit = 1
    for count in uses:
        bits.append(bit if count > 1 else 0)
        if count > 1:
            bit <<= 1
    return bits


def _in_at_least(threshold: int, sets: list[int]) -> int:
    """Return what is in at least `threshold` of `sets`: of n arguments that need k, any n - k + 1 contain a true one."""
    if threshold <= 0 or not sets:
        return 0
    counted = [0] * threshold
    for each in sets:
        for index in range(threshold - 1, 0, -1):
            counted[index] |= counted[index - 1] & each
        counted[0] |= each
    return counted[-1]


def _turns(arguments: tuple[int, ...], first: int, backwards: bool) -> list[int]:
    """Return the positions of `arguments` in the order in which they are asked."""
    number = [argument if argument >= 0 else ~argument for argument in arguments]
    if backwards:
        number = [-each if each >= first else _FIRST for each in number]
    return sorted(range(len(arguments)), key=number.__getitem__)
