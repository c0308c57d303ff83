"""Some must not reach others, even through others."""

from collections.abc import Iterator

from sosgraph.contracts import WHICH, Contract, Terms
from sosgraph.finding import Finding
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_flag
from sosgraph.structure.linked import linked


def check(
    terms: Terms,
    *,
    sources: tuple[str, ...],
    targets: tuple[str, ...],
    allow_indirect: bool,
    kinds: tuple[str, ...],
    phases: tuple[str, ...],
) -> Iterator[Finding]:
    """Yield one finding for each dependency by which a source leads to a target, along a shortest path."""
    graph = linked(terms.architecture, kinds, phases)
    below = {written: terms.meant(written) for written in targets}
    to = frozenset().union(*below.values())
    above = terms.all_meant(sources)
    for written, numbers in below.items():
        if numbers & above:
            both = graph.label(min(numbers & above))
            terms.refuse(written, f"{both} stands on both sides; a component cannot be kept from itself")
    for path in graph.ways(above - to, to - above, () if allow_indirect else graph.everybody):
        end = graph.label(path[-1])
        how = f"needs {end}" if len(path) == 2 else f"reaches {end}: {graph.words(path)}"
        yield graph.breach(path, f"{graph.label(path[0])} {how}; no dependency may lead there")


CONTRACT = Contract(
    name="forbidden",
    summary="some must not reach others, even through others",
    check=check,
    parameters=(
        Parameter("sources", "who must not reach the targets: components, systems, patterns", str, (), several=True),
        Parameter("targets", "who must not be reached", str, (), several=True),
        Parameter("allow-indirect", "only a dependency of a source on a target itself breaks it", parse_flag, False),
        *WHICH,
    ),
    needs=("sources", "targets"),
)
