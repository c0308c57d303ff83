"""Before and after: what differs, and what promises leave."""

import pytest

from sosgraph.quantity import Ratio
from sosgraph.structure.changes import changed, removed, with_contract, with_promise
from sosgraph.structure.differences import differences, moved_by_promises
from tests.yaml_architecture import architecture

PAIR = architecture("""
    components:
      web: {availability: 99.9%, slo: 99%, depends_on: [{any_of: [a, b]}]}
      a: {availability: 99%, slo: 98%}
      b: {availability: 99%}
""")


def test_nothing_differs_from_itself() -> None:
    """Neither composites nor what promises leave."""
    assert differences(PAIR, PAIR) == [] and moved_by_promises(PAIR, PAIR) == {}


def test_what_is_gone_is_removed_with_its_promise() -> None:
    """Where it made one; its caller is judged by what is left, those that change most first."""
    gone = differences(PAIR, changed(PAIR, "test/a", removed), ["test/a"])
    assert [(each.component, each.judged) for each in gone] == [
        ("test/a", "kept -> removed"),
        ("test/web", "kept -> out of reach"),
    ]
    assert not any(each.alike for each in gone)
    (other, _) = differences(PAIR, changed(PAIR, "test/b", removed), ["test/b"])
    assert other.judged is None


def test_a_promise_moves_what_is_left_and_no_composite() -> None:
    """99 % of a callee that needs others leave 99 % of 99.9 %."""
    needing = architecture("""
        components:
          web: {availability: 99.9%, slo: 99.5%, depends_on: [vendor]}
          vendor: {external: true, sla: 99.9%, depends_on: [x]}
          x: {}
    """)
    other = changed(needing, "test/vendor", lambda component: with_contract(component, Ratio(0.99, 0.01)))
    (only,) = differences(needing, other)
    assert only.alike and only.judged == "within reach -> out of reach"
    assert moved_by_promises(needing, other)["test/web"].after == pytest.approx(1 - 0.99 * 0.999)


def test_a_promise_and_a_contract_stand_alone() -> None:
    """Whichever availabilities were there before; the window is the one of the first."""
    one = architecture("components: {v: {external: true, sla: {availability: 99%, window: 7d}, slo: 99.5%}}").components["test/v"]
    again = with_promise(with_contract(one, Ratio(0.9, 0.1)), Ratio(0.8, 0.2))
    assert [(sla.target.value, sla.window_s) for sla in again.availability_slas] == [(0.9, 7 * 86400)]
    assert [slo.target.value for slo in again.availability_slos] == [0.8]
