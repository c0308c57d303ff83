"""What a component promises (SLO), what a contract says (SLA), what was counted, and what its own part is worth."""

from sosgraph.frozen import dataclass, field
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer

DEFAULT_WINDOW_S = 30 * 86400.0
"""The window of an objective that names none: 30 days."""

NOWHERE = Pointer("")
"""The place of what was never written in a document."""


@dataclass(frozen=True, slots=True)
class AvailabilityObjective:
    """At least `target` of a window of `window_s` seconds is good, dependencies included."""

    target: Ratio
    window_s: float = DEFAULT_WINDOW_S
    at: Pointer = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class LatencyObjective:
    """At least `target` of the requests in a window of `window_s` seconds are answered within `threshold_s` seconds."""

    threshold_s: float
    target: Ratio
    window_s: float = DEFAULT_WINDOW_S
    at: Pointer = field(default=NOWHERE, compare=False)


Objective = AvailabilityObjective | LatencyObjective


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What is known of a part alone, its dependencies excluded: a ratio, or mean times between failures and to repair."""

    availability: Ratio | None = None
    mtbf_s: float | None = None
    mttr_s: float | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """Events that were counted: `good` of `total` > 0."""

    good: int
    total: int


UNKNOWN_PART = OwnPart()
"""A part of which nothing is known."""
