"""Why is a dependency easily overlooked? In words that hold for every way to it, not for one only.

A way is a chain of dependencies on which their callers may rest while running.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.structure.callees import uses_of_need, zones_of

_DIRECT = 2  # links from the owner over a member to what the member names itself

_Label = Callable[[str, str], str]
"""From the callee of a link and what passes along it to what makes the link hard to see; empty where nothing does."""


class Side(NamedTuple):
    """One member of a group: the callees that it begins with, and a chain from the owner over one of them to what is shared."""

    callees: tuple[str, ...]
    chain: tuple[str, ...]


def overlooked(architecture: Architecture, owner: Component, sides: Iterable[Side]) -> tuple[str, ...]:
    """Return in words why what the chains of `sides` lead to is easily overlooked by `owner`; nothing where members call it.

    Said are the teams behind which it is, who else runs it, the kinds without which there is no way to it (where calls alone do
    not lead there), and how many links it is away where no member names it.
    """
    return tuple(architecture.once(_Ways).reasons(owner, list(sides)))


class _Ways:
    """All ways between components, looked at where they are asked for."""

    def __init__(self, architecture: Architecture) -> None:
        self._components = architecture.components
        self._label = architecture.label
        self._links = _Links(architecture)
        self._shortest: dict[tuple[tuple[str, ...], str], list[tuple[str, str]]] = {}
        self._passed: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}

    def reasons(self, owner: Component, sides: Sequence[Side]) -> Iterator[str]:
        """Yield the reasons, that it belongs to others first; a reason of one side only names that side."""
        names = [self._label(side.chain[1]) for side in sides]
        behind = [self._teams(owner, side) for side in sides]
        yield from _said("behind {}", names, behind)
        ends = [_team(owner, self._components[side.chain[-1]]) for side in sides]
        new = [(team,) if team and team not in teams else () for team, teams in zip(ends, behind, strict=True)]
        yield from _said("run by {}", names, new)
        yield from _said("only through {}", names, [self._kinds(side) for side in sides])
        links = [len(side.chain) - 1 for side in sides]
        links = [len(self.shortest(side)) if count > _DIRECT else count for side, count in zip(sides, links, strict=True)]
        far = [(f"{count} links",) if count > _DIRECT else () for count in links]
        yield from _said("only transitively: {} away", names, far)

    def _teams(self, owner: Component, side: Side) -> tuple[str, ...]:
        """Return teams other than that of `owner`, one of which is passed on every way of a side before its end."""
        end = side.chain[-1]

        def label(callee: str, kind: str) -> str:
            return _team(owner, self._components[callee]) if callee != end else ""

        return self._only_through(side, label)

    def _kinds(self, side: Side) -> tuple[str, ...]:
        """Return kinds other than calls, one of which is on every way of a side from its member on."""
        ends = side.callees, side.chain[-1]
        if ends not in self._passed:
            self._passed[ends] = self._only_through(side, lambda callee, kind: kind if kind != "call" else "")
        return self._passed[ends]

    def _only_through(self, side: Side, label: _Label) -> tuple[str, ...]:
        """Return labels one of which is on every way of a side; nothing where one way has none."""
        found: dict[str, None] = {}
        way = self.shortest(side)
        while way:
            labels = [word for callee, kind in way if (word := label(callee, kind))]
            if not labels:
                return ()
            found.update(dict.fromkeys(labels))
            way = self._way(side, label, found)
        return tuple(found)

    def shortest(self, side: Side) -> list[tuple[str, str]]:
        """Return the links of a shortest way, whatever they are labelled, as `way` does, found once."""
        ends = side.callees, side.chain[-1]
        if ends not in self._shortest:
            self._shortest[ends] = self._way(side, _unlabelled, ())
        return self._shortest[ends]

    def _way(self, side: Side, label: _Label, without: Collection[str]) -> list[tuple[str, str]]:
        """Return the links of a shortest way as callees and kinds, no label in `without`; nothing where there is none.

        The first is that of the owner, whose kind is not looked at: the group shows it.
        """
        end = side.chain[-1]
        came = {callee: ("", "call") for callee in side.callees if label(callee, "call") not in without}
        queue = list(came)
        for caller in queue:
            if end in came:
                break
            for callee, kind in self._links[caller]:
                if callee not in came and (not without or label(callee, kind) not in without):
                    came[callee] = caller, kind
                    queue.append(callee)
        links = []
        while end in came:
            caller, kind = came[end]
            links.append((end, kind))
            end = caller
        return links[::-1]


class _Links(dict[str, tuple[tuple[str, str], ...]]):
    """The links of a caller, found when asked for, those by call first, so that a way of calls is found where there is one."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self._components = architecture.components
        self._zones: dict[tuple[str, ...], dict[tuple[str, str], None]] = {}  # on which many replicas stand

    def __missing__(self, caller: str) -> tuple[tuple[str, str], ...]:
        component = self._components[caller]
        found = dict.fromkeys(_links(component))
        replicas = component.replicas
        if replicas is not None and replicas.over:
            over = replicas.zones
            if over not in self._zones:
                self._zones[over] = {(zone, "placement"): None for zone in zones_of(replicas)}
            found.update(self._zones[over])
        calls = [link for link in found if link[1] == "call"]
        self[caller] = (*calls, *[link for link in found if link[1] != "call"])
        return self[caller]


def _unlabelled(callee: str, kind: str) -> str:
    return ""


def _links(component: Component) -> list[tuple[str, str]]:
    """Return on whom a component may rest while running, and what passes, but for the zones of its copies."""
    links = []
    for need in component.requires:
        if isinstance(need, Dependency) and need.fallback is None:  # nearly all
            if "run" in need.phases:
                links.append((need.callee, need.kind))
        else:
            links += [(use.callee, use.kind) for use in uses_of_need(need) if "run" in use.phases]
    return links


def _team(owner: Component, component: Component) -> str:
    """Return who runs a component, in words, where that is not who runs `owner`; a system stands for a team without a name."""
    if component.owner is not None and owner.owner is not None:
        vendor = "vendor " if component.external else ""
        return f"{vendor}{component.owner}" if component.owner != owner.owner else ""
    return f"system {component.system}" if component.system != owner.system else ""


def _said(words: str, sides: Sequence[str], found: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield `words` with what was `found` on the sides; where some sides have nothing, with the names of the others."""
    if any(found):
        names = " and ".join(dict.fromkeys(name for each in found for name in each))
        told = dict.fromkeys(side for side, each in zip(sides, found, strict=True) if each)
        where = "" if all(found) else f" on the side of {' and '.join(told)}"
        yield words.format(names) + where
