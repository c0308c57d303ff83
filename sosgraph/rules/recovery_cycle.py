"""A repair that needs what it repairs (`docs/format.md`, cycles)."""

from collections.abc import Iterator
from itertools import groupby

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.told_circles import told_circles
from sosgraph.structure.witness import witnesses

_SHOWN = 3


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component that falls together with what it needs to recover."""
    label = architecture.label
    for caller, group in groupby(told_circles(architecture).repairs, key=lambda closing: closing.caller):
        found = list(group)
        name = label(caller)
        tools = [label(closing.fallen) for closing in found]
        falls = "falls" if len(found) == 1 else "fall"
        message = (
            f"{name} cannot be repaired once it fails: it needs {some_of(tools, _SHOWN)} to recover, which {falls} with it; "
            f"let {tools[0]} do without {name}, or give {name} another way to recover"
        )
        notes = []
        for branch, closing in enumerate(found[:_SHOWN]):
            first = [(caller, closing.fallen, closing.use.at)] if branch else []  # that of the first path is the finding's place
            hops = (*first, *witnesses(architecture).places(closing.chain))
            notes += [Note(place, f"{label(one)} -> {label(other)}", branch) for one, other, place in hops]
        yield Finding(found[0].use.at, message, tuple(notes))


RULE = Rule("recovery-cycle", "a component falls together with what it needs to recover", Severity.ERROR, check)
