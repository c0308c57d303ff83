"""A tier may only need the same one or a better one."""

from collections.abc import Iterator

from sosgraph.contracts import WHICH, Contract, Terms
from sosgraph.finding import Finding
from sosgraph.parameter import Parameter
from sosgraph.structure.linked import linked


def check(terms: Terms, *, among: tuple[str, ...], kinds: tuple[str, ...], phases: tuple[str, ...]) -> Iterator[Finding]:
    """Yield one finding for each hard dependency by which a tier leads to a worse one, through untiered ones at most."""
    graph = linked(terms.architecture, kinds, phases, hard=True)
    inside = terms.all_meant(among) if among else frozenset(graph.everybody)
    tiers = {
        number: component.tier
        for number, component in enumerate(terms.architecture.components.values())
        if component.tier is not None and number in inside
    }
    untiered = frozenset(graph.everybody).difference(tiers)
    for tier in sorted(set(tiers.values())):
        own = [number for number, other in tiers.items() if other == tier]
        worse = [number for number, other in tiers.items() if other > tier]
        for path in graph.ways(own, worse, untiered):
            through = "" if len(path) == 2 else f": {graph.words(path)}"
            end = f"{graph.label(path[-1])} of tier {tiers[path[-1]]}"
            message = f"{graph.label(path[0])} of tier {tier} needs {end}{through}; a tier may only need the same or a better one"
            yield graph.breach(path, message)


CONTRACT = Contract(
    name="tiers",
    summary="a tier may only need the same one or a better one",
    check=check,
    parameters=(
        Parameter("among", "only the tiers of these components, systems or patterns count; else of all", str, (), several=True),
        *WHICH,
    ),
)
