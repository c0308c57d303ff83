"""What arrives, and what a component can take."""

from dataclasses import dataclass, field

from sosgraph.model.slo import NOWHERE, AvailabilityObjective, Objective
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer


@dataclass(frozen=True, slots=True)
class Entry:
    """Users or other systems arrive here, `rate_per_s` requests a second (None: unknown)."""

    rate_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """Servers working at a time, the mean seconds of one request, and how many may wait (None: unknown)."""

    concurrency: int | None = None
    service_time_s: float | None = None
    queue: int | None = None


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
