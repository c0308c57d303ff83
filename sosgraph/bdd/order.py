"""The order in which a diagram asks for the variables: no order is best for all systems, so there are several."""

from collections import Counter
from collections.abc import Callable

from sosgraph.equations import Equations

Order = Callable[[Equations, int], list[int]]


def most_shared_first(equations: Equations, root: int) -> list[int]:
    """Return the variables below `root` as a depth-first walk meets them that enters arguments with more callers first.

    Variables that act together come to stand together, and what decides much is asked early. Ties in reading order.
    """
    callers = _callers(equations)
    return _walk(equations, root, lambda arguments: sorted(arguments, key=lambda argument: -callers[argument]))


def as_written(equations: Equations, root: int) -> list[int]:
    """Return the variables below `root` as a depth-first walk in reading order meets them."""
    return _walk(equations, root, list)


def shared_on_top(equations: Equations, root: int) -> list[int]:
    """Return the variables below `root`, those with more callers first, ties as `most_shared_first`.

    Once all that is shared is known, the rest falls apart into independent parts.
    """
    callers = _callers(equations)
    return sorted(most_shared_first(equations, root), key=lambda variable: -callers[variable])


ORDERS: tuple[Order, ...] = (most_shared_first, as_written, shared_on_top)


def _callers(equations: Equations) -> Counter[int]:
    """Return how often each number is an argument."""
    return Counter(argument for gate in equations.gates for argument in gate.arguments)


def _walk(equations: Equations, root: int, sorted_arguments: Callable[[tuple[int, ...]], list[int]]) -> list[int]:
    """Return the variables in the order of a depth-first walk from `root`."""
    seen = bytearray(len(equations))
    order = []
    pending = [root]
    while pending:
        number = pending.pop()
        if seen[number]:
            continue
        seen[number] = 1
        if number < equations.variables:
            order.append(number)
        else:
            pending.extend(reversed(sorted_arguments(equations.gates[number - equations.variables].arguments)))
    return order
