"""The least and the greatest steady state."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.traffic.demand import demand
from sosgraph.traffic.steady import greatest, least, overloads
from tests.strategies import architectures
from tests.traffic.speeds import SOURCE
from tests.yaml_architecture import architecture


@settings(max_examples=60, deadline=None)
@given(architectures())
def test_the_least_state_is_no_worse_than_the_greatest(architecture: Architecture) -> None:
    """In load and in lateness, for every component and call, and no number is NaN."""
    found = demand(architecture)
    low, high = least(found), greatest(found)
    for mine, other in ((low.arriving, high.arriving), (low.late, high.late), (low.busy, high.busy), (low.failing, high.failing)):
        assert all(one <= two * (1 + 1e-6) + 1e-6 for one, two in zip(mine, other, strict=True))


@settings(max_examples=40, deadline=None)
@given(architectures())
def test_more_load_is_never_better(architecture: Architecture) -> None:
    """Twice the load fails at least as much."""
    found = demand(architecture)
    assert all(one <= two + 1e-6 for one, two in zip(least(found).late, least(found, 2.0).late, strict=True))


@settings(max_examples=80, deadline=None)
@given(architectures(), st.floats(0.01, 100))
def test_a_hurried_search_ends_as_the_whole_one(architecture: Architecture, factor: float) -> None:
    """Whether anything is overloaded is told before the state is known, and is the same."""
    found = demand(architecture)
    assert overloads(found, factor, False) == any(least(found, factor).overloaded)
    assert overloads(found, factor, True) == any(greatest(found, factor).overloaded)


def test_a_short_queue_has_no_crater() -> None:
    """Who is refused at once costs nothing: with a queue that empties in time, both states are one."""
    text = """
    components:
      web: {entry: {rate: 280/s}, depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}}]}
      db: {capacity: {concurrency: 1, service_time: 3.333ms, QUEUE}}
    """
    for word, calm in (("queue: 100", True), ("shed_at: 98%", True), ("queue: inf", False), ("queue: 3000", False)):
        found = demand(architecture(text.replace("QUEUE", word)))
        assert (greatest(found).arriving[1] == pytest.approx(least(found).arriving[1], rel=1e-3)) is calm, word


def test_a_circle_with_a_gain_ends() -> None:
    """Calls that breed calls do not keep the search busy."""
    found = demand(
        architecture("""
        components:
          a: {entry: {rate: 1/s}, depends_on: [{on: b, timeout: 1s, retry: {attempts: 9}}]}
          b: {capacity: {concurrency: 1, service_time: 1s}, depends_on: [{on: a, timeout: 1s, retry: {attempts: 9}}]}
        """)
    )
    assert least(found).arriving and greatest(found).arriving


_CIRCLE = """
    components:
      web: {entry: {rate: 10/s}, capacity: {concurrency: 20, service_time: 1ms}, depends_on: [a]}
      a: {depends_on: [{on: b, calls: 0.9}]}
      b: {CAPACITY depends_on: [a, db]}
      db: {capacity: {concurrency: 2, service_time: 10ms}, depends_on: [{on: far, timeout: 1s, retry: {attempts: 2}}]}
      far: {capacity: {concurrency: 10, service_time: 10ms}}
    """


def test_what_has_no_limit_never_waits_for_itself() -> None:
    """Two without a capacity call one another: both states are one, as in simulation; with one they may block each other."""
    free = demand(architecture(_CIRCLE.replace("CAPACITY", "")))
    low, high = least(free), greatest(free)
    assert high.settled and high.service_s == pytest.approx(low.service_s, rel=1e-3) and max(high.busy) < 1
    full = demand(
        architecture(_CIRCLE.replace("CAPACITY", "capacity: {concurrency: 200, service_time: 1ms},").replace("10/s", "5/s"))
    )
    assert max(greatest(full).busy) >= 1 > max(least(full).busy)


@pytest.mark.parametrize("around", [1, -1])
@pytest.mark.parametrize(("size", "share"), [(8, 0.9), (20, 0.9), (50, 0.95), (25, 0.99)])
def test_a_long_circle_without_limits_comes_to_rest(
    size: int, share: float, around: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever order it is written, and soon: its calls hold nobody for longer than what they wait for outside."""
    lines = [f"      c{place}: {{depends_on: [{{on: c{(place + 1) % size}, probability: {share}}}]}}" for place in range(size)]
    lines[-1] = lines[-1].replace("]}", ", db]}")
    text = """
    components:
      web: {entry: {rate: 1/s}, capacity: {concurrency: 20, service_time: 1ms}, depends_on: [c0]}
      db: {capacity: {concurrency: 2, service_time: 10ms}, depends_on: [{on: far, timeout: 1s, retry: {attempts: 2}}]}
      far: {capacity: {concurrency: 10, service_time: 10ms}}
"""
    found = demand(architecture(text + "\n".join(lines[::around])))
    search, steady = SOURCE["search"].Search, SOURCE["steady"]
    looked, held = [], search._held

    def counted(self: Any, place: object) -> object:
        looked.append(place)
        return held(self, place)

    monkeypatch.setattr(search, "_held", counted)
    low, high = steady.least(found), steady.greatest(found)
    assert high.settled and high.service_s == pytest.approx(low.service_s, rel=1e-3) and max(high.busy) < 1
    assert len(looked) < 500 * size


def test_a_fallback_that_nobody_asks_holds_nobody() -> None:
    """Though it is full for ever: not a share of nothing, which is no number, but nothing."""
    found = demand(
        architecture("""
        components:
          web: {entry: {rate: 10/s}, capacity: {concurrency: 20, service_time: 1ms}, depends_on: [{on: db, fallback: {to: full}}]}
          db: {capacity: {concurrency: 20, service_time: 1ms}}
          other: {entry: {rate: 90/s}, depends_on: [full]}
          full: {capacity: {concurrency: 1, service_time: 20ms}}
        """)
    )
    for state in (least(found), greatest(found)):
        assert state.settled and state.busy[3] > 1 and state.service_s[0] == pytest.approx(2e-3, rel=0.01)
