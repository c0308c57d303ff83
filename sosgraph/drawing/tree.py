"""What a component needs, and who needs it, as lines of a tree; what comes again is said once, a cycle ends where it closes."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sosgraph.drawing.scene import Edge, Scene

MOST_LINES = 400
"""In one tree; a graph of a hundred components has more ways than anybody reads."""

CYCLE, AGAIN, DEEPER, MORE = "cycle", "see above", "deeper", "more"
"""Why a line has nothing below it although its component has: it is above itself, was told already, or there is no room."""

_HOW = {"hard": "", "placement": "host", "start": "not to run", "fallback": "fallback", "soft": "soft"}


class Line(NamedTuple):
    """A line: the component, or a redundancy group where `name` is empty, below the component `above` (callees: its caller).

    `level` is 0 for the root, `ends` tells for each level above 0 whether the line is the last one there or below it. `how` is
    what is not ordinary about the dependency; `stops` is empty or says why nothing stands below, for `hidden` components.
    """

    name: str
    level: int
    ends: tuple[bool, ...] = ()
    above: str = ""
    how: str = ""
    stops: str = ""
    hidden: int = 0

    @property
    def branches(self) -> str:
        """Return the lines of the tree before the words."""
        if not self.level:
            return ""
        return "".join("   " if end else "│  " for end in self.ends[:-1]) + ("└─ " if self.ends[-1] else "├─ ")


def tree(scene: Scene, root: str, depth: int, *, callers: bool = False) -> tuple[Line, ...]:
    """Return the lines of what `root` needs, or of its `callers`, in reading order, down to `depth` dependencies below it.

    At most `MOST_LINES`; a last line says how many at its place are left out.
    """
    following = _callers(scene) if callers else _callees(scene)
    texts = {group.name: group.text for group in scene.groups}
    found: list[Line] = []
    told: set[str] = set()
    pending: list[tuple[Edge, tuple[bool, ...], tuple[str, ...]]] = [(Edge("", root), (), ())]
    while pending:
        edge, ends, above = pending.pop()
        name, caller = edge.head, above[-1] if above else ""
        if len(found) == MOST_LINES:
            found.append(Line("", len(ends), (*ends[:-1], True), caller, stops=MORE, hidden=len(pending) + 1))
            break
        below = following.get(name, ())
        if name in texts:
            found.append(Line("", len(ends), ends, caller, texts[name]))
            stops, inside = "", above
        else:
            stops, inside = _stops(name, below, above, told, depth), (*above, name)
            found.append(Line(name, len(ends), ends, caller, _how(edge), stops, len(below) if stops else 0))
        if not stops:
            told.add(name)
            marked = [(each, (*ends, place == len(below)), inside) for place, each in enumerate(below, 1)]
            pending.extend(reversed(marked))
    return tuple(found)


def _stops(name: str, below: tuple[Edge, ...], above: tuple[str, ...], told: set[str], depth: int) -> str:
    if name in above:
        return CYCLE
    if not below:
        return ""
    return AGAIN if name in told else DEEPER if len(above) >= depth else ""


def _how(edge: Edge) -> str:
    return " · ".join(word for word in (_HOW[edge.style], edge.label) if word)


def _callees(scene: Scene) -> Mapping[str, tuple[Edge, ...]]:
    found: dict[str, list[Edge]] = {}
    for edge in scene.edges:
        found.setdefault(edge.tail, []).append(edge)
    return {name: tuple(edges) for name, edges in found.items()}


def _callers(scene: Scene) -> Mapping[str, tuple[Edge, ...]]:
    """Return the callers of each component, as arrows from it; one through a group says which."""
    into = {edge.head: edge for edge in scene.edges if edge.head.startswith("#")}
    texts = {group.name: group.text for group in scene.groups}
    found: dict[str, dict[str, Edge]] = {}
    for edge in scene.edges:
        if edge.head in into:
            continue
        tail, groups = edge.tail, list[str]()
        while tail in into:
            groups.append(texts[tail])
            tail = into[tail].tail
        label = " · ".join((*(f"as {text}" for text in reversed(groups)), *([edge.label] if edge.label else [])))
        found.setdefault(edge.head, {}).setdefault(tail, Edge(edge.head, tail, edge.style, label))
    return {name: tuple(edges.values()) for name, edges in found.items()}


def walked(lines: tuple[Line, ...]) -> Iterator[str]:
    """Yield the components on the lines, without repeats."""
    yield from dict.fromkeys(line.name for line in lines if line.name)
