"""Compiled or not, the same bytes."""

from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.errors import BadCall
from sosgraph.fluid import cells, clock, crossing, delay, entries
from sosgraph.fluid.arrays import Array
from sosgraph.fluid.cells import Given, span
from sosgraph.fluid.run import run
from sosgraph.fluid.stations import Stations
from sosgraph.simulation.network import Network, Station
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
@given(data=st.data(), columns=st.integers(1, 3), strip=st.sampled_from([2, 2048]))
def test_a_run_is_the_same_at_both_speeds(data: st.DataObject, columns: int, strip: int) -> None:
    """Of networks with everything that may stand in one, in one scenario or several: every number of every course."""
    network: Network = data.draw(networks())
    scenarios = [data.draw(triggers(network)) for _ in range(columns)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "STEPS", 60)
        patch.setattr(cells, "STRIP", strip)
        found = []
        for each in (run, SOURCE["run"].run):
            try:
                found.append(repr(each(network, scenarios, 3.0, load_factors=[1.0, 3.0, 0.5][:columns])))
            except BadCall as refusal:
                found.append(str(refusal))
    assert found[0] == found[1]


def kernels(module: str, name: str, arrays: dict[str, Array]) -> list[tuple[Any, dict[str, Array], tuple[int, int]]]:
    """Return a kernel as it is installed, and as it stands in its source, each with copies of arrays, and all of its cells."""
    found = []
    for each in (import_module(f"sosgraph.fluid.{module}"), SOURCE[module]):
        kernel, copies = getattr(each, name)(), {key: values.copy().reshape(-1, 1) for key, values in arrays.items()}
        size = len(next(iter(copies.values())))
        Given(kernel, each.COMPILED, (size, 1))(**copies)
        found.append((kernel, copies, span(each.COMPILED, size)))
    return found


def the_same(found: list[tuple[Any, dict[str, Array], tuple[int, int]]]) -> bool:
    """Return whether all arrays hold the same bytes."""
    (_, ours, _), (_, theirs, _) = found
    return all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def of_kernel(module: str, name: str, seed: int, size: int) -> dict[str, Array]:
    """Return drawn arrays for all that a kernel wants."""
    kinds = getattr(SOURCE[module], name).__annotations__
    names = [key for key, kind in kinds.items() if kind is Array and key not in ("room", "table")]
    return dict(zip(names, drawn(seed, size, len(names)), strict=True))


@given(SEEDS, SIZES)
def test_ends_are_the_same_at_both_speeds(seed: int, size: int) -> None:
    """On the lines of the step before."""
    arrays = of_kernel("crossing", "Crossing", seed, size)
    for name in ("own_s", "held_s", "bend"):
        arrays[name] += 1e-9  # a request takes some time; a curve bends somewhere
    arrays["eased"] = np.minimum(arrays["eased"], arrays["bend"])  # and is eased by less than that
    found = kernels("crossing", "Crossing", arrays)
    for kernel, _, whole in found:
        kernel.step_s = 0.03
        kernel.end(*whole)
    assert the_same(found)


@given(SEEDS, SIZES)
def test_searches_are_the_same_at_both_speeds(seed: int, size: int) -> None:
    """In a table of eight lines for all: who begins on another than the right one does not stay there."""
    arrays = of_kernel("crossing", "Crossing", seed, size)
    arrays["bend"] += 1e-9
    arrays["share"] = np.minimum(arrays["share"], 1.0)
    empty, full = np.sort(drawn(seed, 12, 2))
    table = np.zeros((12, 4))
    table[:, 0], table[:, 2] = np.minimum(empty, 1.0), np.minimum(full, 1.0)
    begins = {"line": 4.0, "lowest": 0.0, "highest": 7.0, "middle": 0.5}
    begins |= dict(zip(("empty", "steeper", "blocked", "fuller"), table[4].tolist(), strict=True))
    found, turns = kernels("crossing", "Crossing", arrays | {name: np.full(size, each) for name, each in begins.items()}), []
    for kernel, _, whole in found:
        kernel.step_s, kernel.table, kernel.room = 0.03, table.reshape(-1).copy(), np.zeros((crossing.ROOM, size))
        kernel.places, kernel.left = np.zeros((2, size), dtype=np.intp)
        turns.append(kernel.search(*whole))
    assert turns[0] == turns[1] and (turns[0] > 0) == (arrays["off"] > 0.5 + 1e-9).any()
    assert the_same(found)


@given(SEEDS, SIZES)
def test_what_is_served_is_the_same_at_both_speeds(seed: int, size: int) -> None:
    """And what is found."""
    found = kernels("serving", "Serving", of_kernel("serving", "Serving", seed, size))
    for kernel, _, whole in found:
        kernel.step_s = 0.03
        kernel.serve(*whole)
    assert the_same(found)


@given(SEEDS, SIZES)
def test_entries_are_the_same_at_both_speeds(seed: int, size: int) -> None:
    """At every third station."""
    rows, every = np.arange(0, size, 3), tuple(Station(str(row)) for row in range(size))
    stations = Stations(Network(every, (), (0.0,) * size), 1, 0.03)
    before, number, served, accepted, coming, arriving, working = (each.reshape(-1, 1) for each in drawn(seed, size, 7))
    stations.before[...], stations.number[...] = before + number, number  # not more are left than were there
    stations.flow.served[...], stations.flow.accepted[...] = served, np.minimum(accepted, 1.0)
    found = []
    for module in (entries, SOURCE["entries"]):
        some = module.Entries(rows, stations, 1)
        for _ in range(2):
            some.arrive(coming, coming + arriving)
            some.end(working)
        found.append((some.good.tobytes(), some.bad.tobytes()))
    assert found[0] == found[1]


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
def test_a_kernel_may_be_interpreted_alone(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is optional: the others are compiled, and the numbers stay, of a single strip or of several."""
    network, scenarios = storm(attempts=3, backoff_s=0.5, jitter=0.7), [[outage(1.0, 1.0)]]
    alone = from_source("sosgraph.fluid", missing, *USERS)["run"].run
    expected = repr(run(network, scenarios, 3.0))
    assert repr(alone(network, scenarios, 3.0)) == expected
    monkeypatch.setattr(cells, "STRIP", 1)
    assert repr(alone(network, scenarios, 3.0)) == expected == repr(run(network, scenarios, 3.0))
