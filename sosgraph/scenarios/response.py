"""How long answers take when every part is taken alone: waiting and service of each station, added up along calls."""

from math import ceil, erfc, inf, sqrt
from typing import NamedTuple

from sosgraph.queueing.erlang import erlang_c
from sosgraph.queueing.mmck import sojourn
from sosgraph.traffic.calls import Call
from sosgraph.traffic.demand import Demand
from sosgraph.traffic.stations import Station

_DEVIATIONS = 2.3263478740408408  # of a normal variable, below which it stays in 99 of 100 cases


class Response(NamedTuple):
    """Mean in seconds and variance of the time that a request spends in a component and all that it calls.

    Of what is answered 99 of 100 take no more than `most_s`, since calls are given up.
    """

    mean_s: float
    variance: float
    most_s: float = inf

    @property
    def p99_s(self) -> float:
        """What 99 of 100 requests stay below, as of the gamma distribution with this mean and variance, which M/M/1 has.

        Source: E. B. Wilson & M. M. Hilferty, The distribution of chi-square, 1931; of one M/M/1 it is off by 0.1 %.
        """
        if self.mean_s in (0.0, inf) or not self.variance:
            return min(self.mean_s, self.most_s)
        ninth = self.variance / self.mean_s**2 / 9
        return min(self.mean_s * (1 - ninth + _DEVIATIONS * sqrt(ninth)) ** 3, self.most_s)

    def longer(self, seconds: float) -> float:
        """Return the share of requests that take longer than so many seconds, as of the same distribution."""
        if self.mean_s in (0.0, inf) or not self.variance:
            return float(self.mean_s > seconds)
        ninth = self.variance / self.mean_s**2 / 9
        return erfc(((seconds / self.mean_s) ** (1 / 3) - 1 + ninth) / sqrt(2 * ninth)) / 2


def responses(found: Demand) -> list[Response]:
    """Return the response of each component at the offered load, by position; linear in the calls.

    Calls of one request are made one after the other, each tried once, with waits independent of one another; what calls go
    around in a circle are counted once. Infinite where more arrives than can be served.
    """
    known: list[Response] = [Response(0.0, 0.0, 0.0)] * len(found.calls.names)
    for members in found.normal.strong:
        for place in members:
            own = _own(found.stations[place], found.offered[place])
            mean_s, variance, most_s = own
            for call in found.calls.of(place):
                asked = _asked(call, known[call.callee])
                mean_s, variance, most_s = mean_s + asked.mean_s, variance + asked.variance, most_s + asked.most_s
            known[place] = Response(mean_s, variance, most_s)
    return known


def _own(station: Station | None, arriving: float) -> Response:
    """Return what one station alone takes: M/M/c, or M/M/c/K where its queue is bounded."""
    if station is None:
        return Response(0.0, 0.0, 0.0)
    service_s, offered = station.service_s, arriving * station.service_s
    if station.waiting is not None:
        mean, variance = sojourn(station.servers, offered, station.waiting)
        alone = Response(mean * service_s, variance * service_s**2)
    elif offered < station.servers:
        spare, delayed = station.per_s - arriving, erlang_c(station.servers, offered)
        alone = Response(service_s + delayed / spare, service_s**2 + delayed * (2 - delayed) / spare**2)
    else:
        return Response(inf, inf)
    return alone._replace(most_s=alone.p99_s)


def _asked(call: Call, callee: Response) -> Response:
    """Return what a call adds for each request, being made by some of them and more than once by others."""
    if not call.normal:
        return Response(0.0, 0.0, 0.0)
    share = min(1.0, call.normal)
    times = call.normal / share
    mean_s, variance = times * callee.mean_s, times * callee.variance
    most_s = ceil(times) * min(callee.most_s, patience_s(call))
    return Response(share * mean_s, share * variance + share * (1 - share) * mean_s**2, most_s)


def patience_s(call: Call) -> float:
    """Return how long it takes until a call is given up, with all its attempts and the waits between them."""
    timeout_s, retry = call.dependency.timeout_s, call.dependency.retry
    if timeout_s is None:
        return inf
    return call.attempts * timeout_s + (retry.pauses_s if retry is not None and call.attempts > 1 else 0.0)
