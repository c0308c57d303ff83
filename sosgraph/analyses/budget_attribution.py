"""Who eats my error budget? The downtime of a component divided among what it is made of, so that the parts add up."""

from collections.abc import Sequence
from math import fsum
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.bdd.attribution import attribution
from sosgraph.enumeration import some_of
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_duration, format_number, format_share, parse_count, parse_duration
from sosgraph.selection import TARGETS, answerable
from sosgraph.structure.assumptions import with_assumptions
from sosgraph.structure.entangled import ask_below, few_failures, in_part, nothing_found
from sosgraph.structure.event import CIRCUMSTANCES, EventKind
from sosgraph.structure.fallen import single_failures
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of
from sosgraph.structure.negation import NEGATES, down_from_the_start, negates
from sosgraph.structure.own_part import GRADES, published_slo
from sosgraph.structure.solutions import Solved, solved_number
from sosgraph.structure.witness import witnesses
from sosgraph.table import Column, Table

_ALONE = {
    EventKind.COPY: "several of its copies together",
    EventKind.COMMON_CAUSE: "a common cause of its copies",
    EventKind.COVERAGE: "switching to it",
}
_ITSELF = {EventKind.COPY: "several of its own copies together", EventKind.COMMON_CAUSE: "a common cause of its own copies"}
_NOBODY = "no owner"
_OWNERS = 8  # that the note names
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
    fixed = {variable for variable in solved.solution.support if function.events[variable].kind in CIRCUMSTANCES}
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
    architecture, names = answerable(architecture, component)
    return with_assumptions([_table(architecture, name, most, grade, window) for name in names])


def _table(architecture: Architecture, name: str, most: int, grade: str, window_s: float) -> Table:
    function = function_of(architecture, grade)
    solved = solved_number(architecture, function.up[name], grade)
    divisible = not negates(function, function.up[name])
    found = [eater for eater in eaters(function, solved) if eater.part > 0] if divisible else []
    divided = fsum(eater.part for eater in found)
    whole = divided if solved.order is None else max(divided, solved.upper)
    promise = published_slo(architecture.components[name])
    budget = promise.complement if promise is not None else None
    named = most if len(found) > most + 1 else len(found)  # one other is no shorter than its name
    rows = [_row(architecture, name, eater, whole, budget, window_s) for eater in found[:named]]
    rest = found[named:]
    if rest:
        others = fsum(eater.part for eater in rest)
        rows.append((f"{len(rest)} others", None, *_numbers(others, whole, budget, window_s), None))
    if found and solved.order is not None:
        rows.append(("not divided", None, *_numbers(whole - divided, whole, budget, window_s), "larger minimal cut sets"))
    by_owner = _by_owner(architecture, found)
    facts = MappingProxyType(
        {
            "component": name,
            "unavailability_low": solved.lower,
            "unavailability_high": solved.upper,
            "error_budget": budget,
            "complete": solved.order is None,
            "by_owner": by_owner,
        }
    )
    notes = _notes(architecture, function, solved, bool(found))
    label = architecture.label(name)
    down = _down(label, solved, budget, window_s)
    none = _lead_of_none(architecture, function, name, solved, down)
    lead = _lead(architecture, down, solved, found, divided, whole) if found else none
    if len(by_owner) > 1:
        notes = (_owners_note(by_owner, whole, window_s), *notes)
    title = f"Who eats the error budget of {label}"
    return Table("budget-attribution", title, _columns(window_s), tuple(rows), notes, facts, lead)


def _columns(window_s: float) -> tuple[Column, ...]:
    return (
        Column("component", "text", "component"),
        Column("owner", "text", "owner"),
        Column("share", "share", "share"),
        Column("minutes", "minutes", f"in {format_duration(window_s)}"),
        Column("of_budget", "share", "of the budget", absent="—"),
        Column("how", "text", "how"),
    )


def _by_owner(architecture: Architecture, found: Sequence[Eater]) -> dict[str, float]:
    """Return by owner what its components take together, the greatest part first; nobody's under `no owner`."""
    parts: dict[str, list[float]] = {}
    for eater in found:
        parts.setdefault(architecture.components[eater.component].owner or _NOBODY, []).append(eater.part)
    summed = {owner: fsum(each) for owner, each in parts.items()}
    return dict(sorted(summed.items(), key=lambda owner: -float(f"{owner[1]:.10g}")))


def _owners_note(by_owner: dict[str, float], whole: float, window_s: float) -> str:
    words = [
        f"{owner} {format_share(part / whole)} ({format_number(part * window_s / 60)} min)" for owner, part in by_owner.items()
    ]
    return f"by owner: {some_of(words, _OWNERS)}"


def _numbers(part: float, whole: float, budget: float | None, window_s: float) -> tuple[float, float, float | None]:
    return (part / whole, part * window_s / 60, part / budget if budget else None)


def _row(
    architecture: Architecture, name: str, eater: Eater, whole: float, budget: float | None, window_s: float
) -> tuple[object, ...]:
    component = architecture.components[eater.component]
    numbers = _numbers(eater.part, whole, budget, window_s)
    return (architecture.label(eater.component), component.owner, *numbers, _how(architecture, name, eater))


def _how(architecture: Architecture, name: str, eater: Eater) -> str:
    """Return by which of its failures mostly, whether these take the component down alone, and by which chain."""
    kinds = sorted(eater.events.items(), key=lambda item: -item[1])
    kind = kinds[0][0]
    mostly = "mostly " if len(kinds) > 1 else ""
    replicas = architecture.components[eater.component].replicas
    single = kind is EventKind.COPY and replicas is not None and replicas.need == replicas.count
    if eater.component == name:
        words = "each of its own copies" if single else _ITSELF.get(kind, "itself")
        return f"{mostly}{words}" if words != "itself" else words
    if single_failures(architecture).takes_down(eater.component, name):
        found = witnesses(architecture)
        words = "each of its copies alone" if single else _ALONE.get(kind, "alone")
        return f"{mostly}{words}: {found.words(architecture, found.chain(name, eater.component))}"
    detail = f" ({mostly}{_WORDS[kind]})" if kind in _WORDS else ""
    return f"only together with others{detail}"


def _down(label: str, solved: Solved, budget: float | None, window_s: float) -> str:
    """Return how long it is down, and of which budget."""
    down = f"{label} is down {solved.downtime(window_s)} in {format_duration(window_s)}"
    if not budget:
        return down
    minutes = format_number(budget * window_s / 60)
    over = solved.upper / budget
    times = f"{format_share(over)} of" if over <= 1 else f"{format_number(over)} times"
    return f"{down}, {'' if solved.lower == solved.upper else 'at most '}{times} its budget of {minutes} min"


def _lead(architecture: Architecture, down: str, solved: Solved, found: Sequence[Eater], divided: float, whole: float) -> str:
    """Return how long it is down, of which budget, and who takes most of that."""
    owner = architecture.components[found[0].component].owner
    shares = [f"{architecture.label(eater.component)} {format_share(eater.part / whole)}" for eater in found[1:3]]
    first = f"{architecture.label(found[0].component)}{f' ({owner})' if owner is not None else ''}"
    eats = ", ".join((f"{first} eats {format_share(found[0].part / whole)}", *shares))
    if solved.order is None:
        return f"{down}: {eats}"
    return f"{down}: {few_failures(solved.order)} cause {format_share(divided / whole)} of that: {eats}"


def _lead_of_none(architecture: Architecture, function: StructureFunction, name: str, solved: Solved, down: str) -> str:
    """Return why nobody eats anything."""
    if solved.upper and negates(function, function.up[name]):
        return f"{down}; {NEGATES}, so that it cannot be divided: ask importance what each part does"
    if solved.order is not None:
        return f"{down}: {nothing_found(solved.order)}; {ask_below(architecture, name)}"
    if solved.upper:
        return f"{down} {down_from_the_start(function, function.up[name])}: no part eats any of that"
    label = architecture.label(name)
    return f"{label} fails too seldom for any number" if solved.vanishing else f"nothing with a number takes {label} down"


def _notes(architecture: Architecture, function: StructureFunction, solved: Solved, divided: bool) -> tuple[str, ...]:
    notes = []
    below = {function.events[variable].component for variable in solved.solution.support}
    unknown = [architecture.label(name) for name in function.up if name in function.unknown and name in below]
    if unknown:
        notes.append(f"no number, taken as never failing, so they eat nothing here: {some_of(unknown, 10)}")
    if solved.order is not None:
        notes.append(f"{in_part(solved.order)}{'; shares are of the most that it can be down' if divided else ''}")
    if divided:
        notes.append("shares add up to 100 %: what takes several to fail is divided among them (Aumann and Shapley)")
    return tuple(notes)


ANALYSIS = Analysis(
    name="budget-attribution",
    summary="who eats the error budget: the downtime divided among owners and parts, adding up to 100 %",
    answer=answer,
    parameters=(
        Parameter("component", TARGETS, str, (), several=True),
        Parameter("most", "how many components are shown by name", parse_count, 10),
        Parameter("grade", "which number stands for a part without one of its own: slo, sla or observed first", GRADES, "slo"),
        Parameter("window", "the time over which minutes are counted", parse_duration, DEFAULT_WINDOW_S),
    ),
)
