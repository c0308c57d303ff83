"""The probability that at least one set of a family is down."""

from collections.abc import Callable, Sequence

from sosgraph.bdd.compound import Compound
from sosgraph.bdd.families import EMPTY
from sosgraph.bdd.kernel import FALSE, TRUE, Diagram


def union_failure(family: Compound, failure: Sequence[float], node_limit: int, interrupted: Callable[[], bool] = bool) -> float:
    """Return the probability that all variables of at least one set are false; raise `NodeLimitReached`.

    The diagram of "none is down": where the variable of a node is true, its `taken` sets are none. Modules are
    independent of what is around them, and count with their own probability.
    """
    diagram = Diagram(node_limit, interrupted)
    works = [TRUE, FALSE]
    false = [failure[leaf] if leaf >= 0 else 0.0 for leaf in family.leaves]
    modules: dict[int, list[int]] = {}
    for level, leaf in enumerate(family.leaves):
        if leaf < 0 and ~leaf != EMPTY:
            modules.setdefault(~leaf, []).append(level)
    for node in range(2, len(family.level)):
        level = family.level[node]
        spared = diagram.disjunction(diagram.variable(level), works[family.taken[node]])
        works.append(diagram.conjunction(spared, works[family.left[node]]))
        if node in modules:
            own = diagram.probability(works[node], false, [1.0 - chance for chance in false])[0]
            for above in modules[node]:
                false[above] = own
    return diagram.probability(works[family.root], false, [1.0 - chance for chance in false])[0]
