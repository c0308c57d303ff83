"""Systems, or owners, must not need one another in a circle."""

from collections.abc import Iterator

from sosgraph.contracts import WHICH, Contract, Terms
from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note
from sosgraph.graph.components import cyclic_components
from sosgraph.graph.cycles import shortest_cycle
from sosgraph.graph.opening_edges import opening_edges
from sosgraph.graph.quotient import Quotient, quotient
from sosgraph.parameter import Parameter
from sosgraph.quantity import OneOf
from sosgraph.structure.linked import Linked, linked

_SHOWN = 10


def check(
    terms: Terms, *, between: str, among: tuple[str, ...], kinds: tuple[str, ...], phases: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield one finding for each strong component of more than one system or owner, along a shortest circle."""
    graph = linked(terms.architecture, kinds, phases)
    inside = terms.all_meant(among) if among else frozenset(graph.everybody)
    components = terms.architecture.components.values()
    classes = [
        (component.system if between == "systems" else component.owner) if number in inside else None
        for number, component in enumerate(components)
    ]
    blocks = quotient(graph.graph.adjacency, classes)
    for members in cyclic_components(blocks.adjacency):
        yield _circle(graph, blocks, members, between)


def _circle(graph: Linked, blocks: Quotient[str], members: list[int], between: str) -> Finding:
    around = shortest_cycle(blocks.adjacency, members)
    steps = list(zip(around, around[1:] + around[:1], strict=True))
    hops = [graph.hops(blocks.behind[step][0])[0] for step in steps]
    opened = opening_edges(blocks.adjacency, members, {step: len(behind) for step, behind in blocks.behind.items()})
    opening = [hop for step in opened.edges for hop in blocks.behind[step]]
    names = [blocks.classes[number] for number in around]
    shown = [*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else []), names[0]]
    size = f", in a circle of {len(members)}" if len(members) > len(around) else ""
    message = f"{between} {' -> '.join(shown)} need one another{size}; without {some_of(opening, _SHOWN, graph.words)} none would"
    notes = tuple(Note(hop.at, hop.message) for hop in hops[1:])
    return Finding(hops[0].at, message, notes, circular=True)


CONTRACT = Contract(
    name="acyclic",
    summary="systems, or owners, must not need one another in a circle",
    check=check,
    parameters=(
        Parameter("between", "systems or owners", OneOf(("systems", "owners")), "systems"),
        Parameter("among", "only these components, systems or patterns; else all", str, (), several=True),
        *WHICH,
    ),
)
