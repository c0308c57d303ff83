"""Why does one component fall when another fails alone? A shortest chain of which every link breaks.

A link is followed only where what the caller requires there is broken: never to a member of a group that survives, nor to a
primary whose fallback stands.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sosgraph.graph.reachability import shortest_path
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.source import Pointer
from sosgraph.structure.network import network
from sosgraph.structure.places import place_of_dependency
from sosgraph.structure.single_failures import SingleFailures, single_failures, while_running


class Link(NamedTuple):
    """A callee that falls, and all that fall with it in the broken group that the caller requires (itself: no group)."""

    callee: str
    together: tuple[str, ...]


class Witnesses:
    """Chains from a component to what takes it down, through components that fall with it."""

    __slots__ = ("_components", "_failures", "_index", "_kinds", "_links", "_names")

    def __init__(self, architecture: Architecture) -> None:
        graph = network(architecture).restricted(phases=("run",))
        self._components = architecture.components
        self._failures = single_failures(architecture)
        self._names = graph.names
        self._index = {name: index for index, name in enumerate(graph.names)}
        self._kinds = {(edge.tail, edge.head): edge.kind for edge in reversed(graph.edges)}
        self._links: dict[tuple[str, str], tuple[Link, ...]] = {}

    def chain(self, start: str, cause: str) -> tuple[str, ...]:
        """Return the shortest chain of callers and callees from `start` to `cause`, both included; empty when there is none."""
        if not self._failures.takes_down(cause, start):
            return ()
        path = shortest_path(_Broken(self, cause), self._index[start], self._index[cause])
        return tuple(self._names[vertex] for vertex in path or ())

    def words(self, architecture: Architecture, chain: Sequence[str]) -> str:
        """Return a chain as people read it; where a whole group breaks, its members that fall stand together."""
        text = [architecture.label(name) for name in chain[:1]]
        for caller, callee in pairwise(chain):
            link = next(link for link in self.links(caller, chain[-1]) if link.callee == callee)
            names = [architecture.label(name) for name in link.together]
            text.append(names[0] if len(names) == 1 else f"all of ({', '.join(names)})")
        return " -> ".join(text)

    def links(self, caller: str, cause: str) -> tuple[Link, ...]:
        """Return the links of `caller` that break when `cause` fails alone, in reading order."""
        if (caller, cause) not in self._links:
            self._links[caller, cause] = tuple(_links(self._components[caller], self._failures, cause))
        return self._links[caller, cause]

    def heads(self, vertex: int, cause: str) -> list[int]:
        """Return the vertices to which the links of a vertex lead that break when `cause` fails alone."""
        return [self._index[link.callee] for link in self.links(self._names[vertex], cause)]

    def kinds(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Return what passes along each link of a chain."""
        links = pairwise(chain)
        return tuple(self._kinds.get((self._index[caller], self._index[callee]), "call") for caller, callee in links)

    def places(self, chain: Sequence[str]) -> tuple[tuple[str, str, Pointer], ...]:
        """Return caller, callee and place of each link of a chain."""
        return tuple(
            (caller, callee, place_of_dependency(self._components[caller], callee, ("run",)))
            for caller, callee in pairwise(chain)
        )


class _Broken(Sequence[list[int]]):
    """The adjacency of what breaks with one cause, found where it is asked for."""

    def __init__(self, witnesses: Witnesses, cause: str) -> None:
        self._witnesses = witnesses
        self._cause = cause

    def __len__(self) -> int:
        return len(self._witnesses._names)

    def __getitem__(self, vertex: int) -> list[int]:  # type: ignore[override]
        return self._witnesses.heads(vertex, self._cause)


def _links(caller: Component, failures: SingleFailures, cause: str) -> Iterator[Link]:
    for requirement in caller.requires:
        yield from _of_requirement(requirement, failures, cause)
    replicas = caller.replicas
    if replicas is not None and replicas.over:
        zones = replicas.over[: replicas.count]
        broken = sum(bits >> failures.bit[cause] & 1 for bits in failures.of_copies(caller, replicas))
        if broken > replicas.count - replicas.need:
            fallen = tuple(zone for zone in dict.fromkeys(zones) if failures.takes_down(cause, zone))
            yield from (Link(zone, fallen) for zone in fallen)


def _of_requirement(requirement: Requirement, failures: SingleFailures, cause: str) -> Iterator[Link]:
    if not failures.of_requirement(requirement) >> failures.bit[cause] & 1:
        return
    if isinstance(requirement, Dependency):
        fallback = (requirement.fallback.callee,) if requirement.fallback is not None else ()
        together = (requirement.callee, *fallback)
        yield from (Link(callee, together) for callee in together)
        return
    if isinstance(requirement, Negation):
        return  # more failures never break it
    inner = [link for part in requirement.among for link in _of_requirement(part, failures, cause)]
    if requirement.need >= sum(map(while_running, requirement.among)):  # every member is needed: each breaks it on its own
        yield from inner
        return
    together = tuple(dict.fromkeys(link.callee for link in inner))
    yield from (Link(link.callee, together) for link in inner)


def witnesses(architecture: Architecture) -> Witnesses:
    """Return the witnesses of an architecture, prepared once."""
    return architecture.once(Witnesses)
