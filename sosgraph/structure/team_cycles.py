"""Cycles that exist only between teams or systems: none among the components joins them, one among those who own them does."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from sosgraph.frozen import dataclass, field
from sosgraph.graph.quotient import Quotient, quotient
from sosgraph.model.architecture import Architecture
from sosgraph.structure.dependency_cycles import Hop, hop
from sosgraph.structure.selected_dependencies import Selected, Selection, selected

if TYPE_CHECKING:  # as all that knows circles, loaded where there is one
    from sosgraph.graph.acyclic_order import Edge
    from sosgraph.graph.opening_edges import OpeningEdges


@dataclass(frozen=True, slots=True)
class TeamCycle:
    """Teams (owners or systems) that need one another in a circle although no cycle of components joins all of them.

    `teams` come in order of their first components, `around` is a shortest circle of teams. `shortest` has for each step of it
    the first dependency, in reading order, of a component of one team on a component of the next.
    """

    teams: tuple[str, ...]
    around: tuple[str, ...]
    shortest: tuple[Hop, ...]
    _graph: Selected = field(repr=False, compare=False)
    _behind: Mapping["Edge", Sequence["Edge"]] = field(repr=False, compare=False)
    _opened: Callable[[], "OpeningEdges"] = field(repr=False, compare=False)

    @property
    def opened(self) -> "OpeningEdges":
        """The fewest pairs of teams one of which would have to do without the other so that no circle is left.

        Of as few pairs those with the fewest dependencies, where `exact`.
        """
        return self._opened()

    @property
    def opening(self) -> tuple[Hop, ...]:
        """All dependencies of one team on another behind the pairs that are `opened`."""
        return tuple(hop(self._graph, *edge) for between in self.opened.edges for edge in self._behind[between])


def team_cycles(
    architecture: Architecture, by: str = "owner", phases: tuple[str, ...] = ("run",), hard: bool | None = True
) -> tuple[TeamCycle, ...]:
    """Return the cycles among teams that cycles among their components do not account for, in reading order.

    `by` is `owner` or `system`. A cycle of components that spans several teams joins them, and is the business of
    `dependency_cycles`; a strong component of teams is returned when it has teams that no such cycle joins. Components without an
    owner are in no team, but a cycle of components may lead through them.
    """
    components = architecture.components.values()
    classes = [component.system if by == "system" else component.owner for component in components]
    if len(set(classes) - {None}) < 2:
        return ()
    graph = selected(architecture, Selection(phases, hard=hard))
    teams = quotient(graph.adjacency, classes)
    return tuple(_cycle(graph, teams, members) for members in teams.only_between())


def _cycle(graph: Selected, teams: Quotient[str], members: list[int]) -> TeamCycle:
    from sosgraph.graph.cycles import shortest_cycle_with
    from sosgraph.graph.opening_edges import opening_edges

    around = shortest_cycle_with(teams.adjacency, members, teams.between(members))
    steps = list(zip(around, around[1:] + around[:1], strict=True))

    def opened() -> "OpeningEdges":
        return opening_edges(teams.adjacency, members, {step: len(behind) for step, behind in teams.behind.items()})

    return TeamCycle(
        tuple(teams.classes[member] for member in members),
        tuple(teams.classes[member] for member in around),
        tuple(hop(graph, *teams.behind[step][0]) for step in steps),
        graph,
        teams.behind,
        cache(opened),
    )
