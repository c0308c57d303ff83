"""Who falls when one part alone fails, for those parts that are asked about: memory grows with what falls, not with all pairs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sosgraph.graph.bit_sets import members
from sosgraph.graph.brought_down import brought_down
from sosgraph.graph.components import strong_components
from sosgraph.graph.falling import Falling
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.structure.component_function import component_function
from sosgraph.structure.event import EventKind
from sosgraph.structure.failures import Failures
from sosgraph.structure.function import failure_function, flat_failures
from sosgraph.structure.resting import resting

_KEPT = 1 << 20  # components that fall with parts that were asked about, remembered together


class _Down(dict[str, int]):
    """Who is down: 1; all others are up: 0."""

    def __missing__(self, name: str) -> int:
        return 0


class Fallen(Failures):
    """The one event, 1, in which the part `cause` fails alone: what it takes down has the set 1, all else 0."""

    __slots__ = ("cause",)

    def __init__(self, sets: Mapping[str, int], cause: str) -> None:
        super().__init__(sets)
        self.cause = cause

    def own(self, part: str) -> int:
        """Return 1 for the part that fails."""
        return int(part == self.cause)

    def by_itself(self, component: Component) -> int:
        """Return 1 where the part that fails is the component, or one of its copies and too many of them."""
        if not self.cause.startswith(component.name):
            return 0
        if component.name == self.cause:
            return 1
        return Failures.by_itself(self, component) if self.cause.startswith(f"{component.name}#") else 0


class SingleFailures:
    """Who falls with which part alone, redundancy and circles respected; parts are components and replicas `name#2`."""

    def __init__(self, architecture: Architecture) -> None:
        """Prepare the question; nothing is answered before it is asked."""
        self._architecture = architecture
        self._names = tuple(architecture.components)
        self._place = {name: place for place, name in enumerate(self._names)}
        self._falling: Falling | None = None
        self._known: dict[str, Fallen] = {}
        self._held = 0

    def of(self, part: str) -> Fallen:
        """Return who falls when `part` alone fails; raises `KeyError` where it is none."""
        if part not in self._known:
            copies = self._architecture.once
            self._keep(part, self._falling_with(self._place[part]) if part in self._place else copies(_Copies).of(part))
        return self._known[part]

    def _falling_with(self, place: int) -> list[str]:
        if self._falling is None:
            self._falling = Falling(component_function(self._architecture).equations)
        first = len(self._names)  # numbers below are own parts, and those from twice as many on are groups
        return [self._names[number - first] for number in self._falling.with_variable(place) if first <= number < 2 * first]

    def of_each(self, causes: Sequence[str]) -> Iterator[Fallen]:
        """Yield who falls with each of the components `causes` alone, found together, in an order of our own."""
        for cause, down in brought_down_among(self._architecture, causes, self._names):
            self._keep(cause, map(self._names.__getitem__, members(down)))
            yield self._known[cause]

    def _keep(self, part: str, down: Iterable[str]) -> None:
        found = Fallen(_Down.fromkeys(down, 1), part)
        self._held += len(found.sets)
        if self._held > _KEPT:
            self._known.clear()
            self._held = len(found.sets)
        self._known[part] = found

    def takes_down(self, part: str, component: str) -> bool:
        """Tell whether the failure of `part` alone takes `component` down."""
        return bool(self.of(part).sets[component])


class _Copies:
    """The same of replicas, which are rarely asked about: each of them is a variable of its own here."""

    def __init__(self, architecture: Architecture) -> None:
        function = architecture.once(failure_function)
        self._falling = Falling(architecture.once(flat_failures))
        self._name = {number: name for name, number in function.up.items()}
        copies = enumerate(function.events)
        self._variable = {event.name: variable for variable, event in copies if event.kind is not EventKind.PART}

    def of(self, copy: str) -> list[str]:
        """Return which components fall when a replica, `name#2`, or what is common to all of them fails."""
        return [self._name[number] for number in self._falling.with_variable(self._variable[copy]) if number in self._name]


def single_failures(architecture: Architecture) -> SingleFailures:
    """Return who falls with which part alone, prepared once for each architecture."""
    return architecture.once(SingleFailures)


def falling_pairs(architecture: Architecture, pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return those of `pairs`, a component and another, of which the failure of the first alone takes the second down."""
    asked: dict[str, list[str]] = {}
    for cause, fallen in pairs:
        asked.setdefault(cause, []).append(fallen)
    found: set[tuple[str, str]] = set()
    watched = list(dict.fromkeys(fallen for wanted in asked.values() for fallen in wanted))
    place = {name: index for index, name in enumerate(watched)}
    for cause, down in brought_down_among(architecture, list(asked), watched):
        found.update((cause, fallen) for fallen in asked[cause] if down >> place[fallen] & 1)
    return frozenset(found)


def possible_pairs(architecture: Architecture, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those of `pairs` of which the second may rest on the first: with an edge back, they need one another.

    Found without a failure set, so that `falling_pairs` need be asked about few of many.
    """
    asked = list(pairs)
    if not asked:
        return []
    index = {name: number for number, name in enumerate(architecture.components)}
    heads = [list(found) for found in resting(architecture)]
    for cause, fallen in asked:
        heads[index[cause]].append(index[fallen])
    home = [0] * len(heads)
    for number, together in enumerate(strong_components(heads)):
        for member in together:
            home[member] = number
    return [(cause, fallen) for cause, fallen in asked if home[index[cause]] == home[index[fallen]]]


def brought_down_among(architecture: Architecture, causes: Sequence[str], watched: Sequence[str]) -> Iterable[tuple[str, int]]:
    """Yield each of the components `causes` with the bit set of the places of those `watched` that it alone takes down."""
    if not causes:
        return
    names = tuple(architecture.components)
    place = {name: index for index, name in enumerate(names)}
    numbers, columns = [len(names) + place[each] for each in watched], [place[each] for each in causes]
    for variables, sets in brought_down(component_function(architecture).equations, numbers, columns):
        for variable, down in zip(variables, sets, strict=True):
            yield names[variable], down
