"""One problem gets one finding: the laws of precedence."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.rules.cold_start_deadlock import RULE as DEADLOCK
from sosgraph.rules.config_cycle import RULE as CONFIG
from sosgraph.rules.dependency_cycle import RULE as PLAIN
from sosgraph.rules.observation_cycle import RULE as WATCH
from sosgraph.rules.recovery_cycle import RULE as REPAIR
from sosgraph.rules.start_order_cycle import RULE as ORDER
from sosgraph.structure.closing_dependencies import unconfigurable, unrepairable, unseen
from sosgraph.structure.cold_start import deadlocks
from sosgraph.structure.dependency_cycles import dependency_cycles
from sosgraph.structure.told_circles import told_circles
from tests.start_systems import start_systems, waves_of
from tests.yaml_architecture import architecture

CYCLES = (DEADLOCK, REPAIR, WATCH, CONFIG, ORDER, PLAIN)
PHASES = st.sampled_from((("run",), ("start",), ("start", "run"), ("recover",)))


def spoken(text: str) -> Counter[str]:
    """Return how many findings each of the rules has."""
    described = architecture(text)
    return Counter({rule.name: count for rule in CYCLES if (count := len(list(rule.check(described))))})


@settings(max_examples=80)
@given(drawn=start_systems(6, PHASES))
def test_every_circle_is_told_by_somebody(drawn: Architecture) -> None:
    """A strong component of the running system that `dependency-cycle` leaves out has a finding of another rule in it."""
    told = told_circles(drawn)
    groups = [set(group) for group in deadlocks(drawn)]
    for cycle in dependency_cycles(drawn):
        if cycle.components in told.elsewhere:
            inside = set(cycle.components)
            closings = (*told.repairs, *told.watches, *told.settings)
            assert (
                any(inside <= group for group in groups)
                or any({one.caller, one.use.callee} <= inside for one in closings)
                or any(inside & set(circle.components) for circle in told.starts)
            )


@settings(max_examples=80)
@given(drawn=start_systems(6, PHASES))
def test_nothing_is_told_twice(drawn: Architecture) -> None:
    """A dependency closes one kind of circle; a circle of the start has nobody who never starts, and comes up by an early one."""
    told = told_circles(drawn)
    closings = [(one.caller, one.use) for one in (*told.repairs, *told.watches, *told.settings)]
    assert len(closings) == len(set(closings))
    for found, all_of_it in (
        (told.repairs, unrepairable(drawn)),
        (told.watches, unseen(drawn)),
        (told.settings, unconfigurable(drawn)),
    ):
        assert {id(one) for one in found} <= {id(one) for one in all_of_it}
    for circle in told.starts:
        assert not {name for group in deadlocks(drawn) for name in group} & set(circle.components)
        assert circle.around[0].before and circle.around[-1].callee == circle.around[0].caller
        wave = waves_of(drawn, set(drawn.components) - set(circle.components))
        assert any(wave[hop.caller] < wave[hop.callee] + hop.before for hop in circle.around)
    assert len(list(ORDER.check(drawn))) == len(told.starts)


def test_a_deadlock_is_no_plain_circle_besides() -> None:
    """What is needed to start and to run in one circle is told once, as the graver."""
    assert spoken("components: {a: {depends_on: [{on: b, phase: [start, run]}]}, b: {depends_on: [a]}}") == {
        "cold-start-deadlock": 1
    }


def test_what_closes_a_circle_is_told_by_its_kind() -> None:
    """A hard dependency to be configured, or watched, that closes the only circle of needs; a second circle is told whole."""
    config = "components: {a: {depends_on: [{on: b, kind: config}]}, b: {depends_on: [a]}}"
    assert spoken(config) == {"config-cycle": 1}
    assert spoken(config.replace("config", "observe")) == {"observation-cycle": 1}
    assert spoken(config.replace("[a]", "[a, c]}, c: {depends_on: [a, b]")) == {"dependency-cycle": 1}


@pytest.mark.parametrize("kind", ["config", "observe"])
def test_a_circle_that_is_left_is_told_with_what_else_is_needed_in_a_circle(kind: str) -> None:
    """A need of a kind is silent beside it; what is soft is no need, and tells its own."""
    text = f"components: {{a: {{depends_on: [b]}}, b: {{depends_on: [a, c]}}, c: {{depends_on: [{{on: a, kind: {kind}}}]}}}}"
    rule = {"config": "config-cycle", "observe": "observation-cycle"}[kind]
    assert spoken(text) == {"dependency-cycle": 1}
    assert spoken(text.replace(kind, f"{kind}, soft: true")) == {"dependency-cycle": 1, rule: 1}


def test_a_circle_of_the_start_is_no_plain_circle_besides() -> None:
    """Unless another circle is left without the order of the start."""
    text = """
        components:
          a: {depends_on: [{any_of: [{on: b, phase: [start, run]}, {on: spare, phase: [start, run]}]}]}
          b: {depends_on: [a]}
          spare:
    """
    assert spoken(text) == {"start-order-cycle": 1}
    assert spoken(text.replace("[a]", "[a, d]") + "      d: {depends_on: [b]}") == {"start-order-cycle": 1, "dependency-cycle": 1}


def test_a_repair_needed_in_a_deadlock_is_the_deadlock() -> None:
    """As long as it is the same dependency; another one is another problem."""
    text = "components: {a: {depends_on: [{on: b, phase: [start, recover]}]}, b: {depends_on: [a]}}"
    assert spoken(text) == {"cold-start-deadlock": 1}
    assert spoken(text.replace("start, recover", "recover")) == {"recovery-cycle": 1}
