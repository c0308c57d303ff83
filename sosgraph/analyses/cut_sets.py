"""What has to fail together to take a component, or a redundancy group, down? Minimal cut sets, likeliest first."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.analyses.composite_slo import with_assumptions
from sosgraph.analyses.shared_dependencies import shared_dependencies
from sosgraph.bdd.cut_set_union import union_probabilities
from sosgraph.bdd.cut_sets import CutSets
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_duration, format_share, parse_count, parse_duration, parse_ratio
from sosgraph.selection import answerable_components, selected_components
from sosgraph.structure.broken_groups import NamedGroup, named_groups
from sosgraph.structure.event import CIRCUMSTANCES
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of
from sosgraph.structure.own_part import GRADES
from sosgraph.structure.reasons import Reasons
from sosgraph.structure.solutions import IN_PART, Solved, solved_cut_sets
from sosgraph.table import Column, Table

_MOST_LISTED = 10_000  # sets of few variables that are looked through for the likeliest
_MOST_SUMMED = 20  # sets that the first sentence may count
_MOST_JOINED = 500  # sets whose joint probability is found
_NEARLY_ALL = 0.95
_NOT_FOUND = "no few failures take it down, and more than a few could not be listed"


class CutSet(NamedTuple):
    """Variables that take something down when all of them are false and no fewer would, and how likely that is."""

    variables: tuple[int, ...]
    probability: float


class _Question(NamedTuple):
    """What is asked about: a number of the structure function, in words, the component that it belongs to, and its group."""

    number: int
    words: str
    component: str
    group: NamedGroup | None = None


class _Limits(NamedTuple):
    most: int
    order: int | None
    least: float


def likeliest_cut_sets(
    cut_sets: CutSets, whole: float, failure: Sequence[float], most: int, order: int | None, least: float
) -> list[CutSet]:
    """Return up to `most` minimal cut sets of at most `order` variables, likeliest first.

    `least` is the least share that they have of the probability of the `whole`. Of the sets up to an order the first 10,000
    are looked through. Without any probability they come by order.
    """
    if whole and order is None:
        return [CutSet(each, chance) for chance, each in cut_sets.likeliest(failure, most, least * whole)]
    listed = cut_sets.listed(_MOST_LISTED if whole else most, order)
    found = [CutSet(each, _chance(each, failure)) for each in listed]
    likely = [each for each in found if each.probability >= least * whole]
    return sorted(likely, key=lambda each: (-each.probability, len(each.variables), each.variables))[:most]


def _chance(variables: Sequence[int], failure: Sequence[float]) -> float:
    product = 1.0
    for variable in variables:
        product *= failure[variable]
    return product


def answer(
    architecture: Architecture,
    *,
    component: tuple[str, ...] = (),
    group: tuple[str, ...] = (),
    most: int = 10,
    order: int | None = None,
    least: Ratio | None = None,
    grade: str = "slo",
    window: float = DEFAULT_WINDOW_S,
) -> tuple[Table, ...]:
    """Return one table for each `component` and each redundancy group of `group`; without both, for what users see."""
    function = function_of(architecture, grade)
    limits = _Limits(most, order, least.value if least is not None else 0.0)
    questions = list(_questions(architecture, function, component, group))
    tables = [_table(architecture, function, question, limits, grade, window) for question in questions]
    return with_assumptions(tables)


def _questions(
    architecture: Architecture, function: StructureFunction, component: tuple[str, ...], group: tuple[str, ...]
) -> Iterator[_Question]:
    label = architecture.label
    for name in answerable_components(architecture, component) if component or not group else ():
        yield _Question(function.up[name], label(name), name)
    for owner in selected_components(architecture, group) if group else ():
        groups = [each for each in named_groups(architecture) if each.owner == owner]
        if not groups:
            raise BadCall(f"{label(owner)} has no redundancy group; ask for a component that has one, or use --component")
        for each in groups:
            yield _Question(function.group[each.identity], f"'{each.words}' of {label(owner)}", owner, each)


def _table(
    architecture: Architecture, function: StructureFunction, question: _Question, limits: _Limits, grade: str, window_s: float
) -> Table:
    solved, cut_sets = solved_cut_sets(architecture, question.number, grade)
    found = likeliest_cut_sets(cut_sets, solved.lower, function.failure, limits.most, limits.order, limits.least)
    hidden = {
        (shared.identity, name): ", ".join(shared.hidden)
        for shared in shared_dependencies(architecture)
        for name in (shared.shared, *shared.behind)
    }
    reasons = Reasons(architecture, function, question.component, question.number, hidden)
    rows = tuple(
        (
            each.probability / solved.upper if each.probability else None,
            each.probability * window_s / 60 if each.probability else None,
            len(each.variables),
            _words(architecture, function, each),
            reasons.why(each.variables),
        )
        for each in found
    )
    period = format_duration(window_s)
    columns = (
        Column("share", "share", "share", absent="no number"),
        Column("minutes", "minutes", f"in {period}", absent="—"),
        Column("order", "count", "order"),
        Column("fail_together", "names", "fail together"),
        Column("why", "text", "why"),
    )
    summed = _Summed(cut_sets, solved.upper, function.failure, found)
    lead = _lead(question, solved, summed, " with ".join(rows[0][3]) if rows else "", window_s)
    named = {function.events[variable].component for each in found for variable in each.variables}
    overlooked = {name: words for (_, name), words in hidden.items() if words and name in named}
    notes = (
        *_notes(architecture, function, solved, found, limits, summed),
        *(f"hidden: {architecture.label(name)} is shared {words}" for name, words in overlooked.items()),
    )
    return Table("cut-sets", f"What takes {question.words} down", columns, rows, notes, _facts(question, solved, summed), lead)


def _words(architecture: Architecture, function: StructureFunction, cut_set: CutSet) -> tuple[str, ...]:
    """Return what fails, then the circumstances."""
    events = [function.events[variable] for variable in cut_set.variables]
    return tuple(event.words(architecture.label) for event in sorted(events, key=lambda event: event.kind in CIRCUMSTANCES))


class _Summed:
    """How many sets there are, and how much of the whole the first ones cause together."""

    def __init__(self, cut_sets: CutSets, whole: float, failure: Sequence[float], found: Sequence[CutSet]) -> None:
        self.by_order = cut_sets.by_order
        self.count = sum(self.by_order)
        self.shown = len(found)
        self.counted = 0
        self.share = self.share_shown = 0.0
        likely = [each.variables for each in found if each.probability]
        if not likely or not whole:
            return
        prefixes = range(1, min(len(likely), _MOST_SUMMED) + 1)
        families = [likely[:count] for count in prefixes] + [likely[:_MOST_JOINED]]
        *first, everything = [interval.lower / whole for interval in union_probabilities(families, failure)]
        self.share_shown = min(1.0, everything)
        self.counted = next((count for count in prefixes if first[count - 1] >= _NEARLY_ALL), len(first))
        self.share = min(1.0, first[self.counted - 1])


def _lead(question: _Question, solved: Solved, summed: _Summed, first: str, window_s: float) -> str:
    """Return how long it is down, how few causes that has, and whether one failure is enough."""
    if not summed.count:
        if solved.order is not None:
            return f"{question.words} is down {solved.downtime(window_s)} in {format_duration(window_s)}; {_NOT_FOUND}"
        return f"nothing that is declared takes {question.words} down"
    sets = _several(summed.count, "minimal cut set")
    if summed.counted:
        down = f"{question.words} is down {solved.downtime(window_s)} in {format_duration(window_s)}"
        share = format_share(summed.share)
        if solved.order is not None:
            causes = (
                f"{sets} of up to {_several(solved.order, 'failure')} cause at least {format_share(summed.share_shown)} of it"
            )
        elif summed.count == 1:
            causes = f"{first} is its only minimal cut set"
        elif summed.counted == 1:
            causes = f"{first} causes {share} of it, one of {sets}"
        else:
            causes = f"{summed.counted} of {sets} cause {share} of it, first of all {first}"
    else:
        down, causes = f"{question.words} never fails as far as there are numbers", f"it has {sets}"
    return f"{down}: {causes}; {_survival(question, summed, first)}"


def _survival(question: _Question, summed: _Summed, first: str) -> str:
    survives = question.group.survives if question.group is not None else 1
    few = sum(summed.by_order[: survives + 1])
    if question.group is None:
        return f"{_several(few, 'single failure')} {'takes' if few == 1 else 'take'} it down" if few else "no single failure does"
    claimed = "any single failure" if survives == 1 else f"any {survives} failures"
    if not few:
        return f"it survives {claimed}, as it should"
    found = _several(few, "single failure" if survives == 1 else f"combination of at most {survives} failure")
    culprits = first if few == summed.counted == 1 else found
    return f"it should survive {claimed}, but {culprits} {'takes' if few == 1 else 'take'} it down"


def _several(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _notes(
    architecture: Architecture,
    function: StructureFunction,
    solved: Solved,
    found: Sequence[CutSet],
    limits: _Limits,
    summed: _Summed,
) -> list[str]:
    notes = []
    if summed.shown < summed.count:
        rest = max(0.0, 1 - summed.share_shown)
        alone = (
            f"; while none of them has failed, the others cause {format_share(rest)} of the downtime"
            if found and solved.order is None
            else ""
        )
        orders = ", ".join(f"{count:,} of order {order}" for order, count in enumerate(summed.by_order) if count)
        notes.append(f"shown: {summed.shown} of {_several(summed.count, 'minimal cut set')} ({orders}){alone}")
    if limits.order is not None and sum(summed.by_order[: limits.order + 1]) > _MOST_LISTED:
        notes.append(f"looked through for the likeliest: the first {_MOST_LISTED:,} sets up to order {limits.order}")
    if solved.order is not None:
        notes.append(f"{IN_PART.format(solved.order)}; shares are of the most that it can be down")
    events = [function.events[variable] for each in found for variable in each.variables]
    unknown = dict.fromkeys(event.words(architecture.label) for event in events if event.component in function.unknown)
    if unknown:
        notes.append(f"no number, taken as never failing, so its share is not known: {', '.join(unknown)}")
    if any(event.kind in CIRCUMSTANCES for event in events):
        notes.append("'asked' and 'for long' are circumstances: they break nothing by themselves, but count in the order")
    return notes


def _facts(question: _Question, solved: Solved, summed: _Summed) -> MappingProxyType[str, object]:
    return MappingProxyType(
        {
            "component": question.component,
            "group": question.group.words if question.group is not None else None,
            "unavailability_low": solved.lower,
            "unavailability_high": solved.upper,
            "minimal_cut_sets": summed.count,
            "by_order": summed.by_order,
            "complete": solved.order is None,
            "share_of_those_shown": summed.share_shown,
        }
    )


ANALYSIS = Analysis(
    name="cut-sets",
    summary="what has to fail together to take a component or a redundancy group down, likeliest first",
    answer=answer,
    parameters=(
        Parameter(
            "component", "only this component (may be repeated); else entries and heads of journeys", str, (), several=True
        ),
        Parameter("group", "the redundancy groups of this component (may be repeated)", str, (), several=True),
        Parameter("most", "how many sets are shown", parse_count, 10),
        Parameter("order", "only sets of at most so many failures", parse_count, None),
        Parameter("least", "only sets with at least this share of the downtime, like 1%", parse_ratio, None),
        Parameter("grade", "which number stands for a part without one of its own: slo, sla or observed first", GRADES, "slo"),
        Parameter("window", "the time over which minutes are counted", parse_duration, DEFAULT_WINDOW_S),
    ),
)
