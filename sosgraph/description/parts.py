"""The parts of a description: names as they are written, values already parsed, defaults not yet filled in.

The place of a value is the place of its part and its key: `component.at / "tier"`.
"""

from collections.abc import Mapping
from typing import Any, Union

from sosgraph.frozen import dataclass, field
from sosgraph.model.component import Component
from sosgraph.source import Pointer

ANYWHERE = "*"
"""The system of a component that a file names without knowing its system."""
MOST_REPLICAS = 1000
"""How many copies of one component are read; each is a variable of its own."""


@dataclass(frozen=True, slots=True)
class DependencyDescription:
    """A reference to a callee and the values given with it.

    `values` may hold: kind, phase (a tuple), calls, probability, failure_mode, timeout, retry, breaker, cache, warm_up,
    tolerance, hedge, deadline, throttle (as in `model.Dependency`, without units in the names), fallback
    (`FallbackDescription`), and inferred. `soft` is
    None where it is not said, which is hard. `runs` tells that it is named without a word more, which
    means that it is needed while running, whatever phases another file gives.
    """

    on: str
    at: Pointer
    values: Mapping[str, Any] = field(default_factory=dict)
    soft: bool | None = None
    runs: bool = False


@dataclass(frozen=True, slots=True)
class FallbackDescription:
    """A reference to the component that serves when the callee does not."""

    to: str
    at: Pointer = field(compare=False)
    coverage: Any = None
    exercised: Any = None


@dataclass(frozen=True, slots=True)
class GroupDescription:
    """`need` of `among` are required; None: all of them."""

    need: int | None
    among: tuple["NeedDescription", ...]
    at: Pointer


@dataclass(frozen=True, slots=True)
class NegationDescription:
    """What must fail for its owner to be up; only fault trees say so."""

    of: "NeedDescription"
    at: Pointer


NeedDescription = Union[DependencyDescription, GroupDescription, NegationDescription]


@dataclass(frozen=True, slots=True)
class ComponentDescription:
    """What one file says of a component.

    `values` may hold: kind, owner, tier, external, opaque, stochastic, availability, mtbf, mttr, slo and sla
    (tuples of objectives), observed, capacity, entry, restart, health_check, leases, signals, exercised, stages, replicas
    (`ReplicasDescription`).
    """

    name: str
    at: Pointer
    values: Mapping[str, Any] = field(default_factory=dict)
    needs: tuple[NeedDescription, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplicasDescription:
    """Copies of a component, `over` with references to failure domains."""

    count: int
    need: int = 1
    over: tuple[str, ...] = ()
    common_cause: Any = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something beside the components (a journey, controller, feedback, scenario): its key, values and place.

    References in `values` are as written: `through` of a journey, `senses acts needs` of a controller, `from to` of
    feedback, `on` of a scenario.
    """

    name: str
    at: Pointer
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """What one file says of one system.

    A component of the system `*` that no other description has is of the system `home`, where there is one. `at` is where the
    system is named, `whereabouts` are the words for where one more component would be described in a file of this format.
    `finished` are components under their full names that need no looking up, since they only name one another: how an
    importer of ten thousands gives them. Beside another description of their system they are merged like all others.
    `mistaken` names components in whose description the importer could not read something.
    """

    system: str
    at: Pointer
    components: tuple[ComponentDescription, ...] = ()
    owner: str | None = None
    whereabouts: str = "under components"
    journeys: tuple[Remark, ...] = ()
    controllers: tuple[Remark, ...] = ()
    feedback: tuple[Remark, ...] = ()
    scenarios: tuple[Remark, ...] = ()
    assumptions: tuple[str, ...] = ()
    home: str | None = None
    finished: Mapping[str, Component] = field(default_factory=dict)
    mistaken: frozenset[str] = frozenset()

    @property
    def remarked(self) -> bool:
        """Whether anything stands beside the components."""
        return bool(self.feedback or self.controllers or self.journeys or self.scenarios)
