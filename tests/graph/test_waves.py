"""Waves against the two fixed points by brute force."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.equations import Equations, Gate
from sosgraph.graph.waves import waves


@st.composite
def systems(draw: st.DrawFn) -> tuple[Equations, list[int], list[int]]:
    """Return equations, whom each variable follows, and numbers that are given."""
    variables, count = draw(st.integers(0, 4)), draw(st.integers(1, 7))
    numbers = st.integers(0, variables + count - 1)
    gates = []
    for _ in range(count):
        arguments = tuple(draw(st.lists(numbers, max_size=3)))
        gates.append(Gate(draw(st.integers(0, len(arguments) + 1)), arguments))
    follows = [draw(st.integers(variables, variables + count - 1)) for _ in range(variables)]
    return Equations(variables, tuple(gates)), follows, draw(st.lists(numbers, max_size=1))


def by_hand(equations: Equations, follows: list[int], given: list[int]) -> list[int | None]:
    """Return the wave of every number: in each wave the greatest set that holds itself up, over what was true in the last."""
    wave = dict.fromkeys(given, 0)
    last: set[int] = set()
    now = 0
    while True:
        true = {number for number in range(len(equations)) if number >= equations.variables or follows[number] in last}
        true |= set(given)
        while fallen := {
            number
            for number, gate in enumerate(equations.gates, equations.variables)
            if number in true and number not in given and sum(argument in true for argument in gate.arguments) < gate.need
        }:
            true -= fallen
        if now and true == last:
            return [wave.get(number) for number in range(len(equations))]
        for number in true:
            wave.setdefault(number, now)
        last, now = (true, now + 1) if now else (true, 1)


@settings(max_examples=500)
@given(system=systems())
def test_waves_are_the_two_fixed_points(system: tuple[Equations, list[int], list[int]]) -> None:
    """Each number becomes true in the wave in which it does by hand, also in circles of circles."""
    assert waves(*system) == by_hand(*system)


def test_a_long_chain_takes_a_wave_a_link() -> None:
    """And no recursion."""
    links = 20_000
    gates = (Gate(0, ()), *(Gate(1, (link,)) for link in range(links)))
    found = waves(Equations(links, gates), range(links, 2 * links))
    assert found[links:] == list(range(links + 1))


def test_nothing_may_be_negated() -> None:
    """What is true in a wave stays true in the next; with a negation it would not."""
    with pytest.raises(ValueError, match="negate"):
        waves(Equations(0, (Gate(1, (~0,)),)), ())
