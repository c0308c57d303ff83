"""What each component and journey can promise, as exactly as judging its promises takes: most of them keep them by far."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from sosgraph.bdd.counted_once import made_of
from sosgraph.bdd.failure_at_most import AtMost, failure_at_most
from sosgraph.equations import Equations, conjunction
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.structure.assumptions import INDEPENDENT, STEADY
from sosgraph.structure.coarse_bounds import coarse_bounds
from sosgraph.structure.composites import composite_availability, journey_availability, keep_exact
from sosgraph.structure.functions import enough_for, function_of
from sosgraph.structure.own_part import own_parts
from sosgraph.structure.strictest import strictest_promises
from sosgraph.structure.unknown_parts import above_unknown

_ONE_BY_ONE = 200  # promises that are looked at one by one, when the first bound is not enough


class JudgedPromisers(Mapping[str, Estimate]):
    """The composite availability of components by full name; `unsure` are those whose promises are not certainly kept."""

    def __init__(self, kept: Mapping[str, float], exact: Mapping[str, Estimate], names: Sequence[str], above: frozenset[str]):
        """Take the upper bounds of those that keep their promises, the composites of all others, and whom the unknown touches."""
        self._kept = kept
        self._names = names
        self._above = above
        self.unsure = exact

    def __getitem__(self, name: str) -> Estimate:
        return _estimate(self._kept[name], name in self._above) if name in self._kept else self.unsure[name]

    def least(self, name: str) -> float:
        """Return how often a component is down at least, as far as its promises are not certainly kept."""
        return self.unsure[name].unavailability_low if name in self.unsure else 0.0

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def judged_promisers(architecture: Architecture) -> JudgedPromisers:
    """Return the composite availability of each component with a published SLO that is not its own part too, by full name.

    Where even an upper bound on its failures leaves the strictest of its promises kept, that bound; else as
    `reached_by_promisers` finds it.
    """
    return architecture.once(_promisers)


def judged_journeys(architecture: Architecture) -> dict[str, Estimate]:
    """Return the same of each journey with an availability SLO, by name, else as `journey_availability` finds it."""
    return architecture.once(_journeys)


def down_at_most(architecture: Architecture, limits: Mapping[str, float]) -> dict[str, float]:
    """Return how often the components in `limits` are down at most, as far as that is certainly no more than the limit of each.

    Of others, where anything negates, nothing is said.
    """
    return _within(architecture, {name: (name,) for name in limits}, limits)


def _within(architecture: Architecture, needed: Mapping[str, Sequence[str]], limits: Mapping[str, float]) -> dict[str, float]:
    """Return how often not all components are up that are `needed` at most; as `down_at_most`."""
    coarse = coarse_bounds(architecture)
    found = {key: sum([coarse.most[name] for name in names]) for key, names in needed.items()}
    near = {key: names for key, names in needed.items() if found[key] > limits[key]}
    found.update((key, coarse.together(names)) for key, names in islice(near.items(), _ONE_BY_ONE))
    near = {key: names for key, names in near.items() if found[key] > limits[key]}
    if near:
        narrower = _narrower(architecture, near)
        found.update((key, bound.chance) for key, bound in narrower.items())
        alone = ((near[key][0], bound) for key, bound in narrower.items() if len(near[key]) == 1)
        keep_exact(architecture, ((name, bound.chance) for name, bound in alone if bound.exact))
    return {key: bound for key, bound in found.items() if bound <= limits[key]}


def _narrower(architecture: Architecture, needed: Mapping[str, Sequence[str]]) -> dict[str, AtMost]:
    """Return how often not all components are up that are `needed` at most, by equations; nothing where these negate."""
    function = function_of(enough_for(architecture, dict.fromkeys(chain.from_iterable(needed.values()))))
    if not function.equations.coherent:
        return {}
    numbers = {key: [function.up[name] for name in names] for key, names in needed.items()}
    part, place = made_of(function.equations, dict.fromkeys(chain.from_iterable(numbers.values())))
    gates = [conjunction(map(place.__getitem__, each)) for each in numbers.values()]
    system = Equations(part.variables, (*part.gates, *gates))
    return dict(zip(needed, failure_at_most(system, function.failure, range(len(part), len(system))), strict=True))


def _promisers(architecture: Architecture) -> JudgedPromisers:
    parts = own_parts(architecture)
    promises = strictest_promises(architecture)
    limits = {name: slo.target.complement for name, slo in promises.items() if parts[name].source != "slo"}
    kept = down_at_most(architecture, limits)
    exact = composite_availability(architecture, wanted=[name for name in limits if name not in kept], certain=True)
    return JudgedPromisers(kept, exact, list(limits), above_unknown(architecture))


def _journeys(architecture: Architecture) -> dict[str, Estimate]:
    journeys = {name: journey for name, journey in architecture.journeys.items() if journey.availability_slos}
    needed = {name: journey.through for name, journey in journeys.items()}
    kept = _within(architecture, needed, {name: _strictest(journey.availability_slos) for name, journey in journeys.items()})
    exact = journey_availability(architecture) if len(kept) < len(journeys) else {}
    unsure = above_unknown(architecture)
    found = {}
    for name, journey in journeys.items():
        above = journey.label in architecture.mistaken or not unsure.isdisjoint(journey.through)
        found[name] = _estimate(kept[name], above) if name in kept else exact[name]
    return found


def _strictest(slos: Iterable[AvailabilityObjective]) -> float:
    """Return how often it may be down under all of these."""
    return min([slo.target.complement for slo in slos])


def _estimate(most: float, upper_bound: bool) -> Estimate:
    return Estimate(0.0, most, Certificate.BOUNDS, upper_bound=upper_bound, assumptions=(INDEPENDENT, STEADY))
