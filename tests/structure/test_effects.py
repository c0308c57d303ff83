"""What outages do, against the greatest solution with all their parts down, and against plain reachability."""

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.graph.bit_sets import members
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.structure.callees import uses
from sosgraph.structure.effects import effects
from sosgraph.structure.function import failure_function
from sosgraph.structure.network import network
from sosgraph.structure.outage import Outage
from sosgraph.structure.restricted import always_asked
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@st.composite
def outages(draw: st.DrawFn) -> tuple[Architecture, list[Outage]]:
    """Return an architecture and some outages of components, replicas and common causes."""
    drawn = draw(architectures())
    parts = st.lists(st.sampled_from(failure_function(drawn).names), min_size=1, max_size=4, unique=True)
    return drawn, [Outage(str(index), tuple(one)) for index, one in enumerate(draw(st.lists(parts, max_size=5)))]


@settings(max_examples=100)
@given(outages())
def test_an_outage_takes_down_what_is_down_in_the_greatest_solution(drawn: tuple[Architecture, list[Outage]]) -> None:
    """All its parts fail at once, however much they share; in part is down what would be if every call were asked."""
    described, wanted = drawn
    function = failure_function(described)
    asked = always_asked(described)
    variable = {name: index for index, name in enumerate(function.names)}
    for outage, effect in zip(wanted, effects(described, wanted), strict=True):
        failed = [variable[part] for part in outage.parts]
        solution = function.equations.greatest_solution(failed)
        down = {name for name, number in function.up.items() if not solution[number]}
        assert named(described, effect.down) == down
        assert named(described, effect.falls) == down - set(outage.parts)
        if asked is None:
            assert not effect.partial
            continue
        worst = failure_function(asked)
        assert worst.names == function.names
        solution = worst.equations.greatest_solution(failed)
        assert named(described, effect.partial) == {name for name, at in worst.up.items() if not solution[at]} - down


@settings(max_examples=60)
@given(outages())
def test_who_is_degraded_lacks_something_and_is_up(drawn: tuple[Architecture, list[Outage]]) -> None:
    """Something that it names is down, or a replica of it; who falls or fails in part is not merely degraded."""
    described, wanted = drawn
    for outage, effect in zip(wanted, effects(described, wanted), strict=True):
        down = named(described, effect.down)
        assert not effect.degraded & (effect.down | effect.partial)
        for name, component in described.components.items():
            lacks = any(use.callee in down for use in uses(component) if use.needed_in("run"))
            copies = any(part.startswith(f"{name}#") and part[-1].isdigit() for part in outage.parts)
            merely = name not in down | named(described, effect.partial)
            assert (name in named(described, effect.degraded)) == (merely and (lacks or copies))


@settings(max_examples=60)
@given(drawn=architectures())
def test_reached_are_the_ancestors(drawn: Architecture) -> None:
    """As networkx finds them over all that callers rest on while running; whatever falls is among them."""
    graph = network(drawn).restricted(phases=("run",)).to_networkx()
    soft = {(c.name, use.callee) for c in drawn.components.values() for use in uses(c) if use.role == "soft"}
    hard = {(c.name, use.callee) for c in drawn.components.values() for use in uses(c) if use.rests and use.needed_in("run")}
    plain = networkx.DiGraph(edge for edge in graph.edges(keys=False) if edge not in soft - hard)
    plain.add_nodes_from(drawn.components)
    for effect in effects(drawn, [Outage(name, (name,)) for name in drawn.components]):
        (name,) = effect.outage.parts
        assert effect.reached == len(networkx.ancestors(plain, name))
        assert named(drawn, effect.falls) <= networkx.ancestors(plain, name)


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda edge: edge[0] != edge[1])))
def test_the_blast_radius_in_a_plain_graph_is_all_ancestors(edges: set[tuple[int, int]]) -> None:
    """Without redundancy whatever reaches what fails goes down, around cycles too."""
    names = [f"s/{number}" for number in range(10)]
    needs = {name: [] for name in names}
    for tail, head in sorted(edges):
        needs[names[tail]].append(Dependency(names[head]))
    described = Architecture({name: Component(name, "s", requires=tuple(needs[name])) for name in names}, ("s",))
    graph = networkx.DiGraph((names[tail], names[head]) for tail, head in edges)
    graph.add_nodes_from(names)
    for effect in effects(described, [Outage(name, (name,)) for name in names]):
        assert named(described, effect.falls) == networkx.ancestors(graph, effect.outage.words)
        assert effect.reached == effect.falls.bit_count()


def test_blocks_of_outages_join() -> None:
    """More outages than are looked at together come in order, each with its own effect."""
    described = architecture("components: {a: {depends_on: [b]}, b: {}}")
    found = list(effects(described, [Outage(str(index), (("test/a", "test/b")[index % 2],)) for index in range(600)]))
    assert [effect.outage.words for effect in found] == [str(index) for index in range(600)]
    assert [effect.falls for effect in found] == [0, 1] * 300


def named(described: Architecture, bits: int) -> set[str]:
    """Return the names of the components in a bit set."""
    names = tuple(described.components)
    return {names[place] for place in members(bits)}
