"""Part of a picture: what is near a component, what reaches it, what a pattern names; and boxes of a system, kind or owner."""

from collections.abc import Callable, Collection, Iterable, Mapping

from sosgraph.drawing.boxes import box, boxed
from sosgraph.drawing.folding import cycles_folded
from sosgraph.drawing.scene import Node, Scene
from sosgraph.enumeration import some_of
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look
from sosgraph.quantity import counted
from sosgraph.view import View

HIGHLIGHT = Look("highlight", "highlighted", 0, line="ink", sign="★")


def excerpt(scene: Scene, view: View, architecture: Architecture) -> Scene:
    """Return what the view shows of the picture of `architecture`, highlighted and collapsed; a note says what it leaves out.

    Raises `BadCall` where it leaves out everything, or everything that it highlights.
    """
    named = frozenset((*view.highlight, *(view.focus or ()), *(view.reaches or ())))
    nodes = tuple(_named(node, node.name in view.highlight) if node.name in named else node for node in scene.nodes)
    chosen = _chosen(scene, view)
    if scene.nodes and not chosen:
        raise BadCall(f"nothing is left to draw of {_words(view, architecture)}; choose more, or leave out less")
    if view.highlight and chosen.isdisjoint(view.highlight):
        raise BadCall("nothing of what --highlight names is drawn; choose it too, or highlight something else")
    result = _only(replace(scene, nodes=nodes), chosen)
    if len(result.nodes) < len(scene.nodes):
        drawn = f"drawn are {len(result.nodes):,} of {counted(len(scene.nodes), 'component')}: {_words(view, architecture)}"
        result = replace(result, notes=(*result.notes, f"{drawn}; what is said of them is of the whole"))
    return _collapsed(result, view.collapse, architecture)


def _named(node: Node, highlighted: bool) -> Node:
    return replace(node, kept=True, looks=(*node.looks, HIGHLIGHT) if highlighted else node.looks)


def _chosen(scene: Scene, view: View) -> set[str]:
    callees: dict[str, list[str]] = {}
    callers: dict[str, list[str]] = {}
    for edge in scene.edges:
        callees.setdefault(edge.tail, []).append(edge.head)
        callers.setdefault(edge.head, []).append(edge.tail)
    chosen = {node.name for node in scene.nodes}
    if view.include is not None:
        chosen &= set(view.include)
    chosen -= set(view.exclude)
    if view.focus is not None:
        chosen &= _within(view.focus, callees, view.depth) | _within(view.focus, callers, view.depth)
    if view.reaches is not None:
        chosen &= _within(view.reaches, callers, len(scene.nodes))
    return chosen


def _within(start: Iterable[str], following: Mapping[str, list[str]], most: int) -> set[str]:
    """Return what is reached in at most so many steps; a group on the way is none."""
    seen = set(start)
    layer = list(seen)
    for _ in range(most):
        further: list[str] = []
        while layer:
            for name in following.get(layer.pop(), ()):
                if name not in seen:
                    seen.add(name)
                    (layer if name.startswith("#") else further).append(name)
        if not further:
            break
        layer = further
    return seen


def _only(scene: Scene, chosen: Collection[str]) -> Scene:
    """Return the picture of the chosen components; a group stays while its caller and a member of it do."""
    members: dict[str, list[str]] = {}
    caller = {}
    for edge in scene.edges:
        if edge.tail.startswith("#"):
            members.setdefault(edge.tail, []).append(edge.head)
        if edge.head.startswith("#"):
            caller[edge.head] = edge.tail
    kept = {node.name for node in scene.nodes if node.name in chosen}
    for group in scene.groups:  # outer before inner
        if caller.get(group.name) in kept:
            kept.add(group.name)
    for group in reversed(scene.groups):
        if not any(member in kept for member in members.get(group.name, ())):
            kept.discard(group.name)
    nodes = tuple(node for node in scene.nodes if node.name in kept)
    frames = {node.cluster for node in nodes}
    return replace(
        scene,
        clusters=tuple(cluster for cluster in scene.clusters if cluster.name in frames),
        nodes=nodes,
        groups=tuple(group for group in scene.groups if group.name in kept),
        edges=tuple(edge for edge in scene.edges if edge.tail in kept and edge.head in kept),
    )


def _words(view: View, architecture: Architecture) -> str:
    """Return what was asked for."""

    def some(names: Iterable[str]) -> str:
        return some_of(list(names), name=architecture.label)

    said = []
    if view.focus is not None:
        said.append(f"what is within {counted(view.depth, 'dependency')} of {some(view.focus)}")
    if view.reaches is not None:
        said.append(f"what needs {some(view.reaches)}")
    if view.include is not None:
        said.append(f"only {some(view.include)}")
    if view.exclude:
        said.append(f"without {some(view.exclude)}")
    return ", ".join(said)


def _collapsed(scene: Scene, collapse: str, architecture: Architecture) -> Scene:
    if collapse == "cycle":
        result, words = cycles_folded(scene)
        return replace(result, notes=(*result.notes, words)) if words else scene
    of: dict[str, Callable[[str], str | None]] = {
        "system": lambda name: architecture.components[name].system,
        "kind": lambda name: architecture.components[name].kind,
        "owner": lambda name: architecture.components[name].owner,
    }
    if collapse not in of:
        return scene
    shared = {node.name: of[collapse](node.name) for node in scene.nodes if node.name in architecture.components}
    boxes = {name: f"#{collapse} {value}" for name, value in shared.items() if value}
    labels = {f"#{collapse} {value}": value for value in shared.values() if value}

    def named(name: str, inside: list[Node]) -> Node:
        return box(name, labels[name], collapse, inside, framed=False)

    result = boxed(scene, boxes, named)
    left = sum(node.name not in labels for node in result.nodes)
    note = f"each {collapse} is one box" + (f"; {counted(left, 'component')} without one by itself" if left else "")
    return replace(result, notes=(*result.notes, f"{note}; leave out --collapse to see the insides"))
