"""Elementary functions and chances, cell by cell: against the libraries', and with the same bytes at both speeds."""

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from scipy.special import gammaincc

import sosgraph.fluid.overdue as here
from sosgraph.fluid.arrays import Array, column
from sosgraph.fluid.cells import Given, as_cells, as_ring, doublings, span
from tests.from_source import from_source

SOURCE = from_source("sosgraph.fluid", "overdue")["overdue"]
SPEEDS = [SOURCE, here]
ULP = 2.0**-52


def drawn(*tops: float, size: int = 3000) -> list[Array]:
    """Return numbers of all sizes below each of these, some of them 0."""
    draw = np.random.default_rng(1)
    return [top * draw.random(size) ** draw.integers(1, 9, size) * (draw.random(size) > 0.1) for top in tops]


def fewer(kernel: ModuleType, count: Array, mean: Array) -> Array:
    room, (large, left) = np.empty((here.ROOM, count.size)), np.empty((2, count.size), dtype=np.intp)
    room[SOURCE._COUNT], room[SOURCE._MEAN] = count, mean
    kernel.fewer(count.size, room, large, left)
    return room[SOURCE._NUMBER]


@pytest.mark.parametrize(
    ("ours", "theirs", "x"),
    [
        (SOURCE.exp, np.exp, np.linspace(-700, 700, 100_001)),
        (SOURCE.expm1, np.expm1, np.concatenate([np.linspace(-700, 700, 100_001), np.logspace(-300, 0, 1001)])),
        (SOURCE.log, np.log, np.concatenate([np.logspace(-300, 300, 100_001), np.linspace(0.5, 2, 100_000)])),
    ],
)
def test_elementary_functions_are_as_exact_as_numbers_are(
    ours: Callable[[Array], Array], theirs: Callable[[Array], Array], x: Array
) -> None:
    """To four units in the last place, which the libraries' are to one."""
    assert np.all(np.abs(ours(x) - theirs(x)) <= 4 * ULP * np.abs(theirs(x)))


def test_doublings_are_those_of_the_nearest_power_of_two() -> None:
    """2^k times what lies between the roots of 1/2 and 2."""
    x = np.concatenate([np.logspace(-300, 300, 10_001), 2.0 ** np.arange(-1000, 1000)])
    left = x / 2.0 ** doublings(x)
    assert left.min() >= 0.5**0.5 and left.max() < 2**0.5


@pytest.mark.parametrize("top", [3.0, 30.0, 300.0, 3000.0, 1e5])
@pytest.mark.parametrize("kernel", SPEEDS)
def test_a_poisson_count_is_less_than_a_number_with_the_chance_that_the_gamma_function_gives(
    kernel: ModuleType, top: float
) -> None:
    """Within six standard deviations: by the series, and from 200 on by the expansion."""
    draw = np.random.default_rng(2)
    mean = top * draw.random(5000)
    count = np.maximum(mean + draw.normal(size=5000) * 2 * np.sqrt(mean + 1), 1.0)
    assert fewer(kernel, count, mean) == pytest.approx(gammaincc(count, mean), abs=5e-12)


@pytest.mark.parametrize("size", [1e6, 1e9, 1e12, 1e15])
@pytest.mark.parametrize("kernel", SPEEDS)
def test_a_large_count_is_nearly_normal(kernel: ModuleType, size: float) -> None:
    """Half of them are below the mean, a third of a standard deviation's density more; and it takes no longer."""
    count = np.array([size, size, size])
    mean = size + np.array([0.0, 1.0, -1.0]) * np.sqrt(size)
    expected = np.array([0.5 + 1 / np.sqrt(18 * np.pi * size), 0.15865525393145707, 0.8413447460685429])
    assert fewer(kernel, count, mean) == pytest.approx(expected, abs=0.5 / np.sqrt(size))


def test_chances_are_the_same_bytes_at_both_speeds() -> None:
    """All that the kernel works out, of drawn numbers."""
    number, served, own, stays_s, patience_s = drawn(1e5, 1e5, 700.0, 10.0, 10.0)
    known, idle, waits, given_up = drawn(1.0, 1.0, 1.0, 1.0)
    servers = np.random.default_rng(3).choice([0.0, 1.0, 4.0], number.size)
    found: list[list[bytes]] = []
    places = np.empty((3, number.size), dtype=np.intp)
    for module in SPEEDS:
        every, shape = [np.zeros((number.size, 1)) for _ in range(4)], (number.size, 1)
        kernel = module.Overdue()
        kernel.room, (kernel.places, kernel.large, kernel.left) = np.empty((here.ROOM, number.size)), places.copy()
        kernel.ring = as_ring(np.array([number, known, idle, waits, known * served]), module.COMPILED)
        given = {"servers": servers, "capacity": served, "times": waits, "per_s": idle, "passing_s": known, "each": own}
        taken = {"served": every[0], "own": every[1], "share": every[2]}
        Given(kernel, module.COMPILED, shape)(**{name: column(each) for name, each in given.items()}, **taken)
        whole = (*span(module.COMPILED, number.size), 0)
        kernel.usual(*whole)
        module.waited(*(as_cells(each, module.COMPILED) for each in (stays_s + 1e-9, patience_s, known, given_up, every[3])))
        assert kernel.certain(*whole) > 100
        found.append([each.tobytes() for each in every])
    assert found[0] == found[1]
