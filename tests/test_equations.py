"""Equations that say "n is false", and what is true where some variables are not."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.equations import Equations, Gate, Solutions, callees_first, nearest_first, part_below, support
from sosgraph.graph.components import strong_components
from tests.bdd.formulas import acyclic
from tests.bdd.systems import equations, systems


@given(acyclic())
def test_every_gate_has_the_value_of_its_arguments(system: Equations) -> None:
    """In every state: true where at least as many arguments as needed are, counted with repeats."""
    for state in product((False, True), repeat=system.variables):
        value = system.greatest_solution([i for i, fails in enumerate(state) if fails])
        assert [not true for true in value[: system.variables]] == list(state)
        for number, (need, arguments) in enumerate(system.gates, system.variables):
            assert value[number] == (sum(value[n] if n >= 0 else not value[~n] for n in arguments) >= need)


def test_callees_may_come_later() -> None:
    """Gates need no order, as long as there is no circle."""
    system = Equations(1, (Gate(1, (~2,)), Gate(1, (0,))))
    assert list(system.greatest_solution()) == [1, 0, 1]
    assert not system.coherent


@pytest.mark.parametrize("gates", [(Gate(1, (~1,)),), (Gate(2, (0, 2)), Gate(1, (1,)), Gate(1, (~0,)))])
def test_circles_and_negations_exclude_each_other(gates: tuple[Gate, ...]) -> None:
    """A system that negates and has a circle, anywhere, is refused."""
    with pytest.raises(ValueError, match="circle"):
        Equations(1, gates).greatest_solution()


@given(systems(), acyclic())
def test_one_question_leaves_nothing_behind_for_the_next(circular: tuple[Equations, list[float]], negating: Equations) -> None:
    """Asked after all other states, and in an order of its own, a system says what it says when it is asked at once."""
    for system in (circular[0], negating):
        solutions = Solutions(system)
        states = [[i for i, fails in enumerate(state) if fails] for state in product((False, True), repeat=system.variables)]
        for false in (*states, *reversed(states)):
            assert solutions.where(reversed(false)) == system.greatest_solution(false)


@given(systems())
def test_the_greatest_of_all_solutions(given_system: tuple[Equations, list[float]]) -> None:
    """Of all ways to give every gate a value that its arguments justify: no other is true anywhere that this one is not."""
    system, _ = given_system
    value = system.greatest_solution()
    for gates in product((0, 1), repeat=min(len(system.gates), 8)):
        guess = [*[1] * system.variables, *gates, *value[system.variables + len(gates) :]]
        if all(
            guess[number] == (sum(guess[n] for n in arguments) >= need)
            for number, (need, arguments) in enumerate(system.gates, system.variables)
        ):
            assert all(one <= best for one, best in zip(guess, value, strict=True))


@given(equations(), st.data())
def test_nearest_first_in_wider_and_wider_rings(system: Equations, data: st.DataObject) -> None:
    """The numbers themselves, then all their arguments, and theirs, each once; in ascending order they are the support."""
    roots = data.draw(st.lists(st.integers(0, len(system) - 1)))
    rings, reached = [set(roots)], set(roots)
    while rings[-1]:
        gates = [system.gates[number - system.variables] for number in rings[-1] if number >= system.variables]
        rings.append({argument for gate in gates for argument in gate.arguments} - reached)
        reached |= rings[-1]
    found = list(nearest_first(system, roots))
    assert support(system, roots) == sorted(found) == sorted(reached)
    for ring in rings:
        assert set(found[: len(ring)]) == ring
        del found[: len(ring)]


@given(equations())
def test_callees_first_as_components(system: Equations) -> None:
    """The order of components where each is a single gate; none where one needs itself, alone or with others."""
    first = system.variables
    arcs = [[argument - first for argument in gate.arguments if argument >= first] for gate in system.gates]
    components = strong_components(arcs)
    circle = any(len(each) > 1 or each[0] in arcs[each[0]] for each in components)
    expected = None if circle else [first + each[0] for each in components]
    assert callees_first(system, range(first, len(system))) == expected


@given(system=equations() | acyclic(), data=st.data())
def test_the_part_below_a_number_has_its_value(system: Equations, data: st.DataObject) -> None:
    """Whatever is false, and nothing else is in it."""
    root = data.draw(st.integers(0, len(system) - 1))
    part = part_below(system, root)
    assert len(support(part.equations, [part.root])) == len(part.equations) or len(part.equations) == len(system)
    for state in product((False, True), repeat=system.variables):
        inside = [here for here, variable in enumerate(part.variables) if state[variable]]
        whole = system.greatest_solution([variable for variable, fails in enumerate(state) if fails])
        assert part.equations.greatest_solution(inside)[part.root] == whole[root]
