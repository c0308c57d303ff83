"""Changed architectures: what is asked for changes, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio
from sosgraph.structure.changes import (
    changed,
    removed,
    with_availability,
    with_mtbf,
    with_mttr,
    with_promise,
    with_replica,
)
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.own_part import own_part, published_slo
from tests.strategies import architectures, ratios
from tests.yaml_architecture import architecture

HOUR = 3600.0


def of(details: str) -> Architecture:
    return architecture(f"components: {{a: {{{details}}}}}")


def own_after(details: str, change: object) -> float:
    component = change(of(details).components["test/a"])  # type: ignore[operator]
    found = own_part(component).ratio
    assert found is not None
    return found.complement


def test_repair_in_half_the_time_halves_the_downtime() -> None:
    """Whether the number was written as an availability with its time to repair, or as two means."""
    for details in ("availability: 99%, mttr: 2h", "mtbf: 198h, mttr: 2h"):
        assert own_after(details, lambda a: with_mttr(a, HOUR)) == pytest.approx(1 / 199)


def test_a_time_to_repair_alone_changes_no_number() -> None:
    """An availability without it stays what it is."""
    assert own_after("availability: 99%", lambda a: with_mttr(a, HOUR)) == 0.01


def test_time_between_failures_needs_the_time_to_repair() -> None:
    """Else it says nothing."""
    assert own_after("availability: 99%, mttr: 1h", lambda a: with_mtbf(a, 999 * HOUR)) == pytest.approx(0.001)
    with pytest.raises(BadCall, match="test/a has no mttr"):
        with_mtbf(of("availability: 99%").components["test/a"], HOUR)


def test_another_promise_keeps_its_window_and_the_promised_latency() -> None:
    """All availabilities that were promised are replaced by one."""
    described = of("slo: [{availability: 99%, window: 28d}, {availability: 98%}, {latency: 300ms, target: 99%}]")
    component = with_promise(described.components["test/a"], Ratio(0.5, 0.5))
    assert published_slo(component) == Ratio(0.5, 0.5) and len(component.slos) == 2
    assert component.availability_slos[0].window_s == 28 * 86400


def test_one_copy_more() -> None:
    """A single part becomes two, of which one is enough; a published number is then that of each."""
    for details in ("availability: 99%", "slo: 99%", "availability: 99%, replicas: 1"):
        described = changed(of(details), "test/a", with_replica)
        assert composite_availability(described)["test/a"].unavailability_low == pytest.approx(1e-4)


def test_one_copy_more_of_what_is_only_known_together() -> None:
    """A published number of several copies says nothing of each."""
    with pytest.raises(BadCall, match="is that of all copies together"):
        with_replica(of("slo: 99%, replicas: 2").components["test/a"])


@settings(max_examples=40)
@given(drawn=architectures(), data=st.data())
def test_gone_is_down_and_helps_nobody(drawn: Architecture, data: st.DataObject) -> None:
    """What is removed is never up, tolerances and copies notwithstanding, and nobody is better off."""
    name = data.draw(st.sampled_from(list(drawn.components)))
    before, after = composite_availability(drawn), composite_availability(changed(drawn, name, removed))
    assert after[name].upper == 0
    assert all(after[each].unavailability_low >= before[each].unavailability_low - 1e-12 for each in before)


@settings(max_examples=40)
@given(drawn=architectures(), ratio=ratios(), data=st.data())
def test_another_number_is_as_if_it_had_been_written(drawn: Architecture, ratio: Ratio, data: st.DataObject) -> None:
    """A changed architecture remembers nothing of the one before, which stays what it is."""
    name = data.draw(st.sampled_from(list(drawn.components)))
    before = composite_availability(drawn)
    after = changed(drawn, name, lambda component: with_availability(component, ratio))
    written = Architecture(dict(after.components), drawn.systems)
    assert composite_availability(after) == composite_availability(written)
    assert composite_availability(after.extended({name: drawn.components[name]})) == before
