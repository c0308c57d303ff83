import re

from hypothesis import HealthCheck, given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import KINDS, PHASES, Dependency
from sosgraph.model.requirement import AtLeast, Requirement
from tests.strategies import architectures, hostile_text, names

DETAILS = ("probability", "fallback", "tolerance_s", "retry", "breaker", "timeout_s", "failure_mode")
PARTS = (
    "external",
    "opaque",
    "stochastic",
    "slos",
    "slas",
    "observed",
    "capacity",
    "entry",
    "owner",
    "tier",
    "signals",
    "exercised",
    "stages",
)
OTHERS = ("soft", "group", "nested", "two-cycle", "start", "two systems", "zones", "common cause")
ASPECTS = ("journeys", "feedback", "controllers", "scenarios")


def groups(requirements: tuple[Requirement, ...]) -> list[AtLeast]:
    pending, found = list(requirements), []
    while pending:
        part = pending.pop()
        if isinstance(part, AtLeast):
            found.append(part)
            pending.extend(part.among)
    return found


def referred(architecture: Architecture) -> list[tuple[str, str]]:
    """Return caller and name for everything that a component refers to."""
    pairs = [(caller.name, one.callee) for caller, one, _ in architecture.dependencies()]
    pairs += [(caller.name, one.fallback.callee) for caller, one, _ in architecture.dependencies() if one.fallback]
    return pairs + [(one.name, zone) for one in architecture.components.values() if one.replicas for zone in one.replicas.over]


def extra_variables(architecture: Architecture) -> int:
    replicas = [one.replicas for one in architecture.components.values() if one.replicas]
    drawn = [(one.probability, one.fallback, one.tolerance_s) for _, one, _ in architecture.dependencies()]
    return sum(one.count - 1 + (one.common_cause is not None) for one in replicas) + sum(
        value is not None for values in drawn for value in values
    )


@given(architectures())
def test_every_reference_resolves(architecture: Architecture) -> None:
    """Whatever is named is a component, and nothing refers to itself."""
    known = architecture.components
    assert all(callee in known and callee != caller for caller, callee in referred(architecture))
    assert all(name in known for journey in architecture.journeys.values() for name in journey.through)
    assert all(one.source in known and one.target in known for one in architecture.feedback)
    assert all(name in known for controller in architecture.controllers for name in controller.needs)
    assert all(scenario.component in known for scenario in architecture.scenarios.values())
    for name, component in known.items():
        assert name == component.name == f"{component.system}/{name.partition('/')[2]}"
        assert component.system in architecture.systems


@given(architectures())
def test_groups_can_hold(architecture: Architecture) -> None:
    """A group needs at least one and at most all of its members, and names no callee twice."""
    for component in architecture.components.values():
        for group in groups(component.requires):
            callees = [member.callee for member in group.among if isinstance(member, Dependency)]
            assert 1 <= group.need <= len(group.among)
            assert len(callees) == len(set(callees))
        direct = [one.callee for one in (*component.requires, *component.uses) if isinstance(one, Dependency)]
        assert len(direct) == len(set(direct))
        if component.replicas:
            assert 1 <= component.replicas.need <= component.replicas.count


@given(architectures())
def test_values_are_possible(architecture: Architecture) -> None:
    """Kinds and phases are known ones, a tolerance has its mean time to repair, vendors hide their dependencies."""
    for component, dependency, _ in architecture.dependencies():
        assert not component.external
        assert dependency.kind in KINDS
        assert dependency.phases
        assert set(dependency.phases) <= set(PHASES)
        assert dependency.tolerance_s is None or architecture.components[dependency.callee].own.mttr_s


@given(architectures(max_components=5, extras=3))
def test_small_enough_for_brute_force(architecture: Architecture) -> None:
    """The number of components and of further random variables is bounded."""
    assert 1 <= len(architecture.components) <= 5
    assert extra_variables(architecture) <= 3


@given(architectures(cycles=False))
def test_without_cycles_references_lead_down(architecture: Architecture) -> None:
    """Where cycles are not wanted, a component refers only to later ones."""
    order = list(architecture.components)
    assert all(order.index(caller) < order.index(callee) for caller, callee in referred(architecture))


def features(architecture: Architecture) -> set[str]:
    components, edges = architecture.components.values(), list(architecture.dependencies())
    pairs = {(caller.name, one.callee) for caller, one, _ in edges}
    outer = [group for one in components for group in groups(one.requires)]
    seen = {
        "soft": any(not hard for _, _, hard in edges),
        "group": any(group.redundant for group in outer),
        "nested": any(isinstance(member, AtLeast) for group in outer for member in group.among),
        "two-cycle": any((callee, caller) in pairs for caller, callee in pairs),
        "start": any("start" in one.phases for _, one, _ in edges),
        "two systems": len(architecture.systems) > 1,
        "zones": any(one.replicas and len(one.replicas.over) > 1 for one in components),
        "common cause": any(one.replicas and one.replicas.common_cause for one in components),
        **{key: any(getattr(one, key) is not None for _, one, _ in edges) for key in DETAILS},
        **{key: any(getattr(one, key) for one in components) for key in PARTS},
        **{key: bool(getattr(architecture, key)) for key in ASPECTS},
    }
    return {feature for feature, present in seen.items() if present}


def test_every_feature_is_drawn() -> None:
    """No feature of the model is left to other tests: all of them turn up in a few hundred architectures."""
    seen: set[str] = set()

    @settings(max_examples=300, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(architectures())
    def collect(architecture: Architecture) -> None:
        seen.update(features(architecture))

    collect()
    assert seen == {*DETAILS, *PARTS, *OTHERS, *ASPECTS}


@given(names())
def test_names_are_two_words(name: str) -> None:
    """A full name is a system and a component."""
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", name, re.ASCII)


@given(hostile_text())
def test_hostile_text_is_text(text: str) -> None:
    """Hostile text can be written to a file."""
    assert text.encode("utf-8").decode("utf-8") == text
