"""Promises over different windows do not add up: what a callee may spend at once is more than the caller has."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import format_duration, format_percent
from sosgraph.rules import Rule
from sosgraph.structure.indispensable import Without, chain_to, first_indispensable
from sosgraph.structure.places import place_of_dependency
from sosgraph.structure.strictest import strictest_promises

_SLACK = 1 + 1e-9


class _Judged(NamedTuple):
    """Who promises what, and the one without which it is down that may spend the most at once."""

    label: str
    own: AvailabilityObjective
    source: str
    path: tuple[Note, ...]


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component and journey whose budget a callee may spend at once, because of its longer window."""
    objectives = {name: _promised(one) for name, one in architecture.components.items() if one.slos or one.slas}
    if len({each.window_s for found in objectives.values() for each in found}) < 2 and not architecture.journeys:
        return
    allowed = {name: least for name, each in objectives.items() if (least := _least(each))}
    promising = strictest_promises(architecture)
    found = first_indispensable(architecture, sorted(allowed, key=lambda name: -_spent_s(allowed[name])), promising)
    for judged in (*_components(architecture, allowed, found), *_journeys(architecture, allowed)):
        theirs, label = allowed[judged.source], architecture.label(judged.source)
        message = (
            f"{judged.label} promises {_words(judged.own)} and may be down {_budget(judged.own)} in it, but {label}, which it "
            f"cannot do without, promises {_words(theirs)} and may be down {_budget(theirs)} at once; promise over one window"
        )
        place = Note(theirs.at / "window", f"{label} promises {_words(theirs)}")
        yield Finding(judged.own.at / "window", message, (*judged.path, place))


def _components(
    architecture: Architecture, allowed: Mapping[str, AvailabilityObjective], found: Mapping[str, Without]
) -> Iterator[_Judged]:
    label = architecture.label
    for name in strictest_promises(architecture):
        if name in found:
            own = _mismatched(architecture.components[name].availability_slos, allowed[found[name].source])
            if own is not None:
                path = tuple(
                    Note(
                        place_of_dependency(architecture.components[caller], callee, ("run",)),
                        f"{label(caller)} -> {label(callee)}",
                    )
                    for caller, callee in pairwise(chain_to(name, found))
                )
                yield _Judged(label(name), own, found[name].source, path)


def _journeys(architecture: Architecture, allowed: Mapping[str, AvailabilityObjective]) -> Iterator[_Judged]:
    for journey in architecture.journeys.values():
        passed = [name for name in journey.through if name in allowed]
        if journey.availability_slos and passed:
            source = max(passed, key=lambda name: _spent_s(allowed[name]))
            own = _mismatched(journey.availability_slos, allowed[source])
            if own is not None:
                yield _Judged(journey.label, own, source, ())


def _promised(component: Component) -> tuple[AvailabilityObjective, ...]:
    return component.availability_slos + component.availability_slas


def _least(objectives: tuple[AvailabilityObjective, ...]) -> AvailabilityObjective | None:
    """Return the objective that leaves the least to be spent at once; the others allow no more."""
    return min(objectives, key=_spent_s, default=None)


def _mismatched(own: tuple[AvailabilityObjective, ...], theirs: AvailabilityObjective) -> AvailabilityObjective | None:
    """Return the smallest budget that `theirs` may exceed only because of its longer window, if there is one."""
    exceeded = (
        each
        for each in own
        if theirs.window_s > each.window_s * _SLACK
        and theirs.target.complement <= each.target.complement * _SLACK
        and _spent_s(theirs) > _spent_s(each) * _SLACK
    )
    return min(exceeded, key=_spent_s, default=None)


def _spent_s(objective: AvailabilityObjective) -> float:
    return objective.target.complement * objective.window_s


def _words(objective: AvailabilityObjective) -> str:
    return f"{format_percent(objective.target.complement)} over {format_duration(objective.window_s)}"


def _budget(objective: AvailabilityObjective) -> str:
    return format_duration(_spent_s(objective))


RULE = Rule(
    "window-mismatch",
    "a callee may spend more at once than its caller has, since it promises over a longer window",
    Severity.WARNING,
    check,
)
