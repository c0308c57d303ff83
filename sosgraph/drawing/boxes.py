"""Several components in one box: the box, the arrows that are left, and what is said of it."""

from collections.abc import Callable, Mapping, Sequence

from sosgraph.drawing.merging import merged
from sosgraph.drawing.scene import MARKS, Node, Scene, gravest
from sosgraph.drawing.wording import shortened
from sosgraph.frozen import replace
from sosgraph.quantity import counted

LONGEST_LIST = 3
_LONGEST_NAME = 32


def boxed(scene: Scene, boxes: Mapping[str, str], box: Callable[[str, list[Node]], Node]) -> Scene:
    """Return the scene with the nodes of one box as one node at the place of its first; redundancy groups become arrows.

    What was asked for by name stays by itself.
    """
    kept = {node.name for node in scene.nodes if node.kept}
    boxes = {name: box for name, box in boxes.items() if name not in kept}
    inside: dict[str, list[Node]] = {}
    for node in scene.nodes:
        inside.setdefault(boxes.get(node.name, node.name), []).append(node)
    nodes = tuple(nodes[0] if name == nodes[0].name and len(nodes) == 1 else box(name, nodes) for name, nodes in inside.items())
    place: dict[str, str | None] = dict(boxes)
    place.update({group.name: None for group in scene.groups})
    frames = {node.cluster for node in nodes}
    clusters = tuple(cluster for cluster in scene.clusters if cluster.name in frames)
    return replace(merged(scene, place), nodes=nodes, clusters=clusters)


def box(name: str, label: str, kind: str, inside: Sequence[Node], framed: bool = True) -> Node:
    """Return the box of what is `inside`, which has the gravest looks of it; it stands in its frame, if that is one."""
    marks = {mark for node in inside for mark in node.marks}
    clusters = {node.cluster for node in inside}
    looks = gravest(look for node in inside for look in node.looks)
    return Node(
        name=name,
        label=label,
        kind=kind,
        lines=(counted(sum(node.stands_for for node in inside), "component"), *_signed(inside)),
        cluster=clusters.pop() if len(clusters) == 1 and framed else "",
        marks=(*(mark for mark in MARKS if mark in marks and mark == "entry"), "folded"),
        looks=looks,
        stands_for=sum(node.stands_for for node in inside),
        first=next((node.first for node in inside if node.first), ""),
    )


def listed(nodes: Sequence[Node]) -> str:
    """Return the first names, as many as a label takes, and how many components more there are."""
    names = [shortened(node.label if node.stands_for == 1 else node.first or node.label, _LONGEST_NAME) for node in nodes]
    shown = names[:1]
    while len(shown) < min(len(names), LONGEST_LIST) and len(", ".join(names[: len(shown) + 1])) <= _LONGEST_NAME:
        shown = names[: len(shown) + 1]
    more = sum(node.stands_for for node in nodes) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def dependencies_in(scene: Scene) -> int:
    """Return how many dependencies are drawn; an arrow into a redundancy group is none of its own."""
    circles = {group.name for group in scene.groups}
    return sum(edge.count for edge in scene.edges if edge.head not in circles)


def _signed(inside: Sequence[Node]) -> tuple[str, ...]:
    """Return who of those inside bears a sign, by sign."""
    bearers: dict[str, list[Node]] = {}
    for node in inside:
        for look in node.looks:
            if look.sign and node.stands_for == 1:
                bearers.setdefault(look.sign, []).append(node)
    return tuple(f"{sign} {listed(nodes)}" for sign, nodes in bearers.items() if len(nodes) < len(inside))
