"""Finished components say the same when they are opened again."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from sosgraph.description.parts import Description
from sosgraph.description.reopening import reopened
from sosgraph.description.resolving import architecture_of
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import PHASES, Dependency, Fallback
from sosgraph.model.requirement import all_of, any_of
from sosgraph.model.slo import OwnPart
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer
from tests.strategies import architectures

AT = Pointer("a.csv", (1,))


def finished(architecture: Architecture) -> list[Description]:
    """Return one description a system, of its components as they are but for what only an open one can say."""
    bare = [replace(one, replicas=None, slos=(), slas=()) for one in architecture.components.values()]
    return [
        Description(system, AT, finished={one.name: one for one in bare if one.system == system})
        for system in dict.fromkeys(one.system for one in bare)
    ]


@given(architectures())
def test_what_is_finished_is_taken_as_it_is(architecture: Architecture) -> None:
    """Where nobody else speaks of its system."""
    told = finished(architecture)
    assert reopened(told) == tuple(told)
    made, findings = architecture_of(told)
    assert not findings and made.components == {name: one for each in told for name, one in each.finished.items()}


def test_what_is_opened_again_means_the_same() -> None:
    """Own numbers, phases, groups, fallbacks and what was inferred."""
    certain = Ratio(1.0, 0.0)
    components = [
        Component(
            "s/a",
            "s",
            kind="package",
            exercised=date(2026, 1, 31),
            stages=4,
            own=OwnPart(certain, None, 5.0),
            requires=(
                Dependency("s/b", phases=PHASES[:2], calls=2.0, inferred=True, timeout_s=1.0),
                any_of(Dependency("s/c"), all_of(Dependency("s/b"), Dependency("s/d"))),
            ),
            uses=(Dependency("s/d", fallback=Fallback("s/c", certain, AT, date(2026, 2, 1))),),
        ),
        *(Component(f"s/{name}", "s", external=name == "d") for name in "bcd"),
    ]
    alone = Description("s", AT, finished={one.name: one for one in components})
    beside = architecture_of([alone, Description("s", AT)])
    assert beside[1] == () and dict(beside[0].components) == dict(alone.finished)
