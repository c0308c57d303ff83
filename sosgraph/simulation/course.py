"""The course that a simulated system takes: the same channels whichever way it was simulated."""

from collections.abc import Mapping, Sequence

from sosgraph.frozen import dataclass, field


@dataclass(frozen=True, slots=True)
class Course:
    """Values by channel and time; each is the mean over the `step_s` that ends at its time, in `times_s`.

    Of the whole, in requests a second: `arriving` from outside, `goodput` (answered without error), `failed` (answered with an
    error or given up). By station: `offered` (attempts that reach it, a second, refused ones included), `served` (a second,
    without those that were called off), `waiting` (requests in the station, waiting or in service), `refused` (a second). By
    link: `retries` (a second), `timeouts` (a second), and `hits` (share answered by its cache; 0 without one).

    By position of those that have any: of links, `copied` (second copies sent, a second); of stations, `lapsed` (attempts to
    re-establish leases, a second) and `away` (share of the copies that the health check keeps out of use, at its time).

    `latency_s` holds the response times of entries, sorted, by request where requests are simulated, else empty. `stopped` says
    why it ends before its time; empty where it does not.
    """

    times_s: Sequence[float]
    arriving: Sequence[float]
    goodput: Sequence[float]
    failed: Sequence[float]
    offered: Sequence[Sequence[float]]
    served: Sequence[Sequence[float]]
    waiting: Sequence[Sequence[float]]
    refused: Sequence[Sequence[float]]
    retries: Sequence[Sequence[float]]
    timeouts: Sequence[Sequence[float]]
    hits: Sequence[Sequence[float]]
    latency_s: Sequence[float] = ()
    stopped: str = ""
    copied: Mapping[int, Sequence[float]] = field(default_factory=dict)
    lapsed: Mapping[int, Sequence[float]] = field(default_factory=dict)
    away: Mapping[int, Sequence[float]] = field(default_factory=dict)
