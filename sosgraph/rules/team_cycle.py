"""Teams that need one another in a circle, although no circle of components joins all of them."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.team_cycles import team_cycles

_SHOWN = 10


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each circle of owners; where no component has one, of systems."""
    label = architecture.label
    by = "owner" if any(component.owner is not None for component in architecture.components.values()) else "system"
    for cycle in team_cycles(architecture, by):
        around = [*cycle.around[:_SHOWN], *(["…"] if len(cycle.around) > _SHOWN else []), cycle.around[0]]
        hops = [f"{label(hop.caller)} -> {label(hop.callee)}" for hop in cycle.shortest]
        size = f", in a circle of {len(cycle.teams)}" if len(cycle.teams) > len(cycle.around) else ""
        whole = "team" if by == "owner" else "system"
        message = (
            f"{'teams' if by == 'owner' else 'systems'} {' -> '.join(around)} need one another{size}, though no circle of "
            f"components joins all of them while running: {', '.join(hops[:_SHOWN])}; "
            f"no {whole} as a whole can be changed or restored before the next"
        )
        notes = tuple(Note(hop.at, text) for hop, text in zip(cycle.shortest[1:], hops[1:], strict=True))
        yield Finding(cycle.shortest[0].at, message, notes, circular=True)


RULE = Rule(
    "team-cycle", "teams need one another in a circle, though no circle of components joins all of them", Severity.INFO, check
)
