"""What is written about the dependencies on a chain of components."""

from collections.abc import Sequence
from itertools import pairwise

from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.source import Pointer
from sosgraph.structure.callees import RUN, all_uses
from sosgraph.structure.places import Written, written


class ChainLinks:
    """Looked up once for each architecture, whatever fails in it."""

    def __init__(self, architecture: Architecture) -> None:
        """Remember whose they are."""
        self._architecture = architecture
        self._plain: dict[str, tuple[str, ...] | None] = {}
        self._written: dict[str, dict[str, Written]] = {}

    def plain(self, name: str) -> tuple[str, ...] | None:
        """Return the callees that a component needs while running; None where not each of them alone is needed.

        The zones of its copies are not among them.
        """
        if name not in self._plain:
            needs = self._architecture.components[name].requires
            found = [need for need in needs if isinstance(need, Dependency) and need.fallback is None]
            needed = tuple([need.callee for need in found if "run" in need.phases and need.probability is None])
            self._plain[name] = needed if len(found) == len(needs) else None
        return self._plain[name]

    def kinds(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Return what passes along each link of a chain."""
        return tuple(self._kind(caller, callee) for caller, callee in pairwise(chain))

    def _kind(self, caller: str, callee: str) -> str:
        named = all_uses(self._architecture)[caller]
        return next((use.kind for use in named if use.callee == callee and use.needed_in(*RUN)), "call")

    def places(self, chain: Sequence[str]) -> tuple[tuple[str, str, Pointer], ...]:
        """Return caller, callee and place of each link of a chain."""
        return tuple((caller, callee, self._place(caller, callee)) for caller, callee in pairwise(chain))

    def _place(self, caller: str, callee: str) -> Pointer:
        component = self._architecture.components[caller]
        if caller not in self._written:
            self._written[caller] = written(component, RUN)
        found = self._written[caller].get(callee)
        return component.at if found is None else found[0] / found[1]
