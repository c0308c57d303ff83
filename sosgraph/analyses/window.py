"""How often is a promise met in its window? A mean that equals the promise still misses it in many a month."""

from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.bdd.mixed_outages import missed_with
from sosgraph.bdd.outage_kinds import Kind, outage_kinds
from sosgraph.enumeration import some_of
from sosgraph.errors import BadCall
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_duration, format_number, format_percent, format_share, parse_span
from sosgraph.selection import journey_name, selected, with_journeys
from sosgraph.structure.assumptions import with_assumptions
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.entangled import NEARLY_ALL, ask_below, is_nearly_whole
from sosgraph.structure.event import EventKind
from sosgraph.structure.functions import function_of
from sosgraph.structure.negation import NEGATES, negates
from sosgraph.structure.own_part import GRADES
from sosgraph.structure.solutions import solved_number
from sosgraph.table import Column, Table

_REPAIRED = frozenset({EventKind.PART, EventKind.COPY, EventKind.COMMON_CAUSE, EventKind.ERROR})
_YEAR_S = 365 * 86400.0
_SHOWN = 5
_NEXT_TO_NOTHING = 0.01  # of the downtime: what is that slight may last as long as the rest on average


class Outages(NamedTuple):
    """How often a component goes down in a second, and for how long: by kind; none when that is not known.

    `without` are the components whose time to repair is not known, those first that it matters most for. Where all of
    them matter next to nothing, they are taken to be repaired as fast as the others are on average. `obstacle` says what else
    stands in the way of an answer, `instead` what to ask then; `in_part` tells whether only small cut sets count.
    """

    kinds: tuple[Kind, ...] = ()
    without: tuple[str, ...] = ()
    obstacle: str = ""
    instead: str = ""
    in_part: bool = False

    @property
    def frequency(self) -> float | None:
        """How many begin in a second."""
        return fsum(kind.frequency for kind in self.kinds) if self.kinds else None

    @property
    def mean_s(self) -> float | None:
        """How long one lasts on average."""
        frequency = self.frequency
        return fsum(kind.frequency * kind.mean for kind in self.kinds) / frequency if frequency else None


class Promise(NamedTuple):
    """An objective of a component with the outages that are expected in its window, and the chance that it is missed."""

    component: str
    objective: AvailabilityObjective
    reached: Estimate
    outages: Outages
    missed: float | None

    @property
    def budget_s(self) -> float:
        """How long it may be down in a window."""
        return _budget_s(self.objective)

    @property
    def expected(self) -> float | None:
        """How many outages are expected in a window."""
        frequency = self.outages.frequency
        return None if frequency is None else frequency * self.objective.window_s


def outages(architecture: Architecture, name: str, reached: Estimate, grade: str, assumed_s: float | None) -> Outages:
    """Return the outages of a component from the times to repair below it, `assumed_s` where these are not given.

    Where the composite is a range, it is as often down as its upper end says.
    """
    function = function_of(architecture, grade)
    if negates(function, function.up[name]):
        return Outages(obstacle=NEGATES)
    solved = solved_number(architecture, function.up[name], grade)
    if not is_nearly_whole(solved, function.failure):
        return Outages(obstacle="it is too entangled", instead=ask_below(architecture, name))
    chance, slope = solved.solution.gradient(function.failure)
    repair_s: dict[int, float] = {}
    unknown: dict[int, float] = {}
    for variable in solved.solution.support:
        event = function.events[variable]
        down_for_good = function.failure[variable] >= 1
        if event.kind in _REPAIRED and not down_for_good and function.failure[variable] * slope[variable] > 0:
            seconds = architecture.components[event.component].own.mttr_s or assumed_s
            if seconds:
                repair_s[variable] = seconds
            else:
                unknown[variable] = function.failure[variable] * slope[variable]
    without = _heaviest((function.events[variable].component, weight) for variable, weight in unknown.items())
    known = {variable: function.failure[variable] * slope[variable] for variable in repair_s}
    if not known or not chance or fsum(unknown.values()) > _NEXT_TO_NOTHING * fsum(known.values()):
        return Outages(without=without)
    as_others = fsum(known.values()) / fsum(weight / repair_s[variable] for variable, weight in known.items())
    repair_s |= dict.fromkeys(unknown, as_others)
    more = max(1.0, reached.unavailability_high / chance)
    kinds = [Kind(more * often, mean_s) for often, mean_s in outage_kinds(solved.solution, function.failure, repair_s)]
    return Outages(tuple(kinds), without, in_part=solved.order is not None)


def _heaviest(weights: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    """Return the names, the greatest sum of weights first."""
    found: dict[str, float] = {}
    for name, weight in weights:
        found[name] = found.get(name, 0.0) + weight
    return tuple(sorted(found, key=lambda name: -float(f"{found[name]:.9g}")))


def promises(architecture: Architecture, names: Sequence[str], grade: str, assumed_s: float | None) -> list[Promise]:
    """Return every availability objective of the components `names`, in that order."""
    reached = composite_availability(architecture, grade, names)
    return [
        Promise(name, objective, reached[name], found, _missed(objective, reached[name], found))
        for name in names
        for found in [outages(architecture, name, reached[name], grade, assumed_s)]
        for objective in architecture.components[name].availability_slos
    ]


def _budget_s(objective: AvailabilityObjective) -> float:
    return objective.target.complement * objective.window_s


def _missed(objective: AvailabilityObjective, reached: Estimate, found: Outages) -> float | None:
    """Return how likely a window has more downtime than its budget; None where outages cannot be counted."""
    if not reached.unavailability_high:
        return 0.0
    if reached.unavailability_low >= 1:
        return float(objective.target.complement < 1)
    return missed_with(found.kinds, objective.window_s, _budget_s(objective)) if found.kinds else None


def answer(
    architecture: Architecture, *, component: tuple[str, ...] = (), mttr: float | None = None, grade: str = "slo"
) -> tuple[Table, ...]:
    """Return one row for each promise of each `component` (all that promise): in how many windows it is met.

    `mttr` stands for the times to repair that are not given; without it what rests on them has no answer.
    """
    journeys = [journey_name(each) for each in architecture.journeys.values() if not component and each.availability_slos]
    architecture, asked = selected(with_journeys(architecture, journeys), component)
    names = [name for name in asked if architecture.components[name].availability_slos]
    if component and not names:
        labels = " and ".join(map(architecture.label, asked))
        raise BadCall(f"{labels} promises nothing; give it an slo, or ask for another component")
    found = promises(architecture, names, grade, mttr)
    rows = tuple(_row(architecture, each) for each in sorted(found, key=lambda each: -_rank(each)))
    columns = (
        Column("component", "text", "component"),
        Column("promised", "target", "promised"),
        Column("window", "text", "window"),
        Column("reached", "availability", "mean"),
        Column("outages", "factor", "outages", absent="—"),
        Column("mean_outage_min", "minutes", "each", absent="—"),
        Column("budget_min", "minutes", "budget"),
        Column("met", "share", "windows that meet it", absent="not known"),
        Column("missing", "names", "no mttr is given for"),
    )
    facts = MappingProxyType({"promises": len(found), "assumed_mttr_s": mttr})
    notes = tuple(_notes(architecture, found, mttr))
    title = "In how many windows the promises are met"
    return with_assumptions([Table("window", title, columns, rows, notes, facts, _lead(architecture, found))])


def _rank(promise: Promise) -> float:
    return promise.missed if promise.missed is not None else -1.0


def _row(architecture: Architecture, promise: Promise) -> tuple[object, ...]:
    missed, mean_s = promise.missed, promise.outages.mean_s
    return (
        architecture.label(promise.component),
        promise.objective.target,
        format_duration(promise.objective.window_s),
        promise.reached,
        promise.expected,
        None if mean_s is None else mean_s / 60,
        promise.budget_s / 60,
        None if missed is None else 1 - missed,
        tuple(architecture.label(name) for name in promise.outages.without),
    )


def _lead(architecture: Architecture, found: Sequence[Promise]) -> str:
    """Return which promise is missed most often, and how that compares with its mean."""
    known = [each for each in found if each.missed is not None]
    if not found:
        return "nothing is promised: no component has an slo"
    if not known:
        return _no_answer(architecture, found)
    worst = max(known, key=_rank)
    assert worst.missed is not None
    window = format_duration(worst.objective.window_s)
    promised = format_percent(worst.objective.target.complement)
    label = architecture.label(worst.component)
    if worst.missed < 1e-9:
        return f"every window meets its promise, as far as anybody can tell; {label} promises {promised} in {window}"
    often = worst.missed * _YEAR_S / worst.objective.window_s
    rarely = f"{format_number(often)} times a year" if often >= 1 else f"once in {format_number(1 / often)} years"
    mean = f"its mean is {worst.reached}"
    return (
        f"{label} meets its {promised} in {format_share(1 - worst.missed)} of windows of {window} and misses it {rarely}; {mean}"
    )


def _no_answer(architecture: Architecture, found: Sequence[Promise]) -> str:
    """Return why nothing is known of any promise, and what to do."""
    names = dict.fromkeys(name for each in found for name in each.outages.without)
    if names:
        shown = some_of(list(names), _SHOWN, architecture.label)
        return f"no answer without times to repair: give an mttr to {shown}, or assume one, like --mttr 30m"
    first = next((each for each in found if each.outages.obstacle), found[0])
    label, why = architecture.label(first.component), first.outages.obstacle or "nothing that takes it down is ever repaired"
    instead = f"; {first.outages.instead}" if first.outages.instead else ""
    return f"no answer for {label}: {why}, so that its outages cannot be counted{instead}"


def _notes(architecture: Architecture, found: Sequence[Promise], assumed_s: float | None) -> Iterator[str]:
    if assumed_s is not None:
        yield f"assumed: whatever has no mttr is repaired in {format_duration(assumed_s)} on average"
    slight = dict.fromkeys(name for each in found if each.outages.kinds for name in each.outages.without)
    if slight:
        names = ", ".join(architecture.label(name) for name in slight)
        yield f"no mttr, but less than {format_share(_NEXT_TO_NOTHING)} of the downtime, so taken as long as the others: {names}"
    if any(each.outages.without and not each.outages.kinds for each in found):
        yield "without an mttr of all that takes it down there is no answer; --mttr assumes one for those that have none"
    for obstacle in dict.fromkeys(each.outages.obstacle for each in found if each.outages.obstacle):
        of = dict.fromkeys(architecture.label(each.component) for each in found if each.outages.obstacle == obstacle)
        yield f"{obstacle}, so that outages cannot be counted: {', '.join(of)}"
    partly = ", ".join(dict.fromkeys(architecture.label(each.component) for each in found if each.outages.in_part))
    if partly:
        yield f"too entangled to be solved whole, so all last like those that cause {format_share(NEARLY_ALL)} of it: {partly}"
    if any(each.reached.upper_bound for each in found):
        yield "≤: rests on parts without a number, taken as never failing, so fewer windows meet it than shown"
    yield "assumed: outages come at random, each lasting exponentially with the mean of what is down; windows begin at any time"


ANALYSIS = Analysis(
    name="window",
    summary="in how many windows a promise is met, from how often and how long its component is down",
    answer=answer,
    parameters=(
        Parameter(
            "component",
            "only this component, journey, system or pattern like pay-* (may be repeated); else all that promise something",
            str,
            (),
            several=True,
        ),
        Parameter("mttr", "the mean time to repair of what has none, like 30m", parse_span, None),
        Parameter("grade", "which number stands for a part without one of its own: slo, sla or observed first", GRADES, "slo"),
    ),
)
