"""Make a picture fit: fold systems, then cycles, into one box each; at the very end leave things out, and say so."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from sosgraph.drawing.merging import merged
from sosgraph.drawing.scene import Node, Scene
from sosgraph.drawing.wording import counted
from sosgraph.graph.components import strong_components

LONGEST_LIST = 3


class Room(NamedTuple):
    """How many arrows and boxes (groups included) a picture may have."""

    most_edges: int
    most_nodes: int

    def holds(self, scene: Scene) -> bool:
        """Tell whether the scene fits."""
        return len(scene.edges) <= self.most_edges and len(scene.nodes) + len(scene.groups) <= self.most_nodes


def folded(scene: Scene, room: Room) -> Scene:
    """Return the scene, condensed step by step until it fits: systems to one box each, then cycles to one box each.

    Stops as soon as it fits, and at the end even if it does not (`cut` helps then). Every step is a note in the picture.
    """
    for step in (_systems_folded, _groups_folded, _cycles_folded):
        if room.holds(scene):
            break
        scene = step(scene)
    return scene


def cut(scene: Scene, room: Room) -> Scene:
    """Return the scene with its most important boxes, as many as fit with all arrows among them, and a note on the rest.

    Important is what is marked (entries, cycles, shared dependencies, folded), then what has most dependencies.
    """
    if room.holds(scene):
        return scene
    scene = merged(scene, {group.name: None for group in scene.groups})
    order = _most_important_first(scene)
    number = {name: position for position, name in enumerate(order)}
    arriving = [0] * len(order)
    for edge in scene.edges:
        arriving[max(number[edge.tail], number[edge.head])] += 1
    kept = edges = 0
    while kept < min(len(order), room.most_nodes) and edges + arriving[kept] <= room.most_edges:
        edges += arriving[kept]
        kept += 1
    chosen = set(order[:kept])
    nodes = tuple(node for node in scene.nodes if node.name in chosen)
    arrows = tuple(edge for edge in scene.edges if edge.tail in chosen and edge.head in chosen)
    lost = sum(node.stands_for for node in scene.nodes) - sum(node.stands_for for node in nodes)
    lost_edges = sum(edge.count for edge in scene.edges) - sum(edge.count for edge in arrows)
    note = f"not drawn, the least connected ones: {counted(lost, 'component')} and {counted(lost_edges, 'dependency')}"
    framed = {node.cluster for node in nodes}
    clusters = tuple(cluster for cluster in scene.clusters if cluster.name in framed)
    return replace(scene, clusters=clusters, nodes=nodes, edges=arrows, notes=(*scene.notes, note))


def _most_important_first(scene: Scene) -> list[str]:
    degree = dict.fromkeys((node.name for node in scene.nodes), 0)
    for edge in scene.edges:
        degree[edge.tail] += edge.count
        degree[edge.head] += edge.count
    weight = {"shared": 8, "cycle": 4, "entry": 2, "folded": 1}
    rank = {node.name: sum(weight.get(mark, 0) for mark in node.marks) for node in scene.nodes}
    return sorted(degree, key=lambda name: (-rank[name], -degree[name]))  # stable: reading order decides ties


def _systems_folded(scene: Scene) -> Scene:
    systems = {cluster.name: cluster.label for cluster in scene.clusters}
    if len(systems) < 2:
        return scene
    boxes = {node.name: f"{node.cluster}/" for node in scene.nodes if node.cluster in systems}
    labels = {f"{name}/": label for name, label in systems.items()}
    result = _boxed(scene, boxes, lambda box, inside: _box(box, labels[box], "system", inside))
    result = replace(result, clusters=())
    return _noted(scene, result, f"{counted(len(systems), 'system')} drawn as one box each")


def _groups_folded(scene: Scene) -> Scene:
    if not scene.groups:
        return scene
    result = merged(scene, {group.name: None for group in scene.groups})
    return replace(
        result, notes=(*result.notes, f"{counted(len(scene.groups), 'redundancy group')} drawn as arrows to all of their members")
    )


def _cycles_folded(scene: Scene) -> Scene:
    """Return the scene with every strong component as one box."""
    scene = merged(scene, {group.name: None for group in scene.groups})
    number = {node.name: position for position, node in enumerate(scene.nodes)}
    callees: list[list[int]] = [[] for _ in number]
    for edge in scene.edges:
        callees[number[edge.tail]].append(number[edge.head])
    knots = [component for component in strong_components(callees) if len(component) > 1]
    boxes = {scene.nodes[member].name: f"#knot{knot[0]}" for knot in knots for member in knot}
    if not boxes:
        return scene
    result = _boxed(scene, boxes, lambda box, inside: _box(box, _listed(inside), "knot of cycles", inside))
    return _noted(scene, result, f"{counted(len(knots), 'knot')} of components that all need one another drawn as one box each")


def _boxed(scene: Scene, boxes: Mapping[str, str], box: Callable[[str, list[Node]], Node]) -> Scene:
    """Return the scene with the nodes of one box as one node at the place of its first."""
    inside: dict[str, list[Node]] = {}
    for node in scene.nodes:
        inside.setdefault(boxes.get(node.name, node.name), []).append(node)
    nodes = tuple(nodes[0] if name == nodes[0].name else box(name, nodes) for name, nodes in inside.items())
    place: dict[str, str | None] = dict(boxes)
    place.update({group.name: None for group in scene.groups})
    return replace(merged(scene, place), nodes=nodes)


def _box(name: str, label: str, kind: str, inside: list[Node]) -> Node:
    stands_for = sum(node.stands_for for node in inside)
    marks = {mark for node in inside for mark in node.marks}
    shared = [node for node in inside if "shared" in node.marks]
    clusters = {node.cluster for node in inside}
    return Node(
        name=name,
        label=label,
        kind=kind,
        lines=(counted(stands_for, "component"), *((f"shared: {_listed(shared)}",) if shared else ())),
        cluster=clusters.pop() if len(clusters) == 1 and kind != "system" else "",
        marks=(*(mark for mark in ("entry", "cycle", "shared") if mark in marks), "folded"),
        stands_for=stands_for,
    )


def _listed(nodes: list[Node]) -> str:
    more = f" and {len(nodes) - LONGEST_LIST} more" if len(nodes) > LONGEST_LIST else ""
    return ", ".join(node.label for node in nodes[:LONGEST_LIST]) + more


def _noted(before: Scene, after: Scene, what: str) -> Scene:
    boxed = sum(node.stands_for for node in after.nodes if "folded" in node.marks)
    hidden = sum(edge.count for edge in before.edges if not edge.head.startswith("#"))
    hidden -= sum(edge.count for edge in after.edges)
    groups = f", {counted(len(before.groups), 'redundancy group')} as arrows to all of their members" if before.groups else ""
    note = f"folded to fit: {what} ({counted(boxed, 'component')}, {counted(hidden, 'dependency')} inside not drawn){groups}"
    return replace(after, notes=(*after.notes, note))
