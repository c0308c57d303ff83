"""Loops that influences close: declared feedback and controllers, joined by what failure passes along.

An influence leads from a cause to what it changes. A dependency carries failure from the callee to the caller, in the same
direction (+): worse there is worse here. Feedback has the sign that is declared. A controller carries what it senses to what it
acts on, after its lag; its sign is not declared, so that a loop through one has none. A loop whose signs multiply to +
reinforces what runs around it, to − balances it. Source: J. Sterman, Business Dynamics, 2000.
"""

from collections.abc import Sequence
from itertools import islice, product
from math import prod
from typing import NamedTuple

from sosgraph.graph.components import cyclic_components
from sosgraph.graph.cycles import cycles
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import PHASES
from sosgraph.source import Pointer
from sosgraph.structure.selected_dependencies import Selection, selected


class Influence(NamedTuple):
    """`source` changes `target`, `delay_s` later where known; `sign` is +1, -1, or None; `through` is what carries it.

    `manner` is `feedback`, `controller` or `dependency`.
    """

    source: str
    target: str
    sign: int | None
    delay_s: float | None
    manner: str
    through: str | None
    at: Pointer


class InfluenceLoop(NamedTuple):
    """Influences in a circle, at least one of them not a dependency."""

    influences: tuple[Influence, ...]

    @property
    def sign(self) -> int | None:
        """+1 when it reinforces, -1 when it balances, None when a sign on the way is not known."""
        signs = [influence.sign for influence in self.influences]
        return None if None in signs else prod(sign for sign in signs if sign is not None)

    @property
    def delay_s(self) -> float | None:
        """The declared delays along the way in all, None when there is none; dependencies have none."""
        delays = [influence.delay_s for influence in self.influences if influence.delay_s is not None]
        return sum(delays) if delays else None

    @property
    def undelayed(self) -> int:
        """How many influences on the way other than dependencies have no delay declared."""
        return sum(influence.manner != "dependency" and influence.delay_s is None for influence in self.influences)


class InfluenceLoops(NamedTuple):
    """Loops, those of known sign first, then those of fewest components; `complete` when there are no others."""

    loops: tuple[InfluenceLoop, ...]
    complete: bool


def influence_loops(architecture: Architecture, at_most: int = 1_000) -> InfluenceLoops:
    """Return the loops of feedback and controllers, joined by dependencies of every kind and phase, hard or soft.

    Where feedback is declared between two components that also depend on each other, the feedback counts. At most
    `at_most` circles of components are looked at, in bounded time.
    """
    if not architecture.feedback and not architecture.controllers:
        return InfluenceLoops((), True)
    ways = _ways(architecture)
    names = tuple(architecture.components)
    index = {name: number for number, name in enumerate(names)}
    adjacency: list[list[int]] = [[] for _ in names]
    for source, target in ways:
        adjacency[index[source]].append(index[target])
    closing = {(index[source], index[target]) for (source, target), carried in ways.items() if carried[0].manner != "dependency"}
    found: list[InfluenceLoop] = []
    complete = True
    for members in cyclic_components(adjacency):
        inside = frozenset(members)
        if not any(source in inside and target in inside for source, target in closing):
            continue
        around, all_of_them = cycles(adjacency, members, at_most)
        complete &= all_of_them
        for circle in around:
            steps = list(zip(circle, circle[1:] + circle[:1], strict=True))
            if not closing.isdisjoint(steps):
                carried = [ways[names[source], names[target]] for source, target in steps]
                found += map(InfluenceLoop, islice(product(*carried), at_most))
    found.sort(key=lambda loop: (loop.sign is None, len(loop.influences)))
    return InfluenceLoops(tuple(found[:at_most]), complete and len(found) <= at_most)


def _ways(architecture: Architecture) -> dict[tuple[str, str], Sequence[Influence]]:
    """Return what carries influence from one component to another: feedback and controllers, else dependencies."""
    ways: dict[tuple[str, str], list[Influence]] = {}
    for one in architecture.feedback:
        influence = Influence(one.source, one.target, one.sign, one.delay_s, "feedback", one.through, one.at)
        ways.setdefault((one.source, one.target), []).append(influence)
    for controller in architecture.controllers:
        for sensed in dict.fromkeys(_component(architecture, signal) for signal in controller.senses):
            for acted in dict.fromkeys(_component(architecture, signal) for signal in controller.acts):
                if sensed is not None and acted is not None:
                    influence = Influence(sensed, acted, None, controller.lag_s, "controller", controller.name, controller.at)
                    ways.setdefault((sensed, acted), []).append(influence)
    graph = selected(architecture, Selection(PHASES, hard=None))
    for tail, head in ((tail, head) for tail, heads in enumerate(graph.adjacency) for head in heads):
        source, target = graph.names[head], graph.names[tail]
        if (source, target) not in ways:
            first = graph.behind[tail, head][0]
            ways[source, target] = [Influence(source, target, 1, None, "dependency", first.kind, first.at)]
    return dict(ways)


def _component(architecture: Architecture, signal: str) -> str | None:
    """Return the component whose variable it is; None when there is none of that name."""
    if signal in architecture.components:
        return signal
    name = signal.rpartition(".")[0]
    return name if name in architecture.components else None
