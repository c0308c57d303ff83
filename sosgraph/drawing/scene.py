"""What a picture shows, before any format: boxes, groups, arrows, and the words beside them."""

from collections.abc import Iterable

from sosgraph.frozen import dataclass
from sosgraph.overlays import Look

MARKS = ("entry", "external", "domain", "folded")
"""What a box may be marked as, in the order of drawing them: the last one that applies decides its colours, below its looks."""

STYLES = ("hard", "placement", "start", "fallback", "soft")
"""How an arrow may be drawn, strongest first."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A system: a frame around what belongs to it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """A component, or several folded into one.

    `lines` are details under the label, `answers` what overlays say, in their order; `looks` is how they draw it. `copies` > 1
    draws replicas. `cluster` is the name of its frame, empty for none. `stands_for` is how many components it is, of which
    `first` is one that can be asked about: empty where all are gone. `kept`: it was asked for by name, and is folded last.
    """

    name: str
    label: str
    kind: str = ""
    lines: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    cluster: str = ""
    marks: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()
    copies: int = 1
    stands_for: int = 1
    first: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A small circle between a caller and the members of which it needs some: `text` is `1 of 2`, or `all`.

    Names of groups begin with `#`, which no component's name does.
    """

    name: str
    text: str
    cluster: str = ""
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from a caller (or group) to a callee (or group) in one of `STYLES`; `count` > 1: so many dependencies in one."""

    tail: str
    head: str
    style: str = "hard"
    label: str = ""
    looks: tuple[Look, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture; `notes` are sentences in it: what was folded, and how to read the numbers."""

    title: str
    subtitle: str = ""
    clusters: tuple[Cluster, ...] = ()
    nodes: tuple[Node, ...] = ()
    groups: tuple[Group, ...] = ()
    edges: tuple[Edge, ...] = ()
    notes: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the names of all boxes, and then of all groups."""
        return (*(node.name for node in self.nodes), *(group.name for group in self.groups))


def gravest(looks: Iterable[Look]) -> tuple[Look, ...]:
    """Return of each overlay the gravest of its looks, in the order in which overlays are first met."""
    found: dict[str, Look] = {}
    for look in looks:
        found[look.overlay] = min(found.get(look.overlay, look), look, key=lambda one: one.rank)
    return tuple(found.values())
