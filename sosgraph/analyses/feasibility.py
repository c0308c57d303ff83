"""Can the promises be kept? Each against what its structure reaches, and what would have to change."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import floor, log10
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.analyses.composite_slo import with_assumptions
from sosgraph.bdd.probability import Interval
from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations, conjunction
from sosgraph.errors import BadCall
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_duration, format_number, format_percent, parse_span
from sosgraph.selection import selected_components
from sosgraph.structure.composites import SLACK, composite_availability, journey_availability
from sosgraph.structure.function import promised_function
from sosgraph.structure.functions import function_of
from sosgraph.structure.improvements import Improvement, joint_improvement, single_improvements
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.structure.promises import failure_of_needs, own_from_published
from sosgraph.structure.solutions import Solved, solution_of, solved_number
from sosgraph.table import Column, Table

_CURES = 2
_TOGETHER = 4
_BROKEN = ("unattainable", "contradictory")


class Judgement(NamedTuple):
    """The promise of a component, or of a journey through several, beside what is reached.

    `left` is how often the needs fail by the callees' promises, None where the own part is declared.
    """

    words: str
    through: tuple[str, ...]
    published: Ratio
    reached: Estimate
    left: Interval | None = None

    @property
    def by_promises(self) -> bool:
        """Tell whether the promises of the callees alone contradict it."""
        return self.left is not None and self.published.complement * SLACK < self.left.lower

    @property
    def verdict(self) -> str:
        """What is to be said: `unattainable` and `contradictory` are what the rules of these names find."""
        slack = self.published.complement * SLACK
        if self.by_promises or slack < self.reached.unavailability_low:
            return "unattainable" if self.left is None else "contradictory"
        if slack < self.reached.unavailability_high:
            return "undecided"
        return "within reach" if self.reached.upper_bound else "kept"

    @property
    def broken(self) -> bool:
        """Tell whether something has to change."""
        return self.verdict in _BROKEN

    @property
    def spare(self) -> float:
        """The share of time that is left of the budget; below zero: that is missing, at least."""
        least = max(self.reached.unavailability_low, self.left.lower if self.left is not None else 0.0)
        return self.published.complement - (least if self.broken else self.reached.unavailability_high)


def judgements(architecture: Architecture, names: Iterable[str]) -> list[Judgement]:
    """Return the judgement on the strictest promise of each of `names`, in that order; all of them promise something."""
    components = [architecture.components[name] for name in names]
    reached = composite_availability(architecture, wanted=[component.name for component in components])
    left = failure_of_needs(architecture, [component for component in components if own_part(component).ratio is None])
    found = []
    for component in components:
        published, name = published_slo(component), component.name
        assert published is not None
        found.append(Judgement(architecture.label(name), (name,), published, reached[name], left.get(name)))
    return found


def journey_judgements(architecture: Architecture) -> list[Judgement]:
    """Return the judgement on the strictest promise of each journey that has one, in reading order."""
    found = []
    for name, reached in journey_availability(architecture).items():
        journey = architecture.journeys[name]
        published = min((slo.target for slo in journey.availability_slos), key=lambda target: target.complement)
        found.append(Judgement(f"journey {name}", journey.through, published, reached))
    return found


def answer(architecture: Architecture, *, component: tuple[str, ...] = (), window: float = DEFAULT_WINDOW_S) -> tuple[Table, ...]:
    """Return one row for each of `component` (all whose promise can be judged): promised, reached, and what would do."""
    names = _promising(architecture, component)
    found = judgements(architecture, names) + (journey_judgements(architecture) if not component else [])
    cures = {each.words: _cure(architecture, each) for each in found if each.broken}
    rows = tuple(_row(each, cures.get(each.words), window) for each in _worst_first(found))
    columns = (
        Column("component", "text", "component"),
        Column("published", "target", "promised"),
        Column("reached", "availability", "reached"),
        Column("slack_min", "minutes", f"to spare in {format_duration(window)}"),
        Column("own_needed", "availability", "own part needs", absent="—"),
        Column("verdict", "text", "verdict"),
        Column("cure", "text", "would do"),
    )
    count = sum(each.broken for each in found)
    facts = MappingProxyType({"promises": len(found), "broken": count})
    lead = _lead(found, cures, window)
    table = Table("feasibility", "Can the promises be kept", columns, rows, tuple(_notes(found)), facts, lead)
    return with_assumptions([table])


def _promising(architecture: Architecture, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the components `given`; when none is, those whose promise is not their own number as well."""
    if not given:
        components = architecture.components.values()
        return tuple(each.name for each in components if each.availability_slos and own_part(each).source != "slo")
    names = selected_components(architecture, given)
    for name in names:
        if not architecture.components[name].availability_slos:
            raise BadCall(f"{architecture.label(name)} promises nothing; give it an slo, or ask for another component")
    return names


def _worst_first(found: Iterable[Judgement]) -> list[Judgement]:
    return sorted(found, key=lambda each: (not each.broken, each.spare))


def _row(judgement: Judgement, cure: str | None, window_s: float) -> tuple[object, ...]:
    return (
        judgement.words,
        judgement.published,
        judgement.reached,
        judgement.spare * window_s / 60,
        _own_needed(judgement),
        judgement.verdict,
        cure,
    )


def _own_needed(judgement: Judgement) -> Estimate | None:
    """Return what the own part has to be, where that is not declared and possible."""
    if judgement.left is None or judgement.broken:
        return None
    low, high = (max(0.0, own_from_published(judgement.published, each)) for each in (judgement.left.upper, judgement.left.lower))
    return Estimate(low, high, Certificate.EXACT if judgement.left.exact else Certificate.BOUNDS)


def _cure(architecture: Architecture, judgement: Judgement) -> str:
    """Return which single improvements would do, else which few together."""
    if judgement.by_promises:
        return _better_promises(architecture, judgement)
    function = function_of(architecture)
    found = _solved(architecture, judgement)
    gap = found.upper - judgement.published.complement
    single = single_improvements(found.solution, function.events, function.failure, gap)
    if single:
        return " or ".join(_in_words(architecture, each, "at") for each in single[:_CURES])
    together = joint_improvement(found.solution, function.events, function.failure, gap, _TOGETHER)
    if not together:
        return f"no {_TOGETHER} perfect parts"
    *others, last = [architecture.label(name) for name in together]
    return f"{', '.join(others)} and {last}, {'both' if len(together) == 2 else 'all'} perfect"


def _solved(architecture: Architecture, judgement: Judgement) -> Solved:
    function = function_of(architecture)
    numbers = [function.up[name] for name in judgement.through]
    if len(numbers) == 1:
        return solved_number(architecture, numbers[0])
    through = Equations(function.equations.variables, (*function.equations.gates, conjunction(numbers)))
    return solution_of(replace(function, equations=through), len(through) - 1)


def _better_promises(architecture: Architecture, judgement: Judgement) -> str:
    function = architecture.once(promised_function)
    number = function.needs[judgement.through[0]]
    exact = judgement.left is not None and judgement.left.exact
    needs = solved(function.equations, number, function.never_fails) if exact and number is not None else None
    if needs is None:
        return "better promises of its callees"
    gap = needs.failure(function.failure) - judgement.published.complement
    single = single_improvements(needs, function.events, function.failure, gap)
    promised = [each for each in single if each.unavailability]  # nobody can promise 100 %
    words = " or ".join(_in_words(architecture, each, "promising more than") for each in promised[:_CURES])
    return words or "no single better promise of a callee"


def _in_words(architecture: Architecture, improvement: Improvement, preposition: str) -> str:
    label = architecture.label(improvement.component)
    if improvement.unavailability is None or improvement.unavailability <= 0:
        return f"a perfect {label}"
    return f"{label} {preposition} {format_percent(_rounded_down(improvement.unavailability))}"


def _rounded_down(value: float) -> float:
    """Return the number with three digits that count, never more than it is, so that what is printed is enough."""
    scale = 10.0 ** (2 - floor(log10(value)))
    return floor(value * scale * (1 + 1e-12)) / scale


def _lead(found: Sequence[Judgement], cures: dict[str, str], window_s: float) -> str:
    """Return how many promises are broken, the worst of them, and what would do."""
    if not found:
        return "no promise stands beside a structure: none is made, or it is the only number of its component"
    worst = _worst_first(found)[0]
    minutes = format_number(abs(worst.spare) * window_s / 60)
    if not worst.broken:
        sure = "can" if all(each.verdict == "kept" for each in found) else "may"
        spare = f"{minutes} min to spare in {format_duration(window_s)}" if worst.spare >= 0 else f"{minutes} min over at worst"
        promises = "the promise" if len(found) == 1 else f"all {len(found)} promises"
        return f"{promises} {sure} be kept; tightest: {worst.words}, {spare}"
    broken = sum(each.broken for each in found)
    several = f"{broken} of {len(found)} promises cannot be kept"
    if worst.by_promises and worst.left is not None:
        reached = f"its callees promise {format_percent(worst.left.lower)} at best"
    else:
        reached = f"it reaches {worst.reached}, {minutes} min over its budget in {format_duration(window_s)}"
    promised = f"{worst.words} promises {format_percent(worst.published.complement)}"
    return f"{several}: {promised}, but {reached}; {cures[worst.words]} would do"


def _notes(found: Sequence[Judgement]) -> Iterable[str]:
    for each in found:
        if each.by_promises and each.left is not None:
            own = 100 - 100 * own_from_published(each.published, each.left.lower)
            yield f"{each.words}: its own part would have to be {own:.7g} % available"
    if any(each.reached.upper_bound for each in found):
        yield "≤: rests on parts without a number, taken as 100 %; 'within reach' as far as these allow it"
    if any(_own_needed(each) for each in found):
        yield "own part needs: promise ÷ what the callees' promises leave; a range where these have something in common"


ANALYSIS = Analysis(
    name="feasibility",
    summary="whether each promise can be kept by what it is made of, how much is to spare, and what would have to change",
    answer=answer,
    parameters=(
        Parameter(
            "component", "only this component (may be repeated); else all whose promise can be judged", str, (), several=True
        ),
        Parameter("window", "the time over which minutes are counted", parse_span, DEFAULT_WINDOW_S),
    ),
)
