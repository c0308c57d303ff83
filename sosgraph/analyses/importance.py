"""Which part matters most? The measures of risk assessment, each under a name that means one thing."""

from collections.abc import Callable, Mapping
from math import inf, isnan
from types import MappingProxyType

from sosgraph.analyses import Analysis
from sosgraph.analyses.composite_slo import with_assumptions
from sosgraph.bdd.importance import Importance, importances, structural_importances
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import OneOf, format_duration, format_number, format_share, parse_count, parse_duration
from sosgraph.selection import answerable_components
from sosgraph.structure.event import CIRCUMSTANCES
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of
from sosgraph.structure.own_part import GRADES
from sosgraph.structure.solutions import IN_PART, Solved, solved_number
from sosgraph.table import Column, Table

MEASURES = OneOf(("criticality", "fussell-vesely", "diagnosis", "raw", "rrw", "birnbaum", "structural"))
"""By which measure the parts are sorted."""

_KEYS: Mapping[str, Callable[[Importance], float]] = {
    "criticality": lambda found: found.criticality,
    "fussell-vesely": lambda found: found.fussell_vesely[1],
    "diagnosis": lambda found: found.diagnosis,
    "raw": lambda found: found.raw,
    "rrw": lambda found: found.rrw,
    "birnbaum": lambda found: found.birnbaum,
}


def answer(
    architecture: Architecture,
    *,
    component: tuple[str, ...] = (),
    by: str = "criticality",
    most: int = 15,
    grade: str = "slo",
    window: float = DEFAULT_WINDOW_S,
) -> tuple[Table, ...]:
    """Return one table for each `component` (those that users see): the `most` important parts first, by the measure `by`."""
    names = answerable_components(architecture, component)
    return with_assumptions([_table(architecture, name, by, most, grade, window) for name in names])


def _table(architecture: Architecture, name: str, by: str, most: int, grade: str, window_s: float) -> Table:
    function = function_of(architecture, grade)
    solved = solved_number(architecture, function.up[name], grade)
    support = solved.solution.support
    found = importances(solved.solution, function.failure, support)
    structural = structural_importances(solved.solution, function.equations.variables)
    whole = solved.solution.failure(function.failure)

    def rank(variable: int) -> tuple[float, float, int]:
        value = structural[variable] if by == "structural" else _KEYS[by](found[variable])
        return (inf if isnan(value) else -_rounded(value), -_rounded(structural[variable]), variable)

    order = sorted(support, key=rank)
    shown = order[:most]
    words = {variable: function.events[variable].words(architecture.label) for variable in support}
    rows = tuple(_row(words[variable], found[variable], structural[variable], variable, function, window_s) for variable in shown)
    lead = _lead(architecture.label(name), solved, found, structural, words, window_s)
    facts = MappingProxyType(
        {"component": name, "unavailability": whole, "parts": len(support), "complete": solved.order is None}
    )
    notes = _notes(function, solved, found, shown, len(support), words)
    title = f"Which part of {architecture.label(name)} matters most"
    return Table("importance", title, _columns(window_s), rows, notes, facts, lead)


def _rounded(value: float) -> float:
    """Return the number without the last digits, which differ between equals."""
    return float(f"{value:.10g}")


def _columns(window_s: float) -> tuple[Column, ...]:
    return (
        Column("part", "text", "part"),
        Column("improvement_min", "minutes", "saves if perfect", absent="no number"),
        Column("criticality", "share", "criticality", absent="—"),
        Column("fussell_vesely", "share", "Fussell–Vesely", absent="—"),
        Column("diagnosis", "share", "diagnosis", absent="—"),
        Column("raw", "factor", "RAW", absent="—"),
        Column("rrw", "factor", "RRW", absent="—"),
        Column("birnbaum", "share", "Birnbaum"),
        Column("structural", "share", "structural"),
    )


def _row(
    words: str, found: Importance, structural: float, variable: int, function: StructureFunction, window_s: float
) -> tuple[object, ...]:
    known = function.failure[variable] > 0 or function.events[variable].component not in function.unknown
    return (
        words,
        found.improvement * window_s / 60 if known else None,
        found.criticality if known else None,
        found.fussell_vesely[1] if known else None,
        found.diagnosis if known else None,
        found.raw,
        found.rrw if known else None,
        found.birnbaum,
        structural,
    )


def _lead(
    label: str,
    solved: Solved,
    found: Mapping[int, Importance],
    structural: list[float],
    words: Mapping[int, str],
    window_s: float,
) -> str:
    """Return what is worth improving, and what must not fail."""
    if not found:
        if solved.order is not None:
            return f"no few failures take {label} down, and more than a few could not be weighed"
        return f"nothing that is declared takes {label} down"
    rest = max(found, key=lambda variable: (structural[variable], -variable))
    if not solved.upper:
        same = _others(sum(structural[variable] == structural[rest] for variable in found) - 1)
        return f"no number says how often {label} is down; by its structure alone {words[rest]}{same} matters most"
    best = max(found, key=lambda variable: (found[variable].improvement, -variable))
    saved = found[best].improvement * window_s / 60
    improving = (
        f"{label} is down {solved.downtime(window_s)} in {format_duration(window_s)}: a perfect {words[best]} would save "
        f"{format_number(saved)} min ({format_share(found[best].criticality)})"
    )
    alone = [variable for variable in found if found[variable].raw * solved.upper > 1 - 1e-9]
    if not alone:
        worst = max(found, key=lambda variable: (found[variable].raw, -variable))
        return f"{improving}; while {words[worst]} is down, it is {format_number(found[worst].raw)} times as likely to be down"
    shown = ", ".join(words[variable] for variable in alone[:3])
    return f"{improving}; no redundancy covers {shown}{_others(len(alone) - 3)}"


def _others(count: int) -> str:
    return "" if count < 1 else f" and {count} other{'' if count == 1 else 's'}"


def _notes(
    function: StructureFunction,
    solved: Solved,
    found: Mapping[int, Importance],
    shown: list[int],
    parts: int,
    words: Mapping[int, str],
) -> tuple[str, ...]:
    notes = []
    if len(shown) < parts:
        notes.append(f"shown: {len(shown)} of {parts} parts")
    if solved.order is not None:
        notes.append(f"{IN_PART.format(solved.order)}; measures are of what these cut sets cause")
    loose = [words[each] for each in shown if found[each].fussell_vesely[0] < found[each].fussell_vesely[1] * (1 - 1e-9)]
    if loose:
        notes.append(f"Fussell–Vesely is at most that, with criticality as the least: {', '.join(loose)}")
    unknown = [words[each] for each in shown if function.events[each].component in function.unknown]
    if unknown:
        notes.append(f"no number, taken as never failing: {', '.join(unknown)}")
    if any(function.events[each].kind in CIRCUMSTANCES for each in shown):
        notes.append("'asked' and 'for long' are circumstances: they break nothing by themselves")
    notes.append("RAW: so many times as likely down while the part is; RRW: so many times less likely if it never were")
    return tuple(notes)


ANALYSIS = Analysis(
    name="importance",
    summary="which part matters most: Birnbaum, criticality, Fussell–Vesely, diagnosis, RAW, RRW and structural importance",
    answer=answer,
    parameters=(
        Parameter(
            "component", "only this component (may be repeated); else entries and heads of journeys", str, (), several=True
        ),
        Parameter("by", "the measure that puts the first first", MEASURES, "criticality"),
        Parameter("most", "how many parts are shown", parse_count, 15),
        Parameter("grade", "which number stands for a part without one of its own: slo, sla or observed first", GRADES, "slo"),
        Parameter("window", "the time over which minutes are counted", parse_duration, DEFAULT_WINDOW_S),
    ),
)
