"""Many scenarios of one network in one run: the load up and down, and triggers of all sizes and durations."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.fluid.recovery import stuck
from sosgraph.fluid.run import run
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

_SIZES = {"capacity-loss": "share", "error": "share", "cache-flush": "share", "load-spike": "factor", "latency": "delay_s"}
_ROUNDS = 6
_DISTURBED = 20


class Hysteresis(NamedTuple):
    """By load factor, the share of what arrives that is answered well: `up` from an empty system, `down` from the highest load.

    `collapses` is the lowest load that the empty system does not bear, `recovers` the highest that the other one recovers at;
    infinite and 0 where there is none. `area` between the two, over the range of loads: 0 is a system without memory, at most 1.
    """

    load_factors: tuple[float, ...]
    up: tuple[float, ...]
    down: tuple[float, ...]
    collapses: float
    recovers: float
    area: float
    coarse: bool


def hysteresis(network: Network, load_factors: Sequence[float], until_s: float) -> Hysteresis:
    """Return what each load leads to by `until_s`, from an empty system, and from one that had the highest load before.

    That lasts a twentieth of the time; the highest load should be one that the system does not bear.
    """
    loads = sorted(set(load_factors))
    if not loads or loads[0] <= 0:
        raise BadCall("a sweep of loads needs factors above 0")
    entries = [place for place, rate in enumerate(network.arriving) if rate > 0]
    lasting_s = until_s / _DISTURBED
    before = [
        [Trigger("load-spike", place, duration_s=lasting_s, factor=loads[-1] / load) for place in entries] for load in loads
    ]
    found = run(network, [*([] for _ in loads), *before], until_s, load_factors=[*loads, *loads])
    shares = [_answered(course) for course in found.courses]
    up, down = shares[: len(loads)], shares[len(loads) :]
    poor = [stuck(course) for course in found.courses]
    collapses = min((load for load, bad in zip(loads, poor[: len(loads)], strict=True) if bad), default=inf)
    recovers = max((load for load, bad in zip(loads, poor[len(loads) :], strict=True) if not bad), default=0.0)
    return Hysteresis(tuple(loads), tuple(up), tuple(down), collapses, recovers, _area(loads, up, down), found.coarse)


class Tipping(NamedTuple):
    """By size and duration of a trigger, whether the system is `stuck` long after it; by size, the shortest duration for that.

    Infinite where none of the durations does.
    """

    sizes: tuple[float, ...]
    durations_s: tuple[float, ...]
    stuck: tuple[tuple[bool, ...], ...]
    shortest_s: tuple[float, ...]
    coarse: bool


def tipping(
    network: Network,
    trigger: Trigger,
    sizes: Sequence[float],
    durations_s: Sequence[float],
    until_s: float,
    load_factor: float = 1.0,
) -> Tipping:
    """Return which sizes and durations of `trigger` the system does not recover from by `until_s`.

    A size is a share, factor or delay as the kind of the trigger has it; an outage and a pause have none. The shortest duration
    is refined by bisection, to a 64th of the steps given, all sizes in one run.
    """
    field = _SIZES.get(trigger.kind)
    lengths = sorted(set(durations_s))
    if not lengths or not sizes or (field is None and len(sizes) > 1):
        raise BadCall(f"trigger {trigger.kind!r} has no {'sizes' if field is None and sizes else 'sizes or durations'} to sweep")

    def struck(cases: Sequence[tuple[float, float]]) -> tuple[list[bool], bool]:
        scenarios = [[_sized(trigger, field, size, length_s)] for size, length_s in cases]
        found = run(network, scenarios, until_s, load_factors=[load_factor] * len(cases))
        return [stuck(course) for course in found.courses], found.coarse

    flat, coarse = struck([(size, length_s) for size in sizes for length_s in lengths])
    rows = [tuple(flat[place * len(lengths) : (place + 1) * len(lengths)]) for place in range(len(sizes))]
    brackets = [_bracket(row, lengths) for row in rows]
    for _ in range(_ROUNDS):
        middles = [(low + high) / 2 if high < inf else lengths[-1] for low, high in brackets]
        poor, rough = struck(list(zip(sizes, middles, strict=True)))
        coarse |= rough
        brackets = [
            bracket if bracket[1] == inf else (bracket[0], middle) if bad else (middle, bracket[1])
            for bracket, middle, bad in zip(brackets, middles, poor, strict=True)
        ]
    return Tipping(tuple(sizes), tuple(lengths), tuple(rows), tuple(high for _, high in brackets), coarse)


def _sized(trigger: Trigger, field: str | None, size: float, length_s: float) -> Trigger:
    lasting = trigger._replace(duration_s=length_s)
    return lasting if field is None else Trigger(**(lasting._asdict() | {field: size}))


def _bracket(row: Sequence[bool], lengths: Sequence[float]) -> tuple[float, float]:
    """Return the longest duration before the first that tips, and that one."""
    for place, bad in enumerate(row):
        if bad:
            return lengths[place - 1] if place else 0.0, lengths[place]
    return lengths[-1], inf


def _answered(course: Course) -> float:
    """Return the share answered well at the end."""
    last = max(1, len(course.times_s) // 20)
    arriving = sum(course.arriving[-last:])
    return min(1.0, sum(course.goodput[-last:]) / arriving) if arriving else 1.0


def _area(loads: Sequence[float], up: Sequence[float], down: Sequence[float]) -> float:
    gaps = [one - other for one, other in zip(up, down, strict=True)]
    whole = loads[-1] - loads[0]
    steps = zip(loads, loads[1:], gaps, gaps[1:], strict=False)
    return sum((high - low) * (one + other) / 2 for low, high, one, other in steps) / whole if whole else 0.0
