"""Which numbers to find out first: those of parts that alone decide over what is promised, or over what users enter."""

from collections.abc import Iterable, Iterator

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.bit_sets import members
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.fallen import brought_down_among
from sosgraph.structure.unknown_parts import unknown_parts
from sosgraph.structure.witness import witnesses

_SHOWN = 5
_NAMED = 3


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each system that has numbers, at the unknown part that most of what matters falls with."""
    components = architecture.components
    unknown = {
        name
        for name in unknown_parts(architecture)
        if not components[name].slos and not components[name].slas and not components[name].observed
    }
    numbered = {component.system for name, component in components.items() if name not in unknown}
    unknown = {name for name in unknown if components[name].system in numbered and name not in architecture.mistaken}
    if not unknown:
        return
    falling = _falling(architecture, unknown)
    total = len(_that_matter(architecture))
    systems: dict[str, list[str]] = {}
    for name in sorted(falling, key=lambda name: -len(falling[name])):
        systems.setdefault(components[name].system, []).append(name)
    for system in architecture.systems:
        if system in systems:
            yield _finding(architecture, systems[system], falling, total)


def _that_matter(architecture: Architecture) -> list[str]:
    """Return the components that promise something, alone or in a journey, or that users enter, in reading order."""
    journeys = {name for journey in architecture.journeys.values() if journey.availability_slos for name in journey.through}
    return [
        name
        for name, component in architecture.components.items()
        if component.availability_slos or component.entry is not None or name in journeys
    ]


def _falling(architecture: Architecture, unknown: Iterable[str]) -> dict[str, list[str]]:
    """Return what matters and falls with each of the unknown parts alone, in reading order; no part that nothing falls with."""
    matter = _that_matter(architecture)
    asked = frozenset(unknown)
    in_order = [name for name in architecture.components if name in asked]
    found = {
        part: [matter[place] for place in members(down) if matter[place] != part]
        for part, down in brought_down_among(architecture, in_order, matter)
    }
    return {name: found[name] for name in in_order if found[name]}


def _finding(architecture: Architecture, names: list[str], falling: dict[str, list[str]], total: int) -> Finding:
    label = architecture.label
    first, *others = names
    with_it = falling[first]
    listed = ", ".join(label(name) for name in with_it[:_NAMED]) + (", …" if len(with_it) > _NAMED else "")
    message = (
        f"{label(first)} has no number and counts as perfect, but without it {len(with_it)} of the {total} that promise "
        f"something or that users enter are down ({listed}); write its availability first"
    )
    if others:
        next_ones = some_of(others, _SHOWN - 1, lambda name: f"{label(name)} ({len(falling[name])})")
        message += f", then those of {next_ones}"
    return Finding(architecture.components[first].at, message, tuple(_ways(architecture, names[:_SHOWN], falling)))


def _ways(architecture: Architecture, names: Iterable[str], falling: dict[str, list[str]]) -> Iterator[Note]:
    """Yield for each unknown part the shortest way to it from something that falls with it."""
    seen = witnesses(architecture)
    for branch, name in enumerate(names):
        chains = [chain for caller in falling[name][:_SHOWN] if len(chain := seen.chain(caller, name)) > 1]
        if chains:
            chain = min(chains, key=len)
            yield Note(seen.places(chain)[-1][2], seen.words(architecture, chain), branch)


RULE = Rule("unknown-matters", "parts without a number decide over what is promised or entered", Severity.INFO, check)
