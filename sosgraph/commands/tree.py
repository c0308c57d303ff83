"""sosgraph tree: what a component needs and who needs it, line by line."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from sosgraph.commands import Command
from sosgraph.drawing.scene_of import scene
from sosgraph.drawing.tree import AGAIN, CYCLE, DEEPER, MORE, Line, tree, walked
from sosgraph.escaping import one_line, terminal
from sosgraph.estimate import Estimate
from sosgraph.invocation import CONFIG, OUTPUT, columns, format_option, policy_for, seen, show, with_reservation
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.quantity import counted, format_number
from sosgraph.renderers.text.width import cut, width
from sosgraph.report import Report
from sosgraph.selection import selected_component
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.places import place_of_dependency
from sosgraph.table import Column, Table
from sosgraph.workspace import Workspace, write

HELP = """Draw what COMPONENT needs and who needs it as trees, with composite availability and minutes of downtime in 30 days.

What was told already is said once; a cycle ends where it closes.
"""
_BAR = 12  # letters
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEAST = 20  # columns for a name
_NOTE = "composite availability, and how long it is down in 30 days on average, which the bars compare"
_COLUMNS = (
    Column("level", "count"),
    Column("component"),
    Column("how"),
    Column("composite", "availability", "availability", absent="unknown"),
    Column("down_min", "minutes", "down in 30d", absent="unknown"),
    Column("stops", "text", "below"),
    Column("at", "place"),
)
Known = Mapping[str, Estimate]


def _tree(component: str, paths: tuple[str, ...], depth: int, format: str, output: str | None, config: str | None) -> None:
    workspace = Workspace(paths)
    loaded = workspace.load(policy_for(paths, config).importers)
    architecture = loaded.architecture
    root = selected_component(architecture, component)
    whole = scene(architecture)
    trees = (tree(whole, root, depth), tree(whole, root, depth, callers=True))
    known = _known(architecture, [name for lines in trees for name in walked(lines)])
    label = architecture.label(root)
    tables = with_reservation(
        (
            _table(architecture, known, "needs", f"What {label} needs", trees[0]),
            _table(architecture, known, "needed-by", f"Who needs {label}", trees[1]),
        ),
        loaded,
    )
    report = Report(architecture, workspace.documents, tables=tables)
    if format != "text":
        show(report, format, output)
        return
    parts = ("\n".join(_drawn(architecture, known, table, lines)) for table, lines in zip(tables, trees, strict=True))
    write(seen("\n\n".join(parts) + "\n", output), output, workspace.documents)


def _known(architecture: Architecture, names: Sequence[str]) -> Known:
    """Return the composite availability of those about which a number is known."""
    found = composite_availability(architecture, wanted=dict.fromkeys(names))
    return {name: each for name, each in found.items() if not (each.upper_bound and each.unavailability_high == 0)}


def _table(architecture: Architecture, known: Known, name: str, title: str, lines: Sequence[Line]) -> Table:
    rows = tuple(_row(architecture, known, line, name == "needed-by") for line in lines)
    others = counted(len(list(walked(tuple(lines)))) - 1, "component")
    again = "; what is told above is not told again" if any(line.stops == AGAIN for line in lines) else ""
    facts = MappingProxyType({"component": lines[0].name})
    notes = (_NOTE,) if name == "needed-by" and known else ()
    return Table(name, title, _COLUMNS, rows, notes, facts, lead=f"{others}{again}" if len(lines) > 1 else "nothing")


def _row(architecture: Architecture, known: Known, line: Line, callers: bool) -> tuple[Any, ...]:
    caller, callee = (line.name, line.above) if callers else (line.above, line.name)
    at = place_of_dependency(architecture.components[caller], callee) if caller and callee else None
    estimate = known.get(line.name)
    minutes = estimate.unavailability_high * DEFAULT_WINDOW_S / 60 if estimate else None
    label = architecture.label(line.name) if line.name else ""
    return (line.level, label, line.how, estimate, minutes, _stopped(line), at)


def _stopped(line: Line) -> str:
    """Return why nothing stands below, in words."""
    if line.stops == MORE:
        return f"{counted(line.hidden, 'more dependency')} from here on"
    if line.stops == DEEPER:
        return f"{line.hidden} below: --depth"
    return {CYCLE: "↺ closes a cycle", AGAIN: "… see above"}.get(line.stops, "")


def _drawn(architecture: Architecture, known: Known, table: Table, lines: Sequence[Line]) -> Iterator[str]:
    """Yield the tree as people read it, the numbers in columns behind the names, as wide as the terminal at most."""
    yield click.style(_inert(table.title), bold=True) + f": {_inert(table.lead)}"
    worst = max((estimate.unavailability_high for name, estimate in known.items()), default=0.0)
    numbers = [_numbers(known.get(line.name), worst) for line in lines]
    wide = [max(map(len, column)) + 2 for column in zip(*numbers, strict=True)]
    room = columns() if sys.stdout.isatty() or "COLUMNS" in os.environ else 160
    whole = [_words(architecture, line) for line in lines]
    bars = max(map(width, whole)) + sum(wide) <= room
    words = [cut(text, max(_LEAST, room - sum(wide[:2]))) for text in whole]
    most = max(map(width, words))
    for line, text, (percent, down, bar) in zip(lines, words, numbers, strict=True):
        shown = f"{text}{' ' * (most - width(text))}{percent:>{wide[0]}}{down:>{wide[1]}}  {bar if bars else ''}".rstrip()
        yield click.style(shown, bold=not line.level, dim=bool(line.stops)) if line.stops or not line.level else shown
    for note in table.notes:
        yield f"  note: {_inert(note)}"


def _words(architecture: Architecture, line: Line) -> str:
    label = architecture.label(line.name) if line.name else ""
    how = f"({line.how})" if line.how and line.name else line.how
    return line.branches + _inert(" ".join(word for word in (label, how, _stopped(line)) if word))


def _numbers(estimate: Estimate | None, worst: float) -> tuple[str, str, str]:
    if estimate is None:
        return "", "", ""
    down = estimate.unavailability_high
    eighths = round(8 * _BAR * down / worst) if worst else 0
    bar = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    return str(estimate), f"{format_number(down * DEFAULT_WINDOW_S / 60)} min", bar


def _inert(text: str) -> str:
    return terminal(one_line(text))


def _build() -> click.Command:
    params: list[click.Parameter] = [
        click.Argument(["component"]),
        click.Argument(["paths"], nargs=-1, metavar="[PATH]...", type=click.Path()),
        click.Option(["--depth"], type=click.IntRange(1, 100), default=4, show_default=True, help="So many dependencies deep."),
        format_option("tables", "text"),
        OUTPUT,
        CONFIG,
    ]
    return click.Command("tree", callback=_tree, params=params, help=HELP)


COMMAND = Command(name="tree", summary="what a component needs and who needs it, with availability", build=_build)
