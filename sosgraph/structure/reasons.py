"""Why does a combination of failures take a component down? In a few words."""

from collections.abc import Mapping, Sequence

from sosgraph.model.architecture import Architecture
from sosgraph.structure.broken_groups import NamedGroup, broken_groups, named_groups
from sosgraph.structure.event import CIRCUMSTANCES, EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.witness import witnesses


class Reasons:
    """Why sets of variables take down the number `root`, which belongs to `component`.

    `hidden` says by the identity of a redundancy group and the name of what it shares why that is easily overlooked.
    """

    __slots__ = ("_architecture", "_component", "_function", "_groups", "_hidden")

    def __init__(
        self,
        architecture: Architecture,
        function: StructureFunction,
        component: str,
        root: int,
        hidden: Mapping[tuple[int, str], str],
    ) -> None:
        self._architecture = architecture
        self._function = function
        self._component = component
        self._hidden = hidden
        inside = _below(function, root)
        self._groups = [group for group in named_groups(architecture) if function.group.get(group.identity) in inside]

    def why(self, variables: Sequence[int]) -> str:
        """Return the reason: its own part, the redundancy that they defeat, or the chain that leads to them."""
        events = [self._function.events[variable] for variable in variables]
        broken = [event for event in events if event.kind not in CIRCUMSTANCES] or events
        first = broken[0]
        if len(broken) == 1 and first.component == self._component and first.kind is EventKind.PART:
            return "its own part"
        groups = broken_groups(self._groups, self._function, variables)
        if groups and not (len(broken) == 1 and first.kind is EventKind.COMMON_CAUSE):
            return self._lost(groups, first.component)
        chain = self.chain(first.component) if len(broken) == 1 else ""
        if first.kind is EventKind.COMMON_CAUSE and len(broken) == 1:
            return f"all copies fail at once{f': {chain}' if chain else ''}"
        return f"needed: {chain}" if chain else "no other way is left"

    def chain(self, cause: str) -> str:
        """Return the shortest chain of components that fall with `cause`, `a -> b -> cause`; empty when there is none."""
        found = witnesses(self._architecture)
        chain = found.chain(self._component, cause)
        return found.words(self._architecture, chain) if len(chain) > 1 else ""

    def _lost(self, groups: Sequence[NamedGroup], cause: str) -> str:
        first = groups[0]
        whose = "" if first.owner == self._component else f" of {self._architecture.label(first.owner)}"
        more = f" and {len(groups) - 1} more" if len(groups) > 1 else ""
        hidden = " (hidden)" if self._hidden.get((first.identity, cause)) else ""
        return f"defeats '{first.words}'{whose}{more}{hidden}"


def _below(function: StructureFunction, root: int) -> set[int]:
    seen = {root}
    pending = [root]
    while pending:
        number = pending.pop() - function.equations.variables
        for argument in function.equations.gates[number].arguments if number >= 0 else ():
            positive = argument if argument >= 0 else ~argument
            if positive not in seen:
                seen.add(positive)
                pending.append(positive)
    return seen
