"""Strong components, cycles and the edges that open them, against networkx and igraph, in one process and in turn.

igraph is given its graph; making that from lists takes longer than most of what it then answers, and is not counted.
"""

import csv
import gc
import gzip
import json
import sys
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

import igraph
import networkx
import pytest

from sosgraph.analyses import (
    blast_radius,
    dominators,
    overview,
    shared_dependencies,
    single_points_of_failure,
    start_order,
)
from sosgraph.analyses import cycles as cycles_analysis
from sosgraph.graph.components import cyclic_components, strong_components
from sosgraph.graph.cycles import cycles
from sosgraph.graph.opening_edges import OpeningEdges, opening_edges
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from tests.benchmarks.service_graphs import service_graph
from tests.benchmarks.timing import ROOT

DATA = ROOT.parent / "shared" / "data"
DEBIAN = DATA / "debian_graph.csv.gz"
JAEGER = DATA / "realworld/jaeger-dependencies/jaegertracing+jaeger-ui/packages/jaeger-ui/src/components/DependencyGraph"
ROUNDS = 5

pytestmark = [pytest.mark.benchmark, pytest.mark.long]


def adjacency_of(pairs: list[tuple[str, str]]) -> list[list[int]]:
    """Return the heads of every tail, numbered by first appearance."""
    index: dict[str, int] = {}
    for pair in pairs:
        for name in pair:
            index.setdefault(name, len(index))
    heads: list[dict[int, None]] = [{} for _ in index]
    for tail, head in pairs:
        heads[index[tail]][index[head]] = None
    return [list(found) for found in heads]


def graph(name: str) -> list[list[int]]:
    """Return a graph by name: a number of services, `debian` or `jaeger`; a test is skipped where the data is not at hand."""
    if name.isdigit():
        return service_graph(int(name))
    if not JAEGER.is_dir():
        pytest.skip("the reference data is not at hand")
    if name == "jaeger":
        calls = json.loads((JAEGER / "sample_data" / "large.json").read_text("utf-8"))
        return adjacency_of([(call["parent"], call["child"]) for call in calls])
    with gzip.open(DEBIAN, "rt", encoding="utf-8", newline="") as text:
        rows = csv.DictReader(text)
        return adjacency_of([(row["package"], other) for row in rows for other in row["alternatives"].split("|")])


def in_networkx(adjacency: list[list[int]]) -> "networkx.DiGraph[int]":
    """Return the graph as networkx has it."""
    made: networkx.DiGraph[int] = networkx.DiGraph()
    made.add_nodes_from(range(len(adjacency)))
    made.add_edges_from((tail, head) for tail, heads in enumerate(adjacency) for head in heads)
    return made


def in_igraph(adjacency: list[list[int]]) -> igraph.Graph:
    """Return the graph as igraph has it."""
    edges = [(tail, head) for tail, heads in enumerate(adjacency) for head in heads]
    return igraph.Graph(n=len(adjacency), edges=edges, directed=True)


def medians(*questions: Callable[[], Any]) -> list[float]:
    """Return the median processor seconds of each question, asked in turn; garbage is collected between them, not meanwhile."""
    gc.collect()
    gc.freeze()
    gc.disable()
    times: list[list[float]] = [[] for _ in questions]
    for _ in range(ROUNDS):
        for question, taken in zip(questions, times, strict=True):
            began = process_time()
            question()
            taken.append(process_time() - began)
            gc.collect()
    gc.enable()
    gc.unfreeze()
    return [median(taken) for taken in times]


def told(what: str, ours: float, **peers: float) -> None:
    """Print our milliseconds and how many times as long each peer takes."""
    ratios = ", ".join(f"{name} {took / ours:.2f} times" for name, took in peers.items())
    sys.stdout.write(f"\n{what}: {1000 * ours:.1f} ms; {ratios}")


@pytest.mark.parametrize("name", ["1000", "10000", "debian", "jaeger"])
def test_strong_components_are_found_faster_than_by_networkx(name: str) -> None:
    """The same components."""
    adjacency = graph(name)
    theirs, compiled = in_networkx(adjacency), in_igraph(adjacency)
    ours, peer, other = medians(
        lambda: strong_components(adjacency),
        lambda: list(networkx.strongly_connected_components(theirs)),
        lambda: compiled.connected_components(mode="strong"),
    )
    told(f"strong components, {name}", ours, networkx=peer, igraph=other)
    assert {frozenset(found) for found in strong_components(adjacency)} == set(
        map(frozenset, networkx.strongly_connected_components(theirs))
    )
    assert 3 * ours <= peer


def circles(adjacency: list[list[int]], longest: int) -> set[tuple[int, ...]]:
    """Return all cycles of at most `longest` vertices, each from its smallest vertex on."""
    found: set[tuple[int, ...]] = set()
    for members in cyclic_components(adjacency):
        some, complete = cycles(adjacency, members, 10**9, 10**9, longest)
        assert complete
        found.update(some)
    return found


def turned(cycle: list[int]) -> tuple[int, ...]:
    """Return the cycle from its smallest vertex on."""
    first = cycle.index(min(cycle))
    return tuple(cycle[first:] + cycle[:first])


@pytest.mark.parametrize(("name", "longest", "times"), [("1000", 4, 7), ("10000", 4, 50), ("debian", 8, 6), ("jaeger", 5, 12)])
def test_short_cycles_are_found_faster_than_by_networkx(name: str, longest: int, times: int) -> None:
    """All of at most so many vertices, the same ones; components first, then only ways that can lead back in time."""
    adjacency = graph(name)
    if name == "debian":
        adjacency = [[head for head in heads if head != tail] for tail, heads in enumerate(adjacency)]
    theirs, compiled = in_networkx(adjacency), in_igraph(adjacency)
    questions = [lambda: circles(adjacency, longest), lambda: list(networkx.simple_cycles(theirs, length_bound=longest))]
    if name != "debian":  # igraph takes 22 s there
        questions.append(lambda: compiled.simple_cycles(mode=1, max=longest))
    ours, peer, *other = medians(*questions)
    told(f"cycles of at most {longest}, {name}", ours, networkx=peer, **({"igraph": other[0]} if other else {}))
    assert circles(adjacency, longest) == set(map(turned, networkx.simple_cycles(theirs, length_bound=longest)))
    assert times * ours <= peer


def opened(adjacency: list[list[int]]) -> list[OpeningEdges]:
    """Return what opens each strong component."""
    return [opening_edges(adjacency, members) for members in cyclic_components(adjacency)]


@pytest.mark.parametrize("name", ["1000", "10000", "debian", "jaeger"])
def test_opening_edges_are_the_fewest_and_fewer_than_those_of_igraph(name: str) -> None:
    """Proven the fewest in every strong component, where Eades' order, over the whole graph as igraph has it, takes many more."""
    adjacency = graph(name)
    compiled = in_igraph(adjacency)
    ours, peer = medians(lambda: opened(adjacency), lambda: compiled.feedback_arc_set(method="eades"))
    found = opened(adjacency)
    count = sum(len(one.edges) for one in found)
    greedy = len(compiled.feedback_arc_set(method="eades"))
    told(f"opening edges, {name}: {count}, by igraph's greedy method {greedy}", ours, igraph=peer)
    assert all(one.exact for one in found)
    assert count <= greedy
    rest = in_networkx(adjacency)
    rest.remove_edges_from(edge for one in found for edge in one.edges)
    assert networkx.is_directed_acyclic_graph(rest)


def test_the_fewest_of_a_large_strong_component_are_found_faster_than_by_integer_programming() -> None:
    """The 356 services that call one another: as few edges as igraph's exact method says, in less time."""
    adjacency = graph("jaeger")
    members = max(cyclic_components(adjacency), key=len)
    at = {member: number for number, member in enumerate(members)}
    compiled = in_igraph([[at[head] for head in adjacency[member] if head in at] for member in members])
    ours, peer = medians(lambda: opening_edges(adjacency, members), lambda: compiled.feedback_arc_set(method="ip_cg"))
    told("opening edges of 356 services, exact", ours, igraph=peer)
    assert len(opening_edges(adjacency, members).edges) == len(compiled.feedback_arc_set(method="ip_cg"))
    assert 3.4 * ours <= peer


STRUCTURE = (
    blast_radius,
    cycles_analysis,
    dominators,
    overview,
    shared_dependencies,
    single_points_of_failure,
    start_order,
)


def answered(architecture: Architecture) -> None:
    """Ask all that is asked about structure, what they share found once."""
    for analysis in STRUCTURE:
        analysis.ANALYSIS.answer(architecture)


def test_all_answers_take_less_than_a_bounded_enumeration_of_cycles_by_networkx() -> None:
    """1,238 services: blast radii, single points of failure, cycles of all kinds, chokepoints, what is shared, start waves."""
    adjacency = graph("jaeger")
    theirs = in_networkx(adjacency)
    components = {
        f"calls/{tail}": Component(f"calls/{tail}", "calls", requires=tuple(Dependency(f"calls/{head}") for head in heads))
        for tail, heads in enumerate(adjacency)
    }
    alone, ours, peer = medians(
        lambda: cycles_analysis.ANALYSIS.answer(Architecture(components, ("calls",))),
        lambda: answered(Architecture(components, ("calls",))),
        lambda: list(networkx.simple_cycles(theirs, length_bound=5)),
    )
    told("cycles, the whole answer on 1,238 services", alone, networkx=peer)
    told("all answers about the structure of 1,238 services", ours, networkx=peer)
    assert 2 * alone <= peer
    assert ours <= peer
