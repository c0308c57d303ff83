"""Which rule speaks of a circle: one problem gets one finding, that of the gravest or most specific rule.

First what can never start again; then a repair, a watch, a configuration that closes the circle; then the order of the
start; last the plain circle of needs. A later rule is silent where each of its circles goes through what an earlier one tells.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from sosgraph.graph.components import cyclic_components
from sosgraph.graph.reachability import shortest_path
from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer
from sosgraph.structure.callees import Use
from sosgraph.structure.closing_dependencies import Closing, unconfigurable, unrepairable, unseen
from sosgraph.structure.cold_start import deadlocks
from sosgraph.structure.places import place_of_dependency
from sosgraph.structure.selected_dependencies import VIEWS, Selected, Selection, selected

_TRIES = 100  # start dependencies from which a shorter circle is sought


class StartHop(NamedTuple):
    """A dependency on a circle of the start, and whether the callee is needed before the caller starts, or only beside it."""

    caller: str
    callee: str
    at: Pointer
    before: bool


class StartCircle(NamedTuple):
    """Components with a start dependency on a circle, in reading order, and a short circle of hops that begins with one."""

    components: tuple[str, ...]
    around: tuple[StartHop, ...]


class ToldCircles(NamedTuple):
    """What each rule tells: dependencies that close circles, and circles that the start survives.

    `elsewhere` are the strong components of the running system, by the names of their members in reading order, of which
    another rule tells every circle.
    """

    repairs: tuple[Closing, ...]
    watches: tuple[Closing, ...]
    settings: tuple[Closing, ...]
    starts: tuple[StartCircle, ...]
    elsewhere: frozenset[tuple[str, ...]]


def told_circles(architecture: Architecture) -> ToldCircles:
    """Return which rule tells what, found once for each architecture."""
    return architecture.once(_told)


def _told(architecture: Architecture) -> ToldCircles:
    stuck = {name: number for number, group in enumerate(deadlocks(architecture)) for name in group}
    told: dict[tuple[str, Use], Closing] = {}
    for closing in (*unrepairable(architecture), *unseen(architecture), *unconfigurable(architecture)):
        if not _starts_never(closing, stuck):
            told.setdefault((closing.caller, closing.use), closing)
    starts, ordering = _starts(architecture, stuck, told)
    if not (stuck or told or ordering):
        return ToldCircles((), (), (), (), frozenset())
    elsewhere, plain = _running(architecture, stuck, {*told, *ordering})
    for key in [key for key in told if plain.get(key[0], -1) == plain.get(key[1].callee) and Selection().takes(key[1])]:
        del told[key]  # the plain circle is told there
    left = frozenset(id(closing) for closing in told.values())
    repairs, watches, settings = (
        tuple(closing for closing in found if id(closing) in left)
        for found in (unrepairable(architecture), unseen(architecture), unconfigurable(architecture))
    )
    return ToldCircles(repairs, watches, settings, starts, elsewhere)


def _running(
    architecture: Architecture, stuck: dict[str, int], told: Collection[tuple[str, Use]]
) -> tuple[frozenset[tuple[str, ...]], dict[str, int]]:
    """Return the strong components of the running system that are told elsewhere, and for the others which one a name is in."""
    graph = selected(architecture, Selection())
    elsewhere = set()
    plain: dict[str, int] = {}
    for number, members in enumerate(graph.cyclic(Selection())):
        names = tuple(graph.names[member] for member in members)
        if _one_group(names, stuck) or not _left(graph, members, told):
            elsewhere.add(names)
        else:
            plain |= dict.fromkeys(names, number)
    return frozenset(elsewhere), plain


def _starts_never(closing: Closing, stuck: dict[str, int]) -> bool:
    """Tell whether the dependency is part of a deadlock of the cold start."""
    use = closing.use
    return use.rests and use.needed_in("start", "run") and _one_group((closing.caller, use.callee), stuck)


def _one_group(names: Iterable[str], stuck: dict[str, int]) -> bool:
    groups = {stuck.get(name) for name in names}
    return len(groups) == 1 and None not in groups


def _starts(
    architecture: Architecture, stuck: Collection[str], told: Collection[tuple[str, Use]]
) -> tuple[tuple[StartCircle, ...], set[tuple[str, Use]]]:
    """Return the circles that the start survives, and the start dependencies on them."""
    view = VIEWS["start"]
    if not any("start" in dependency.phases for _, dependency, _ in architecture.dependencies()):
        return (), set()
    graph = selected(architecture, view)
    found = []
    ordering: set[tuple[str, Use]] = set()
    for members in graph.cyclic(view):
        if any(graph.names[member] in stuck for member in members):
            continue
        for part in _left(graph, members, told):
            edges = graph.asked(part, view)
            if edges:
                names = tuple(graph.names[member] for member in part)
                found.append(StartCircle(names, _around(architecture, graph, part, edges)))
                uses = ((edge[0], use) for edge in edges for use in graph.behind[edge])
                ordering |= {(graph.names[tail], use) for tail, use in uses if use.needed_in("start")}
    return tuple(found), ordering


def _around(
    architecture: Architecture, graph: Selected, part: Sequence[int], edges: Sequence[tuple[int, int]]
) -> tuple[StartHop, ...]:
    """Return a shortest circle inside `part` of those that begin with one of `edges`, the first of them tried."""
    inside = frozenset(part)
    best: list[int] = []
    for tail, head in edges[:_TRIES]:
        back = shortest_path(graph.adjacency, head, tail, inside.__contains__)
        if back is not None and (not best or len(back) < len(best) - 1):
            best = [tail, *back]
    return tuple(_hop(architecture, graph, tail, head) for tail, head in pairwise(best))


def _hop(architecture: Architecture, graph: Selected, tail: int, head: int) -> StartHop:
    before = any(use.needed_in("start") for use in graph.behind[tail, head])
    caller, callee = graph.names[tail], graph.names[head]
    at = place_of_dependency(architecture.components[caller], callee, ("start",) if before else ("run",))
    return StartHop(caller, callee, at, before)


def _left(graph: Selected, members: Sequence[int], told: Collection[tuple[str, Use]]) -> list[list[int]]:
    """Return the strong components with a cycle among `members` when the dependencies `told` are left out."""
    if not told:
        return [list(members)]
    place = {member: number for number, member in enumerate(members)}
    arcs = [
        [place[head] for head in graph.adjacency[tail] if head in place and not _all_told(graph, (tail, head), told)]
        for tail in members
    ]
    return [[members[number] for number in part] for part in cyclic_components(arcs)]


def _all_told(graph: Selected, edge: tuple[int, int], told: Collection[tuple[str, Use]]) -> bool:
    return all((graph.names[edge[0]], use) in told for use in graph.behind[edge])
