"""Who eats my error budget? The downtime of a component divided among what it is made of, so that the parts add up."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.analyses.composite_slo import with_assumptions
from sosgraph.bdd.attribution import attribution
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_duration, format_number, format_share, parse_count, parse_duration
from sosgraph.selection import answerable_components
from sosgraph.structure.event import CIRCUMSTANCES, EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of
from sosgraph.structure.own_part import GRADES, published_slo
from sosgraph.structure.single_failures import single_failures
from sosgraph.structure.solutions import IN_PART, Solved, solved_number
from sosgraph.structure.witness import witnesses
from sosgraph.table import Column, Table

_WORDS = {EventKind.COPY: "copies", EventKind.COMMON_CAUSE: "common cause", EventKind.COVERAGE: "switching to it"}


class Eater(NamedTuple):
    """What a component takes of the downtime of another: `part` of its unavailability, by the kinds of `events`."""

    component: str
    part: float
    events: dict[EventKind, float]


def eaters(function: StructureFunction, solved: Solved) -> tuple[Eater, ...]:
    """Return the components that a number fails by, the greatest part first; the parts add up to its unavailability.

    By Aumann and Shapley's rule. Whether a callee is asked and whether an outage is long are circumstances: they keep
    their probability, and nothing is put down to them.
    """
    fixed = {variable for variable, event in enumerate(function.events) if event.kind in CIRCUMSTANCES}
    parts = attribution(solved.solution, function.failure, fixed)
    found: dict[str, dict[EventKind, float]] = {}
    for variable in solved.solution.support:
        event = function.events[variable]
        if variable not in fixed:
            kinds = found.setdefault(event.component, {})
            kinds[event.kind] = kinds.get(event.kind, 0.0) + parts[variable]
    listed = (Eater(component, sum(kinds.values()), kinds) for component, kinds in found.items())
    return tuple(sorted(listed, key=lambda eater: -float(f"{eater.part:.10g}")))  # equals differ in the last digits


def answer(
    architecture: Architecture,
    *,
    component: tuple[str, ...] = (),
    most: int = 10,
    grade: str = "slo",
    window: float = DEFAULT_WINDOW_S,
) -> tuple[Table, ...]:
    """Return one table for each `component` (those that users see): who takes how much of its downtime and of its budget."""
    names = answerable_components(architecture, component)
    return with_assumptions([_table(architecture, name, most, grade, window) for name in names])


def _table(architecture: Architecture, name: str, most: int, grade: str, window_s: float) -> Table:
    function = function_of(architecture, grade)
    solved = solved_number(architecture, function.up[name], grade)
    found = [eater for eater in eaters(function, solved) if eater.part > 0]
    whole = sum(eater.part for eater in found)
    promise = published_slo(architecture.components[name])
    budget = promise.complement if promise is not None else None
    named = most if len(found) > most + 1 else len(found)  # one other is no shorter than its name
    rows = [_row(architecture, name, eater, whole, budget, window_s) for eater in found[:named]]
    rest = found[named:]
    if rest:
        others = Eater("", sum(eater.part for eater in rest), {})
        rows.append((f"{len(rest)} others", None, *_numbers(others.part, whole, budget, window_s), None))
    period = format_duration(window_s)
    columns = (
        Column("component", "text", "component"),
        Column("owner", "text", "owner"),
        Column("share", "share", "share"),
        Column("minutes", "minutes", f"in {period}"),
        Column("of_budget", "share", "of the budget", absent="—"),
        Column("how", "text", "how"),
    )
    facts = MappingProxyType(
        {
            "component": name,
            "unavailability_low": solved.lower,
            "unavailability_high": solved.upper,
            "error_budget": budget,
            "complete": solved.order is None,
        }
    )
    notes = _notes(architecture, function, solved)
    label = architecture.label(name)
    lead = _lead(architecture, label, solved, found, whole, budget, window_s)
    return Table("budget-attribution", f"Who eats the error budget of {label}", columns, tuple(rows), notes, facts, lead)


def _numbers(part: float, whole: float, budget: float | None, window_s: float) -> tuple[float, float, float | None]:
    return (part / whole, part * window_s / 60, part / budget if budget else None)


def _row(
    architecture: Architecture, name: str, eater: Eater, whole: float, budget: float | None, window_s: float
) -> tuple[object, ...]:
    component = architecture.components[eater.component]
    numbers = _numbers(eater.part, whole, budget, window_s)
    return (architecture.label(eater.component), component.owner, *numbers, _how(architecture, name, eater))


def _how(architecture: Architecture, name: str, eater: Eater) -> str:
    """Return whether it takes the component down alone, and by which chain, and by which of its failures mostly."""
    kinds = sorted(eater.events.items(), key=lambda item: -item[1])
    kind = _WORDS.get(kinds[0][0], "")
    detail = f" ({'mostly ' if len(kinds) > 1 else ''}{kind})" if kind else ""
    if eater.component == name:
        return f"itself{detail}"
    if single_failures(architecture).takes_down(eater.component, name):
        found = witnesses(architecture)
        return f"alone: {found.words(architecture, found.chain(name, eater.component))}{detail}"
    return f"only together with others{detail}"


def _lead(
    architecture: Architecture,
    label: str,
    solved: Solved,
    found: Sequence[Eater],
    whole: float,
    budget: float | None,
    window_s: float,
) -> str:
    """Return how long it is down, of which budget, and who takes most of that."""
    if not found:
        return f"nothing with a number takes {label} down"
    down = f"{label} is down {solved.downtime(window_s)} in {format_duration(window_s)}"
    if budget:
        minutes = format_number(budget * window_s / 60)
        over = solved.lower / budget
        within = f", {format_share(over)} of its budget of {minutes} min" if over <= 1 else ""
        down += within or f", {format_number(over)} times its budget of {minutes} min"
    owner = architecture.components[found[0].component].owner
    shares = [f"{architecture.label(eater.component)} {format_share(eater.part / whole)}" for eater in found[1:3]]
    first = f"{architecture.label(found[0].component)}{f' ({owner})' if owner is not None else ''}"
    return f"{down}: {', '.join((f'{first} eats {format_share(found[0].part / whole)}', *shares))}"


def _notes(architecture: Architecture, function: StructureFunction, solved: Solved) -> tuple[str, ...]:
    notes = []
    below = {function.events[variable].component for variable in solved.solution.support}
    unknown = [architecture.label(name) for name in function.up if name in function.unknown and name in below]
    if unknown:
        shown = ", ".join(unknown[:10]) + (f" and {len(unknown) - 10} more" if len(unknown) > 10 else "")
        notes.append(f"no number, taken as never failing, so they eat nothing here: {shown}")
    if solved.order is not None:
        notes.append(f"{IN_PART.format(solved.order)}; shares are of what these cut sets cause")
    notes.append("shares add up to 100 %: what takes several to fail is divided among them (Aumann and Shapley)")
    return tuple(notes)


ANALYSIS = Analysis(
    name="budget-attribution",
    summary="who eats the error budget: the downtime divided among owners and parts, adding up to 100 %",
    answer=answer,
    parameters=(
        Parameter(
            "component", "only this component (may be repeated); else entries and heads of journeys", str, (), several=True
        ),
        Parameter("most", "how many components are shown by name", parse_count, 10),
        Parameter("grade", "which number stands for a part without one of its own: slo, sla or observed first", GRADES, "slo"),
        Parameter("window", "the time over which minutes are counted", parse_duration, DEFAULT_WINDOW_S),
    ),
)
