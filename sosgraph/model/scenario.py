"""What may happen to the running system: the triggers of a simulation."""

from sosgraph.frozen import dataclass, field
from sosgraph.model.slo import NOWHERE
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer

TRIGGERS = ("outage", "capacity-loss", "load-spike", "cache-flush", "latency", "pause", "error")
"""What a trigger does to what it is on."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A trigger of some `kind` on a component, or on the dependency `caller -> callee`, for `duration_s` seconds."""

    name: str
    kind: str
    component: str
    callee: str | None = None
    start_s: float = 0.0
    duration_s: float | None = None
    share: Ratio | None = None
    factor: float | None = None
    delay_s: float | None = None
    at: Pointer = field(default=NOWHERE, compare=False)
