"""What lies lower must not reach what lies higher."""

import re
from collections.abc import Iterator

from sosgraph.contracts import WHICH, Contract, Terms
from sosgraph.finding import Finding
from sosgraph.parameter import Parameter
from sosgraph.structure.linked import Linked, linked

_beside = re.compile(r"\s+([|:])\s+")


def check(terms: Terms, *, layers: tuple[str, ...], kinds: tuple[str, ...], phases: tuple[str, ...]) -> Iterator[Finding]:
    """Yield one finding for each dependency by which a lower layer leads to a higher one, or to one that stands apart beside it.

    Paths through another layer are not looked at: part of them is one of the others.
    """
    graph = linked(terms.architecture, kinds, phases)
    parts = [(level, apart, written) for level, layer in enumerate(layers) for apart, written in _parts(layer)]
    levels: dict[int, int] = {}
    meant: list[frozenset[int]] = []
    for level, _, written in parts:
        found = terms.meant(written)
        twice = sorted(number for number in found if number in levels)
        if twice:
            terms.refuse(layers[level], f"{graph.label(twice[0])} stands in two layers; name it in one")
        meant.append(found.difference(levels))
        levels.update(dict.fromkeys(meant[-1], level))
    outside = frozenset(graph.everybody).difference(levels)
    for number, (level, apart, written) in enumerate(parts):
        if not meant[number]:
            continue
        higher = [members for (other, _, _), members in zip(parts, meant, strict=True) if other < level]
        beside = [members for place, members in enumerate(meant) if apart and place != number and parts[place][0] == level]
        for path in graph.ways(meant[number], frozenset().union(*higher, *beside), outside):
            yield graph.breach(path, _message(graph, path, written, parts, levels[path[-1]] < level))


def _message(graph: Linked, path: list[int], written: str, parts: list[tuple[int, bool, str]], higher: bool) -> str:
    end = graph.label(path[-1])
    how = f"needs {end}" if len(path) == 2 else f"reaches {end}: {graph.words(path)}"
    why = "which lies higher" if higher else "which stands apart beside it"
    return f"{graph.label(path[0])}, in layer {written!r}, {how}, {why}"


def _parts(layer: str) -> list[tuple[bool, str]]:
    """Return what stands beside one another in a layer, and whether it must keep apart (`a | b`) or need not (`a : b`)."""
    words = _beside.split(layer)
    apart = "|" in words[1::2]
    return [(apart, word) for word in words[::2]]


CONTRACT = Contract(
    name="layers",
    summary="what lies lower must not reach what lies higher",
    check=check,
    parameters=(
        Parameter(
            "layers",
            "from the highest to the lowest; 'a | b' stand in one and must not reach one another, 'a : b' may",
            str,
            (),
            several=True,
        ),
        *WHICH,
    ),
    needs=("layers",),
)
