"""A reliability review: what the analyses answer, arranged for people who decide, the most urgent first."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sosgraph import catalog
from sosgraph.enumeration import some_of
from sosgraph.finding import Finding
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import counted, format_percent
from sosgraph.report import Report
from sosgraph.structure.assumptions import INDEPENDENT, STEADY
from sosgraph.structure.composites import composites
from sosgraph.table import Column, Table

_FIRST = 10  # findings under what to do first
_ROWS = 12  # of a table
_TABLES = 2  # of an analysis
_SAME = 1.01  # times the unavailability that the naive rules may be off


class Chapter(NamedTuple):
    """One question of the review: why it matters, what is answered, and the overlay whose picture shows it."""

    title: str
    why: str
    tables: tuple[Table, ...]
    overlay: str


class Review(NamedTuple):
    """The document: what it is about, what there is to do first, how many more findings there are, and the chapters."""

    title: str
    subtitle: str
    first: tuple[Finding, ...]
    further: int
    chapters: tuple[Chapter, ...]
    assumed: tuple[str, ...]


class _Part(NamedTuple):
    title: str
    why: str
    analyses: tuple[str, ...]
    overlay: str


_INDEPENDENCE = "independence"
_PLAN = (
    _Part(
        "Promises against structure",
        "A promise can be kept only if everything below it, counted once, leaves room for it.",
        ("feasibility",),
        "slo-feasibility",
    ),
    _Part(
        "Where multiplying misleads",
        "Multiplying availabilities in series and failures in parallel counts what is shared as if everybody had their own.",
        (_INDEPENDENCE, "shared-dependencies"),
        "shared-dependencies",
    ),
    _Part(
        "Single points of failure",
        "What stops a journey or an entry alone deserves a second one, or an owner who knows.",
        ("single-points-of-failure", "blast-radius"),
        "single-points-of-failure",
    ),
    _Part(
        "Cycles",
        "Components that need one another fall together, and may not come up again.",
        ("cycles", "start-order"),
        "cycles",
    ),
    _Part(
        "Hidden capacity and overload",
        "Retries turn a slow callee into a flood, and an overload that feeds itself outlasts its cause; "
        "sosgraph emergence plays it through.",
        ("load", "metastability"),
        "metastability",
    ),
)
OVERLAYS = tuple(part.overlay for part in _PLAN)
"""The pictures of a review, one a chapter; what is in `Report.pictures` under these names is shown."""


def review(report: Report) -> Review:
    """Return the review of the report's architecture and findings; the same for the same report."""
    architecture = report.architecture
    ranked = sorted(report.findings, key=lambda finding: finding.severity.rank)
    counts = [(len(architecture.components), "component"), (len(architecture.systems), "system")]
    return Review(
        f"Reliability review: {some_of(architecture.systems) or 'nothing'}",
        ", ".join((*(counted(number, word) for number, word in counts), f"{counted(len(report.findings), 'finding')}")),
        tuple(ranked[:_FIRST]),
        max(0, len(ranked) - _FIRST),
        tuple(_chapter(architecture, part) for part in _PLAN),
        (INDEPENDENT, STEADY, *architecture.assumptions),
    )


def _chapter(architecture: Architecture, part: _Part) -> Chapter:
    """Return the answers to a question; a table that two analyses have is shown once."""
    tables = {table.title: table for table in _tables(architecture, part)}
    return Chapter(part.title, part.why, tuple(tables.values()), part.overlay)


def _tables(architecture: Architecture, part: _Part) -> Iterator[Table]:
    for name in part.analyses:
        answered = (_misled(architecture),) if name == _INDEPENDENCE else catalog.find("analyses", name).answer(architecture)
        where = "composite-slo" if name == _INDEPENDENCE else name
        for table in islice((table for table in answered if table.rows or table.lead), _TABLES):
            left = len(table.rows) - _ROWS
            notes = tuple(note for note in table.notes if not note.startswith("assumed: "))
            more = (f"{counted(left, 'more row')}: sosgraph {where} has all of them",) if left > 0 else ()
            yield replace(table, rows=table.rows[:_ROWS], notes=(*more, *notes))


def _misled(architecture: Architecture) -> Table:
    """Return the components of which the naive rules are wrong, worst first, with both numbers."""
    found = [(name, each) for name, each in composites(architecture).items() if (each.times_naive or 0.0) > _SAME]
    found.sort(key=lambda pair: -(pair[1].times_naive or 0.0))
    columns = (
        Column("component"),
        Column("composite", "availability", "exact"),
        Column("naive", "availability", "by multiplying"),
        Column("times_naive", "factor", "off by"),
        Column("at", "place"),
    )
    rows = tuple(
        (architecture.label(name), each.estimate, each.naive, each.times_naive, architecture.components[name].at)
        for name, each in found
    )
    lead = "multiplying is right here: nothing that is redundant shares anything"
    if found:
        name, worst = found[0]
        naive = format_percent(worst.naive or 0.0)
        most = f"{architecture.label(name)} reaches {worst.estimate}, not {naive}"
        lead = f"multiplying promises too much of {counted(len(found), 'component')}; {most}"
    return Table(_INDEPENDENCE, "Exact and by multiplying", columns, rows, lead=lead)
