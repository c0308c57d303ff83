"""A system as numbers, as both simulations read it: stations, calls between them, and who arrives where.

Nothing here knows components or files; a station or call is its position. Times are in seconds, rates in requests a second,
shares in [0, 1]. What is unlimited is infinite (`inf`), what does not exist is None or -1.
"""

from math import inf
from typing import NamedTuple

from sosgraph.frozen import dataclass


class HealthCheck(NamedTuple):
    """Every `every_s` each copy is asked; one that has not answered within `timeout_s` is taken out until it answers again.

    What is asked waits for a server, or is refused, like a request, and takes one service of the station, without calls or load.
    When fewer than the share `fail_open` of the copies would be left, all are used again: the check counts as broken.
    """

    every_s: float
    timeout_s: float
    fail_open: float = 0.0


class Station(NamedTuple):
    """`copies` of `concurrency` servers each (None: no limit, nobody waits); service times are exponential, of mean `service_s`.

    Where `regular`, each takes exactly that, which only the simulation of requests tells apart. At most `waiting` requests wait
    (None: no limit); above the share `shed_at` of what can be served in the long run, the rest is refused at once; a refusal
    costs `refusal_s` of a server. Each further request in the station makes one take `slowing_s` longer. A share `failing` of
    what is served is answered with an error, all else being well. A server is held while its request waits for callees. A copy
    that starts makes the `warm_up` calls of the station's links first.
    """

    name: str
    concurrency: int | None = None
    service_s: float = 0.0
    copies: int = 1
    waiting: int | None = None
    shed_at: float = inf
    refusal_s: float = 0.0
    slowing_s: float = 0.0
    failing: float = 0.0
    health: HealthCheck | None = None
    restart_parallel: int | None = None
    restart_s: float = 0.0
    regular: bool = False

    @property
    def posts(self) -> float:
        """The servers of all copies, of each at least one, be nobody at work there; infinite where nothing limits them."""
        return inf if self.concurrency is None else max(self.concurrency, 1) * self.copies

    @property
    def per_s(self) -> float:
        """The most requests a second that are served in the long run; infinite where nothing limits them."""
        if self.concurrency is None or not self.service_s:
            return inf
        return self.concurrency * self.copies / self.service_s


class Cache(NamedTuple):
    """Answers a share `hit_rate` of the calls when full; `entries` distinct answers fill it.

    `through`: an answer is stored whenever the callee has served it (read-through), else only when the caller got it in time
    (look-aside). Answers that are errors are never stored.
    """

    hit_rate: float
    entries: float = 1.0
    through: bool = False


class Breaker(NamedTuple):
    """Opens when more than the share `errors` of the attempts of `window_s` failed; lets one through after `sleep_s`."""

    errors: float
    window_s: float
    sleep_s: float


class Link(NamedTuple):
    """For each request, by a share `probability` of them, `caller` asks `callee` `calls` times on average, one after the other.

    An attempt is given up after `timeout_s`; there are at most `attempts`, the first included. Before attempt k + 1 the caller
    waits `backoff_s` * `multiplier`^(k - 1), of which a share `jitter` is left to chance: from all that to none of it, uniformly;
    where `decorrelated`, instead a uniform time from `backoff_s` to three times the wait before (that at first). `budget`:
    retries are at most this share of first tries (token bucket; None: no limit). `breaker` is a position in the network's
    breakers. `cancels`: an attempt that is given up leaves the callee too, and takes its own attempts with it (deadline
    propagation); else it is worked on all the same. `hedge_s`: a second copy is sent after so long, the first answer counts.
    When all attempts fail, `fallback` (a link) is asked instead with the chance `coverage`; a link with `primary` is asked only
    as such a fallback. Not `hard`: its failure does not fail the request. `throttle`: adaptive throttling with this K (SRE
    book, ch. 21).
    """

    caller: int
    callee: int
    calls: float = 1.0
    probability: float = 1.0
    hard: bool = True
    timeout_s: float = inf
    attempts: int = 1
    backoff_s: float = 0.0
    multiplier: float = 1.0
    jitter: float = 0.0
    budget: float | None = None
    breaker: int = -1
    cache: Cache | None = None
    cancels: bool = False
    hedge_s: float = inf
    fallback: int = -1
    coverage: float = 1.0
    primary: int = -1
    warm_up: float = 0.0
    throttle: float = inf
    decorrelated: bool = False


class Group(NamedTuple):
    """`need` of the links and further groups `members` must do for the request of the caller to succeed.

    A member is the position of a link, or `~` that of a group further down the list. `need` of them are asked at first, any
    as likely as another, and one more for each that fails.
    """

    caller: int
    need: int
    members: tuple[int, ...]
    outermost: bool = True


LOOKS = 4
"""How often an autoscaler measures while its lag passes."""
USELESS = 0.5
"""A station that answers no more requests than this without error does not answer."""


class Scaler(NamedTuple):
    """Holds the utilisation of `station` at `target` by its concurrency, `lag_s` later, within [`minimum`, `maximum`].

    Again and again, it measures for a part of the lag how busy the servers are that are there, and orders so many that as much
    work would keep them as busy as they should be; they are there when the rest of the lag is over, too. Waiting for callees is
    no work. It orders nothing new while nobody is there to be measured, or a station in `needs` does not answer.
    """

    station: int
    target: float
    lag_s: float
    minimum: float
    maximum: float
    needs: tuple[int, ...] = ()

    def looks(self, least_s: float) -> tuple[float, int]:
        """Return for how long it measures, `least_s` at least, and how many such times an order takes to be carried out."""
        measured_s = max(self.lag_s / LOOKS, least_s)
        return measured_s, max(0, round(self.lag_s / measured_s) - 1)


class Lease(NamedTuple):
    """`holders` at `station` each renew every `period_s`; one that lapsed is re-established by a request like any other.

    An attempt to renew or re-establish that takes longer than `timeout_s` is tried again without end.
    """

    station: int
    holders: int
    period_s: float
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Network:
    """The system: `links` by caller, `arriving` from outside by station; hard links outside of every group are all needed.

    A request makes its calls one after the other, those of a group when the first of its links comes, and none after one that
    fails it.
    """

    stations: tuple[Station, ...]
    links: tuple[Link, ...]
    arriving: tuple[float, ...]
    groups: tuple[Group, ...] = ()
    breakers: tuple[Breaker, ...] = ()
    scalers: tuple[Scaler, ...] = ()
    leases: tuple[Lease, ...] = ()

    def links_of(self, group: Group) -> list[int]:
        """Return the links in a group and in those in it, in their order."""
        inner = [each for member in group.members if member < 0 for each in self.links_of(self.groups[~member])]
        return sorted([*inner, *(member for member in group.members if member >= 0)])
