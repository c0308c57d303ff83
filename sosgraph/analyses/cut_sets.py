"""What has to fail together to take a component, or a redundancy group, down? Minimal cut sets, likeliest first."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import (
    Ratio,
    format_count,
    format_duration,
    format_percent,
    format_share,
    parse_count,
    parse_duration,
    parse_ratio,
)
from sosgraph.selection import TARGETS, answerable, selected_components
from sosgraph.structure.assumptions import with_assumptions
from sosgraph.structure.broken_groups import NamedGroup, named_groups
from sosgraph.structure.entangled import ask_below, in_part, nothing_found
from sosgraph.structure.event import CIRCUMSTANCES
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of
from sosgraph.structure.likeliest import CutSet, Summed, as_often_as_it_is_down, likeliest_cut_sets
from sosgraph.structure.negation import NEGATES, down_from_the_start, negates
from sosgraph.structure.own_part import GRADES
from sosgraph.structure.reasons import Reasons
from sosgraph.structure.solutions import Solved, solved_cut_sets
from sosgraph.table import Column, Table


class _Question(NamedTuple):
    """What is asked about: a number of the structure function, in words, the component that it belongs to, and its group."""

    number: int
    words: str
    component: str
    group: NamedGroup | None = None


class _Told(NamedTuple):
    """What is said of a question: how long it is `down`, in words, what `first` causes that; whether anything is `negated`."""

    question: _Question
    solved: Solved
    summed: Summed
    down: str
    first: str
    negated: bool


class _Limits(NamedTuple):
    most: int
    order: int | None
    least: Ratio | None

    @property
    def least_share(self) -> float:
        """The share of the whole that a set must have to be shown."""
        return self.least.value if self.least is not None else 0.0


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
    selected = answerable(architecture, component)
    architecture = selected.architecture
    function = function_of(architecture, grade)
    limits = _Limits(most, order, least)
    questions = list(_questions(architecture, function, selected.names if component or not group else (), group))
    tables = [_table(architecture, function, question, limits, grade, window) for question in questions]
    return with_assumptions(tables)


def _questions(
    architecture: Architecture, function: StructureFunction, component: tuple[str, ...], group: tuple[str, ...]
) -> Iterator[_Question]:
    label = architecture.label
    for name in component:
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
    found = likeliest_cut_sets(cut_sets, solved.lower, function.failure, limits.most, limits.order, limits.least_share)
    negated = negates(function, question.number)
    if negated and solved.order is None:
        found = as_often_as_it_is_down(solved.solution, function.failure, found)
    reasons = Reasons(architecture, function, question.component, question.number)
    overlooked = reasons.overlooked(each.variables for each in found)
    why = {each.variables: reasons.why(each.variables, each.variables in overlooked) for each in found}
    rows = tuple(_row(architecture, function, solved, each, why[each.variables], window_s) for each in found)
    summed = Summed(cut_sets, solved.upper, function.failure, found)
    largest = found[:1] or likeliest_cut_sets(cut_sets, solved.lower, function.failure, 1, None, 0.0)
    told = _Told(
        question,
        solved,
        summed,
        f"{question.words} is down {solved.downtime(window_s)} in {format_duration(window_s)}",
        " with ".join(_words(architecture, function, largest[0])) if largest else "",
        negated,
    )
    if negated:
        lead = _lead_of_negated(told, found, down_from_the_start(function, question.number))
    elif summed.by_order[:1] == (1,):
        lead = f"{told.down} {down_from_the_start(function, question.number)}: no failure has a part in it"
    else:
        lead = _lead(told, _none_shown(told, limits, largest), ask_below(architecture, question.component))
    notes = (
        *_notes(architecture, function, told, found),
        *(f"hidden: {architecture.label(name)} is shared, {words}" for name, words in dict(overlooked.values()).items()),
    )
    columns = _columns(window_s)
    return Table("cut-sets", f"What takes {question.words} down", columns, rows, notes, _facts(question, solved, summed), lead)


def _columns(window_s: float) -> tuple[Column, ...]:
    return (
        Column("share", "share", "share", absent="no number"),
        Column("minutes", "minutes", f"in {format_duration(window_s)}", absent="—"),
        Column("order", "count", "order"),
        Column("fail_together", "names", "fail together"),
        Column("why", "text", "why"),
    )


def _row(
    architecture: Architecture, function: StructureFunction, solved: Solved, cut_set: CutSet, why: str, window_s: float
) -> tuple[object, ...]:
    unknown = any(function.events[variable].component in function.unknown for variable in cut_set.variables)
    chance = cut_set.probability
    numbered = chance > 0 or not (unknown or solved.vanishing)
    return (
        chance / (solved.upper or 1.0) if numbered else None,
        chance * window_s / 60 if numbered else None,
        len(cut_set.variables),
        _words(architecture, function, cut_set),
        why,
    )


def _words(architecture: Architecture, function: StructureFunction, cut_set: CutSet) -> tuple[str, ...]:
    """Return what fails, then the circumstances."""
    events = [function.events[variable] for variable in cut_set.variables]
    return tuple(event.words(architecture.label) for event in sorted(events, key=lambda event: event.kind in CIRCUMSTANCES))


def _none_shown(told: _Told, limits: _Limits, largest: Sequence[CutSet]) -> str:
    """Return why no set with a probability is shown though it fails; empty where one is."""
    solved, summed = told.solved, told.summed
    if summed.counted or not solved.upper:
        return ""
    of_order = f" of at most {_several(limits.order, 'failure')}" if limits.order is not None else ""
    among = sum(summed.by_order[: limits.order + 1]) if limits.order is not None else summed.count
    if not among:
        words = f"it has no minimal cut set{of_order}"
    else:
        enough = f"causes {format_percent(limits.least.complement)} or more" if limits.least else "has a number"
        words = f"none of its {_several(among, 'minimal cut set')}{of_order} {enough}"
    share = format_share(largest[0].probability / solved.upper) if largest else ""
    return f"{words} (the largest of all, {told.first}, {share})" if largest and largest[0].probability else words


def _lead(told: _Told, none_shown: str, instead: str) -> str:
    """Return how long it is down, how few causes that has, and whether one failure is enough; what to ask `instead`."""
    question, solved, summed = told.question, told.solved, told.summed
    if not summed.count:
        if solved.order is not None:
            return f"{told.down}: {nothing_found(solved.order)}; {instead}"
        return f"nothing that is declared takes {question.words} down"
    sets, down = _several(summed.count, "minimal cut set"), told.down
    if summed.counted:
        share = format_share(summed.share)
        if solved.order is not None:
            few = "single failures" if solved.order == 1 else f"{sets} of up to {solved.order} failures"
            causes = f"{few} cause at least {format_share(summed.share_shown)} of it"
        elif summed.count == 1:
            causes = f"{told.first} is its only minimal cut set"
        elif summed.counted == 1:
            causes = f"{told.first} causes {share} of it, one of {sets}"
        else:
            causes = f"{summed.counted} of {sets} cause {share} of it, first of all {told.first}"
    elif none_shown:
        causes = none_shown
    else:
        how_often = "fails too seldom for any number" if solved.vanishing else "never fails as far as there are numbers"
        down, causes = f"{question.words} {how_often}", f"it has {sets}"
    return f"{down}: {causes}; {_survival(told)}"


def _lead_of_negated(told: _Told, found: Sequence[CutSet], from_the_start: str) -> str:
    """Return how long it is down, and by which failures; what has to hold beside them is in no set."""
    if told.summed.by_order[:1] == (1,):
        return f"{told.down}, {from_the_start}"
    if not told.summed.count:
        return f"nothing that is declared takes {told.question.words} down"
    sets = _several(told.summed.count, "combination")
    if not found or not found[0].probability:
        return f"{told.down}: {sets} of failures can take it down"
    share = format_share(found[0].probability / told.solved.upper)
    return f"{told.down}, {share} of that while {told.first} has failed; {sets} of failures can take it down"


def _survival(told: _Told) -> str:
    question, summed = told.question, told.summed
    survives = question.group.survives if question.group is not None else 1
    few = sum(summed.by_order[: survives + 1])
    if question.group is None:
        return f"{_several(few, 'single failure')} {'takes' if few == 1 else 'take'} it down" if few else "no single failure does"
    claimed = "any single failure" if survives == 1 else f"any {survives} failures"
    if not few:
        return f"it survives {claimed}, as it should"
    found = _several(few, "single failure" if survives == 1 else f"combination of at most {survives} failure")
    culprits = told.first if few == summed.counted == 1 else found
    return f"it should survive {claimed}, but {culprits} {'takes' if few == 1 else 'take'} it down"


def _several(count: int, what: str) -> str:
    return f"{format_count(count)} {what}{'' if count == 1 else 's'}"


def _notes(architecture: Architecture, function: StructureFunction, told: _Told, found: Sequence[CutSet]) -> list[str]:
    solved, summed = told.solved, told.summed
    notes = []
    if summed.shown < summed.count:
        rest = max(0.0, 1 - summed.share_shown)
        others = f"the {format_count(summed.count - summed.shown)} not shown"
        certain = found and solved.upper and solved.order is None and not told.negated
        alone = f"; {others} alone cause {format_share(rest)} of the downtime" if certain else ""
        orders = ", ".join(f"{format_count(count)} of order {order}" for order, count in enumerate(summed.by_order) if count)
        notes.append(f"shown: {summed.shown} of {_several(summed.count, 'minimal cut set')} ({orders}){alone}")
    if solved.order is not None:
        more = f"; shares are of the most that it can be down; {ask_below(architecture, told.question.component)}"
        notes.append(f"{in_part(solved.order)}{more if found else ''}")
    if told.negated:
        notes.append(f"{NEGATES}: what must not fail beside a set is not in it, and shares are of the time that it is down")
    events = [function.events[variable] for each in found for variable in each.variables]
    unknown = dict.fromkeys(event.words(architecture.label) for event in events if event.component in function.unknown)
    if unknown:
        notes.append(f"no number, taken as never failing, so its share is not known: {', '.join(unknown)}")
    if any(event.kind in CIRCUMSTANCES for event in events):
        notes.append("'asked' and 'for long' are circumstances: they break nothing by themselves, but count in the order")
    return notes


def _facts(question: _Question, solved: Solved, summed: Summed) -> MappingProxyType[str, object]:
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
        Parameter("component", TARGETS, str, (), several=True),
        Parameter("group", "the redundancy groups of this component (may be repeated)", str, (), several=True),
        Parameter("most", "how many sets are shown", parse_count, 10),
        Parameter("order", "only sets of at most so many failures", parse_count, None),
        Parameter("least", "only sets with at least this share of the downtime, like 1%", parse_ratio, None),
        Parameter("grade", "which number stands for a part without one of its own: slo, sla or observed first", GRADES, "slo"),
        Parameter("window", "the time over which minutes are counted", parse_duration, DEFAULT_WINDOW_S),
    ),
)
