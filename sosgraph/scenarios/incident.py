"""What happens in one run: the scenarios of a file, or triggers in words like `outage of web -> db for 10s`."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sosgraph.catalog import did_you_mean
from sosgraph.errors import BadCall
from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import TRIGGERS, Scenario
from sosgraph.quantity import format_duration, format_number, format_share, parse_duration, parse_number, parse_ratio
from sosgraph.scenarios.settings import ARROW
from sosgraph.selection import selected_component

GRAMMAR = "KIND of PLACE [by SIZE] [for DURATION] [at START]"
"""How a trigger is written; a place is a component or `caller -> callee`."""
SIZES = {"capacity-loss": "share", "cache-flush": "share", "error": "share", "load-spike": "factor", "latency": "delay"}
"""What the size of a trigger is, by kind; an outage and a pause have none."""
_EXAMPLE = {"share": "50%", "factor": "3", "delay": "200ms"}
_written = re.compile(
    r"(?P<kind>[a-z-]+) +of +(?P<on>\S+(?: *-> *\S+)?)(?: +by +(?P<size>\S+))?(?: +for +(?P<for>\S+))?(?: +at +(?P<start>\S+))?"
).fullmatch


@dataclass(frozen=True, slots=True)
class Incident:
    """One or more triggers that happen in the same run, under a name."""

    name: str
    scenarios: tuple[Scenario, ...]


def parse_trigger(text: str) -> Scenario:
    """Return the trigger that `text` describes, its places as they are written; raises `ValueError` where it is none."""
    match = _written(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no trigger; write {GRAMMAR}, like 'outage of web -> db for 10s'")
    kind, size = match["kind"], match["size"]
    if kind not in TRIGGERS:
        raise ValueError(f"{kind!r} is none of {', '.join(TRIGGERS)}{did_you_mean(kind, TRIGGERS)}")
    caller, arrow, callee = (part.strip() for part in match["on"].partition("->"))
    if size is not None and kind not in SIZES:
        raise ValueError(f"{text!r} gives a size, which {kind} has not; leave out 'by {size}'")
    return Scenario(
        name=text.strip(),
        kind=kind,
        component=caller,
        callee=callee if arrow else None,
        start_s=parse_duration(match["start"]) if match["start"] else 0.0,
        duration_s=parse_duration(match["for"]) if match["for"] else None,
        **({} if size is None else {_FIELDS[SIZES[kind]]: _PARSERS[SIZES[kind]](size)}),
    )


_PARSERS: dict[str, Any] = {"share": parse_ratio, "factor": parse_number, "delay": parse_duration}
_FIELDS = {"share": "share", "factor": "factor", "delay": "delay_s"}


def incidents_of(architecture: Architecture, names: Sequence[str], written: Iterable[Scenario]) -> tuple[Incident, ...]:
    """Return what is to be simulated: the `written` triggers, all in one run; else each scenario among `names`, else each.

    Raises `BadCall` where there is none, where a name is unknown, and for a place that is.
    """
    triggers = tuple(_placed(architecture, each) for each in written)
    if triggers:
        if names:
            raise BadCall("scenarios of the file and written triggers are asked for at once; say --scenario or --trigger")
        return (Incident(" and ".join(in_words(architecture, each) for each in triggers), triggers),)
    known = architecture.scenarios
    for name in names:
        if name not in known:
            hint = did_you_mean(name, [*known])
            raise BadCall(f"no scenario is called {name!r}{hint}; there are {', '.join(known) or 'none'}")
    return tuple(Incident(name, (known[name],)) for name in dict.fromkeys(names or known))


def _placed(architecture: Architecture, written: Scenario) -> Scenario:
    """Return the trigger with full names; raises `BadCall` for a component or a call that there is not."""
    caller = selected_component(architecture, written.component)
    callee = None if written.callee is None else selected_component(architecture, written.callee)
    return Scenario(
        written.name,
        written.kind,
        caller,
        callee,
        written.start_s,
        written.duration_s,
        written.share,
        written.factor,
        written.delay_s,
    )


def in_words(architecture: Architecture, scenario: Scenario) -> str:
    """Return the trigger as `parse_trigger` reads it, with names as people say them; its start only where that is not 0."""
    place = architecture.label(scenario.component)
    if scenario.callee is not None:
        place += f"{ARROW}{architecture.label(scenario.callee)}"
    words = f"{scenario.kind} of {place}"
    if scenario.share is not None:
        words += f" by {format_share(scenario.share.value).replace(' ', '')}"
    elif scenario.factor is not None:
        words += f" by {format_number(scenario.factor)}"
    elif scenario.delay_s is not None:
        words += f" by {format_duration(scenario.delay_s)}"
    if scenario.duration_s is not None:
        words += f" for {format_duration(scenario.duration_s)}"
    return words + (f" at {format_duration(scenario.start_s)}" if scenario.start_s else "")
