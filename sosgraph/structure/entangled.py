"""What is said, and what may still be concluded, where something is too entangled to be solved whole."""

from collections.abc import Sequence

from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import rests_on
from sosgraph.structure.solutions import Solved

NEARLY_ALL = 0.99
"""The share of the whole from which small cut sets may stand for it."""
_NAMED = 3


def is_nearly_whole(solved: Solved, failure: Sequence[float]) -> bool:
    """Tell whether the solution may stand for the whole: it is the whole, or its small cut sets cause nearly all of it."""
    return solved.order is None or solved.solution.failure(failure) >= NEARLY_ALL * solved.upper


def few_failures(order: int) -> str:
    """Return what is looked at up to an order."""
    return "single failures" if order == 1 else f"minimal cut sets of up to {order} failures"


def in_part(order: int) -> str:
    """Return what is said of what is solved only up to an order."""
    return f"too entangled to be solved whole: only {few_failures(order)} count, larger combinations are left out"


def nothing_found(order: int) -> str:
    """Return what is said where no cut set is small enough to be found."""
    if order == 1:
        return "no single failure takes it down, and combinations are too many to be looked at"
    return f"no combination of up to {order} failures takes it down, and larger ones are too many to be looked at"


def ask_below(architecture: Architecture, name: str) -> str:
    """Return what to ask instead: about those callees that have callees in turn; the component itself has the range."""
    components = architecture.components
    below = [callee for callee in dict.fromkeys(rests_on(components[name])) if rests_on(components[callee])][:_NAMED]
    words = f"ask about what it needs, like {' or '.join(f'--component {architecture.label(callee)}' for callee in below)}"
    return words if below else "ask composite-slo how often it is down"
