"""Some must not reach one another, nor share what is named."""

from collections.abc import Iterator, Mapping

from sosgraph.contracts import WHICH, Contract, Terms
from sosgraph.finding import Finding
from sosgraph.parameter import Parameter
from sosgraph.structure.linked import Linked, linked


def check(
    terms: Terms,
    *,
    members: tuple[str, ...],
    not_sharing: tuple[str, ...],
    kinds: tuple[str, ...],
    phases: tuple[str, ...],
) -> Iterator[Finding]:
    """Yield one finding for each dependency by which a member leads to another, then one for each pair that shares something."""
    graph = linked(terms.architecture, kinds, phases)
    meant: dict[str, frozenset[int]] = {}
    met: set[int] = set()
    for written in dict.fromkeys(members):
        found = terms.meant(written)
        twice = sorted(found & met)
        if twice:
            terms.refuse(written, f"{graph.label(twice[0])} belongs to two members; name it in one")
        meant[written] = found - met
        met |= found
    everybody = frozenset(met)
    for written, own in meant.items():
        for path in graph.ways(own, everybody - own, graph.everybody):
            end = graph.label(path[-1])
            how = f"needs {end}" if len(path) == 2 else f"reaches {end}: {graph.words(path)}"
            yield graph.breach(path, f"{graph.label(path[0])}, of {written!r}, {how}; neither may depend on the other")
    yield from _shared(graph, meant, terms.all_meant(not_sharing) - everybody)


def _shared(graph: Linked, meant: Mapping[str, frozenset[int]], watched: frozenset[int]) -> Iterator[Finding]:
    """Yield one finding for each watched component that several members reach: the shortest paths of the first two."""
    outside = frozenset(graph.everybody).difference(*meant.values())
    shortest = {written: graph.shortest_ways(own, watched, outside) for written, own in meant.items()}
    for number in sorted(watched):
        sharing = [written for written, paths in shortest.items() if number in paths]
        if len(sharing) > 1:
            one, other = (shortest[written][number] for written in sharing[:2])
            first, *further = graph.hops(one)
            names = f"{', '.join(map(repr, sharing[:-1]))} and {sharing[-1]!r}"
            message = f"{names} share {graph.label(number)}: {graph.words(one)} and {graph.words(other)}"
            yield Finding(first.at, message, (*further, *graph.hops(other, 1)))


CONTRACT = Contract(
    name="independence",
    summary="some must not reach one another, nor share what is named",
    check=check,
    parameters=(
        Parameter("members", "those that are independent, each a component, a system or a pattern", str, (), several=True),
        Parameter("not-sharing", "what no two of them may reach: components, systems, patterns", str, (), several=True),
        *WHICH,
    ),
    needs=("members",),
)
