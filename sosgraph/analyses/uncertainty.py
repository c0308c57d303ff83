"""How sure are the composites, when own numbers were counted? And which unknown matters most?"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.bdd.dials import Dial, Panel
from sosgraph.bdd.posterior import Belief, counted, propagated
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_duration, format_number, format_percent, format_share, parse_count, parse_span
from sosgraph.selection import TARGETS, answerable
from sosgraph.structure.allocatable import dials_of, with_open_numbers
from sosgraph.structure.assumptions import with_assumptions
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.entangled import ask_below
from sosgraph.structure.functions import function_of
from sosgraph.structure.negation import negates
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.structure.solutions import Solved, solved_number
from sosgraph.table import Column, Table

_GRADE = "observed"
_TRIED = (0.001, 0.01)  # what an unknown part may turn out to fail
_NOTHING = 1e-12  # of what fails anyhow; less is rounding
_SURE = 0.975
_SHOWN = 5


class Known(NamedTuple):
    """What is known of a composite: its belief, by component the share of its variance, and the solution it is from.

    Nothing of that counts unless the solution is the `whole`.
    """

    component: str
    belief: Belief
    shares: Mapping[str, float]
    solved: Solved
    whole: bool = True


class Unknown(NamedTuple):
    """A component without a number, below `root`: Birnbaum's importance, and how often the root fails with numbers for it."""

    component: str
    root: str
    birnbaum: float
    now: float
    tried: tuple[float, ...]


class Knowledge:
    """What counts and missing numbers make of the composites of an architecture."""

    def __init__(self, architecture: Architecture) -> None:
        """Open the numbers that were counted and those that are missing."""
        owns = {name: own_part(component, _GRADE) for name, component in architecture.components.items()}
        self.beliefs = {
            name: counted(observed.total - observed.good, observed.total)
            for name, component in architecture.components.items()
            if owns[name].source == "observed" and (observed := component.observed) is not None
        }
        self.unknown = [name for name, own in owns.items() if own.ratio is None]
        self._opened = with_open_numbers(architecture, [*self.beliefs, *self.unknown], _GRADE)
        self._function = function_of(self._opened, _GRADE)
        dials = dials_of(self._opened, self._function, {*self.beliefs, *self.unknown}, {})
        self._names = list(dials)
        self._dials: list[Dial] = list(dials.values())
        self._panel = Panel(self._function.failure, self._dials)

    def of(self, root: str) -> Known:
        """Return what is known of the composite of `root`; what has no number is taken as perfect."""
        solved = solved_number(self._opened, self._function.up[root], _GRADE)
        counts = [self.beliefs.get(name) for name in self._names]
        belief, shares = propagated(lambda numbers: self._panel.slopes(solved.solution, numbers), counts)
        whole = solved.order is None
        of_counts = {self._names[dial]: share for dial, share in shares.items()} if whole else {}
        return Known(root, belief, of_counts, solved, whole)

    def unknowns(self, known: Known) -> Iterator[Unknown]:
        """Yield the components without a number that can take a root down, with what becomes of it when they have one.

        Nothing of what is too entangled.
        """
        if not known.whole:
            return
        numbers = [self.beliefs[name].value if name in self.beliefs else 0.0 for name in self._names]
        now = self._panel.reached(known.solved.solution, numbers)
        support = set(known.solved.solution.support)
        for position, (name, dial) in enumerate(zip(self._names, self._dials, strict=True)):
            if name in self.beliefs or not support.intersection((*dial.whole, *dial.copies, *dial.common)):
                continue
            tried = []
            for number in _TRIED:
                numbers[position] = number
                tried.append(self._panel.reached(known.solved.solution, numbers))
            numbers[position] = 0.0
            slope = self._panel.slopes(known.solved.solution, numbers)[1][position]
            yield Unknown(name, known.component, slope, now, tuple(tried))


def answer(
    architecture: Architecture, *, component: tuple[str, ...] = (), most: int = 10, window: float = DEFAULT_WINDOW_S
) -> tuple[Table, ...]:
    """Return how sure the composite of each `component` (those that users see) is, and which unknown part matters most."""
    architecture, names = answerable(architecture, component)
    knowledge = Knowledge(architecture)
    known = [knowledge.of(name) for name in names]
    worst: dict[str, Unknown] = {}
    for each in known:
        for unknown in knowledge.unknowns(each):
            if unknown.component not in worst or _cost(unknown) > _cost(worst[unknown.component]):
                worst[unknown.component] = unknown
    ranked = sorted(worst.values(), key=lambda unknown: -float(f"{_cost(unknown):.9g}"))
    ranges = composite_availability(architecture, _GRADE, [each.component for each in known if not each.whole])
    tables = [_sureness(architecture, knowledge, known, ranges, bool(ranked))]
    return with_assumptions(tables + ([_missing(architecture, ranked, most, window)] if ranked else []))


def _cost(unknown: Unknown) -> float:
    """Return how much more often the root fails when the part is as bad as the worst number that is tried."""
    return unknown.tried[-1] - unknown.now


def _sureness(
    architecture: Architecture,
    knowledge: Knowledge,
    known: Sequence[Known],
    ranges: Mapping[str, Estimate],
    upper_bound: bool,
) -> Table:
    columns = (
        Column("component", "text", "component"),
        Column("measured", "availability", "as measured"),
        Column("low", "availability", "95 % from", absent="—"),
        Column("high", "availability", "to", absent="—"),
        Column("promised", "target", "promised", absent="—"),
        Column("sure", "share", "kept, likely to", absent="—"),
        Column("verdict", "text", "counts say"),
        Column("mostly", "text", "unsure by"),
    )
    rows = tuple(_row(architecture, each, ranges.get(each.component)) for each in known)
    notes = []
    if knowledge.beliefs:
        notes.append(
            "counts: Beta distributions by Jeffreys' prior; the spread of redundant ones by the delta method; other numbers are "
            "taken as certain"
        )
    if upper_bound:
        negated = any(negates(function_of(architecture), function_of(architecture).up[each.component]) for each in known)
        worse = "; where something has to fail, it may be better as well" if negated else ", so it can only be worse"
        notes.append(f"parts without a number are taken as never failing here{worse}")
    entangled = [each.component for each in known if not each.whole]
    if entangled:
        names = ", ".join(map(architecture.label, entangled))
        notes.append(f"too entangled to tell how sure it is: {names}; {ask_below(architecture, entangled[0])}")
    facts = MappingProxyType({"counted": list(knowledge.beliefs), "unknown": list(knowledge.unknown)})
    title = "How sure the composites are"
    return Table("uncertainty", title, columns, rows, tuple(notes), facts, _lead(architecture, knowledge, known))


def _row(architecture: Architecture, known: Known, estimate: Estimate | None) -> tuple[object, ...]:
    belief = known.belief
    promised = published_slo(architecture.components[known.component])
    measured = bool(known.shares)
    upper, lower = reversed(belief.interval) if measured else (None, None)
    sure = belief.chance_below(promised.complement) if promised is not None and measured else None
    label = architecture.label(known.component)
    value = belief.value if estimate is None else estimate
    return (label, value, upper, lower, promised, sure, _verdict(sure), _mostly(architecture, known))


def _verdict(sure: float | None) -> str | None:
    if sure is None:
        return None
    if sure >= _SURE:
        return "kept"
    return "broken" if sure <= 1 - _SURE else "not decided"


def _mostly(architecture: Architecture, known: Known) -> str | None:
    """Return whose count leaves most open, which is the one to go on counting."""
    if not known.shares:
        return None
    ranked = sorted(known.shares, key=lambda name: -float(f"{known.shares[name]:.9g}"))[:2]
    return ", ".join(f"{architecture.label(name)} {format_share(known.shares[name])}" for name in ranked)


def _lead(architecture: Architecture, knowledge: Knowledge, known: Sequence[Known]) -> str:
    """Return within which bounds the first composite lies, and what the counts decide."""
    measured = [each for each in known if each.shares]
    if not measured and knowledge.beliefs and not all(each.whole for each in known):
        first = next(each.component for each in known if not each.whole)
        label = architecture.label(first)
        return f"how sure {label} is cannot be told: it is too entangled; {ask_below(architecture, first)}"
    if not measured:
        where = "below what is asked about" if knowledge.beliefs else "here"
        return f"nothing was counted {where}: give parts that need nobody observed: {{good: …, total: …}}"
    widest = max(measured, key=lambda each: each.belief.deviation)
    low, high = widest.belief.interval
    label = architecture.label(widest.component)
    words = f"{label} reaches {format_percent(high)} to {format_percent(low)} with 95 %, by {_several(knowledge)}"
    promised = published_slo(architecture.components[widest.component])
    if promised is not None:
        sure = widest.belief.chance_below(promised.complement)
        words += f"; {_in_words(sure, format_percent(promised.complement))}"
    return f"{words}; most is open in {_mostly(architecture, widest)}"


def _in_words(sure: float, promised: str) -> str:
    """Return what the counts say of a promise that is kept with this probability."""
    verdict = _verdict(sure)
    if verdict == "not decided":
        return f"whether it keeps its {promised} is not decided: the chance is {format_share(sure)}"
    return f"it {'keeps' if verdict == 'kept' else 'breaks'} its {promised} as good as certainly"


def _several(knowledge: Knowledge) -> str:
    return f"{len(knowledge.beliefs)} count{'' if len(knowledge.beliefs) == 1 else 's'}"


def _missing(architecture: Architecture, ranked: Sequence[Unknown], most: int, window_s: float) -> Table:
    period = format_duration(window_s)
    columns = (
        Column("component", "text", "without a number"),
        Column("owner", "text", "owner"),
        Column("root", "text", "matters most to"),
        Column("birnbaum", "share", "Birnbaum"),
        Column("now", "availability", "now at most"),
        *(
            Column(f"with_{100 - 100 * each:g}".replace(".", "_"), "availability", f"if {format_percent(each)}")
            for each in _TRIED
        ),
        Column("cost_min", "minutes", f"costs in {period}"),
    )
    rows = tuple(
        (
            architecture.label(each.component),
            architecture.components[each.component].owner,
            architecture.label(each.root),
            each.birnbaum,
            each.now,
            *each.tried,
            _cost(each) * window_s / 60,
        )
        for each in ranked[:most]
    )
    notes = [f"costs: how much longer it is down if that part has {format_percent(_TRIED[-1])}"]
    if len(ranked) > most:
        notes.append(f"shown: {most} of {len(ranked)} without a number")
    lead = _most_important(architecture, ranked[0], window_s)
    return Table("unknown", "Which unknown matters most", columns, rows, tuple(notes), lead=lead)


def _most_important(architecture: Architecture, first: Unknown, window_s: float) -> str:
    """Return what it would cost if this part, which matters most of all, had a bad number."""
    tried = format_percent(_TRIED[-1])
    if _cost(first) <= _NOTHING * first.now:
        return f"no single unknown matters: with {tried} none would cost anything as long as the others never fail"
    label, root = architecture.label(first.component), architecture.label(first.root)
    return (
        f"{label} matters most: with {tried} it would cost {root} "
        f"{format_number(_cost(first) * window_s / 60)} min in {format_duration(window_s)}, "
        f"from {format_percent(first.now)} at most to {format_percent(first.tried[-1])}"
    )


ANALYSIS = Analysis(
    name="uncertainty",
    summary="how sure composites are when numbers were counted, and which part without a number matters most",
    answer=answer,
    parameters=(
        Parameter("component", TARGETS, str, (), several=True),
        Parameter("most", "how many parts without a number are shown", parse_count, 10),
        Parameter("window", "the time over which minutes are counted", parse_span, DEFAULT_WINDOW_S),
    ),
)
