"""The structure function as equations: which variables there are, and what each number stands for."""

import math

import pytest
from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.function import failure_function, promised_function, structure_function
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
    components:
      app:
        availability: 99%
        depends_on:
          - {on: db, tolerance: 1h, probability: 40%, fallback: {to: cache, coverage: 95%}}
          - {on: logs, soft: true}
          - {on: setup, phase: [start]}
      db: {availability: 99.9%, mttr: 30m, replicas: {count: 3, need: 2, over: [zone-a, zone-b], common_cause: 10%}}
      cache: {slo: 98%}
      logs: {slo: 97%}
      setup: {slo: 96%}
      zone-a: {}
      zone-b: {slo: 99.99%}
"""


def test_variables_are_what_may_fail_independently() -> None:
    """Own parts, copies, common causes, coverage, short outages and questions not asked are one variable each."""
    function = structure_function(architecture(SHOP))
    failure = dict(zip(function.names, function.failure, strict=True))
    assert len(failure) == len(function.names) == function.equations.variables
    assert failure["test/app"] == pytest.approx(0.01)
    assert failure["test/db"] == 0.0
    assert failure["test/db#common-cause"] == pytest.approx(0.0001)
    assert [failure[f"test/db#{copy}"] for copy in (1, 2, 3)] == [pytest.approx((0.001 - 0.0001) / (1 - 0.0001))] * 3
    assert failure["coverage of test/cache"] == pytest.approx(0.05)
    assert failure["outage of test/db short"] == pytest.approx(0.1353352832)
    assert failure["test/db not asked"] == pytest.approx(0.4)
    assert failure["test/cache"] == pytest.approx(0.02)
    assert function.unknown == {"test/zone-a"}


@pytest.mark.parametrize(
    ("down", "fallen"),
    [
        ("test/logs", []),
        ("test/setup", []),
        ("test/zone-b", []),
        ("test/zone-a", ["test/db"]),
        ("test/db", []),
        ("test/db#2", []),
        ("test/db#common-cause", ["test/db"]),
    ],
)
def test_what_falls_with_one_variable(down: str, fallen: list[str]) -> None:
    """Soft and start dependencies take nothing down; copies stand on zones in turn, so the first zone holds two of three."""
    function = structure_function(architecture(SHOP))
    solution = function.equations.greatest_solution([function.names.index(down)])
    assert [name for name, number in function.up.items() if not solution[number] and name != down] == fallen


def test_replicas_of_a_published_number_are_not_multiplied() -> None:
    """A leaf's promise is that of all copies together; an own availability is that of each copy."""
    promised = structure_function(architecture("components: {db: {slo: 99%, replicas: {count: 2}}}"))
    each = structure_function(architecture("components: {db: {availability: 99%, replicas: {count: 2}}}"))
    assert promised.failure == pytest.approx((0.01, 0.0, 0.0))
    assert each.failure == pytest.approx((0.0, 0.01, 0.01))


def test_edges_with_the_same_tolerance_of_one_callee_share_the_outage() -> None:
    """Two callers that bear the same outage bear it together; another tolerance is another variable."""
    text = """
        components:
          a: {depends_on: [{on: db, tolerance: 5m}]}
          b: {depends_on: [{on: db, tolerance: 300s}]}
          c: {depends_on: [{on: db, tolerance: 1m}]}
          db: {availability: 99%, mttr: 5m}
    """
    function = structure_function(architecture(text))
    assert sum(name.startswith("outage") for name in function.names) == 2


def test_promises_stand_for_what_is_below_them() -> None:
    """In the promised function a callee with an SLO is that promise, and its own callees no longer matter."""
    text = """
        components:
          web: {slo: 99%, depends_on: [app, plain]}
          app: {slo: 99.9%, depends_on: [db]}
          plain: {depends_on: [db]}
          db: {slo: 99.99%}
    """
    function = promised_function(architecture(text))
    failure = dict(zip(function.names, function.failure, strict=True))
    assert failure["promise of test/app"] == pytest.approx(0.001)
    assert failure["promise of test/web"] == pytest.approx(0.01)
    broken = function.equations.greatest_solution([function.names.index("promise of test/app")])
    assert not broken[function.up["test/web"]]
    below = function.equations.greatest_solution([function.names.index("test/db")])
    assert below[function.up["test/web"]]


@given(drawn=architectures())
def test_nothing_is_down_while_everything_works(drawn: Architecture) -> None:
    """The greatest solution is one: cycles included, all components are up while no variable is false."""
    for function in (structure_function(drawn), failure_function(drawn), promised_function(drawn)):
        assert all(function.equations.greatest_solution())


@given(drawn=architectures())
def test_a_component_is_its_part_and_its_needs(drawn: Architecture) -> None:
    """Every component has one variable, which takes it down; without its needs it is down as well."""
    function = structure_function(drawn)
    assert list(function.up) == list(function.part) == list(drawn.components)
    for name, number in function.up.items():
        assert function.names[function.part[name]] == name
        gate = function.equations.gates[number - function.equations.variables]
        assert gate.need == len(gate.arguments)
        assert function.part[name] in gate.arguments
        assert (function.needs[name] is None) == (len(gate.arguments) == 1)


def composite(text: str, name: str) -> float:
    """Return the composite unavailability of a component."""
    return composite_availability(architecture(text))[f"test/{name}"].unavailability_low


def test_only_the_callees_own_outages_are_sat_out() -> None:
    """A tolerance of five minutes forgives what db's mttr of five minutes speaks of, not hours without its disk or its zone."""
    own = "components: {web: {depends_on: [{on: db, tolerance: 5m}]}, db: {availability: 99%, mttr: 5m}}"
    assert composite(own, "web") == pytest.approx(0.01 * math.exp(-1))
    further = """
    components:
      web: {depends_on: [{on: db, tolerance: 5m}]}
      db: {availability: 99%, mttr: 5m, depends_on: [disk], replicas: {count: 1, over: [zone]}}
      disk: {availability: 98%, mttr: 5h}
      zone: {availability: 97%}
    """
    assert composite(further, "web") == pytest.approx(1 - 0.98 * 0.97 * (1 - 0.01 * math.exp(-1)))


def test_errors_meet_each_call_and_outages_all_of_them() -> None:
    """V35: five calls to a callee of .999 succeed with .999 in outages, with .99500999 if each fails by itself."""
    text = "components: {{web: {{depends_on: [{{on: d, calls: 5, failure_mode: {mode}}}]}}, d: {{availability: 99.9%}}}}"
    assert composite(text.format(mode="outage"), "web") == pytest.approx(0.001)
    assert 1 - composite(text.format(mode="error"), "web") == pytest.approx(0.99500999, abs=1e-8)


@pytest.mark.parametrize(("replicas", "answered"), [("1", 0.999), ("{count: 2, need: 2}", 0.999**2), ("2", 1 - 1e-6)])
def test_errors_meet_each_call_to_replicas_too(replicas: str, answered: float) -> None:
    """One copy is as good as none written; several answer each call while enough of them do."""
    text = f"""
    components:
      web: {{depends_on: [{{on: d, calls: 5, failure_mode: error}}]}}
      d: {{availability: 99.9%, replicas: {replicas}}}
    """
    assert 1 - composite(text, "web") == pytest.approx(answered**5, rel=1e-12)
