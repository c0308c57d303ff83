# cython: annotation_typing=False
"""Which share of requests is not answered within a time, in a steady state: a kernel (`lateness.pxd` beside it)."""

import math
from math import inf

from sosgraph.queueing import mmck
from sosgraph.queueing.erlang import longer, outlasting
from sosgraph.traffic.stations import Station

_COUNTED = mmck.COUNTED


def late(
    station: Station | None,
    own_s: float,
    service_s: float,
    waiting: float,
    spare: float,
    within_s: float | None,
    offered: float = 0.0,
    left: float = 1.0,
    calling: bool = True,
) -> float:
    """Return the share of requests that take longer than `within_s`; without such a time, those that are never answered.

    A request takes `own_s`, and `service_s` with its calls; the share `waiting` has to wait, and `spare` requests a second
    could be served besides; what is `offered` is in Erlang; the share `left` of the servers is there. Exact of M/M/c, and of
    M/M/c/K without those who are refused, that call nobody; what callees take beside the service counts at its mean, where
    places are few as a part of the service as far as no server comes free in less. Who waits in a queue that empties in time
    waits no longer than that takes. Who is not `calling` waits like the others, and takes `own_s` alone.
    """
    if within_s is None:
        endless = station is None or station.waiting is None
        return 1.0 if service_s == inf or (station is not None and endless and spare <= 0) else 0.0
    if station is None:
        return float(service_s > within_s)
    if service_s == inf:
        return 1.0
    held_s = service_s - own_s
    left_s = within_s - held_s if calling else within_s
    if station.waiting is not None and station.waiting <= _COUNTED:
        next_s = service_s / station.servers / left
        each_s = own_s if own_s > next_s else next_s
        left_s += min(each_s - own_s, held_s)
        return mmck.outlasting(waiting, offered / station.servers, station.waiting, each_s / next_s, left_s / each_s)
    most = 1.0
    queue_s = 0.0 if station.waiting is None else service_s * station.waiting / station.servers / left
    if station.waiting is not None and own_s + queue_s <= left_s:
        served, after = math.exp(-left_s / own_s), math.exp(-(left_s - queue_s) / own_s)
        most = served + waiting * (after - served)
    if station.servers == 1 and (calling or not held_s):
        return min(most, longer(spare, within_s))
    return most if left_s <= 0 else min(most, outlasting(1 / own_s, waiting, spare, left_s))
