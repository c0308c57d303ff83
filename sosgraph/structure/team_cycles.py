"""Cycles that exist only between teams or systems: none among the components, one among those who own them."""

from dataclasses import dataclass

from sosgraph.graph.cycles import shortest_cycle_with
from sosgraph.graph.opening_edges import opening_edges
from sosgraph.graph.quotient import Quotient, quotient
from sosgraph.model.architecture import Architecture
from sosgraph.structure.dependency_cycles import Hop, hop
from sosgraph.structure.selected_dependencies import Selected, Selection, selected


@dataclass(frozen=True, slots=True)
class TeamCycle:
    """Teams (owners or systems) that need one another in a circle although no cycle of components joins all of them.

    `teams` come in order of their first components, `around` is a shortest circle of teams. `shortest` has for each step of it
    the first dependency, in reading order, of a component of one team on a component of the next. `opening` are all
    dependencies that one team would have to do without on another, so that no circle is left: of the fewest pairs of teams,
    at least `at_least`, and of as few pairs the fewest dependencies, where `exact`.
    """

    teams: tuple[str, ...]
    around: tuple[str, ...]
    shortest: tuple[Hop, ...]
    opening: tuple[Hop, ...]
    at_least: int
    exact: bool


def team_cycles(
    architecture: Architecture, by: str = "owner", phases: tuple[str, ...] = ("run",), hard: bool | None = True
) -> tuple[TeamCycle, ...]:
    """Return the cycles among teams that cycles among their components do not account for, in reading order.

    `by` is `owner` or `system`. A cycle of components that spans several teams joins them, and is the business of
    `dependency_cycles`; a strong component of teams is returned when it has teams that no such cycle joins. Components without an
    owner are left out.
    """
    components = architecture.components.values()
    classes = [component.system if by == "system" else component.owner for component in components]
    if len(set(classes) - {None}) < 2:
        return ()
    graph = selected(architecture, Selection(phases, hard=hard))
    teams = quotient(graph.adjacency, classes)
    return tuple(_cycle(graph, teams, members) for members in teams.only_between())


def _cycle(graph: Selected, teams: Quotient[str], members: list[int]) -> TeamCycle:
    around = shortest_cycle_with(teams.adjacency, members, teams.between(members))
    steps = list(zip(around, around[1:] + around[:1], strict=True))
    opened = opening_edges(teams.adjacency, members, {step: len(behind) for step, behind in teams.behind.items()})
    opening = [edge for between in opened.edges for edge in teams.behind[between]]
    return TeamCycle(
        teams=tuple(teams.classes[member] for member in members),
        around=tuple(teams.classes[member] for member in around),
        shortest=tuple(hop(graph, *teams.behind[step][0]) for step in steps),
        opening=tuple(hop(graph, *edge) for edge in opening),
        at_least=opened.at_least,
        exact=opened.exact,
    )
