"""Can the promises be kept? Each against what its structure reaches, and what would have to change."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.bdd.probability import Interval
from sosgraph.errors import BadCall
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_duration, format_number, format_percent, parse_span
from sosgraph.selection import selected, with_journeys
from sosgraph.structure.assumptions import with_assumptions
from sosgraph.structure.composites import SLACK, composite_availability, journey_availability
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.structure.promises import failure_of_needs, left_by_promises, own_from_published
from sosgraph.table import Column, Table

_BROKEN = ("unattainable", "contradictory")


class Judgement(NamedTuple):
    """The promise of a component, or of a journey through several, beside what is reached.

    `left` is how often the needs fail by the callees' promises, None where the own part is declared. `least` is how often it is
    down at least when callees of whom only a promise is known keep just that.
    """

    words: str
    through: tuple[str, ...]
    published: Ratio
    reached: Estimate
    left: Interval | None = None
    least: float = 0.0

    @property
    def by_promises(self) -> bool:
        """Tell whether it is the promises of the callees that contradict it, beside the own part where that is declared."""
        return self.published.complement * SLACK < self.left_by_promises

    @property
    def left_by_promises(self) -> float:
        """How often it is down at least by what its callees promise, where that is more than by what is declared."""
        left = max(self.least, self.left.lower if self.left is not None else 0.0)
        return left if left > self.reached.unavailability_low or self.left is not None else 0.0

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
        least = max(self.reached.unavailability_low, self.left_by_promises)
        return self.published.complement - (least if self.broken else self.reached.unavailability_high)


def judgements(architecture: Architecture, names: Iterable[str]) -> list[Judgement]:
    """Return the judgement on the strictest promise of each of `names`, in that order; all of them promise something."""
    components = [architecture.components[name] for name in names]
    reached = composite_availability(architecture, wanted=[component.name for component in components])
    left = failure_of_needs(architecture, [component for component in components if own_part(component).ratio is None])
    least = left_by_promises(architecture)
    found = []
    for component in components:
        published, name = published_slo(component), component.name
        assert published is not None
        label = architecture.label(name)
        found.append(Judgement(label, (name,), published, reached[name], left.get(name), least.get(name, 0.0)))
    return found


def journey_judgements(architecture: Architecture) -> list[Judgement]:
    """Return the judgement on the strictest promise of each journey that has one, in reading order."""
    found = []
    journeys = {name: (architecture.journeys[name], reached) for name, reached in journey_availability(architecture).items()}
    least = left_by_promises(with_journeys(architecture, [journey.label for journey, _ in journeys.values()]))
    for journey, reached in journeys.values():
        published = min((slo.target for slo in journey.availability_slos), key=lambda target: target.complement)
        found.append(Judgement(journey.label, journey.through, published, reached, least=least.get(journey.label, 0.0)))
    return found


def answer(architecture: Architecture, *, component: tuple[str, ...] = (), window: float = DEFAULT_WINDOW_S) -> tuple[Table, ...]:
    """Return one row for each of `component` (all whose promise can be judged): promised, reached, and what would do."""
    found = _judged(architecture, component)
    cures, untried = _cures(architecture, _worst_first(found))
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
    table = Table("feasibility", "Can the promises be kept", columns, rows, tuple(_notes(found, untried)), facts, lead)
    return with_assumptions([table])


def _judged(architecture: Architecture, given: tuple[str, ...]) -> list[Judgement]:
    """Return the judgements on what is `given`; when nothing is, on all promises that are not their own number as well."""
    if not given:
        components = architecture.components.values()
        names = [each.name for each in components if each.availability_slos and own_part(each).source != "slo"]
        return judgements(architecture, names) + journey_judgements(architecture)
    extended, asked = selected(architecture, given)
    promising = [name for name in asked if extended.components[name].availability_slos]
    if not promising:
        raise BadCall(
            f"{' and '.join(map(architecture.label, asked))} promises nothing; give it an slo, or ask for another component"
        )
    journeys = [each for each in journey_judgements(architecture) if each.words in promising]
    return judgements(architecture, [name for name in promising if name in architecture.components]) + journeys


def _worst_first(found: Iterable[Judgement]) -> list[Judgement]:
    return sorted(found, key=lambda each: (not each.broken, float(f"{each.spare:.9g}")))  # rounding is no reason


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


def _cures(architecture: Architecture, found: Iterable[Judgement]) -> tuple[dict[str, str], bool]:
    """Return by promise what would do, and whether changes of the structure were left untried."""
    broken = [each for each in found if each.broken]
    if not broken:
        return {}, False
    from sosgraph.structure.cures import Cures, better_promises

    cures = Cures(architecture)
    words = {}
    for each in broken:
        if not each.by_promises:
            words[each.words] = cures.of(each.through, each.published)
        elif each.left is None or not each.left.exact:
            words[each.words] = "better promises of its callees"
        else:
            words[each.words] = better_promises(architecture, each.through[0], each.published)
    return words, cures.exhausted


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
    several = "the promise cannot be kept" if len(found) == 1 else f"{broken} of {len(found)} promises cannot be kept"
    if worst.by_promises and worst.left is not None:
        reached = f"its callees promise {format_percent(worst.left_by_promises)} at best"
    elif worst.by_promises:
        reached = f"its callees' promises leave {format_percent(worst.left_by_promises)} at best"
    else:
        reached = f"it reaches {worst.reached}, {minutes} min over its budget in {format_duration(window_s)}"
    promised = f"{worst.words} promises {format_percent(worst.published.complement)}"
    return f"{several}: {promised}, but {reached}; {cures[worst.words]} would do"


def _notes(found: Sequence[Judgement], untried: bool) -> Iterable[str]:
    for each in found:
        if each.left is not None and each.published.complement * SLACK < each.left.lower:
            own = 100 - 100 * own_from_published(each.published, each.left.lower)
            yield f"{each.words}: its own part would have to be {own:.7g} % available"
    if any(each.reached.upper_bound for each in found):
        yield "≤: rests on parts without a number, taken as 100 %; 'within reach' as far as these allow it"
    if untried:
        yield "copies and other places were tried for the worst promises only"
    if any(_own_needed(each) for each in found):
        yield "own part needs: promise ÷ what the callees' promises leave; a range where these have something in common"


ANALYSIS = Analysis(
    name="feasibility",
    summary="whether each promise can be kept by what it is made of, how much is to spare, and what would have to change",
    answer=answer,
    parameters=(
        Parameter(
            "component",
            "only this component, journey, system or pattern like pay-* (may be repeated); else all whose promise can be judged",
            str,
            (),
            several=True,
        ),
        Parameter("window", "the time over which minutes are counted", parse_span, DEFAULT_WINDOW_S),
    ),
)
