"""How long the outages of a system last: those that end with the repair of the same part are of one kind."""

from collections.abc import Mapping, Sequence
from math import exp, expm1, fsum, log
from typing import NamedTuple

from sosgraph.bdd.attribution import Differentiable

_STEP = 0.5  # of the logarithm of time: an exponential is integrated to 1e-8
_FIRST = 1e-3  # of the shortest repair: next to none is finished before
_LAST = 20.0  # of the longest: next to all are
_ALIKE = 1.01
_MOST = 32


class Kind(NamedTuple):
    """Outages that last exponentially with one mean: how many begin in a unit of time, and how long each is on average."""

    frequency: float
    mean: float


def outage_kinds(solution: Differentiable, failure: Sequence[float], repair: Mapping[int, float]) -> list[Kind]:
    """Return the outages of a coherent system by how long they last, shortest first; they add up to how often it is down.

    `repair` has the mean time to repair of the variables that fail and are repaired; the others are drawn for each outage.
    Outages end with the repair of i as often as Birnbaum's importance · q ÷ repair says. What is down is still down after t, if
    nothing else fails, with q · exp(-t ÷ repair) in place of q; what that makes of the same product, integrated over t and
    divided by the product itself, is how long they last on average: the repair of i in series, beside others of a cut set
    the shortest of their repairs. All are stretched alike by what fails meanwhile. Those that are alike are joined.
    Sources: W. Schneeweiss, Computing failure frequency, MTBF and MTTR via mixed products, 1981; W. Vesely, 1970; that time
    may run backwards: F. Kelly, Reversibility and stochastic networks, 1979.
    """
    chance, slope = solution.gradient(failure)
    ended = {variable: slope[variable] * failure[variable] / mean for variable, mean in repair.items()}
    ended = {variable: often for variable, often in ended.items() if often > 0}
    downtime = _downtime(solution, failure, {variable: repair[variable] for variable in ended}) if ended else {}
    together = fsum(downtime.values())
    if not together:
        return []
    stretched = chance / together
    lasting = [(often, downtime[variable]) for variable, often in ended.items() if downtime[variable]]
    return _joined([Kind(often, stretched * total / often) for often, total in lasting])


def _downtime(solution: Differentiable, failure: Sequence[float], repair: Mapping[int, float]) -> dict[int, float]:
    """Return by variable the integral of the density over time: the trapezoidal rule over its logarithm."""
    first = _FIRST * min(repair.values())
    steps = int(log(_LAST * max(repair.values()) / first) / _STEP) + 1
    terms: dict[int, list[float]] = {variable: [] for variable in repair}
    later = list(failure)
    for step in range(steps + 1):
        time = first * exp(_STEP * step)
        weight = time * (_STEP if step else -_STEP / expm1(-_STEP))  # the first one for all before
        for variable, mean in repair.items():
            later[variable] = failure[variable] * exp(-time / mean)
        slope = solution.gradient(later)[1]
        for variable, mean in repair.items():
            terms[variable].append(weight * slope[variable] * later[variable] / mean)
    return {variable: fsum(each) for variable, each in terms.items()}


def _joined(kinds: Sequence[Kind]) -> list[Kind]:
    """Return the kinds with those of nearly the same mean as one: as often, and as long together. Not more than `_MOST`."""
    ordered = sorted(kinds, key=lambda kind: kind.mean)
    alike = _ALIKE
    while True:
        groups: list[list[Kind]] = []
        for kind in ordered:
            if groups and kind.mean <= alike * groups[-1][0].mean:
                groups[-1].append(kind)
            else:
                groups.append([kind])
        if len(groups) <= _MOST:
            return [_as_one(group) for group in groups]
        alike *= alike


def _as_one(kinds: Sequence[Kind]) -> Kind:
    often = fsum(kind.frequency for kind in kinds)
    return Kind(often, fsum(kind.frequency * kind.mean for kind in kinds) / often)
