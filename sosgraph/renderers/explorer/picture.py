"""What is drawn and where: the boxes and arrows of every picture of ours, each system laid out by itself."""

from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

from sosgraph.drawing.scene import Group, Scene
from sosgraph.drawing.wording import shortened
from sosgraph.model.architecture import Architecture
from sosgraph.renderers.explorer.frames import SPACIOUS, Frame, frame, packed
from sosgraph.renderers.explorer.marks import Marks, arrows_on_cycles

_LETTER, _MARGIN = 8.2, 34.0  # pixels
_NARROWEST, _WIDEST = 96.0, 300.0
_CIRCLE = 40.0
_FOLDED_ASPECT = 2.8  # of a folded system with what is around it


def picture(architecture: Architecture, scene: Scene, known: Marks) -> dict[str, Any]:
    """Return boxes (components in reading order, then groups) with places, arrows, and the systems in columns.

    Places are pixels from the corner of the system's frame.
    """
    number = {name: place for place, name in enumerate(scene.names())}
    boxes = len(scene.nodes)
    systems = {name: place for place, name in enumerate(architecture.systems)}
    of_nodes = [systems.get(architecture.components[node.name].system, 0) for node in scene.nodes]
    owner = _owners(scene, number, of_nodes)
    arcs = [(number[edge.tail], number[edge.head]) for edge in scene.edges]
    wide = [_width(node.label) for node in scene.nodes] + [_CIRCLE] * len(scene.groups)
    frames = _frames(owner, arcs, wide, max(1, len(systems)))
    places, bends = _placed(owner, frames)
    return {
        "places": [[round(across), round(down)] for across, down in places],
        "wide": [round(width) for width in wide],
        "frames": [[round(each.width), round(each.height), int(len(inside) > SPACIOUS)] for inside, each in frames],
        "columns": _columns(owner, arcs, len(frames)),
        "groups": [
            {"text": group.text, "need": _need(group), "system": owner[boxes + at]} for at, group in enumerate(scene.groups)
        ],
        "edges": [
            _edge(tail, head, edge.style, shortened(edge.label), cycle, edge.head in known.shared, bends.get((tail, head), []))
            for (tail, head), edge, cycle in zip(arcs, scene.edges, arrows_on_cycles(scene, known), strict=True)
        ],
    }


def _need(group: Group) -> int:
    """Return how many members a group needs; what is only needed not to hold never falls, and `all` is more than there are."""
    need, of, _ = group.text.partition(" of ")
    return int(need) if of else 0 if group.text == "not" else 1 << 20


def _owners(scene: Scene, number: dict[str, int], of_nodes: list[int]) -> list[int]:
    """Return the system of every box; that of a group is its caller's."""
    owner = of_nodes + [-1] * len(scene.groups)
    for edge in scene.edges:  # a caller is drawn before its group, a group before the groups in it
        if owner[number[edge.head]] < 0:
            owner[number[edge.head]] = owner[number[edge.tail]]
    return owner


def _width(label: str) -> float:
    letters = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in shortened(label))
    return min(_WIDEST, max(_NARROWEST, _MARGIN + _LETTER * letters))


def _frames(
    owner: Sequence[int], arcs: Sequence[tuple[int, int]], wide: Sequence[float], count: int
) -> list[tuple[list[int], Frame]]:
    inside: list[list[int]] = [[] for _ in range(count)]
    place = [0] * len(owner)
    for box, system in enumerate(owner):
        place[box] = len(inside[system])
        inside[system].append(box)
    adjacency: list[list[list[int]]] = [[[] for _ in boxes] for boxes in inside]
    for tail, head in arcs:
        if owner[tail] == owner[head]:
            adjacency[owner[tail]][place[tail]].append(place[head])
    return [(boxes, frame(adjacency[system], [wide[box] for box in boxes])) for system, boxes in enumerate(inside)]


def _placed(
    owner: Sequence[int], frames: Sequence[tuple[list[int], Frame]]
) -> tuple[list[tuple[float, float]], dict[tuple[int, int], list[list[int]]]]:
    places = [(0.0, 0.0)] * len(owner)
    bends = {}
    for boxes, each in frames:
        for box, place in zip(boxes, each.places, strict=True):
            places[box] = place
        for (tail, head), through in each.bends.items():
            bends[boxes[tail], boxes[head]] = [[round(across), round(down)] for across, down in through]
    return places, bends


def _columns(owner: Sequence[int], arcs: Sequence[tuple[int, int]], count: int) -> list[list[int]]:
    """Return the systems in columns, those that call before those that are called."""
    adjacency: list[dict[int, None]] = [{} for _ in range(count)]
    for tail, head in arcs:
        if owner[tail] != owner[head]:
            adjacency[owner[tail]][owner[head]] = None
    return packed([list(heads) for heads in adjacency], _FOLDED_ASPECT)


def _edge(tail: int, head: int, style: str, label: str, cycle: bool, shared: bool, bends: list[list[int]]) -> list[object]:
    """Return tail, head, style, and, as far as there are any, words, marks and bends."""
    found: list[object] = [tail, head, style, label, (1 if cycle else 0) + (2 if shared else 0), bends]
    while not found[-1]:
        found.pop()
    return found
