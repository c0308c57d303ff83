"""What may be spent on the decision diagrams of one architecture, by all questions together."""

from sosgraph.bdd.kernel import COMPILED
from sosgraph.model.architecture import Architecture

_ALL = 24_000_000 if COMPILED else 2_400_000  # nodes: half a minute
_LEAST = 50_000 if COMPILED else 5_000  # nodes that every question may have: what is not entangled needs no more


class Allowance:
    """Nodes for one question after another: what one uses up is not there for the next, but never all of it."""

    __slots__ = ("_left",)

    def __init__(self, nodes: int = _ALL) -> None:
        self._left = nodes

    @property
    def share(self) -> int:
        """How many nodes the next question may have: half of those left."""
        return max(_LEAST, self._left // 2)

    def spend(self, nodes: int) -> None:
        """Take away what a question used."""
        self._left = max(0, self._left - nodes)


def allowance_of(architecture: Architecture) -> Allowance:
    """Return what is left to spend on `architecture`."""
    return architecture.once(_whole)


def _whole(architecture: Architecture) -> Allowance:
    return Allowance()
