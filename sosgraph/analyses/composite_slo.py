"""What can each component promise? Composite availability, exact, beside the number of the two naive rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from sosgraph.analyses import Analysis
from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.bdd.probability import Interval, failure_probabilities
from sosgraph.equations import Equations, conjunction
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_duration, parse_span
from sosgraph.selection import selected_components
from sosgraph.structure.function import StructureFunction, structure_function
from sosgraph.structure.own_part import GRADES, own_part, published_slo
from sosgraph.structure.promises import left_by_promises
from sosgraph.structure.unknown import unknown_below
from sosgraph.table import Column, Table

INDEPENDENT = "own parts fail independently of one another; whatever is shared is a component of its own"
SLACK = 1 + 1e-9
"""So that rounding alone never breaks a promise."""
STEADY = "numbers are steady-state means of the declared graph, not forecasts"


@dataclass(frozen=True, slots=True)
class Composite:
    """The availability of a component with everything that it needs.

    `naive` is the unavailability by the two rules (multiply in series, multiply failures in parallel, as if nothing were
    shared), None on a cycle through a redundancy group. `unknown` are the components without a number that it rests on.
    """

    estimate: Estimate
    naive: float | None
    unknown: tuple[str, ...]

    @property
    def times_naive(self) -> float | None:
        """How many times the naive unavailability the exact one is; None where there is no such number."""
        if self.naive is None or self.naive <= 0 or self.estimate.certificate is not Certificate.EXACT:
            return None
        return self.estimate.unavailability_low / self.naive


def composite_availability(
    architecture: Architecture, grade: str = "slo", wanted: Iterable[str] | None = None
) -> dict[str, Estimate]:
    """Return the composite availability of the components `wanted` (None: all), by full name, in that order."""
    function = function_of(architecture, grade)
    names = list(architecture.components if wanted is None else wanted)
    unknown = unknown_below(function)
    intervals = failure_probabilities(function.equations, function.failure, [function.up[name] for name in names])
    return {name: _estimate(interval, bool(unknown[name])) for name, interval in zip(names, intervals, strict=True)}


def _estimate(interval: Interval, upper_bound: bool) -> Estimate:
    certificate = Certificate.EXACT if interval.exact else Certificate.BOUNDS
    return Estimate(interval.lower, interval.upper, certificate, upper_bound, (INDEPENDENT, STEADY))


def reached_by_promisers(architecture: Architecture) -> dict[str, Estimate]:
    """Return the composite availability of each component with a published SLO that is not its own part too."""
    return architecture.once(_reached_by_promisers)


def _reached_by_promisers(architecture: Architecture) -> dict[str, Estimate]:
    promising = (component for component in architecture.components.values() if component.availability_slos)
    return composite_availability(architecture, wanted=[one.name for one in promising if own_part(one).source != "slo"])


def journey_availability(architecture: Architecture) -> dict[str, Estimate]:
    """Return how often everything is up that a journey goes through, for each journey with an availability SLO, by name."""
    journeys = [journey for journey in architecture.journeys.values() if journey.availability_slos]
    function = function_of(architecture)
    gates = [conjunction(function.up[name] for name in journey.through) for journey in journeys]
    equations = Equations(function.equations.variables, (*function.equations.gates, *gates))
    numbers = range(len(function.equations), len(equations))
    unknown = unknown_below(function)
    return {
        journey.name: _estimate(interval, any(unknown[name] for name in journey.through))
        for journey, interval in zip(journeys, failure_probabilities(equations, function.failure, numbers), strict=True)
    }


def composites(architecture: Architecture, grade: str = "slo", wanted: Iterable[str] | None = None) -> dict[str, Composite]:
    """Return the composites of the components `wanted` (None: all), by full name, in that order."""
    function = function_of(architecture, grade)
    naive = naive_failure_probabilities(function.equations, function.failure)
    unknown = unknown_below(function)
    estimates = composite_availability(architecture, grade, wanted)
    return {name: Composite(estimate, naive[function.up[name]], unknown[name]) for name, estimate in estimates.items()}


def function_of(architecture: Architecture, grade: str = "slo") -> StructureFunction:
    """Return the structure function, built once for each architecture and grade."""
    return architecture.once(_FUNCTIONS[grade])


_FUNCTIONS = {
    "slo": structure_function,
    "sla": lambda architecture: structure_function(architecture, "sla"),
    "observed": lambda architecture: structure_function(architecture, "observed"),
}


def answer(
    architecture: Architecture, *, component: tuple[str, ...] = (), grade: str = "slo", window: float = DEFAULT_WINDOW_S
) -> tuple[Table, ...]:
    """Return one row for each of `component` (all): promise, own part, exact and naive composite, minutes of downtime."""
    names = selected_components(architecture, component)
    found = composites(architecture, grade, names)
    rows = tuple(_row(architecture, name, found[name], grade, window) for name in names)
    period = format_duration(window)
    columns = (
        Column("component", "text", "component"),
        Column("own", "target", "own part"),
        Column("own_source", "text", "from"),
        Column("promised", "target", "promised"),
        Column("composite", "availability", "composite"),
        Column("certificate", "text", "how"),
        Column("naive", "availability", "two naive rules"),
        Column("times_naive", "factor", "off by"),
        Column("expected_downtime_min", "minutes", f"down in {period}"),
        Column("error_budget_min", "minutes", f"budget in {period}"),
        Column("kept", "text", "promise"),
    )
    return (Table("composite-slo", f"Composite availability (grade {grade})", columns, rows, _notes(architecture, found)),)


def _row(architecture: Architecture, name: str, composite: Composite, grade: str, window_s: float) -> tuple[object, ...]:
    component = architecture.components[name]
    own = own_part(component, grade)
    promised = published_slo(component)
    estimate = composite.estimate
    return (
        architecture.label(name),
        own.ratio,
        own.source or "unknown",
        promised,
        estimate,
        estimate.certificate.value,
        composite.naive,
        composite.times_naive,
        estimate.unavailability_high * window_s / 60,
        None if promised is None else promised.complement * window_s / 60,
        _verdict(component, estimate, left_by_promises(architecture).get(name, 0.0)),
    )


def _verdict(component: Component, estimate: Estimate, left: float) -> str | None:
    """Return whether the promise is kept; `left` is how often its needs fail when its callees keep just their promises."""
    promised = published_slo(component)
    if promised is None:
        return None
    slack = promised.complement * SLACK
    if estimate.unavailability_low > slack:
        return "out of reach"
    if left > slack:
        return "contradicted"
    if estimate.unavailability_high > slack:
        return "undecided"
    return "within reach" if estimate.upper_bound else "kept"


def _notes(architecture: Architecture, found: dict[str, Composite]) -> tuple[str, ...]:
    unknown = tuple(dict.fromkeys(architecture.label(name) for composite in found.values() for name in composite.unknown))
    notes = [f"assumed: {INDEPENDENT}", f"assumed: {STEADY}", *(f"assumed: {each}" for each in architecture.assumptions)]
    if unknown:
        shown = ", ".join(unknown[:10]) + (f" and {len(unknown) - 10} more" if len(unknown) > 10 else "")
        notes.append(f"no own number, taken as 100 %, so that what rests on it is an upper bound (≤): {shown}")
    if any(composite.times_naive is not None and composite.times_naive > 1.05 for composite in found.values()):
        notes.append("off by: so many times the unavailability of the two naive rules, which count a shared part as several")
    if any(composite.estimate.certificate is Certificate.BOUNDS for composite in found.values()):
        notes.append("bounds: the exact diagram outgrew its limit; the value lies in the range for certain")
    return tuple(notes)


ANALYSIS = Analysis(
    name="composite-slo",
    summary="composite availability of every component, exact, beside the two naive rules, with its error budget",
    answer=answer,
    parameters=(
        Parameter("component", "only this component (may be repeated)", str, (), several=True),
        Parameter("grade", "which number stands for a part without one of its own: slo, sla or observed first", GRADES, "slo"),
        Parameter("window", "the time over which minutes are counted", parse_span, DEFAULT_WINDOW_S),
    ),
)
