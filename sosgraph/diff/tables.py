"""A comparison as tables, so that every renderer shows it."""

from collections.abc import Sequence
from types import MappingProxyType

from sosgraph.diff.comparison import SHOWN, Comparison, Worse
from sosgraph.diff.composites import Reached
from sosgraph.diff.findings import Side
from sosgraph.enumeration import some_of
from sosgraph.finding import Finding
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.quantity import counted, format_duration
from sosgraph.structure.assumptions import INDEPENDENT, STEADY
from sosgraph.summary import plural
from sosgraph.table import Column, Table

_ROWS = 1_000


def tables(comparison: Comparison) -> tuple[Table, ...]:
    """Return the verdict with what changed in meaning, then what became of promises, then what else is answered differently.

    But for the first there are only those that hold something. The fact `worse` of the first is the verdict, `why` its reasons.
    """
    parts = (_promises, _others, _cycles, _shared, _points, _radii, _findings)
    others = (part(comparison) for part in parts)
    return (_verdict(comparison), *(table for table in others if table.rows))


def _verdict(comparison: Comparison) -> Table:
    worse = tuple(comparison.why_worse())
    columns = (
        Column("change"),
        Column("what"),
        Column("component", "text", "of"),
        Column("callee", "text", "on"),
        Column("before"),
        Column("after"),
    )
    label = comparison.label
    rows = tuple(
        (each.kind, each.what, label(each.of), label(each.callee) or None, each.before, each.after)
        for each in comparison.changes[:_ROWS]
    )
    title = f"Changes from {comparison.base.name} to {comparison.head.name}"
    why = tuple(each.words for each in worse[:_ROWS])
    facts = MappingProxyType({"worse": bool(worse), "why": why, "changes": len(comparison.changes)})
    return Table("diff", title, columns, rows, _more(len(comparison.changes), len(rows)), facts, _lead(comparison, worse))


def _lead(comparison: Comparison, worse: Sequence[Worse]) -> str:
    told = f"{plural(len(comparison.changes), 'change')} in meaning" if comparison.changes else "nothing changed in meaning"
    if not worse:
        return f"{told}, nothing is worse" if comparison.changes else told
    kinds: dict[str, list[str]] = {}
    for each in worse:
        kinds.setdefault(each.kind, []).append(each.about)
    counts = [f"{counted(len(about), kind)} ({some_of(list(dict.fromkeys(about)))})" for kind, about in kinds.items()]
    return (
        f"worse: {worse[0].words}; in all {', '.join(counts)}; {told}" if len(worse) > 1 else f"worse: {worse[0].words}; {told}"
    )


def _promises(comparison: Comparison) -> Table:
    columns, rows = _reached_of(comparison, comparison.promised)
    return Table("diff-promises", "What becomes of promises and journeys", columns, rows, _notes(comparison))


def _reached_of(comparison: Comparison, found: Sequence[Reached]) -> tuple[tuple[Column, ...], tuple[tuple[object, ...], ...]]:
    """Return columns and rows; with what promises leave where that decides of one of them."""
    rows = tuple(_reached(comparison, each) for each in found)
    columns = _columns()
    if all(each.left_before is None and each.left_after is None for each in found):
        return columns, rows
    more = (
        Column("left_before", "availability", "promises left", absent="—"),
        Column("left_after", "availability", "promises leave", absent="—"),
    )
    told = tuple((*row[:3], each.left_before, each.left_after, *row[3:]) for row, each in zip(rows, found, strict=True))
    return (*columns[:3], *more, *columns[3:]), told


def _notes(comparison: Comparison) -> tuple[str, ...]:
    notes = []
    total = sum(each.promised or each.name in comparison.journeys for each in comparison.composites.changed)
    if total > len(comparison.promised):
        notes.append(f"{total - len(comparison.promised):,} more promises and journeys changed")
    if comparison.composites.unsure:
        notes.append(
            f"known only within bounds that meet, so that it is not known whether they changed: {comparison.composites.unsure:,}"
        )
    if comparison.reasons.untried:
        notes.append("one or more of: there were too many changes to try each of them alone")
    if any(each.upper_bound for one in comparison.composites.changed for each in (one.before, one.after) if each is not None):
        notes.append("≤: rests on parts without a number, taken as 100 %")
    if any(each.left_before is not None or each.left_after is not None for each in comparison.composites.changed):
        notes.append(
            "promises leave: what is left when callees keep just their promises, where that is less than what is declared"
        )
    if comparison.composites.changed:
        notes += [f"assumed: {INDEPENDENT}", f"assumed: {STEADY}"]
    return tuple(notes)


def _columns() -> tuple[Column, ...]:
    return (
        Column("component", "text", "component"),
        Column("before", "availability", "before", absent="—"),
        Column("after", "availability", "after", absent="—"),
        Column("change_min", "minutes", f"change in {format_duration(DEFAULT_WINDOW_S)}", absent="—"),
        Column("error_budget_min", "minutes", "budget", absent="—"),
        Column("promise", "text", "promise"),
        Column("because", "text", "because"),
    )


def _reached(comparison: Comparison, each: Reached) -> tuple[object, ...]:
    budget = each.promised_after or each.promised_before
    return (
        comparison.label(each.name),
        each.before,
        each.after,
        None if each.before is None or each.after is None else each.more * DEFAULT_WINDOW_S / 60,
        None if budget is None else budget.complement * DEFAULT_WINDOW_S / 60,
        _judged(each),
        comparison.reasons.words.get(each.name, ""),
    )


def _judged(each: Reached) -> str | None:
    if each.verdict_before == each.verdict_after:
        return each.verdict_before
    return f"{each.verdict_before or 'no promise'} -> {each.verdict_after or 'no promise'}"


def _others(comparison: Comparison) -> Table:
    columns, rows = _reached_of(comparison, comparison.others)
    total = sum(not each.promised and each.name not in comparison.journeys for each in comparison.composites.changed)
    return Table("diff-composites", "Composites of what nobody promises", columns, rows, _more(total, len(rows)))


def _cycles(comparison: Comparison) -> Table:
    columns = (Column("change"), Column("components", "names"), Column("shortest", "text", "shortest cycle"))
    rows = tuple(
        (each.kind, tuple(map(comparison.label, each.cycle.components)), comparison.circle(each))
        for each in comparison.cycles[:_ROWS]
    )
    return Table("diff-cycles", "Cycles of hard dependencies", columns, rows, _more(len(comparison.cycles), len(rows)))


def _shared(comparison: Comparison) -> Table:
    columns = (
        Column("change"),
        Column("owner", "text", "redundancy of"),
        Column("group"),
        Column("shared", "text", "rests on"),
        Column("hidden", "text", "hidden"),
    )
    label = comparison.label
    rows = tuple(
        (each.kind, label(each.shared.owner), each.shared.group, label(each.shared.shared), ", ".join(each.shared.hidden) or None)
        for each in comparison.shared[:_ROWS]
    )
    return Table("diff-shared", "What redundancy shares", columns, rows, _more(len(comparison.shared), len(rows)))


def _points(comparison: Comparison) -> Table:
    columns = (Column("component", "text", "of"), Column("new", "names"), Column("gone", "names"))
    label = comparison.label
    rows = tuple(
        (label(each.name), tuple(map(label, each.new)), tuple(map(label, each.gone))) for each in comparison.points[:SHOWN]
    )
    return Table("diff-single-points", "Single points of failure", columns, rows, _more(len(comparison.points), len(rows)))


def _radii(comparison: Comparison) -> Table:
    columns = (Column("component"), Column("before", "count", "took down"), Column("after", "count", "takes down"))
    rows = tuple((comparison.label(each.name), each.before, each.after) for each in comparison.radii[:SHOWN])
    return Table("diff-blast-radius", "Blast radii", columns, rows, _more(len(comparison.radii), len(rows)))


def _findings(comparison: Comparison) -> Table:
    columns = [Column("change"), Column("severity"), Column("rule"), Column("message"), Column("place")]
    found, base, head = comparison.findings, comparison.base, comparison.head
    rows: list[tuple[object, ...]] = [_finding("new", head, finding) for finding in found.new]
    rows += [_finding("gone", base, finding) for finding in found.gone]
    rows += [(*_finding("changed", head, now), old.message) for old, now in found.changed]
    if found.changed:
        columns.append(Column("before", absent="—"))
    shown = tuple((*row, *[None] * (len(columns) - len(row))) for row in rows[:_ROWS])
    return Table("diff-findings", "Findings of lint", tuple(columns), shown, _more(len(rows), len(shown)))


def _finding(word: str, side: Side, finding: Finding) -> tuple[object, ...]:
    return word, finding.severity.value, finding.rule, finding.message, side.place(finding.at) or None


def _more(total: int, shown: int) -> tuple[str, ...]:
    return (f"{total - shown:,} more",) if total > shown else ()
