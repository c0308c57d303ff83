"""A failover or restore that was not tried for long: nobody knows whether it still works."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_duration, parse_date, parse_span
from sosgraph.rules import Rule
from sosgraph.source import Pointer

_DAY_S = 86400.0
_YEAR_S = 365 * _DAY_S


class _Exercise(NamedTuple):
    """What was tried, when, and where that is written."""

    day: date
    what: str
    at: Pointer


def check(architecture: Architecture, *, today: date | None = None, after: float = _YEAR_S) -> Iterator[Finding]:
    """Yield one finding for each failover or restore last tried more than `after` seconds before `today`.

    Without `today` that is the newest day on which anything was tried: no clock is looked at.
    """
    exercises = list(_exercises(architecture))
    if not exercises:
        return
    newest = max(exercises, key=lambda exercise: exercise.day)
    reference = newest.day if today is None else today
    notes = (Note(newest.at, f"{newest.what} was tried on {newest.day}, the newest day written"),) if today is None else ()
    since = "the newest exercise that is written" if today is None else "today"
    for day, what, at in exercises:
        age_s = (reference - day).days * _DAY_S
        if age_s > after:
            message = (
                f"{what} was last tried on {day}, {format_duration(age_s)} before {since} ({reference}); "
                f"try it again, and write when"
            )
            yield Finding(at, message, notes)


def _exercises(architecture: Architecture) -> Iterator[_Exercise]:
    label = architecture.label
    for name, component in architecture.components.items():
        if component.exercised is not None:
            yield _Exercise(component.exercised, f"failover or restore of {label(name)}", component.place("exercised"))
    for caller, dependency, _ in architecture.dependencies():
        fallback = dependency.fallback
        if fallback is not None and fallback.exercised is not None:
            what = f"the fallback of {label(caller.name)} from {label(dependency.callee)} to {label(fallback.callee)}"
            yield _Exercise(fallback.exercised, what, fallback.at / "exercised")


RULE = Rule(
    "stale-exercise",
    "a failover, restore or fallback was not tried for long",
    Severity.WARNING,
    check,
    (
        Parameter("today", "the day from which is counted back; else the newest that is written", parse_date, None),
        Parameter("after", "what was tried longer ago than this is stale", parse_span, _YEAR_S),
    ),
)
