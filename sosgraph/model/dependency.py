"""One component needs another: what passes, when it is needed, and what the caller does when it fails."""

from datetime import date
from math import inf

from sosgraph.frozen import dataclass, field
from sosgraph.model.slo import NOWHERE
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer

KINDS = ("call", "data", "config", "auth", "dns", "network", "placement", "observe", "train", "embed")
"""What passes from callee to caller."""

FILLS = (LOOK_ASIDE := "look-aside", "read-through")
"""How a cache comes by what it holds; the first unless said."""

DEADLINES = ("local", PROPAGATED := "propagated")
"""Whether a callee goes on with what its caller gave up, or leaves it; the first unless said."""

PHASES = ("run", "start", "recover", "deploy")
"""When a dependency is needed; only `run` enters availability."""


JITTERS = ("none", "full", "equal", "decorrelated")
"""How much of a wait before the next try is left to chance: nothing, all, half, or more the longer the wait before was."""


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a call is tried, the first try included, and how the caller waits in between."""

    attempts: int = 1
    backoff_s: float = 0.0
    multiplier: float = 1.0
    jitter: str = "none"
    budget: Ratio | None = None

    @property
    def pauses_s(self) -> float:
        """How many seconds all waits between the attempts take together at most, whatever chance leaves of them."""
        count, first_s, growth = self.attempts - 1, self.backoff_s, self.multiplier
        if self.jitter == "decorrelated":  # each up to three times as long as the one before
            first_s, growth = 3 * first_s, 3.0
        if growth == 1.0 or not first_s:
            return first_s * count
        try:
            return first_s * (growth**count - 1) / (growth - 1)
        except OverflowError:
            return inf


@dataclass(frozen=True, slots=True)
class Breaker:
    """A circuit breaker: opens above a share of `errors` in `window_s`, tries again after `sleep_s`.

    Breakers of one system with the same `scope` are one: they count and open together. None: it is of this dependency alone.
    """

    errors: Ratio
    window_s: float
    sleep_s: float
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Cache:
    """What answers a share `hit_rate` of the calls in place of the callee; when it is empty, all calls reach that.

    So many `entries` fill it (None: unknown). Look-aside, the caller stores what it got in time; read-through, all is stored
    that the callee answered.
    """

    hit_rate: Ratio
    fill: str = LOOK_ASIDE
    entries: int | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """Where the caller turns when the callee is down; `coverage` is the probability that detecting and switching work.

    `exercised` is the day on which it was last switched to.
    """

    callee: str
    coverage: Ratio
    at: Pointer = field(default=NOWHERE, compare=False)
    exercised: date | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """A caller needs `callee` (a full name): `calls` times for each request, by a share `probability` of the requests.

    A copy of the caller that starts makes `warm_up` calls besides. A second copy of a call is sent when no answer came within
    `hedge_s`. With `throttle` K the caller sends at most K times what the callee accepted of late (adaptive throttling).
    """

    callee: str
    kind: str = "call"
    phases: tuple[str, ...] = ("run",)
    calls: float = 1.0
    probability: Ratio | None = None
    failure_mode: str | None = None
    timeout_s: float | None = None
    retry: Retry | None = None
    breaker: Breaker | None = None
    cache: Cache | None = None
    warm_up: float | None = None
    fallback: Fallback | None = None
    tolerance_s: float | None = None
    hedge_s: float | None = None
    deadline: str = DEADLINES[0]
    throttle: float | None = None
    inferred: bool = False
    at: Pointer = field(default=NOWHERE, compare=False)
