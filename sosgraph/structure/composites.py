"""What each component can promise: its composite availability, exact, beside the number of the two naive rules."""

from collections.abc import Iterable, Mapping, Sequence

from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.bdd.ladder import Answer, answers
from sosgraph.equations import Equations, conjunction
from sosgraph.estimate import Certificate, Estimate
from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.patience import interrupted
from sosgraph.structure.assumptions import DOUBTFUL, INDEPENDENT, STEADY
from sosgraph.structure.functions import enough_for, function_of
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.structure.unknown import doubtful, on_unknown, unknown_below

SLACK = 1 + 1e-9
"""So that rounding alone never breaks a promise."""


@dataclass(frozen=True, slots=True)
class Composite:
    """The availability of a component with everything that it needs.

    `naive` is the unavailability by the two rules (multiply in series, multiply failures in parallel, as if nothing were
    shared), None on a cycle through a redundancy group. `unknown` are the components that it rests on and that can only be worse
    than they seem: without a number, or not read as a whole.
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
    architecture: Architecture, grade: str = "slo", wanted: Iterable[str] | None = None, certain: bool = False
) -> dict[str, Estimate]:
    """Return the composite availability of the components `wanted` (None: all), by full name, in that order.

    Where `certain`, nothing is sampled: what is not exact lies between bounds that hold. That is found once for each component,
    however many rules ask for it.
    """
    names = list(architecture.components if wanted is None else wanted)
    if not certain:
        return _composite_availability(architecture, grade, names, sampling=True)
    known = architecture.once(_Certain(grade))
    left = [name for name in names if name not in known]
    found = architecture.once(_exactly_down) if grade == "slo" else {}
    known.update(_composite_availability(enough_for(architecture, left, grade), grade, left, sampling=False, found=found))
    return {name: known[name] for name in names}


def keep_exact(architecture: Architecture, down: Iterable[tuple[str, float]]) -> None:
    """Keep how often components are down exactly (grade `slo`), found on the way: who asks for that for certain gets it."""
    architecture.once(_exactly_down).update(down)


def _exactly_down(architecture: Architecture) -> dict[str, float]:
    return {}


@dataclass(frozen=True, slots=True)
class _Certain:
    grade: str

    def __call__(self, architecture: Architecture) -> dict[str, Estimate]:
        """Return where the estimates of this grade are kept that are certain; nothing at first."""
        return {}


def _composite_availability(
    architecture: Architecture, grade: str, names: Sequence[str], *, sampling: bool, found: Mapping[str, float] | None = None
) -> dict[str, Estimate]:
    """Return the composites of `names`; of those in `found` it is known how often they are down."""
    if not names:
        return {}
    function = function_of(architecture, grade)
    unknown, doubt = on_unknown(function), doubtful(function)
    answered = {name: Answer(found[name], found[name], "exact") for name in names if name in found} if found else {}
    left = [name for name in names if name not in answered]
    if left:
        numbers = [function.up[name] for name in left]
        more = answers(function.equations, function.failure, numbers, sampling=sampling, interrupted=interrupted)
        answered.update(zip(left, more, strict=True))
    return {name: _estimate(answered[name], unknown[function.up[name]], doubt[function.up[name]]) for name in names}


def _estimate(answer: Answer, unknown: bool, doubt: bool = False) -> Estimate:
    return Estimate(
        answer.lower,
        answer.upper,
        Certificate(answer.certificate),
        upper_bound=unknown and not doubt,
        assumptions=(INDEPENDENT, STEADY, DOUBTFUL) if doubt else (INDEPENDENT, STEADY),
        trials=answer.trials,
        seed=answer.seed,
        confidence=answer.confidence,
        doubtful=doubt,
    )


def reached_by_promisers(architecture: Architecture) -> dict[str, Estimate]:
    """Return the composite availability of each component with a published SLO that is not its own part too."""
    return architecture.once(_reached_by_promisers)


def _reached_by_promisers(architecture: Architecture) -> dict[str, Estimate]:
    promising = (component for component in architecture.components.values() if component.availability_slos)
    wanted = [one.name for one in promising if own_part(one).source != "slo"]
    return composite_availability(architecture, wanted=wanted, certain=True)


def journey_availability(architecture: Architecture) -> dict[str, Estimate]:
    """Return how often everything is up that a journey goes through, for each journey with an availability SLO, by name."""
    journeys = [journey for journey in architecture.journeys.values() if journey.availability_slos]
    function = function_of(architecture)
    gates = [conjunction(function.up[name] for name in journey.through) for journey in journeys]
    equations = Equations(function.equations.variables, (*function.equations.gates, *gates))
    numbers = range(len(function.equations), len(equations))
    unknown = on_unknown(function)
    return {
        journey.name: _estimate(
            answer, journey.label in architecture.mistaken or any(unknown[function.up[name]] for name in journey.through)
        )
        for journey, answer in zip(
            journeys, answers(equations, function.failure, numbers, sampling=False, interrupted=interrupted), strict=True
        )
    }


def composites(architecture: Architecture, grade: str = "slo", wanted: Iterable[str] | None = None) -> dict[str, Composite]:
    """Return the composites of the components `wanted` (None: all), by full name, in that order."""
    function = function_of(architecture, grade)
    naive = naive_failure_probabilities(function.equations, function.failure)
    unknown = unknown_below(function)
    estimates = composite_availability(architecture, grade, wanted)
    return {name: Composite(estimate, naive[function.up[name]], unknown[name]) for name, estimate in estimates.items()}


def verdict_on(component: Component, estimate: Estimate, left: float = 0.0) -> str | None:
    """Return whether the published promise is kept, None where nothing is promised.

    `left` is how often it is down at least when its callees keep just their promises. `contradicted` where its own part is
    not known, so that it is them alone, else `out of reach`: what the rules `contradictory-slo`, `unattainable-slo` find.
    """
    promised = published_slo(component)
    if promised is None:
        return None
    slack = promised.complement * SLACK
    if max(estimate.unavailability_low, left) > slack:
        return "contradicted" if own_part(component).ratio is None else "out of reach"
    if estimate.unavailability_high > slack:
        return "undecided"
    return "within reach" if estimate.upper_bound or estimate.doubtful else "kept"
