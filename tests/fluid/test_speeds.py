"""Compiled or not, the same bytes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.errors import BadCall
from sosgraph.fluid import clock, crossing, delay, entering, serving
from sosgraph.fluid.arrays import Array
from sosgraph.fluid.cells import as_cells
from sosgraph.fluid.run import run
from sosgraph.simulation.network import Network
from sosgraph.speed import KERNELS
from tests.fluid.speeds import KERNELS as NAMES
from tests.fluid.speeds import SOURCE, USERS
from tests.fluid.systems import outage, storm
from tests.from_source import from_source
from tests.requests.networks import networks, triggers

SIZES = st.integers(1, 70)
SEEDS = st.integers(0, 2**32 - 1)


def drawn(seed: int, size: int, count: int) -> list[Array]:
    """Return arrays of numbers from 0 to 100, some of them 0, 1, or very large or small."""
    draw = np.random.default_rng(seed)
    values = draw.random((count, size)) * draw.choice([1e-12, 0.1, 1.0, 100.0], (count, size))
    odd = draw.choice([0.0, 1.0, 1e-30, 1e12], values.shape)
    return list(np.where(draw.random(values.shape) < 0.2, odd, values))


def test_all_kernels_are_compared() -> None:
    """Another one would be passed over."""
    assert sorted(f"fluid.{name}" for name in NAMES) == sorted(KERNELS["fluid"])


@settings(max_examples=60, deadline=None)
@given(data=st.data(), columns=st.integers(1, 3))
def test_a_run_is_the_same_at_both_speeds(data: st.DataObject, columns: int) -> None:
    """Of networks with everything that may stand in one, in one scenario or several: every number of every course."""
    network: Network = data.draw(networks())
    scenarios = [data.draw(triggers(network)) for _ in range(columns)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "STEPS", 60)
        found = []
        for each in (run, SOURCE["run"].run):
            try:
                found.append(repr(each(network, scenarios, 3.0, load_factors=[1.0, 3.0, 0.5][:columns])))
            except BadCall as refusal:
                found.append(str(refusal))
    assert found[0] == found[1]


@given(SEEDS, SIZES)
def test_ends_are_the_same_at_both_speeds(seed: int, size: int) -> None:
    """On the lines of the step before."""
    arrays = drawn(seed, size, 18)
    for each in (13, 14, 16):
        arrays[each] += 1e-9  # a request takes some time; a curve bends somewhere
    arrays[17] = np.minimum(arrays[17], arrays[16])  # and is eased by less than that
    copies = [each.copy() for each in arrays]
    crossing.ends(0.03, *(as_cells(each, crossing.COMPILED) for each in arrays))
    SOURCE["crossing"].ends(0.03, *(as_cells(each, False) for each in copies))
    assert [each.tobytes() for each in arrays] == [each.tobytes() for each in copies]


@given(SEEDS, SIZES)
def test_searches_are_the_same_at_both_speeds(seed: int, size: int) -> None:
    """In a table of eight lines for all: who begins on another than the right one does not stay there."""
    arrays, (*given, bend) = drawn(seed, size, 14), drawn(seed + 1, size, 3)
    _, first, low, last, _, *_, middle, _, _, share, off = arrays
    first[:], low[:], last[:], middle[:], bend[:], share[:] = 4, 0, 7, 0.5, bend + 1e-9, np.minimum(share, 1.0)
    empty, full = np.sort(drawn(seed, 12, 2))
    table = np.zeros((12, 4))
    table[:, 0], table[:, 2] = np.minimum(empty, 1.0), np.minimum(full, 1.0)
    arrays[4:9] = table.reshape(-1), *(table[4, column] + np.zeros(size) for column in range(4))
    copies, turns = [each.copy() for each in arrays], []
    for module, values in ((crossing, arrays), (SOURCE["crossing"], copies)):
        places, room = np.zeros((module.PLACES, size), dtype=np.intp), np.zeros((module.ROOM, size))
        turns.append(module.search(places, 0.03, *values, room, *given, bend))
    assert turns[0] == turns[1] and (turns[0] > 0) == (off > 0.5 + 1e-9).any()
    assert [each.tobytes() for each in arrays] == [each.tobytes() for each in copies]


@given(SEEDS, SIZES)
def test_what_is_served_is_the_same_at_both_speeds(seed: int, size: int) -> None:
    """And what is found."""
    arrays = drawn(seed, size, 26)
    copies = [each.copy() for each in arrays]
    serving.serve(0.03, *(as_cells(each, serving.COMPILED) for each in arrays))
    SOURCE["serving"].serve(0.03, *(as_cells(each, False) for each in copies))
    assert [each.tobytes() for each in arrays] == [each.tobytes() for each in copies]


@given(SEEDS, SIZES)
def test_entries_are_the_same_at_both_speeds(seed: int, size: int) -> None:
    """At every third station."""
    cells = np.arange(0, size, 3)
    (*before, entering_here, arriving), there = drawn(seed, size, 6), drawn(seed + 1, len(cells), 5)
    copies = [each.copy() for each in there]
    for module, values in ((entering, there), (SOURCE["entering"], copies)):
        places, found = as_cells(cells, module.COMPILED), [as_cells(each, module.COMPILED) for each in values]
        module.shares(places, 0.03, *before, *found[:3], entering_here, arriving)
        module.ends(places, *found[1:], arriving)
    assert [each.tobytes() for each in there] == [each.tobytes() for each in copies]


@pytest.mark.parametrize("columns", [1, 2])
def test_pauses_are_the_same_at_both_speeds(columns: int) -> None:
    """A moving mean over many steps of a single row, for several rounds."""
    draw = np.random.default_rng(3)
    flows = draw.random((200, 1, columns))
    found = []
    for module in (delay, SOURCE["delay"]):
        pauses = module.Delay([40], [10], columns)
        found.append(b"".join(pauses.through(flow.copy()).tobytes() for flow in flows))
    assert found[0] == found[1]


@pytest.mark.parametrize("missing", NAMES)
def test_a_kernel_may_be_interpreted_alone(missing: str) -> None:
    """Each is optional: the others are compiled, and the numbers stay."""
    network, scenarios = storm(attempts=3, backoff_s=0.5, jitter=0.7), [[outage(1.0, 1.0)]]
    alone = from_source("sosgraph.fluid", missing, *USERS)["run"].run
    assert repr(alone(network, scenarios, 3.0)) == repr(run(network, scenarios, 3.0))
