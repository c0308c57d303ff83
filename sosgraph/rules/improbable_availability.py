"""A number that nobody means: `0.999%`, where 99.9% or 0.999 is."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio, format_number, format_percent
from sosgraph.rules import Rule
from sosgraph.source import Pointer
from sosgraph.structure.fault_tree import EVENT_KINDS

_LEAST = 0.9
_DAYS = 365


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each availability between nothing and 90 % that is written of a component or a journey.

    Events of fault trees are as likely as they are, and what is 0 % is switched off.
    """
    for component in architecture.components.values():
        if component.kind not in EVENT_KINDS:
            own = component.own.availability
            if own is not None and 0.0 < own.value < _LEAST:
                yield _finding(component.place("availability"), architecture.label(component.name), own)
            for each in component.availability_slos + component.availability_slas:
                if 0.0 < each.target.value < _LEAST:
                    yield _finding(each.at / "availability", architecture.label(component.name), each.target)
    for journey in architecture.journeys.values():
        for slo in journey.availability_slos:
            if 0.0 < slo.target.value < _LEAST:
                yield _finding(slo.at / "availability", journey.label, slo.target)


def _finding(at: Pointer, name: str, ratio: Ratio) -> Finding:
    down = f"down {format_number(ratio.complement * _DAYS)} days a year"
    meant = "; write 99.9% or 0.999 if that is meant" if ratio.value < 0.01 else "; is a nine missing?"
    return Finding(at, f"{name} is said to be {format_percent(ratio.complement)} available, {down}{meant}")


RULE = Rule("improbable-availability", "an availability is so low that it may be a slip", Severity.WARNING, check)
