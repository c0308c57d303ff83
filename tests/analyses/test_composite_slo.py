"""Composite availability against two oracles that add up all states, one of the equations and one of the model."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from math import exp, fsum, prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sosgraph.analyses.composite_slo import answer
from sosgraph.bdd.bounds import associated_bounds
from sosgraph.estimate import Certificate
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement, dependencies_of
from sosgraph.quantity import Ratio
from sosgraph.structure.composites import composite_availability, composites
from sosgraph.structure.function import structure_function
from tests.analyses.states import States, at_least
from tests.strategies import architectures
from tests.yaml_architecture import architecture

MOST_VARIABLES = 11


def own_failure(component: Component, leaf: bool) -> tuple[float, bool, bool]:
    """Return the failure of the own part, whether it is that of each copy, and whether it is known."""
    if component.own.availability is not None:
        return component.own.availability.complement, True, True
    if component.own.mtbf_s is not None and component.own.mttr_s is not None:
        return component.own.mttr_s / (component.own.mtbf_s + component.own.mttr_s), True, True
    strictest = [
        min((objective.target.complement for objective in objectives), default=None)
        for objectives in (component.availability_slos, component.availability_slas)
    ]
    known = [failure for failure in (strictest[::-1] if component.external else strictest) if failure is not None]
    return (known[0], False, True) if leaf and known else (0.0, False, False)


def run_dependencies(component: Component) -> Iterator[Dependency]:
    for requirement in component.requires:
        yield from (dependency for dependency in dependencies_of(requirement) if "run" in dependency.phases)


def run_callees(component: Component) -> list[str]:
    """Return everything that `component` may rest on while running."""
    names = list(component.replicas.over[: component.replicas.count]) if component.replicas is not None else []
    for dependency in run_dependencies(component):
        names.append(dependency.callee)
        names.extend([dependency.fallback.callee] if dependency.fallback is not None else [])
    return names


class Oracle:
    """`up(i) = x_i ∧ R_i(up)` read off the model for all states at once, from the definition and nothing else."""

    def __init__(self, drawn: Architecture) -> None:
        self.drawn = drawn
        self.states = States()
        self.own = {name: self._own(component) for name, component in drawn.components.items()}
        self.edges: dict[int, dict[str, Callable[[], int]]] = {}
        for component in drawn.components.values():
            for dependency in run_dependencies(component):
                self.edges[id(dependency)] = self._edge(dependency)

    def _own(self, component: Component) -> tuple[Callable[[], int], list[Callable[[], int]]]:
        """Return the event of the own part and those of the copies; a common cause belongs to the own part."""
        failure, each, _ = own_failure(component, leaf=not run_callees(component))
        replicas = component.replicas
        if replicas is None or not each:
            return self.states.variable(component.name, failure), []
        common = failure * (replicas.common_cause.value if replicas.common_cause is not None else 0.0)
        single = (failure - common) / (1 - common) if common < 1 else 0.0
        copies = [self.states.variable((component.name, copy), single) for copy in range(replicas.count)]
        return self.states.variable(component.name, common), copies

    def _edge(self, dependency: Dependency) -> dict[str, Callable[[], int]]:
        events = {}
        callee = self.drawn.components[dependency.callee]
        failure, each, _ = own_failure(callee, leaf=not run_callees(callee))
        if dependency.failure_mode == "error" and dependency.calls > 1 and not (each and callee.replicas is not None):
            key = (id(dependency), "answered", 0.0)
            events["answered"] = self.states.variable(key, 1 - (1 - failure) ** (dependency.calls - 1))
        mttr_s = self.drawn.components[dependency.callee].own.mttr_s
        if dependency.tolerance_s is not None and mttr_s is not None:
            key = (dependency.callee, "short", dependency.tolerance_s)
            events["short"] = self.states.variable(key, exp(-dependency.tolerance_s / mttr_s))
        if dependency.fallback is not None:
            key = (id(dependency), "covered", 0.0)
            events["covered"] = self.states.variable(key, dependency.fallback.coverage.complement)
        if dependency.probability is not None:
            events["not asked"] = self.states.variable((id(dependency), "asked", 0.0), dependency.probability.value)
        return events

    def holds(self, requirement: Requirement, up: dict[str, int]) -> int | None:
        if not isinstance(requirement, Dependency):
            members = [event for part in requirement.among if (event := self.holds(part, up)) is not None]
            return at_least(min(requirement.need, len(members)), members, self.states.everything) if members else None
        if "run" not in requirement.phases:
            return None
        events = {key: event() for key, event in self.edges[id(requirement)].items()}
        short = events.get("short", 0) and events["short"] & self.sheltered(self.drawn.components[requirement.callee], up)
        answered = up[requirement.callee] & events.get("answered", self.states.everything)
        holds = answered | short | events.get("not asked", 0)
        return holds | (events["covered"] & up[requirement.fallback.callee] if requirement.fallback is not None else 0)

    def sheltered(self, component: Component, up: dict[str, int]) -> int:
        """Return when nothing is down but the own part or copies of `component`."""
        found = self.states.everything
        for requirement in component.requires:
            held = self.holds(requirement, up)
            found &= self.states.everything if held is None else held
        if component.replicas is not None and component.replicas.over:
            over, count = component.replicas.over, component.replicas.count
            zones = [up[over[copy % len(over)]] for copy in range(count)]
            found &= at_least(component.replicas.need, zones, self.states.everything)
        return found

    def once(self, component: Component, up: dict[str, int]) -> int:
        """Return when `component` is up if the others are as `up` says."""
        own, copies = self.own[component.name]
        found = own()
        for requirement in component.requires:
            held = self.holds(requirement, up)
            found &= self.states.everything if held is None else held
        replicas = component.replicas
        if replicas is not None:
            placed = [copy() for copy in copies] or [self.states.everything] * replicas.count
            zones = [up[zone] for zone in replicas.over] or [self.states.everything]
            events = [event & zones[copy % len(zones)] for copy, event in enumerate(placed)]
            found &= at_least(replicas.need, events, self.states.everything)
        return found

    def failures(self) -> dict[str, float]:
        """Return the probability that each component is down: from all up, downwards to the greatest fixed point."""
        up = dict.fromkeys(self.drawn.components, self.states.everything)
        while (further := {name: self.once(component, up) for name, component in self.drawn.components.items()}) != up:
            up = further
        return {name: self.states.probability_outside(event) for name, event in up.items()}


@settings(max_examples=60)
@given(drawn=architectures(max_components=6, extras=4))
def test_composite_is_what_the_model_says_in_all_states(drawn: Architecture) -> None:
    """The exact composite is the sum of the probabilities of the states in which the definition says *up*."""
    oracle = Oracle(drawn)
    assume(len(oracle.states.failure) <= MOST_VARIABLES)
    expected = oracle.failures()
    for name, estimate in composite_availability(drawn).items():
        assert estimate.certificate is Certificate.EXACT
        assert estimate.unavailability_low == estimate.unavailability_high
        assert estimate.unavailability_low == pytest.approx(expected[name], rel=1e-9, abs=1e-15)


@settings(max_examples=40)
@given(drawn=architectures(max_components=6, extras=4))
def test_composite_is_what_the_equations_say_in_all_states(drawn: Architecture) -> None:
    """The exact composite is the sum over all states of the equations, and within the bounds for associated parts."""
    function = structure_function(drawn)
    random = [variable for variable, failure in enumerate(function.failure) if 0 < failure < 1]
    assume(len(random) <= 9)
    never = [variable for variable, failure in enumerate(function.failure) if failure == 1]
    down: dict[str, list[float]] = {name: [] for name in function.up}
    for state in product((False, True), repeat=len(random)):
        chances = (function.failure[v] if fails else 1 - function.failure[v] for v, fails in zip(random, state, strict=True))
        chance = prod(chances)
        solution = function.equations.greatest_solution([*never, *(v for v, f in zip(random, state, strict=True) if f)])
        for name, number in function.up.items():
            if not solution[number]:
                down[name].append(chance)
    bounds = associated_bounds(function.equations, function.failure)
    for name, estimate in composite_availability(drawn).items():
        assert estimate.unavailability_low == pytest.approx(fsum(down[name]), rel=1e-9, abs=1e-15)
        low, high = bounds[function.up[name]]
        assert low * (1 - 1e-9) <= estimate.unavailability_low <= high * (1 + 1e-9)


@settings(max_examples=60)
@given(drawn=architectures(), data=st.data())
def test_a_better_part_makes_no_composite_worse(drawn: Architecture, data: st.DataObject) -> None:
    """Raising the availability of one own part lowers no composite."""
    declared = [name for name, component in drawn.components.items() if component.own.availability is not None]
    assume(declared)
    component = drawn.components[data.draw(st.sampled_from(declared))]
    assert component.own.availability is not None
    failure = component.own.availability.complement * data.draw(st.sampled_from((0.0, 0.1, 0.9)))
    better = replace(component, own=replace(component.own, availability=Ratio(1 - failure, failure)))
    before = composite_availability(drawn)
    after = composite_availability(Architecture({**drawn.components, component.name: better}, drawn.systems))
    for name, estimate in after.items():
        assert estimate.unavailability_low <= before[name].unavailability_low * (1 + 1e-9)


@given(drawn=architectures())
def test_upper_bound_is_said_exactly_where_a_number_is_missing(drawn: Architecture) -> None:
    """An estimate is an upper bound if and only if a part without a number is among what the component rests on."""
    unknown = {
        name for name, component in drawn.components.items() if not own_failure(component, leaf=not run_callees(component))[2]
    }
    for name, composite in composites(drawn).items():
        below, pending = {name}, [name]
        while pending:
            further = [callee for callee in run_callees(drawn.components[pending.pop()]) if callee not in below]
            below.update(further)
            pending.extend(further)
        assert composite.estimate.upper_bound == bool(below & unknown)
        assert composite.unknown == tuple(other for other in drawn.components if other in below & unknown)


def test_five_lines_are_enough() -> None:
    """The smallest useful architecture gives an upper bound of what is known, and says whose number is missing."""
    found = composites(
        architecture(
            """
            components:
              web:
                depends_on: [db]
              db:
                slo: 99.9%
            """
        )
    )
    assert str(found["test/web"].estimate) == "≤ 99.9 %"
    assert found["test/web"].unknown == ("test/web",)
    assert str(found["test/db"].estimate) == "99.9 %"
    assert found["test/db"].unknown == ()


LEAF = "slo: 99%, sla: 95%, observed: {good: 9993, total: 10000}"


@pytest.mark.parametrize(
    ("values", "grade", "expected"),
    [
        (LEAF, "slo", "99 %"),
        (LEAF, "sla", "95 %"),
        (LEAF, "observed", "99.93 %"),
        (f"external: true, {LEAF}", "slo", "95 %"),
        (f"external: true, {LEAF}", "observed", "99.93 %"),
        (f"availability: 98%, {LEAF}", "slo", "98 %"),
        (f"availability: 98%, {LEAF}", "observed", "99.93 %"),
        (f"availability: 98%, {LEAF}", "sla", "95 %"),
        ("mtbf: 99h, mttr: 1h, slo: 90%", "slo", "99 %"),
        ("slo: 97%", "observed", "97 %"),
        ("sla: 96%", "slo", "96 %"),
    ],
)
def test_grade_chooses_the_number_of_a_leaf(values: str, grade: str, expected: str) -> None:
    """A leaf's own part is its availability, mean times, promise, contract, in this order; a grade puts one first."""
    described = architecture(f"components: {{db: {{{values}}}}}")
    assert str(composite_availability(described, grade)["test/db"]) == expected


DIAMOND = """
    components:
      app: {availability: 100%, depends_on: [{any_of: [b, c]}]}
      b: {availability: 99.9%, depends_on: [d]}
      c: {availability: 99.9%, depends_on: [d]}
      d: {availability: 99%}
"""


def test_naive_stands_beside_exact() -> None:
    """V27: in a diamond the exact unavailability is 83 times that of the two naive rules, and the table says so."""
    composite = composites(architecture(DIAMOND))["test/app"]
    assert composite.times_naive == pytest.approx(82.8, abs=0.05)
    (table,) = answer(architecture(DIAMOND))
    assert any(note.startswith("off by") for note in table.notes)
    assert composites(architecture(DIAMOND))["test/b"].times_naive == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ("availability: 99.9%, slo: 99%", "out of reach"),
        ("availability: 99.9%, slo: 98%", "kept"),
        ("slo: 98%", "within reach"),
        ("slo: 99.9%", "out of reach"),
        ("tier: 1", None),
    ],
)
def test_verdict_on_a_promise(values: str, verdict: str | None) -> None:
    """A promise is kept, within reach while own parts are unknown, or out of reach whatever they are."""
    described = architecture(f"components: {{app: {{{values}, depends_on: [db]}}, db: {{availability: 99%}}}}")
    (table,) = answer(described, component=("test/app",))
    assert table.rows[0][-1] == verdict


def test_grades_stand_side_by_side() -> None:
    """What contracts, promises and counts say of the same architecture, in one table."""
    (table,) = answer(architecture(f"components: {{app: {{availability: 100%, depends_on: [db]}}, db: {{{LEAF}}}}}"), grade="all")
    names = [column.name for column in table.columns]
    row = dict(zip(names, table.rows[0], strict=True))
    assert [str(row[grade]) for grade in ("sla", "slo", "observed")] == ["95 %", "99 %", "99.93 %"]
    assert row["sla_downtime_min"] == pytest.approx(2160)
    assert "observed: 1 of 2 own parts have such a number; the others keep the one that they have" in table.notes


@given(drawn=architectures())
def test_bounds_contain_the_composite(drawn: Architecture) -> None:
    """The exact composite is in the interval for associated parts, and that in the one for any dependence."""
    _, table = answer(drawn, bounds=True)
    for row in table.rows:
        found = dict(zip((column.name for column in table.columns), row, strict=True))
        exact, associated, anyhow = found["composite"], found["associated"], found["frechet"]
        assert associated.unavailability_low * (1 - 1e-9) <= exact.unavailability_low
        assert exact.unavailability_high <= associated.unavailability_high * (1 + 1e-9)
        assert anyhow.unavailability_low <= associated.unavailability_low
        assert associated.unavailability_high <= anyhow.unavailability_high


def test_f1_two_of_three_whatever_depends_on_what() -> None:
    """F1: 2 of 3 of .99 work with .985 at least, and may always work."""
    parts = "a: {availability: 99%}, b: {availability: 99%}, c: {availability: 99%}"
    text = f"components: {{app: {{availability: 100%, depends_on: [{{at_least: 2, of: [a, b, c]}}]}}, {parts}}}"
    _, table = answer(architecture(text), component=("app",), bounds=True)
    frechet = dict(zip((column.name for column in table.columns), table.rows[0], strict=True))["frechet"]
    assert (frechet.lower, frechet.upper) == pytest.approx((0.985, 1.0), abs=1e-12)


def test_lead_says_which_promise_is_missed_by_most() -> None:
    """How many are out of reach and the worst of them; nothing where nothing is promised."""
    text = "components: {a: {slo: SLO, availability: 99.9%, depends_on: [db]}, db: {availability: 99%, slo: 98%}}"
    (table,) = answer(architecture(text.replace("SLO", "99%")))
    assert table.lead == "1 of 2 promises is out of reach: a promises 99 % and reaches 98.901 %, 42.8 min over its budget in 30d"
    (table,) = answer(architecture(text.replace("SLO", "98%")))
    assert table.lead == "all 2 promises can be kept"
    assert answer(architecture("components: {a: {availability: 99%}}"))[0].lead == ""
