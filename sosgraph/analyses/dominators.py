"""What does everything pass through? The chokepoints between an entry and all that it needs."""

from collections.abc import Collection, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any

from sosgraph.analyses import Analysis
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_count
from sosgraph.selection import answerable_components
from sosgraph.structure.dominator_tree import DominatorTree, dominator_tree
from sosgraph.structure.fallen import falling_pairs
from sosgraph.table import Column, Table

_ENTRIES = 20
"""Of how many entries the trees are shown where none is named."""


def answer(architecture: Architecture, *, component: tuple[str, ...] = (), most: int = 10) -> tuple[Table, ...]:
    """Return one table for each `component` (those that users see): what most of its needs lie beyond."""
    names = answerable_components(architecture, component)
    shown = names if component else names[:_ENTRIES]
    left = len(names) - len(shown)
    note = (f"the first {_ENTRIES} of {len(names)} entries are shown; --component names others",) if left else ()
    trees = {name: dominator_tree(architecture, name) for name in shown}
    points = {name: tree.chokepoints() for name, tree in trees.items()}
    fatal = falling_pairs(architecture, ((point, name) for name in shown for point in islice(points[name], most)))
    return tuple(
        _table(architecture, trees[name], points[name], most, fatal, note if name == shown[-1] else ()) for name in shown
    )


def _table(
    architecture: Architecture,
    tree: DominatorTree,
    points: Mapping[str, int],
    most: int,
    fatal: Collection[tuple[str, str]],
    more: tuple[str, ...],
) -> Table:
    label, name = architecture.label, tree.entry
    needed = len(tree.names) - 1
    rows = tuple(
        (
            label(point),
            points[point],
            points[point] / needed,
            tuple(map(label, tree.beyond(point))),
            " -> ".join(map(label, (name, *tree.before(point), point))),
            (point, name) in fatal,
        )
        for point in islice(points, most)
    )
    columns = (
        Column("chokepoint", "text", "chokepoint"),
        Column("size", "count", "beyond it"),
        Column("share", "share", "of all needed"),
        Column("beyond", "names", "which"),
        Column("through", "text", "chokepoints on the way"),
        Column("alone", "flag", "alone fatal"),
    )
    notes = []
    if rows:
        notes.append("beyond it: every way there leads through the chokepoint, be it one of several ways that are needed or not")
    if any(not alone for *_, alone in rows):
        notes.append(f"alone fatal: no where redundancy keeps {label(name)} up though the chokepoint fails")
    if len(points) > most:
        notes.append(f"{len(points) - most} more, with no more beyond them than the last")
    facts = MappingProxyType({"component": name, "needed": needed, "chokepoints": len(points)})
    title = f"What everything that {label(name)} needs passes through"
    return Table("dominators", title, columns, rows, (*notes, *more), facts, _lead(label(name), needed, rows))


def _lead(name: str, needed: int, rows: tuple[tuple[Any, ...], ...]) -> str:
    """Return how much lies beyond the first chokepoint, and whether its failure alone takes the entry down."""
    if not needed:
        return f"{name} needs nobody"
    if not rows:
        return f"{name} needs {needed}, and none stands between: it needs each directly, or there are several ways to it"
    first, beyond, _, which, _, fatal = rows[0]
    every = f"{which[0]} is" if beyond == 1 else f"{beyond} are"
    alone = f"takes {name} down" if fatal else f"leaves {name} up, since redundancy stands in"
    return f"of {needed} that {name} needs, {every} reached only through {first}, whose failure alone {alone}"


ANALYSIS = Analysis(
    name="dominators",
    summary="chokepoints: what every way from an entry to the rest of its needs leads through, and which of them are fatal alone",
    answer=answer,
    parameters=(
        Parameter(
            "component", "only this component (may be repeated); else entries and heads of journeys", str, (), several=True
        ),
        Parameter("most", "how many chokepoints are shown", parse_count, 10),
    ),
)
