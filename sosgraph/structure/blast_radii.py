"""How much falls with each component, and which failure is worst: for systems of any size, a block of components at a time."""

from array import array
from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest

from sosgraph.frozen import dataclass, field
from sosgraph.graph.bit_sets import bit_set
from sosgraph.graph.brought_down import brought_down, brought_down_counts
from sosgraph.graph.flat_equations import FlatEquations
from sosgraph.model.architecture import Architecture
from sosgraph.progress import advance
from sosgraph.structure.event import Event, EventKind
from sosgraph.structure.function import StructureFunction, failure_function, flat_failures
from sosgraph.structure.own_unavailability import own_unavailability
from sosgraph.structure.restricted import restricted

Loss = tuple[float, ...]
"""What is lost, to be compared: share of visits, components of each tier (best first), requests a second, entries."""


class Worth:
    """What there is to lose: journeys, tiers and entries; components are bits, the place in `order` says which."""

    def __init__(self, architecture: Architecture, order: Sequence[str]) -> None:
        components = architecture.components
        index = {name: place for place, name in enumerate(order)}
        journeys = architecture.journeys.values()
        shared = sum(journey.share.value for journey in journeys if journey.share is not None)
        silent = sum(journey.share is None for journey in journeys)
        rest = max(1 - shared, 0.0) / max(silent, 1)  # journeys that give no share divide what the others leave
        self.journeys = [
            (
                journey.name,
                bit_set(index[name] for name in journey.through),
                rest if journey.share is None else journey.share.value,
            )
            for journey in journeys
        ]
        tiers: dict[int, list[int]] = {}
        for name, component in components.items():
            if component.tier is not None:
                tiers.setdefault(component.tier, []).append(index[name])
        self._tiers = [bit_set(tiers[tier]) for tier in sorted(tiers)]
        entries = {index[name]: one.entry for name, one in components.items() if one.entry is not None}
        self._rates = [(1 << place, entry.rate_per_s) for place, entry in entries.items() if entry.rate_per_s]
        self._entries = bit_set(entries)

    def share(self, down: int) -> float:
        """Return the share of visits whose journeys are lost while `down` are down."""
        return sum(share for _, through, share in self.journeys if through & down)

    def loss(self, down: int) -> Loss:
        """Return what is lost while `down` are down, the weightiest first."""
        tiers = ((tier & down).bit_count() for tier in self._tiers)
        rate_per_s = sum(rate for entry, rate in self._rates if entry & down)
        return (self.share(down), *tiers, rate_per_s, (self._entries & down).bit_count())


@dataclass(frozen=True, slots=True)
class BlastRadii:
    """For every component in reading order: how many others fall with it when it fails alone, and what is lost.

    `own` is how likely it is down by itself, None where that is not known. `exposed` are those that fall with another one.
    """

    names: tuple[str, ...]
    sizes: Sequence[int]
    losses: Sequence[Loss]
    own: Sequence[float | None] = field(repr=False)
    exposed: frozenset[str] = frozenset()

    def worst(self, most: int | None = None) -> list[str]:
        """Return up to `most` components (None: all), those first whose failure is worst.

        What is lost decides, then how often where that is known of all that take others down, then how many fall; then how
        often, the unknown last; else reading order.
        """
        numbered = all(own is not None for own, size in zip(self.own, self.sizes, strict=True) if size)

        def rank(place: int) -> tuple[float, ...]:
            own = self.own[place]
            often = 1.0 if own is None else -own
            size = -self.sizes[place]
            return (*(-lost for lost in self.losses[place]), *((not size, often, size) if numbered else (size, often)))

        places = range(len(self.names))
        return [self.names[place] for place in (sorted(places, key=rank) if most is None else nsmallest(most, places, rank))]


@dataclass(frozen=True, slots=True)
class _Radii:
    kinds: tuple[str, ...] | None
    phases: tuple[str, ...]

    def __call__(self, architecture: Architecture) -> BlastRadii:
        return _found(architecture, restricted(architecture, self.kinds, self.phases))


def blast_radii(
    architecture: Architecture, kinds: tuple[str, ...] | None = None, phases: tuple[str, ...] = ("run",)
) -> BlastRadii:
    """Return the size and the weight of the blast radius of every component, found once; memory grows with their number.

    Only dependencies of `kinds` (None: all) that are needed in one of `phases` count, as `restricted` says.
    """
    return architecture.once(_Radii(kinds, phases))


def _found(architecture: Architecture, counted: Architecture) -> BlastRadii:
    function, equations = counted.once(failure_function), counted.once(flat_failures)
    names = tuple(architecture.components)
    parts = [function.part[name] for name in names]
    fallen, causes = brought_down_counts(equations, [function.up[name] for name in names], _progress)
    losses = _losses(architecture, function, equations, parts)
    own = [own_unavailability(component) for component in architecture.components.values()]
    by_itself = Counter(event.component for event in function.events if _enough(counted, event))
    exposed = frozenset(name for name, count in zip(names, causes, strict=True) if count > by_itself[name])
    return BlastRadii(names, array("L", [fallen[part] - 1 for part in parts]), losses, own, exposed)


def _enough(architecture: Architecture, event: Event) -> bool:
    """Tell whether a failure of something of a component's own takes it down alone."""
    replicas = architecture.components[event.component].replicas
    return event.kind is not EventKind.COPY or replicas is None or replicas.need == replicas.count


def _losses(
    architecture: Architecture, function: StructureFunction, equations: FlatEquations, parts: Sequence[int]
) -> list[Loss]:
    """Return what is lost with each of `parts`, looking only at what has a weight."""
    weighty = _weighty(architecture)
    worth = Worth(architecture, weighty)
    nothing = worth.loss(0)
    losses = [nothing] * len(parts)
    known = {nothing: nothing}  # few are different
    place = {part: index for index, part in enumerate(parts)}
    for variables, down in brought_down(equations, [function.up[name] for name in weighty], parts) if weighty else ():
        for variable, lost in zip(variables, down, strict=True):
            if lost:
                loss = worth.loss(lost)
                losses[place[variable]] = known.setdefault(loss, loss)
    return losses


def weighty_first(architecture: Architecture) -> list[str]:
    """Return all components, those that have a weight first."""
    return list(dict.fromkeys((*_weighty(architecture), *architecture.components)))


def _weighty(architecture: Architecture) -> list[str]:
    """Return the components with an entry, a tier or a journey."""
    components = architecture.components.values()
    marked = (one.name for one in components if one.tier is not None or one.entry is not None)
    through = (name for journey in architecture.journeys.values() for name in journey.through)
    return list(dict.fromkeys((*marked, *through)))


def _progress(done: int, total: int) -> None:
    advance(done, total, "blast radii")
