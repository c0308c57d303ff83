"""How fast blast radii and failure sets of everything are found, against plain reachability in three graph libraries.

The libraries count who can reach a service, with no notion of redundancy; sosgraph solves the equations, alternatives and
circles included. On graphs without alternatives the answers must be equal. CPU seconds, A B A B in one process; everybody
has the graph in their own form, made beforehand.
"""

import csv
import gc
import gzip
import sys
from collections.abc import Callable, Collection, Sequence
from time import process_time
from typing import Any, NamedTuple

import pytest

from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.graph.block import COMPILED
from sosgraph.graph.brought_down import brought_down_sizes
from sosgraph.graph.dominators import immediate_dominators
from sosgraph.graph.flat_equations import flat_equations
from tests.benchmarks.service_graphs import (
    plain_equations,
    popular_callees,
    popular_graph,
    redundant_equations,
    service_graph,
)
from tests.benchmarks.timing import ROOT
from tests.graph.speeds import DOORS, SOURCE

_ROUNDS = 3
_IN_A_ROW = 0.05  # seconds of a round that are at least given to everyone
_DEBIAN = ROOT.parent / "shared" / "data" / "debian_graph.csv.gz"
_NEAR = 1_000  # services between the ends of an edge back, where the graph is not to be one knot

_FIRM = {"depends", "pre-depends"}

Contest = dict[str, Callable[[], Sequence[int]]]


class Shape(NamedTuple):
    """A way to draw a graph of some size, and how many times as fast as libraries sosgraph must find blast radii in it.

    Of 10,000 services interpreted, as networkx and as any, and compiled, as any; of 100,000 as igraph, and as networkit.
    """

    drawn: Callable[[int], list[list[int]]]
    interpreted: float
    than_any: float
    of_10_000: float
    than_igraph: float
    than_networkit: float


# The first is where networkit and igraph take what the table of targets says, which are its bounds; in the others networkit,
# which looks at strong components first, finds less to do.
SHAPES = {
    "popular": Shape(popular_graph, 200, 3, 40, 1_500, 250),
    "knotted": Shape(service_graph, 400, 3, 35, 2_000, 6),
    "layered": Shape(lambda size: service_graph(size, _NEAR), 120, 3, 30, 72, 35),
    "popular callees": Shape(popular_callees, 400, 0.2, 2.5, 1_500, 2.5),
}
every_shape = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)


def best_seconds(contest: Contest) -> tuple[dict[str, float], dict[str, list[int]]]:
    """Return the least seconds of each contestant, run A B A B …, and its answer; what was there is not looked at for garbage.

    Who is quick is run several times in a row, warm as those who are slow are for nearly all of their time: just after another
    sosgraph takes up to 1.4 times as long.
    """
    least = dict.fromkeys(contest, 1e9)
    answers = {}
    gc.collect()
    gc.freeze()
    for _ in range(_ROUNDS):
        for name, answer in contest.items():
            started = process_time()
            while process_time() - started < _IN_A_ROW:
                began = process_time()
                given = answer()
                least[name] = min(least[name], process_time() - began)
            answers[name] = list(given)
    gc.unfreeze()
    return least, answers


def edges(callees: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return caller and callee of every edge."""
    return [(caller, callee) for caller, heads in enumerate(callees) for callee in heads]


def by_igraph(callees: Sequence[Sequence[int]], asked: Sequence[int] | None = None) -> Callable[[], Sequence[int]]:
    """Return what counts for every service, or those `asked` for, who reaches it, itself included."""
    import igraph

    graph = igraph.Graph(len(callees), edges(callees), directed=True)
    return lambda: list(graph.neighborhood_size(asked, order=len(callees), mode="in"))


def by_networkit(callees: Sequence[Sequence[int]]) -> Callable[[], Sequence[int]]:
    """Return the same by networkit, on one thread; it looks at strong components first, as sosgraph does."""
    networkit = pytest.importorskip("networkit", reason="networkit is not installed: pip install networkit")
    networkit.setNumberOfThreads(1)
    graph = networkit.Graph(len(callees), directed=True)
    for caller, callee in edges(callees):
        graph.addEdge(callee, caller)

    def count() -> Sequence[int]:
        reached = networkit.reachability.ReachableNodes(graph)
        reached.run()
        return [reached.numberOfReachableNodes(service) for service in range(len(callees))]

    return count


def by_networkx(callees: Sequence[Sequence[int]], asked: Sequence[int]) -> Callable[[], Sequence[int]]:
    """Return what counts the ancestors of those `asked` for, and themselves, by networkx."""
    import networkx

    graph: Any = networkx.DiGraph()
    graph.add_nodes_from(range(len(callees)))
    graph.add_edges_from(edges(callees))
    return lambda: [len(networkx.ancestors(graph, service)) + 1 for service in asked]


def told(title: str, ours: float, peers: dict[str, float]) -> None:
    """Write the ratios."""
    ratios = ", ".join(f"{seconds / ours:.1f} × {name} ({seconds:.4g} s)" for name, seconds in peers.items())
    sys.stdout.write(f"\n{title}: {ours:.4g} s, as fast as {ratios}\n")


@pytest.mark.benchmark
@pytest.mark.long
@every_shape
def test_blast_radii_of_10_000_services(shape: Shape) -> None:
    """With exactly the answers of the libraries, and faster than they by what is said of the shape."""
    size = 10_000
    callees = shape.drawn(size)
    plain, redundant = flat_equations(plain_equations(callees)), flat_equations(redundant_equations(callees))
    watched = range(size, 2 * size)
    few = range(0, size, 100)
    seconds, answers = best_seconds(
        {
            "blast radii": lambda: brought_down_sizes(plain, watched),
            "with redundancy": lambda: brought_down_sizes(redundant, watched),
            "interpreted": lambda: DOORS["integers"].brought_down_sizes(plain, watched),
            "interpreted failure sets": lambda: SOURCE["failure_sets"].Failures(plain).of(range(size), watched),
            "igraph": by_igraph(callees),
            "networkit": by_networkit(callees),
            "networkx": by_networkx(callees, few),
        }
    )
    assert answers["blast radii"] == answers["interpreted"] == answers["igraph"] == answers["networkit"]
    assert [answers["igraph"][service] for service in few] == answers["networkx"]
    assert all(small <= large for small, large in zip(answers["with redundancy"], answers["igraph"], strict=True))
    peers = {"networkx": seconds["networkx"] * size / len(few), "igraph": seconds["igraph"], "networkit": seconds["networkit"]}
    for name in ("blast radii", "with redundancy", "interpreted", "interpreted failure sets"):
        told(f"10,000 services, {name}", seconds[name], peers)
    assert shape.interpreted * seconds["interpreted failure sets"] <= peers["networkx"]
    assert shape.than_any * seconds["interpreted failure sets"] <= min(peers.values())
    assert not COMPILED or shape.of_10_000 * seconds["blast radii"] <= min(peers.values())


@pytest.mark.benchmark
@pytest.mark.long
@every_shape
def test_blast_radii_of_100_000_services(shape: Shape) -> None:
    """With exactly the answers of the libraries, and compiled faster than they by what is said of the shape."""
    size = 100_000
    callees = shape.drawn(size)
    plain, redundant = flat_equations(plain_equations(callees)), flat_equations(redundant_equations(callees))
    watched = range(size, 2 * size)
    few = range(0, size, 1_000)
    seconds, answers = best_seconds(
        {
            "blast radii": lambda: brought_down_sizes(plain, watched),
            "with redundancy": lambda: brought_down_sizes(redundant, watched),
            "igraph": by_igraph(callees, few),
            "networkit": by_networkit(callees),
        }
    )
    assert answers["blast radii"] == answers["networkit"]
    assert [answers["networkit"][service] for service in few] == answers["igraph"]
    peers = {"igraph": seconds["igraph"] * size / len(few), "networkit": seconds["networkit"]}
    for name in ("blast radii", "with redundancy"):
        told(f"100,000 services, {name}", seconds[name], peers)
    assert not COMPILED or shape.than_igraph * seconds["blast radii"] <= peers["igraph"]
    assert not COMPILED or shape.than_networkit * seconds["blast radii"] <= peers["networkit"]


def debian(kinds: Collection[str]) -> tuple[list[list[int]], Equations]:
    """Return who names whom among Debian's packages, and the system with their alternatives."""
    with gzip.open(_DEBIAN, "rt", encoding="utf-8") as file:
        named = [(row["package"], *row["alternatives"].split("|")) for row in csv.DictReader(file) if row["kind"] in kinds]
    rows = [[name.strip() for name in names] for names in named]
    numbers: dict[str, int] = {}
    for row in rows:
        for name in row:
            numbers.setdefault(name, len(numbers))
    size = len(numbers)
    callees: list[dict[int, None]] = [{} for _ in numbers]
    needs: list[list[int]] = [[size_of] for size_of in range(size)]
    groups: dict[tuple[int, ...], int] = {}
    for caller, *names in rows:
        package, among = numbers[caller], [numbers[name] for name in dict.fromkeys(names)]
        callees[package].update(dict.fromkeys(among))
        key = tuple(size + other for other in among)
        needs[package].append(key[0] if len(key) == 1 else 2 * size + groups.setdefault(key, len(groups)))
    gates = (*(conjunction(needed) for needed in needs), *(Gate(1, key) for key in groups))
    return [list(heads) for heads in callees], Equations(size, gates)


@pytest.mark.benchmark
@pytest.mark.long
@pytest.mark.skipif(not _DEBIAN.exists(), reason="the reference data is not here")
@pytest.mark.parametrize(
    ("kinds", "compiled", "interpreted"),
    [(_FIRM, 3.8, 4.5), ({*_FIRM, "recommends"}, 7, 3)],
    ids=["what is needed", "what is recommended too"],
)
def test_blast_radii_of_all_debian_packages(kinds: Collection[str], compiled: float, interpreted: float) -> None:
    """Exact with alternatives; so many times as fast as the peers without, and at most so many times as long as igraph.

    The targets are those of the larger graph: only that has the packages of the design's table.
    """
    callees, system = debian(kinds)
    equations = flat_equations(system)
    watched = range(equations.variables, 2 * equations.variables)
    seconds, answers = best_seconds(
        {
            "blast radii": lambda: brought_down_sizes(equations, watched),
            "interpreted failure sets": lambda: (
                SOURCE["failure_sets"].Failures(equations).of(range(equations.variables), watched)
            ),
            "igraph": by_igraph(callees),
            "networkit": by_networkit(callees),
        }
    )
    assert answers["igraph"] == answers["networkit"]
    assert all(small <= large for small, large in zip(answers["blast radii"], answers["igraph"], strict=True))
    assert sum(answers["blast radii"]) == sum(map(int.bit_count, answers["interpreted failure sets"]))
    peers = {name: seconds[name] for name in ("igraph", "networkit")}
    told("Debian, blast radii", seconds["blast radii"], peers)
    told("Debian, interpreted failure sets", seconds["interpreted failure sets"], peers)
    assert not COMPILED or compiled * seconds["blast radii"] <= min(peers.values())
    assert seconds["interpreted failure sets"] <= interpreted * peers["igraph"]


@pytest.mark.benchmark
@pytest.mark.long
def test_dominators_of_100_000_services() -> None:
    """Compiled in less time than igraph; interpreted in less than networkx."""
    import igraph
    import networkx

    callees = reached_from_one(service_graph(100_000))
    graph = igraph.Graph(len(callees), edges(callees), directed=True)
    other: Any = networkx.DiGraph(edges(callees))
    seconds, answers = best_seconds(
        {
            "dominators": lambda: immediate_dominators(callees),
            "igraph": lambda: [max(vertex, 0) for vertex in graph.dominator(0)],
            "networkx": lambda: list(networkx.immediate_dominators(other, 0)),
        }
    )
    assert answers["dominators"] == answers["igraph"]
    told("dominators of 100,000", seconds.pop("dominators"), seconds)


def reached_from_one(callees: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the graph with a vertex 0 before all that call and are not called, without what that does not reach."""
    called = {callee for heads in callees for callee in heads}
    adjacency = [[service + 1 for service in range(len(callees)) if service not in called]]
    adjacency += [[callee + 1 for callee in heads] for heads in callees]
    place = {0: 0}
    for vertex in (queue := [0]):
        for head in adjacency[vertex]:
            if head not in place:
                place[head] = len(place)
                queue.append(head)
    return [[place[head] for head in adjacency[vertex]] for vertex in queue]
