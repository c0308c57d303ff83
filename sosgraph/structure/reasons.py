"""Why does a combination of failures take a component down? In a few words."""

from collections.abc import Collection, Iterable, Sequence

from sosgraph.equations import Equations, Gate, Solutions, support
from sosgraph.model.architecture import Architecture
from sosgraph.structure.broken_groups import NamedGroup, broken_groups, named_groups
from sosgraph.structure.event import CIRCUMSTANCES, Event, EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.negation import down_from_the_start

_FAILURES = frozenset({EventKind.PART, EventKind.COPY, EventKind.COMMON_CAUSE})
_HOLDS = Gate(0, ())


class Reasons:
    """Why sets of variables take down the number `root`, which belongs to `component`."""

    __slots__ = ("_architecture", "_besides", "_component", "_found", "_function", "_groups", "_root", "_solutions")

    def __init__(self, architecture: Architecture, function: StructureFunction, component: str, root: int) -> None:
        self._architecture = architecture
        self._function = function
        self._component = component
        self._root = root
        self._besides: list[int] | None = None
        self._found: dict[tuple[int, ...], tuple[NamedGroup, ...]] = {}
        inside = set(support(function.equations, [root]))
        self._solutions = Solutions(_only(function.equations, inside))
        self._groups = [group for group in named_groups(architecture) if function.group.get(group.identity) in inside]

    def why(self, variables: Sequence[int], hidden: bool = False) -> str:
        """Return the reason: its own part, the redundancy that they defeat, or the chain that leads to them.

        It is said where the cause is `hidden`, as `overlooked` finds. No variables at all take down what is down though
        nothing has failed.
        """
        if not variables:
            return f"down {down_from_the_start(self._function, self._root)}"
        events = [self._function.events[variable] for variable in variables]
        broken = [event for event in events if event.kind not in CIRCUMSTANCES] or events
        first = broken[0]
        if len(broken) == 1 and first.component == self._component and first.kind is EventKind.PART:
            return "its own part"
        if groups := self._defeated(variables, broken):
            return self._lost(groups, hidden)
        chain = self.chain(first.component) if len(broken) == 1 else ""
        if first.kind is EventKind.COMMON_CAUSE and len(broken) == 1:
            return f"all copies fail at once{f': {chain}' if chain else ''}"
        return f"needed: {chain}" if chain else "no other way is left"

    def overlooked(self, sets: Iterable[tuple[int, ...]]) -> dict[tuple[int, ...], tuple[str, str]]:
        """Return whose fall defeats a redundancy, and why that is easily overlooked, for those `sets` where it is."""
        asked: dict[tuple[int, ...], tuple[int, str]] = {}
        for variables in sets:
            events = [self._function.events[variable] for variable in variables]
            broken = [event for event in events if event.kind not in CIRCUMSTANCES] or events
            groups = self._defeated(variables, broken) if broken else ()
            if groups and self._may_fall(groups[0], broken[0].component):
                asked[variables] = groups[0].identity, broken[0].component
        if not asked:
            return {}
        from sosgraph.structure.wholly_shared import shared_by  # seldom asked for

        words = {
            (shared.identity, name): ", ".join(shared.hidden)
            for shared in shared_by(self._architecture, set(asked.values()))
            for name in (shared.shared, *shared.behind)
        }
        return {variables: (each[1], words[each]) for variables, each in asked.items() if words.get(each)}

    def _may_fall(self, group: NamedGroup, cause: str) -> bool:
        """Return whether the group is down where all of `cause` fails in the worst of circumstances.

        It is wherever the component takes the group down alone, while every call is made and nothing covers for it.
        """
        events = self._function.events
        if self._besides is None:
            self._besides = [variable for variable, event in enumerate(events) if event.kind not in _FAILURES]
        parts = [variable for variable, event in enumerate(events) if event.component == cause]
        return not self._solutions.where((*self._besides, *parts))[self._function.group[group.identity]]

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
        from sosgraph.structure.witness import witnesses  # most of what is listed defeats a redundancy

        found = witnesses(self._architecture)
        chain = found.chain(self._component, cause)
        return found.words(self._architecture, chain) if len(chain) > 1 else ""

    def _lost(self, groups: Sequence[NamedGroup], hidden: bool) -> str:
        first = groups[0]
        whose = "" if first.owner == self._component else f" of {self._architecture.label(first.owner)}"
        more = f" and {len(groups) - 1} more" if len(groups) > 1 else ""
        return f"defeats '{first.words}'{whose}{more}{' (hidden)' if hidden else ''}"


def _only(equations: Equations, inside: Collection[int]) -> Equations:
    """Return the equations in which all gates hold but those `inside`: nothing is walked that nobody asks about."""
    numbered = enumerate(equations.gates, equations.variables)
    return Equations(equations.variables, tuple([gate if number in inside else _HOLDS for number, gate in numbered]))
