"""The answers of the analyses, as the command line gives them: the same sentences, the same tables, for the page to show."""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any

from sosgraph.analyses.budget_attribution import ANALYSIS as BUDGET
from sosgraph.analyses.cut_sets import ANALYSIS as CUT_SETS
from sosgraph.analyses.overview import ANALYSIS as OVERVIEW
from sosgraph.cell import NUMBERS, cell, heading
from sosgraph.estimate import Estimate
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio
from sosgraph.renderers.explorer.words import words
from sosgraph.report import Report
from sosgraph.selection import answerable_components
from sosgraph.structure.callees import rests_on
from sosgraph.table import Column, Table

MOST_WORK = 20_000
"""How many components the answers about budgets and cut sets may look at together: each looks at all that its own rests on.

The page says of whom they are left out, and how to ask.
"""

_MOST_NAMES = 12
_MOST_ROWS = 20


def overview(report: Report) -> list[dict[str, Any]]:
    """Return what the system is like, as tables."""
    return [_table(report, table) for table in OVERVIEW.answer(report.architecture)]


def answers(report: Report, failing: Iterable[str]) -> dict[int, list[dict[str, Any]]]:
    """Return by number of the component who eats its budget and what takes it down, of the first that people ask about.

    Those come first that others rely on, then what promises something. Only who is among the `failing` has downtime to divide.
    """
    architecture = report.architecture
    index = {name: place for place, name in enumerate(architecture.components)}
    asked = tuple(_affordable(architecture, _asked(architecture)))
    fails = frozenset(failing)
    divided = tuple(name for name in asked if name in fails)
    found: dict[int, list[dict[str, Any]]] = {index[name]: [] for name in asked}
    for analysis, names in ((BUDGET, divided), (CUT_SETS, asked)):
        for name, table in zip(names, analysis.answer(architecture, component=names) if names else (), strict=True):
            found[index[name]].append(_table(report, table))
    return found


def _asked(architecture: Architecture) -> Iterator[str]:
    relied_on = [name for name in answerable_components(architecture, ()) if name in architecture.components]
    promising = (name for name, component in architecture.components.items() if component.availability_slos)
    yield from dict.fromkeys((*relied_on, *promising, *architecture.components))


def _affordable(architecture: Architecture, names: Iterable[str]) -> Iterator[str]:
    """Yield the first names, as many as there is work for."""
    index = {name: place for place, name in enumerate(architecture.components)}
    reached = reachable_sets([[index[name] for name in rests_on(component)] for component in architecture.components.values()])
    work = 0
    for name in names:
        work += reached[index[name]].bit_count()
        if work > MOST_WORK:
            return
        yield name


def _table(report: Report, table: Table) -> dict[str, Any]:
    return {
        "title": words(table.title),
        "lead": words(table.lead, 2_000),
        "columns": [{"title": words(heading(column)), "number": column.holds in NUMBERS} for column in table.columns],
        "rows": [
            [_cell(report, column, value) for column, value in zip(table.columns, row, strict=True)]
            for row in table.rows[:_MOST_ROWS]
        ],
        "notes": [words(note, 1_000) for note in table.notes],
        "more": max(0, len(table.rows) - _MOST_ROWS),
    }


def _cell(report: Report, column: Column, value: object) -> list[object]:
    """Return the words of a cell, and the number by which it is sorted where it has one."""
    text = words(cell(report, column, value, _MOST_NAMES))
    if column.holds not in NUMBERS:
        return [text]
    number = _number(value)
    return [text, number if number is not None and isfinite(number) else None]


def _number(value: object) -> float | None:
    if isinstance(value, Estimate):
        return 1 - value.unavailability_high
    if isinstance(value, Ratio):
        return value.value
    return float(value) if isinstance(value, int | float) else None
