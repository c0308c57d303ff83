"""A part of a system that can fail as one: a service, a database, a zone, a vendor, a model."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sosgraph.frozen import dataclass, field
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement
from sosgraph.model.slo import NOWHERE, UNKNOWN_PART, AvailabilityObjective, Objective, Observed, OwnPart
from sosgraph.model.workload import Capacity, Entry, HealthCheck, Leases, Restart
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer

_NOWHERE_ELSE: Mapping[str, Pointer] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Replicas:
    """`count` copies of which `need` must be up, on the domains `over` in turn, with a share of common-cause failures."""

    count: int
    need: int = 1
    over: tuple[str, ...] = ()
    common_cause: Ratio | None = None

    @property
    def zones(self) -> tuple[str, ...]:
        """Those of `over` that carry a copy: no more of them than there are copies."""
        return self.over[: self.count]


@dataclass(frozen=True, slots=True)
class Component:
    """One component under its full name `system/component`; what is unknown is None or empty, never zero.

    `requires` are hard dependencies, `uses` soft ones. `exercised` is the day on which its failover or restore was last tried,
    `stages` in how many stages what changes of it reaches those who take it. `at` is the place of its first description;
    `elsewhere` holds the places of keys that another file gave.
    """

    name: str
    system: str
    kind: str | None = None
    owner: str | None = None
    tier: int | None = None
    external: bool = False
    opaque: bool = False
    stochastic: bool = False
    own: OwnPart = UNKNOWN_PART
    slos: tuple[Objective, ...] = ()
    slas: tuple[Objective, ...] = ()
    observed: Observed | None = None
    requires: tuple[Requirement, ...] = ()
    uses: tuple[Dependency, ...] = ()
    replicas: Replicas | None = None
    capacity: Capacity | None = None
    entry: Entry | None = None
    restart: Restart | None = None
    health_check: HealthCheck | None = None
    leases: Leases | None = None
    signals: tuple[str, ...] = ()
    exercised: date | None = None
    stages: int | None = None
    at: Pointer = field(default=NOWHERE, compare=False)
    elsewhere: Mapping[str, Pointer] = field(default_factory=lambda: _NOWHERE_ELSE, compare=False)

    @property
    def availability_slos(self) -> tuple[AvailabilityObjective, ...]:
        """The published availability objectives, in reading order."""
        return tuple([slo for slo in self.slos if isinstance(slo, AvailabilityObjective)]) if self.slos else ()

    @property
    def availability_slas(self) -> tuple[AvailabilityObjective, ...]:
        """The contracted availability objectives, in reading order."""
        return tuple([sla for sla in self.slas if isinstance(sla, AvailabilityObjective)]) if self.slas else ()

    def place(self, key: str) -> Pointer:
        """Return where `key` is written (or would be)."""
        return self.elsewhere.get(key) or self.at / key
