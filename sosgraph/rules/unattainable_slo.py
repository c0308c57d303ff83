"""A promise above what the own part and everything below it reach together (`docs/format.md`, promise and structure)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule
from sosgraph.selection import with_journeys
from sosgraph.source import Pointer
from sosgraph.structure.callees import rests_on
from sosgraph.structure.composites import SLACK, composite_availability
from sosgraph.structure.functions import function_of
from sosgraph.structure.judged import judged_journeys, judged_promisers
from sosgraph.structure.own_part import own_part
from sosgraph.structure.places import places_of_dependencies
from sosgraph.structure.promises import left_by_promises, promise_of_the_whole, promised_alone

_SHOWN = 5
_ATTRIBUTED = 20  # promises of which it is told what eats most: each is solved for that
_STANDS_OUT = 0.1  # whose share is less need not be named: to improve it helps nobody
_GIVEN_UP = 3  # that many are too entangled: the others hardly are less so, and each takes seconds

Lost = dict[str, tuple[float, str]]
"""By callee, how often it is down at least, and this in words."""


class _Broken(NamedTuple):
    """A promise that cannot be kept: whose, what it reaches of `what`, and what it rests on, with where that is named.

    `weakest` is, where the promise would be in reach if others were better than they promise, the one that promises least.
    """

    name: str
    what: str
    slo: AvailabilityObjective
    least: float
    callees: dict[str, Pointer]
    weakest: str | None = None


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component of known own part, and each journey, that cannot keep its strictest promise.

    Callees of which only a promise is known count with that, where it is less than what they reach.
    """
    broken = [*_components(architecture), *_journeys(architecture)]
    lost = _lost(architecture, broken)
    entangled = 0
    for position, each in enumerate(broken):
        most: str | None = ""
        if each.weakest is None and position < _ATTRIBUTED and entangled < _GIVEN_UP:
            most = _eats_most(architecture, each.name)
            entangled += most is None
        ranked = sorted((name for name in each.callees if lost[name][0] > 0), key=lambda name: -lost[name][0])
        notes = [Note(each.callees[name], lost[name][1], branch) for branch, name in enumerate(ranked[:_SHOWN])]
        yield Finding(each.slo.at / "availability", _words(architecture, each, most or "its parts"), tuple(notes))


def _components(architecture: Architecture) -> Iterator[_Broken]:
    left = left_by_promises(architecture)
    reached = judged_promisers(architecture)
    for name in [name for name in reached if name in reached.unsure or name in left]:
        component, estimate = architecture.components[name], reached[name]
        slo = _strictest(component.availability_slos)
        least = max(estimate.unavailability_low, left.get(name, 0.0))
        if own_part(component).ratio is not None and slo.target.complement * SLACK < least:
            places = places_of_dependencies(component, ("run",))
            callees = {callee: places[callee] for callee in rests_on(component)}
            by_promises = slo.target.complement * SLACK >= estimate.unavailability_low
            weakest = _weakest(architecture, callees) if by_promises else None
            yield _Broken(name, "what it is made of", slo, least, callees, weakest)


def _journeys(architecture: Architecture) -> Iterator[_Broken]:
    reached = judged_journeys(architecture)
    journeys = {name: architecture.journeys[name] for name in reached}
    labels = [journey.label for journey in journeys.values()]
    left = left_by_promises(with_journeys(architecture, labels)) if promised_alone(architecture) else {}
    for name, estimate in reached.items():
        journey = journeys[name]
        slo = _strictest(journey.availability_slos)
        least = max(estimate.unavailability_low, left.get(journey.label, 0.0))
        if slo.target.complement * SLACK < least:
            callees = {callee: journey.at / "through" / place for place, callee in enumerate(journey.through)}
            by_promises = slo.target.complement * SLACK >= estimate.unavailability_low
            weakest = _weakest(architecture, callees) if by_promises else None
            yield _Broken(journey.label, "what it goes through", slo, least, callees, weakest)


def _weakest(architecture: Architecture, callees: Iterable[str]) -> str | None:
    """Return who promises least of those below of whom only a promise is known, as far as no other promise lies between."""
    pending = list(callees)
    seen = set(pending)
    found: dict[str, float] = {}
    for name in pending:  # grows while it is walked
        component = architecture.components[name]
        promise = promise_of_the_whole(component)
        if promise is not None:
            found[name] = promise.complement
        else:
            further = [callee for callee in rests_on(component) if callee not in seen]
            seen.update(further)
            pending.extend(further)
    return max(found, key=lambda name: found[name], default=None)


def _strictest(slos: Iterable[AvailabilityObjective]) -> AvailabilityObjective:
    return min(slos, key=lambda slo: slo.target.complement)


def _words(architecture: Architecture, broken: _Broken, most: str) -> str:
    who = architecture.label(broken.name)
    promised, best = format_percent(broken.slo.target.complement), format_percent(broken.least)
    if broken.weakest is not None:
        weak = architecture.label(broken.weakest)
        promise = promise_of_the_whole(architecture.components[broken.weakest])
        assert promise is not None
        return (
            f"{who} promises {promised}, but {weak} promises {format_percent(promise.complement)} and no more is known of it, "
            f"so that {broken.what} reaches {best} at most; promise less, or ask more of {weak}"
        )
    return f"{who} promises {promised}, but {broken.what} reaches {best} at most; promise less, or improve {most}"


def _eats_most(architecture: Architecture, name: str) -> str | None:
    """Return in words which part takes most of the downtime, all redundancy considered; None where it is too entangled to tell.

    Half of the engine is loaded for it, of which a lint without such a finding needs nothing.
    """
    from sosgraph.analyses.budget_attribution import eaters
    from sosgraph.structure.entangled import is_nearly_whole
    from sosgraph.structure.negation import negates
    from sosgraph.structure.solutions import solved_number

    extended = with_journeys(architecture, [name])
    function = function_of(extended)
    solved = solved_number(extended, function.up[name])
    if negates(function, function.up[name]) or not is_nearly_whole(solved, function.failure):
        return None
    found = eaters(function, solved)
    whole = sum(eater.part for eater in found)
    if not whole:
        return ""
    part = "its own part" if found[0].component == name else architecture.label(found[0].component)
    share = found[0].part / whole
    if share < _STANDS_OUT:
        return "its parts, of which none stands out"
    return f"{part}, which takes {'most' if share > 0.5 else 'the largest share'} of it ({100 * share:.0f} %)"


def _lost(architecture: Architecture, broken: Iterable[_Broken]) -> Lost:
    """Return what is lost by the callees of all that is broken, by their promises where these are all that is known."""
    wanted = dict.fromkeys(name for each in broken for name in each.callees)
    if not wanted:
        return {}
    found: Lost = {}
    for name, estimate in composite_availability(architecture, wanted=wanted, certain=True).items():
        promise = promise_of_the_whole(architecture.components[name])
        label, low = architecture.label(name), estimate.unavailability_low
        if promise is not None and promise.complement > low * SLACK:
            found[name] = (promise.complement, f"{label} promises {format_percent(promise.complement)}")
        else:
            found[name] = (low, f"{label} reaches {estimate}")
    return found


RULE = Rule("unattainable-slo", "a published SLO is above what the component and all it needs can reach", Severity.ERROR, check)
