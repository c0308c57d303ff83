"""Why does one component fall when another, or several at once, fail? A shortest chain of which every link breaks.

A link is followed only where what the caller requires there is broken: never to a member of a group that survives, nor to a
primary whose fallback stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.source import Pointer
from sosgraph.structure.chain_links import ChainLinks
from sosgraph.structure.failures import Failures, while_running
from sosgraph.structure.fallen import single_failures

_CAUSES = 64  # whose links are remembered
_SHOWN = 30  # components of a chain; a longer one is told without its middle


class Link(NamedTuple):
    """A callee that falls, and all that fall with it in the broken group that the caller requires (itself: no group)."""

    callee: str
    together: tuple[str, ...]


class Witnesses:
    """Chains from a component to what takes it down, through components that fall with it.

    An event is a set of bits of `failures`; a cause is an event that is called like the one component that fails in it.
    """

    __slots__ = ("_components", "_failures", "_links", "_ways")

    def __init__(self, architecture: Architecture, failures: Failures) -> None:
        """Look at `failures`."""
        self._components = architecture.components
        self._failures = failures
        self._ways = architecture.once(ChainLinks)
        self._links: dict[tuple[str, int], tuple[Link, ...]] = {}

    def chain(self, start: str, cause: str) -> tuple[str, ...]:
        """Return the shortest chain of callers and callees from `start` to `cause`, both included; empty when there is none."""
        return self.shortest(start, self._failures.own(cause))

    def shortest(self, start: str, event: int) -> tuple[str, ...]:
        """Return the shortest chain from `start` to a component that falls in the event by itself; empty when `start` is up."""
        if not self._failures.sets[start] & event:
            return ()
        if self._failures.by_itself(self._components[start]) & event:
            return (start,)
        came_from = {start: start}
        queue = [start]
        for caller in queue:
            for callee in self._breaking(caller, event):
                if callee not in came_from:
                    came_from[callee] = caller
                    queue.append(callee)
                    if self._failures.by_itself(self._components[callee]) & event:  # the first in the order of the queue
                        return _back(came_from, callee)
        return ()

    def words(self, architecture: Architecture, chain: Sequence[str], event: int = 0) -> str:
        """Return a chain as people read it; where a whole group breaks, its members that fall stand together.

        Without an `event`, the chain leads to the one component that fails. A long one is told without its middle.
        """
        event = event or (self._failures.own(chain[-1]) if chain else 0)
        hops = list(pairwise(chain))
        left_out = len(chain) - _SHOWN
        if left_out > 0:
            hops[_SHOWN - 3 : -2] = []
        text = [architecture.label(name) for name in chain[:1]]
        for caller, callee in hops:
            names = [architecture.label(name) for name in self._together(caller, callee, event)]
            text.append(names[0] if len(names) == 1 else f"{'both' if len(names) == 2 else 'every one'} of ({', '.join(names)})")
        if left_out > 0:
            text.insert(-2, f"… {left_out:,} more …")
        return " -> ".join(text)

    def _together(self, caller: str, callee: str, event: int) -> tuple[str, ...]:
        """Return what falls with `callee` in the first broken group that it is in."""
        if callee in (self._ways.plain(caller) or ()):
            return (callee,)
        return next(link.together for link in self._broken(caller, event) if link.callee == callee)

    def links(self, caller: str, cause: str) -> tuple[Link, ...]:
        """Return the links of `caller` that break when `cause` fails alone, in reading order."""
        return self._broken(caller, self._failures.own(cause))

    def _broken(self, caller: str, event: int) -> tuple[Link, ...]:
        if (caller, event) not in self._links:
            self._links[caller, event] = tuple(_links(self._components[caller], self._failures, event))
        return self._links[caller, event]

    def _breaking(self, caller: str, event: int) -> Sequence[str]:
        """Return the callees to which the links of `caller` lead that break in the event; it does not fall by itself."""
        sets = self._failures.sets
        plain, replicas = self._ways.plain(caller), self._components[caller].replicas
        if plain is None or (replicas is not None and any(sets[zone] & event for zone in replicas.zones)):
            return [link.callee for link in self._broken(caller, event)]
        return [callee for callee in plain if sets[callee] & event]

    def kinds(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Return what passes along each link of a chain."""
        return self._ways.kinds(chain)

    def places(self, chain: Sequence[str]) -> tuple[tuple[str, str, Pointer], ...]:
        """Return caller, callee and place of each link of a chain."""
        return self._ways.places(chain)


def _back(came_from: Mapping[str, str], last: str) -> tuple[str, ...]:
    """Return the chain that led to `last`, from the start on, which came from itself."""
    chain = [last]
    while came_from[chain[-1]] != chain[-1]:
        chain.append(came_from[chain[-1]])
    return tuple(reversed(chain))


def _links(caller: Component, failures: Failures, event: int) -> Iterator[Link]:
    for requirement in caller.requires:
        yield from _of_requirement(requirement, failures, event)
    replicas = caller.replicas
    if replicas is not None and replicas.over:
        fallen = tuple([zone for zone in dict.fromkeys(replicas.zones) if failures.sets[zone] & event])
        if fallen:
            broken = sum(bool(bits & event) for bits in failures.of_copies(caller, replicas))
            if broken > replicas.count - replicas.need:
                yield from (Link(zone, fallen) for zone in fallen)


def _of_requirement(requirement: Requirement, failures: Failures, event: int) -> Iterator[Link]:
    if not failures.of_requirement(requirement) & event:
        return
    if isinstance(requirement, Dependency):
        fallback = (requirement.fallback.callee,) if requirement.fallback is not None else ()
        together = (requirement.callee, *fallback)
        yield from (Link(callee, together) for callee in together)
        return
    if isinstance(requirement, Negation):
        return  # more failures never break it
    inner = [link for part in requirement.among for link in _of_requirement(part, failures, event)]
    if requirement.need >= sum(map(while_running, requirement.among)):  # every member is needed: each breaks it on its own
        yield from inner
        return
    together = tuple(dict.fromkeys(link.callee for link in inner))
    yield from (Link(link.callee, together) for link in inner)


class SingleWitnesses:
    """The witnesses of single failures, prepared for one after another cause when it is asked about."""

    def __init__(self, architecture: Architecture) -> None:
        """Start with no cause."""
        self._architecture = architecture
        self._known: dict[str, Witnesses] = {}

    def _of(self, cause: str) -> Witnesses:
        if cause not in self._known:
            if len(self._known) >= _CAUSES:
                self._known.clear()
            self._known[cause] = Witnesses(self._architecture, single_failures(self._architecture).of(cause))
        return self._known[cause]

    def chain(self, start: str, cause: str) -> tuple[str, ...]:
        """Return the shortest chain of callers and callees from `start` to `cause`, both included; empty when there is none."""
        return self._of(cause).chain(start, cause)

    def words(self, architecture: Architecture, chain: Sequence[str]) -> str:
        """Return a chain to the one component that fails as people read it."""
        return self._of(chain[-1]).words(architecture, chain) if chain else ""

    def links(self, caller: str, cause: str) -> tuple[Link, ...]:
        """Return the links of `caller` that break when `cause` fails alone, in reading order."""
        return self._of(cause).links(caller, cause)

    def kinds(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Return what passes along each link of a chain."""
        return self._architecture.once(ChainLinks).kinds(chain)

    def places(self, chain: Sequence[str]) -> tuple[tuple[str, str, Pointer], ...]:
        """Return caller, callee and place of each link of a chain."""
        return self._architecture.once(ChainLinks).places(chain)


def witnesses(architecture: Architecture) -> SingleWitnesses:
    """Return the witnesses of an architecture's single failures, prepared once."""
    return architecture.once(SingleWitnesses)
