"""A circle of start dependencies that comes up only because somebody on it can do without the next."""

from collections.abc import Iterator, Mapping

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.cold_start import start_function
from sosgraph.structure.told_circles import StartHop, told_circles

_SHOWN = 10


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each strong component of the start that comes up all the same, along a short circle in it."""
    label = architecture.label
    for circle in told_circles(architecture).starts:
        wave = start_function(architecture, circle.components).waves()
        spared = next(hop for hop in circle.around if _early(wave, hop))
        around = [label(hop.caller) for hop in circle.around]
        names = " -> ".join([*around[:_SHOWN], *(["…"] if len(around) > _SHOWN else []), around[0]])
        message = (
            f"{names} wait for one another to start, and come up only because {label(spared.caller)} can do without "
            f"{label(spared.callee)}; make soft what need not be up before"
        )
        others = (hop for hop in circle.around if hop is not spared)
        notes = tuple(Note(hop.at, f"{label(hop.caller)} waits for {label(hop.callee)}") for hop in others)
        yield Finding(spared.at, message, notes, circular=True)


def _early(wave: Mapping[str, int | None], hop: StartHop) -> bool:
    """Tell whether the caller comes up without the callee; on a circle with a start dependency that comes up, somebody does."""
    return (wave[hop.caller] or 0) < (wave[hop.callee] or 0) + hop.before


RULE = Rule("start-order-cycle", "components wait for one another to start, and come up by redundancy", Severity.WARNING, check)
