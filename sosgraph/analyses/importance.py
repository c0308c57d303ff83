"""Which part matters most? The measures of risk assessment, each under a name that means one thing."""

from collections.abc import Callable, Mapping, Sequence
from math import inf, isnan, nan
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.bdd.importance import Importance, Importances, structural_importances
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.patience import interrupted
from sosgraph.quantity import OneOf, format_duration, format_number, format_share, parse_count, parse_duration
from sosgraph.selection import TARGETS, answerable
from sosgraph.structure.assumptions import with_assumptions
from sosgraph.structure.entangled import ask_below, few_failures, in_part, nothing_found
from sosgraph.structure.event import CIRCUMSTANCES, Event, EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of
from sosgraph.structure.negation import NEGATES, down_from_the_start, negates
from sosgraph.structure.own_part import GRADES
from sosgraph.structure.solutions import Solved, solved_number
from sosgraph.table import Column, Table

_NEVER = MappingProxyType(
    {
        EventKind.COMMON_CAUSE: "no {0}",
        EventKind.COVERAGE: "perfect {0}",
        EventKind.ASKED: "never asking {1}",
        EventKind.ERROR: "perfect further calls to {1}",
        EventKind.LONG: "outages of {1} that are never long",
    }
)
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


class _Told(NamedTuple):
    """What is said of a component: measures, structural importance, words and words for being perfect, by variable.

    `parts` are the variables that are no circumstance; `whole` is how often it is down by the cut sets that count.
    """

    label: str
    solved: Solved
    whole: float
    found: Mapping[int, Importance]
    structural: list[float]
    words: Mapping[int, str]
    perfect: Mapping[int, str]
    parts: frozenset[int]
    negated: bool


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
    architecture, names = answerable(architecture, component)
    return with_assumptions([_table(architecture, name, by, most, grade, window) for name in names])


def _table(architecture: Architecture, name: str, by: str, most: int, grade: str, window_s: float) -> Table:
    function = function_of(architecture, grade)
    solved = solved_number(architecture, function.up[name], grade)
    support = solved.solution.support
    weighed = Importances(solved.solution, function.failure, interrupted=interrupted)
    found = {variable: weighed.roughly(variable) for variable in support}
    negated = negates(function, function.up[name])
    structural = structural_importances(solved.solution, function.equations.variables)
    whole = solved.solution.failure(function.failure)

    def rank(variable: int) -> tuple[float, float, int]:
        value = structural[variable] if by == "structural" else _KEYS[by](found[variable])
        return (inf if isnan(value) else -_rounded(value), -_rounded(structural[variable]), variable)

    shown = sorted(support, key=rank)[:most]
    closely: set[int] = set()
    while rough := [variable for variable in shown if variable not in closely]:  # they look more important than they are
        found |= {variable: weighed.closely(variable) for variable in rough}
        closely.update(rough)
        shown = sorted(support, key=rank)[:most]
    if negated:  # no minimal cut set says who is involved
        found = {variable: each._replace(fussell_vesely=(nan, nan)) for variable, each in found.items()}
    words = {variable: function.events[variable].words(architecture.label) for variable in support}
    rows = tuple(_row(words[variable], found[variable], structural[variable], variable, function, window_s) for variable in shown)
    perfect = {variable: _perfect(architecture, function.events[variable]) for variable in support}
    parts = frozenset(variable for variable in support if function.events[variable].kind not in CIRCUMSTANCES)
    told = _Told(architecture.label(name), solved, whole, found, structural, words, perfect, parts, negated)
    lead = _lead(told, window_s) if found else _lead_of_none(architecture, function, name, solved, window_s)
    facts = MappingProxyType(
        {
            "component": name,
            "unavailability_low": solved.lower,
            "unavailability_high": solved.upper,
            "parts": len(support),
            "complete": solved.order is None,
        }
    )
    notes = _notes(architecture, function, name, told, shown)
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
        found.fussell_vesely[1] if known and not isnan(found.fussell_vesely[1]) else None,
        found.diagnosis if known else None,
        found.raw,
        found.rrw if known else None,
        found.birnbaum,
        structural,
    )


def _lead_of_none(architecture: Architecture, function: StructureFunction, name: str, solved: Solved, window_s: float) -> str:
    """Return why no part matters."""
    label = architecture.label(name)
    down = f"{label} is down {solved.downtime(window_s)} in {format_duration(window_s)}"
    if solved.order is not None:
        return f"{down}: {nothing_found(solved.order)}; {ask_below(architecture, name)}"
    if solved.upper:
        return f"{down} {down_from_the_start(function, function.up[name])}: no part matters"
    return f"nothing that is declared takes {label} down"


def _lead(told: _Told, window_s: float) -> str:
    """Return what is worth improving, and what must not fail."""
    found, solved, structural = told.found, told.solved, told.structural
    among = told.parts or found.keys()
    if not told.whole:
        rest = max(among, key=lambda variable: (_rounded(structural[variable]), -variable))
        same = _others(sum(_rounded(structural[variable]) == _rounded(structural[rest]) for variable in among) - 1)
        unknown = f"no number says how often {told.label} is down"
        how_often = f"{told.label} fails too seldom for any number" if solved.vanishing else unknown
        return f"{how_often}; by its structure alone {told.words[rest]}{same} matter{'' if same else 's'} most"
    best = max(among, key=lambda variable: (_rounded(found[variable].improvement), -variable))
    down = f"{told.label} is down {solved.downtime(window_s)} in {format_duration(window_s)}"
    if solved.order is not None:
        caused = f"{format_number(told.whole * window_s / 60)} min"
        down += f", {caused} of that by {few_failures(solved.order)}"
    if found[best].improvement <= 0:
        return f"{down}: no part alone would save anything by being perfect; {NEGATES}"
    share = f"({format_share(found[best].criticality)})" if solved.order is None else "of these"
    saved = f"{format_number(found[best].improvement * window_s / 60)} min {share}"
    improving = f"{down}: {told.perfect[best]} would save {saved}"
    alone = [variable for variable in found if found[variable].raw * told.whole > 1 - 1e-9]
    if alone:
        shown = ", ".join(told.words[variable] for variable in alone[:3])
        return f"{improving}; no redundancy covers {shown}{_others(len(alone) - 3)}"
    worst = max(among, key=lambda variable: (_rounded(found[variable].raw), -variable))
    times = format_number(found[worst].raw)
    return f"{improving}; while {told.words[worst]} is down, it is {times} times as likely to be down"


def _perfect(architecture: Architecture, event: Event) -> str:
    """Return what it is that never happens, in words before `would save`."""
    words = event.words(architecture.label)
    return _NEVER.get(event.kind, "a perfect {0}").format(words, architecture.label(event.component))


def _others(count: int) -> str:
    return "" if count < 1 else f" and {count} other{'' if count == 1 else 's'}"


def _notes(
    architecture: Architecture, function: StructureFunction, name: str, told: _Told, shown: Sequence[int]
) -> tuple[str, ...]:
    found, words, solved = told.found, told.words, told.solved
    notes = []
    if len(shown) < len(found):
        notes.append(f"shown: {len(shown)} of {len(found)} parts")
    if solved.order is not None:
        more = f"; measures are of what these cause; {ask_below(architecture, name)}" if found else ""
        notes.append(f"{in_part(solved.order)}{more}")
    if told.negated and found:
        notes.append(f"{NEGATES}: a part with numbers below zero prevents more than it causes, and a RAW below 1 helps")
    loose = [words[each] for each in shown if found[each].fussell_vesely[0] < found[each].fussell_vesely[1] * (1 - 1e-9)]
    if loose:
        notes.append(f"Fussell–Vesely is at most that, with criticality as the least: {', '.join(loose)}")
    unknown = [words[each] for each in shown if function.events[each].component in function.unknown]
    if unknown:
        notes.append(f"no number, taken as never failing: {', '.join(unknown)}")
    if any(function.events[each].kind in CIRCUMSTANCES for each in shown):
        notes.append("'asked' and 'for long' are circumstances: they break nothing by themselves")
    if found:
        notes.append("RAW: so many times as likely down while the part is; RRW: so many times less likely if it never were")
    return tuple(notes)


ANALYSIS = Analysis(
    name="importance",
    summary="which part matters most: Birnbaum, criticality, Fussell–Vesely, diagnosis, RAW, RRW and structural importance",
    answer=answer,
    parameters=(
        Parameter("component", TARGETS, str, (), several=True),
        Parameter("by", "the measure that puts the first first", MEASURES, "criticality"),
        Parameter("most", "how many parts are shown", parse_count, 15),
        Parameter("grade", "which number stands for a part without one of its own: slo, sla or observed first", GRADES, "slo"),
        Parameter("window", "the time over which minutes are counted", parse_duration, DEFAULT_WINDOW_S),
    ),
)
