"""Why does a combination of failures take a component down? In a few words."""

from collections.abc import Mapping, Sequence

from sosgraph.equations import Solutions
from sosgraph.model.architecture import Architecture
from sosgraph.structure.broken_groups import NamedGroup, broken_groups, named_groups
from sosgraph.structure.event import CIRCUMSTANCES, Event, EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.negation import down_from_the_start
from sosgraph.structure.wholly_shared import shared_dependencies
from sosgraph.structure.witness import witnesses


def hidden_causes(architecture: Architecture) -> dict[tuple[int, str], str]:
    """Return why it is easily overlooked what a redundancy group shares: by the identity of the group and that name."""
    return {
        (shared.identity, name): ", ".join(shared.hidden)
        for shared in shared_dependencies(architecture)
        for name in (shared.shared, *shared.behind)
    }


class Reasons:
    """Why sets of variables take down the number `root`, which belongs to `component`.

    `hidden` is what `hidden_causes` found.
    """

    __slots__ = ("_architecture", "_component", "_found", "_function", "_groups", "_hidden", "_root", "_solutions")

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
        self._root = root
        self._hidden = hidden
        self._solutions = Solutions(function.equations)
        self._found: dict[tuple[int, ...], tuple[NamedGroup, ...]] = {}
        inside = _below(function, root)
        self._groups = [group for group in named_groups(architecture) if function.group.get(group.identity) in inside]

    def why(self, variables: Sequence[int]) -> str:
        """Return the reason: its own part, the redundancy that they defeat, or the chain that leads to them.

        No variables at all take down what is down though nothing has failed.
        """
        if not variables:
            return f"down {down_from_the_start(self._function, self._root)}"
        events = [self._function.events[variable] for variable in variables]
        broken = [event for event in events if event.kind not in CIRCUMSTANCES] or events
        first = broken[0]
        if len(broken) == 1 and first.component == self._component and first.kind is EventKind.PART:
            return "its own part"
        if groups := self._defeated(variables, broken):
            return self._lost(groups, first.component)
        chain = self.chain(first.component) if len(broken) == 1 else ""
        if first.kind is EventKind.COMMON_CAUSE and len(broken) == 1:
            return f"all copies fail at once{f': {chain}' if chain else ''}"
        return f"needed: {chain}" if chain else "no other way is left"

    def overlooked(self, variables: Sequence[int]) -> tuple[str, str] | None:
        """Return whose fall defeats a redundancy here, and why that is easily overlooked; None where it is not."""
        if not variables:
            return None
        events = [self._function.events[variable] for variable in variables]
        broken = [event for event in events if event.kind not in CIRCUMSTANCES] or events
        groups = self._defeated(variables, broken)
        cause = broken[0].component
        words = self._hidden.get((groups[0].identity, cause), "") if groups else ""
        return (cause, words) if words else None

    def _defeated(self, variables: Sequence[int], broken: Sequence[Event]) -> tuple[NamedGroup, ...]:
        """Return the groups that they defeat; a common cause takes its own down, which is reason enough."""
        if len(broken) == 1 and broken[0].kind is EventKind.COMMON_CAUSE:
            return ()
        key = tuple(variables)
        if key not in self._found:
            self._found[key] = broken_groups(self._groups, self._function, self._solutions, key)
        return self._found[key]

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
