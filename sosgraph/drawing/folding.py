"""Make a picture fit: fold what belongs together into one box each, and say so. No component disappears."""

from shlex import quote
from typing import NamedTuple

from sosgraph.drawing.boxes import box, boxed, dependencies_in, listed
from sosgraph.drawing.direction import layers_of
from sosgraph.drawing.merging import merged
from sosgraph.drawing.scene import Node, Scene
from sosgraph.drawing.thinning import Step, outlined, thinned
from sosgraph.frozen import replace
from sosgraph.graph.components import strong_components
from sosgraph.quantity import counted

MOST = 120
"""Boxes that people can still take in at once; beyond it a picture is folded, unless more are asked for."""

_LAID_OUT = 2 * MOST  # boxes, with two arrows each, that Graphviz still lays out in the time it has

_ROUNDS = 16  # of leaves and of what is alike, which do not change any more soon

_THINNED = ", without arrows that longer ways between boxes imply"


class Room(NamedTuple):
    """How many arrows and boxes (groups included) a picture may have."""

    most_edges: int
    most_nodes: int

    @classmethod
    def of(cls, boxes: int) -> "Room":
        """Return the room of so many boxes and two arrows to each; with more of them a picture is only lines."""
        return cls(2 * boxes, boxes)

    def holds(self, scene: Scene) -> bool:
        """Tell whether the scene fits."""
        return len(scene.edges) <= self.most_edges and len(scene.nodes) + len(scene.groups) <= self.most_nodes

    @property
    def page(self) -> "Room":
        """What one takes in at a glance: where boxes stand for strangers to one another, a third of the room is enough."""
        return Room(self.most_edges // 3, max(1, self.most_nodes // 3))


def fitted(scene: Scene, room: Room) -> Scene:
    """Return the scene as it fits, condensed step by step; where that took folding, with what was done and how to unfold it.

    Systems to one box each, groups to arrows, cycles to one box each; then arrows are left out that follow from others, what
    has the same callers and callees is one box, what has one caller and no callee is put into that, and what is around the
    same of the most important is one box. Stops as soon as it fits. What was asked for by name stays by itself, if there is
    room for it.
    """
    picture, done = _folded(scene, room)
    if not room.holds(picture):
        forgotten = replace(scene, nodes=tuple(replace(node, kept=False) for node in scene.nodes))
        picture, done = _folded(forgotten, room)
    return replace(picture, notes=(*picture.notes, *_told(scene, picture, done))) if done else scene


def _folded(scene: Scene, room: Room) -> tuple[Scene, list[str]]:
    """Return the scene, condensed as far as it has to be, and what was done; that may not be enough where much is kept."""
    picture, done = scene, list[str]()
    for step in (_systems_folded, _groups_folded, cycles_folded, thinned, _alike_folded):
        if not room.holds(picture):
            picture, words = step(picture)
            done.append(words)
    if not room.holds(picture):
        picture, words = _leaves_folded(picture, room)
        done.append(words)
    if not room.holds(picture):
        picture, words = _gathered(picture, room.page)
        done.append(words)
    return picture, done


def cycles_folded(scene: Scene) -> Step:
    """Return the scene with every strong component as one box."""
    flat = merged(scene, {group.name: None for group in scene.groups})
    number = {node.name: position for position, node in enumerate(flat.nodes)}
    callees: list[list[int]] = [[] for _ in number]
    for edge in flat.edges:
        callees[number[edge.tail]].append(number[edge.head])
    knots = {f"#knot{min(component)}": component for component in strong_components(callees) if len(component) > 1}
    boxes = {flat.nodes[member].name: name for name, knot in knots.items() for member in knot}
    if not boxes:
        return scene, ""
    busy = _degrees(flat)

    def knot_of(name: str, inside: list[Node]) -> Node:
        busiest_first = sorted(inside, key=lambda node: -busy[node.name])
        return box(name, listed(busiest_first), "knot of cycles", busiest_first)

    words = f"{counted(len(knots), 'knot')} of components that all need one another as one box each"
    return boxed(flat, boxes, knot_of), words


def _systems_folded(scene: Scene) -> Step:
    systems = {cluster.name: cluster.label for cluster in scene.clusters}
    if len(systems) < 2:
        return scene, ""
    boxes = {node.name: f"{node.cluster}/" for node in scene.nodes if node.cluster in systems}
    labels = {f"{name}/": label for name, label in systems.items()}
    result = boxed(scene, boxes, lambda name, inside: box(name, labels[name], "system", inside, framed=False))
    return result, f"{counted(len(systems), 'system')} as one box each"


def _groups_folded(scene: Scene) -> Step:
    if not scene.groups:
        return scene, ""
    result = merged(scene, {group.name: None for group in scene.groups})
    return result, f"{counted(len(scene.groups), 'redundancy group')} as arrows to all of their members"


def _alike_folded(scene: Scene) -> Step:
    result = _alike(scene)
    return result, "" if result is scene else "what has the same callers and callees as one box each"


def _alike(scene: Scene) -> Scene:
    """Return the scene with all as one box that have the same callers and the same callees, and are marked alike."""
    around: dict[str, list[tuple[str, str, bool]]] = {node.name: [] for node in scene.nodes}
    for edge in scene.edges:
        around[edge.tail].append((edge.head, edge.style, True))
        around[edge.head].append((edge.tail, edge.style, False))
    groups: dict[object, list[str]] = {}
    for node in scene.nodes:
        kind = (node.cluster, tuple(sorted(around[node.name])), tuple(look.sign for look in node.looks), "entry" in node.marks)
        groups.setdefault(kind, []).append(node.name)
    return _one_box_each(scene, list(groups.values()))


def _one_box_each(scene: Scene, groups: list[list[str]]) -> Scene:
    boxes = {name: f"#alike {names[0]}" for names in groups if len(names) > 1 for name in names}
    return boxed(scene, boxes, lambda name, inside: box(name, listed(inside), "alike", inside)) if boxes else scene


def _leaves_folded(scene: Scene, room: Room) -> Step:
    """Return the scene with what has one caller and no callee in its caller, again and again until it fits."""
    result = scene
    for _ in range(_ROUNDS):
        before = result
        result = _alike(_leaves(result))
        if room.holds(result) or result is before:
            break
    return result, "" if result is scene else "what only one needs inside that one"


def _leaves(scene: Scene) -> Scene:
    callers: dict[str, set[str]] = {}
    for edge in scene.edges:
        callers.setdefault(edge.head, set()).add(edge.tail)
    calling = {edge.tail for edge in scene.edges}
    only = {node.name: callers[node.name] for node in scene.nodes if node.name not in calling and node.name in callers}
    kept = {node.name for node in scene.nodes if node.kept}
    into = {name: next(iter(found)) for name, found in only.items() if len(found) == 1 and kept.isdisjoint((name, *found))}
    boxes = {name: f"#with {owner}" for name, owner in into.items()} | {owner: f"#with {owner}" for owner in into.values()}

    def owning(name: str, inside: list[Node]) -> Node:
        owner = next(node for node in inside if name == f"#with {node.name}")
        whole = box(name, owner.label, owner.kind, inside)
        lines = ("with what only it needs:", *whole.lines)
        return replace(whole, lines=lines, cluster=owner.cluster, first=owner.first or whole.first)

    return boxed(scene, boxes, owning) if boxes else scene


def _gathered(scene: Scene, room: Room) -> Step:
    """Return the scene with as many of the most important boxes as fit, and the rest gathered around these.

    Those are one box that are in one layer, are called by the same of them, and call the same. That makes no new cycle.
    """
    order = _most_important_first(scene)
    layer = layers_of(scene)
    kept = min(len(order), room.most_nodes)
    while kept:
        result = _around(scene, frozenset(order[:kept]), layer)
        if room.holds(result):
            return result, f"what is around the same of the {kept} most important as one box each{_THINNED}"
        kept = kept * 3 // 4
    deepest, bands = max(layer.values(), default=0) + 1, room.most_nodes
    while not room.holds(result := _around(scene, frozenset(), {name: at * bands // deepest for name, at in layer.items()})):
        if not bands:
            break  # what is kept alone does not fit
        bands //= 2
    return result, f"neighbouring layers as one box each{_THINNED}"


def _around(scene: Scene, kept: frozenset[str], layer: dict[str, int]) -> Scene:
    near: dict[str, set[tuple[str, bool]]] = {node.name: set() for node in scene.nodes}
    for edge in scene.edges:
        if edge.head in kept:
            near[edge.tail].add((edge.head, True))
        if edge.tail in kept:
            near[edge.head].add((edge.tail, False))
    groups: dict[object, list[str]] = {}
    for node in scene.nodes:
        if node.name not in kept:
            groups.setdefault((layer[node.name], frozenset(near[node.name])), []).append(node.name)
    return outlined(_one_box_each(scene, list(groups.values())))


def _degrees(scene: Scene) -> dict[str, int]:
    degree = dict.fromkeys(scene.names(), 0)
    for edge in scene.edges:
        degree[edge.tail] += edge.count
        degree[edge.head] += edge.count
    return degree


def _most_important_first(scene: Scene) -> list[str]:
    """Return the boxes: what an overlay marks most gravely first, then what stands for most components and dependencies."""
    degree = _degrees(scene)
    rank = {
        node.name: (node.kept, sum(max(1, 8 - look.rank) for look in node.looks if look.line), node.stands_for)
        for node in scene.nodes
    }
    return sorted(rank, key=lambda name: (rank[name], degree[name]), reverse=True)  # stable: reading order decides ties


def _told(scene: Scene, picture: Scene, done: list[str]) -> tuple[str, ...]:
    """Return what was folded, how much of it is not drawn, and what to write to see the inside of the largest box, and all."""
    boxed_up = sum(node.stands_for for node in picture.nodes if node.stands_for > 1)
    hidden = dependencies_in(scene) - dependencies_in(picture)
    largest = max(picture.nodes, key=lambda node: node.stands_for)
    near = f"to see inside add --focus {quote(largest.first)}, " if largest.stands_for > 1 and largest.first else ""
    most = max(len(scene.names()), len(scene.edges) // 2 + 1)
    whole = f"add --most {most}" if most <= _LAID_OUT else "ask for -f html"
    return (
        f"folded to fit: {'; '.join(filter(None, done))}",
        f"{counted(boxed_up, 'component')} in boxes of several, {counted(hidden, 'dependency')} not drawn",
        f"{near}to see all of it {whole}",
    )
