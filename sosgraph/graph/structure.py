"""A dependency graph: vertices by number, edges of a kind from caller to callee."""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from sosgraph.frozen import dataclass

if TYPE_CHECKING:
    import igraph
    import networkx


class Edge(NamedTuple):
    """A dependency: `tail` is the caller, `head` the callee, both positions in the names of the graph."""

    tail: int
    head: int
    kind: str
    phases: tuple[str, ...]
    hard: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """Vertices, which are positions in `names`, and edges in reading order; parallel edges and self edges may occur."""

    names: tuple[str, ...]
    edges: tuple[Edge, ...]

    def restricted(
        self,
        kinds: Collection[str] | None = None,
        phases: Collection[str] | None = None,
        hard: bool | None = None,
    ) -> "Graph":
        """Return the graph of the same vertices with the edges that pass every condition given.

        An edge passes when its kind is one of `kinds`, at least one of its phases is one of `phases`, and it is as `hard` says.
        """
        return Graph(
            self.names,
            tuple(
                edge
                for edge in self.edges
                if (kinds is None or edge.kind in kinds)
                and (phases is None or any(phase in phases for phase in edge.phases))
                and (hard is None or edge.hard == hard)
            ),
        )

    def adjacency(self) -> list[list[int]]:
        """Return the heads of every tail, without repeats, in reading order."""
        heads: list[dict[int, None]] = [{} for _ in self.names]
        for edge in self.edges:
            heads[edge.tail][edge.head] = None
        return [list(found) for found in heads]

    def reversed(self) -> "Graph":
        """Return the graph in which every edge points from callee to caller, in the same order."""
        return Graph(self.names, tuple(edge._replace(tail=edge.head, head=edge.tail) for edge in self.edges))

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """Return a networkx graph: nodes are names, edges from caller to callee have `kind`, `phases` and `hard`.

        Imports networkx now, not before: it takes longer to start than most questions take to answer.
        """
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        graph.add_nodes_from(self.names)
        for tail, head, kind, phases, hard in self.edges:
            graph.add_edge(self.names[tail], self.names[head], kind=kind, phases=phases, hard=hard)
        return graph

    def to_igraph(self) -> "igraph.Graph":
        """Return a directed igraph graph: vertices have `name`, edges from caller to callee `kind`, `phases` and `hard`.

        Vertices and edges keep their positions. Imports igraph now, not before. python-igraph is licensed under
        GPL-2.0-or-later: whoever distributes a program together with it has to heed that.
        """
        import igraph

        return igraph.Graph(
            n=len(self.names),
            edges=[(edge.tail, edge.head) for edge in self.edges],
            directed=True,
            vertex_attrs={"name": list(self.names)},
            edge_attrs={
                "kind": [edge.kind for edge in self.edges],
                "phases": [edge.phases for edge in self.edges],
                "hard": [edge.hard for edge in self.edges],
            },
        )
