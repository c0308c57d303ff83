"""From equations to a diagram: callees before callers, around cycles by iteration, one variable order after another."""

from collections import deque
from collections.abc import Sequence

from sosgraph.bdd.diagram import TRUE, Diagram, NodeLimitReached
from sosgraph.bdd.order import ORDERS
from sosgraph.equations import Equations
from sosgraph.graph.components import strong_components

_TRIAL = 8  # a first trial of an order may use one node in so many


def exact_failure(equations: Equations, failure: Sequence[float], root: int, node_limit: int) -> float | None:
    """Return the probability that `root` is false in the greatest solution, or None beyond `node_limit` nodes.

    Every order is tried with a part of the limit; when none is enough, the one that got furthest with all of it.
    """
    furthest = -1
    chosen: list[int] = []
    tried: list[list[int]] = []
    for order_of in ORDERS:
        order = order_of(equations, root)
        if order in tried:
            continue
        tried.append(order)
        finished, probability = _attempt(equations, failure, root, order, node_limit // _TRIAL)
        if probability is not None:
            return probability
        if finished > furthest:
            furthest, chosen = finished, order
    return _attempt(equations, failure, root, chosen, node_limit)[1]


def _attempt(
    equations: Equations, failure: Sequence[float], root: int, order: Sequence[int], node_limit: int
) -> tuple[int, float | None]:
    """Return how many strong components were finished, and the probability that `root` is false or None."""
    diagram = Diagram(node_limit)
    functions = [TRUE] * len(equations)
    finished = 0
    try:
        for level, variable in enumerate(order):
            functions[variable] = diagram.variable(level)
        for component in _components_below(equations, root):
            _solve(diagram, equations, component, functions)
            finished += 1
    except NodeLimitReached:
        return finished, None
    return finished, diagram.failure_probability(functions[root], [failure[variable] for variable in order])


def _components_below(equations: Equations, root: int) -> list[list[int]]:
    """Return the strong components of gates that `root` needs, callees first."""
    variables = equations.variables
    needed = {root}
    pending = [root]
    while pending:
        number = pending.pop()
        if number >= variables:
            new = set(equations.gates[number - variables].arguments) - needed
            needed |= new
            pending.extend(new)
    arcs = [
        [argument - variables for argument in gate.arguments if argument >= variables] if number in needed else []
        for number, gate in enumerate(equations.gates, variables)
    ]
    components = ([variables + member for member in component] for component in strong_components(arcs))
    return [component for component in components if component[0] in needed]


def _solve(diagram: Diagram, equations: Equations, component: list[int], functions: list[int]) -> None:
    """Write the functions of a strong component, which hold true: the greatest solution of its equations.

    What changed is carried to its callers until nothing changes; a function can only shrink, so this ends.
    """
    variables = equations.variables
    callers: dict[int, list[int]] = {number: [] for number in component}
    for number in component:
        for argument in equations.gates[number - variables].arguments:
            if argument in callers:
                callers[argument].append(number)
    queue = deque(component)
    waiting = set(component)
    while queue:
        number = queue.popleft()
        waiting.discard(number)
        need, arguments = equations.gates[number - variables]
        function = diagram.threshold(need, [functions[argument] for argument in arguments])
        if function != functions[number]:
            functions[number] = function
            for caller in callers[number]:
                if caller not in waiting:
                    waiting.add(caller)
                    queue.append(caller)
