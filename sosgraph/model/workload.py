"""What arrives, and what a component can take."""

from sosgraph.frozen import dataclass, field
from sosgraph.model.slo import NOWHERE, AvailabilityObjective, Objective
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer


@dataclass(frozen=True, slots=True)
class Entry:
    """Users or other systems arrive here, `rate_per_s` requests a second (None: unknown)."""

    rate_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """Requests that one copy works on at a time, the mean seconds of one, and how many may wait (None: unknown, or no limit).

    `service_time_s` leaves out what the request waits for callees. Above the share `shed_at` of what it can take in the long
    run it refuses requests at once; each refusal costs `refusal_cost_s` of its time. Each further request that is there makes
    one take `slowing_s` longer.
    """

    concurrency: int | None = None
    service_time_s: float | None = None
    queue: int | None = None
    shed_at: Ratio | None = None
    slowing_s: float | None = None
    refusal_cost_s: float | None = None


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """Each copy is asked every `every_s`, and out of use while it has not answered within `timeout_s`.

    When fewer than the share `fail_open` of the copies would be left, all are used.
    """

    every_s: float
    timeout_s: float
    fail_open: Ratio | None = None


@dataclass(frozen=True, slots=True)
class Leases:
    """`count` holders renew theirs every `period_s`; renewing is tried again after `timeout_s`, without end."""

    count: int
    period_s: float
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Restart:
    """How a component comes back: so many copies at once (None: all), which make their warm-up calls within `over_s` seconds."""

    parallel: int | None = None
    over_s: float | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """What users come for: the components it passes through, and its share of all visits."""

    name: str
    through: tuple[str, ...]
    share: Ratio | None = None
    slos: tuple[Objective, ...] = ()
    at: Pointer = field(default=NOWHERE, compare=False)

    @property
    def availability_slos(self) -> tuple[AvailabilityObjective, ...]:
        """The promised availability objectives, in reading order."""
        return tuple(slo for slo in self.slos if isinstance(slo, AvailabilityObjective))

    @property
    def label(self) -> str:
        """The name under which it stands among components."""
        return f"journey {self.name}"
