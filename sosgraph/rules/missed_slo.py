"""What was counted is less than what is promised: a promise that was not kept, whatever composition says of it."""

from collections.abc import Iterator

from sosgraph.bdd.posterior import counted
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each promise and each contract that the counts of its component miss, chance left out.

    Chance explains what lies within the interval of 95 % about the share that failed (`bdd/posterior.py`).
    """
    for component in architecture.components.values():
        counts = component.observed
        if counts is None:
            continue
        least, _ = counted(counts.total - counts.good, counts.total).interval
        share = format_percent((counts.total - counts.good) / counts.total)
        for verb, objectives in (("promises", component.availability_slos), ("owes", component.availability_slas)):
            strictest = min(objectives, key=_allowed, default=None)
            if strictest is None or least <= _allowed(strictest):
                continue
            who, promised = architecture.label(component.name), format_percent(_allowed(strictest))
            message = (
                f"{who} {verb} {promised}, but of {counts.total:,} events that were counted {share} were good; "
                "mend it, or promise what it does"
            )
            yield Finding(strictest.at / "availability", message, (Note(component.place("observed"), "counted here"),))


def _allowed(objective: AvailabilityObjective) -> float:
    return objective.target.complement


RULE = Rule("missed-slo", "what was counted of a component is less than it promises", Severity.WARNING, check)
