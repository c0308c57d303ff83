"""What alone, or which pair, stops a component, a system or a journey? With whose it is, how often, and why."""

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_number, parse_count, parse_flag
from sosgraph.selection import answerable_components, selected_components, selected_journeys, selected_systems, topmost
from sosgraph.structure.below import below
from sosgraph.structure.function import StructureFunction, failure_function
from sosgraph.structure.outage import Outage, outage_failures
from sosgraph.structure.reasons import Reasons
from sosgraph.structure.single_points import combinations, function_with, single_points
from sosgraph.structure.witness import Witnesses
from sosgraph.table import Column, Table

_SHOWN = 20  # rows, and tables, where not all are asked for
_MINUTES = 365 * 1440.0
_MOST_ORDER = 3
_NAMED = 3  # owners in a sentence

_COLUMNS = (
    Column("part", "text", "part"),
    Column("owner", "text", "owner"),
    Column("available", "availability", "by itself", absent="unknown"),
    Column("minutes_a_year", "minutes", "down a year", absent="unknown"),
    Column("chain", "text", "stops it through"),
    Column("at", "place", "at"),
)


_Minutes = Mapping[int, float | None]
"""How long each part, a variable of the structure function, is down in a year; None where that is not known."""


class _Goal(NamedTuple):
    """What is to go on: components that are needed all, and what people call them together.

    `itself` is the component that is asked about, None where that is a journey or a system, of one component too.
    """

    words: str
    components: tuple[str, ...]
    itself: str | None = None


def answer(
    architecture: Architecture,
    *,
    component: tuple[str, ...] = (),
    system: tuple[str, ...] = (),
    journey: tuple[str, ...] = (),
    order: int = 1,
    all: bool = False,
) -> tuple[Table, ...]:
    """Return one table for each component, system and journey that is asked for; without any, for what users see."""
    if order > _MOST_ORDER:
        raise BadCall(f"order: {order} failures at once are too many to look at; ask for 1 to {_MOST_ORDER}, or use cut-sets")
    everything = list(_goals(architecture, component, system, journey))
    goals = everything if all or component or system or journey else everything[:_SHOWN]
    part = below(architecture, [name for goal in goals for name in goal.components])
    function = part.once(failure_function)
    found = single_points(part, [goal.components for goal in goals])
    minutes = {point: _minutes(function, (point,)) for point in {point for points in found for point in points}}
    ranked = []
    for goal, points in zip(goals, found, strict=True):
        own = function.part[goal.itself] if goal.itself is not None else None
        others = [point for point in points if point != own]  # nothing is its own single point of failure
        ranked.append(sorted(others, key=lambda point: -(minutes[point] or -1.0)))
    tables = []
    for place, goal in enumerate(goals):
        if place % _SHOWN == 0:
            shown = (one for some in ranked[place : place + _SHOWN] for one in (some if all else some[:_SHOWN]))
            chains = _Chains(part, tuple(dict.fromkeys(shown)))
        tables.append(_table(part, goal, ranked[place], minutes, all, chains))
        if order > 1:
            tables.append(_together(below(part, goal.components), goal, order, all))
    if len(goals) < len(everything):
        more = f"{len(everything) - len(goals):,} more journeys and entries; name one with --journey or --component, or use --all"
        tables[-1] = replace(tables[-1], notes=(*tables[-1].notes, more))
    return tuple(tables)


def _goals(
    architecture: Architecture, component: tuple[str, ...], system: tuple[str, ...], journey: tuple[str, ...]
) -> Iterator[_Goal]:
    if component:
        yield from (_Goal(architecture.label(name), (name,), name) for name in selected_components(architecture, component))
    for name in selected_systems(architecture, system):
        yield _Goal(f"system {name}", _entries(architecture, name))
    for each in selected_journeys(architecture, journey):
        yield _Goal(f"journey {each.name}", each.through)
    if component or system or journey:
        return
    for each in architecture.journeys.values():
        yield _Goal(f"journey {each.name}", each.through)
    covered = {name for each in architecture.journeys.values() for name in each.through}
    for name in answerable_components(architecture, ()):
        if name not in covered:
            yield _Goal(architecture.label(name), (name,), name)


def _entries(architecture: Architecture, system: str) -> tuple[str, ...]:
    """Return what a system is there for: its entries; else what other systems name; else what is topmost."""
    inside = {name: one for name, one in architecture.components.items() if one.system == system}
    named_outside = {dependency.callee for caller, dependency, _ in architecture.dependencies() if caller.system != system}
    entries = tuple(name for name, one in inside.items() if one.entry is not None)
    served = tuple(name for name in inside if name in named_outside)
    return entries or served or topmost(architecture, inside)


class _Chains:
    """How each of some parts takes down what needs it: looked up once for several tables."""

    def __init__(self, architecture: Architecture, points: Sequence[int]) -> None:
        events = map(architecture.once(failure_function).events.__getitem__, points)
        outages = [Outage(event.words(architecture.label), (event.name,)) for event in events]
        self.outage = dict(zip(points, outages, strict=True))
        self.bit = {point: 1 << place for place, point in enumerate(points)}
        self.witnesses = Witnesses(architecture, outage_failures(architecture, outages))


def _table(
    architecture: Architecture, goal: _Goal, ranked: Sequence[int], minutes: _Minutes, everything: bool, chains: _Chains
) -> Table:
    function = architecture.once(failure_function)
    shown = ranked if everything else ranked[:_SHOWN]
    found = chains.witnesses
    rows = []
    for point in shown:
        component = architecture.components[function.events[point].component]
        outage, bit = chains.outage[point], chains.bit[point]
        chain = _chain(found, goal, bit)
        words = found.words(architecture, chain, bit)
        places = found.places(chain)
        rows.append(
            (
                outage.words,
                _hands(component),
                function.failure[point] if minutes[point] is not None else None,
                minutes[point],
                words if outage.parts[0] in chain else f"{words} -> {outage.words}",
                places[0][2] if places else component.at,
            )
        )
    notes = [] if len(shown) == len(ranked) else [f"{len(ranked) - len(shown):,} more; --all lists them"]
    if len(goal.components) > 1:
        needed = ", ".join(map(architecture.label, goal.components[:_SHOWN])) + (", …" if len(goal.components) > _SHOWN else "")
        notes.append(f"{goal.words} goes on while all of these are up: {needed}")
    facts = MappingProxyType({"goal": goal.words, "components": goal.components, "single_points": len(ranked)})
    title = f"Single points of failure of {goal.words}"
    return Table(
        "single-points-of-failure",
        title,
        _COLUMNS,
        tuple(rows),
        tuple(notes),
        facts,
        _lead(architecture, goal, ranked, minutes),
    )


def _hands(component: Component) -> str | None:
    """Return whose it is, and whether that is outside."""
    if not component.external:
        return component.owner
    return f"{component.owner}, external" if component.owner is not None else "external"


def _minutes(function: StructureFunction, together: Sequence[int]) -> float | None:
    """Return how many minutes of a year all of `together` have failed, independent of one another; None when not known."""
    if any(function.events[variable].component in function.unknown for variable in together):
        return None
    return prod(function.failure[variable] for variable in together) * _MINUTES


def _chain(found: Witnesses, goal: _Goal, event: int) -> tuple[str, ...]:
    """Return the longest of the shortest chains from what falls of the goal, so that it begins where users are."""
    chains = [chain for name in goal.components if (chain := found.shortest(name, event))]
    return max(chains, key=len, default=())


def _lead(architecture: Architecture, goal: _Goal, ranked: Sequence[int], minutes: _Minutes) -> str:
    """Return how many there are, which fails most, and how many are in other hands."""
    if not ranked:
        return f"no {'part' if goal.itself is None else 'other part'} stops {goal.words} alone"
    events = [architecture.once(failure_function).events[point] for point in ranked]
    worst = minutes[ranked[0]]
    often = f", down {format_number(worst)} min a year" if worst else ""
    first = f"{events[0].words(architecture.label)}{often}"
    text = f"{len(ranked):,} parts stop {goal.words} alone, {'such as' if worst is None else 'first of all'} {first}"
    if len(ranked) == 1:
        text = f"only one part stops {goal.words} alone: {first}"
    owner = architecture.components[goal.components[0]].owner
    owners = [architecture.components[event.component].owner for event in events]
    foreign = [other for other in owners if other not in (owner, None)]
    named = list(dict.fromkeys(map(str, foreign)))
    more = ", …" if len(named) > _NAMED else ""
    hands = f"; {len(foreign):,} in other hands ({', '.join(named[:_NAMED])}{more})" if foreign else ""
    unknown = sum(minutes[point] is None for point in ranked)
    some = (
        f"{unknown:,} without a number" if unknown < len(ranked) else "none has a number" if unknown > 1 else "it has no number"
    )
    return f"{text}{hands}{f'; {some}' if unknown else ''}"


def _together(architecture: Architecture, goal: _Goal, order: int, everything: bool) -> Table:
    found = combinations(architecture, goal.components, order)
    function = function_with(architecture, goal.components)
    events = {each: [function.events[variable] for variable in each] for each in found.sets}
    minutes = {each: _minutes(function, each) for each in found.sets}
    ranked = sorted(found.sets, key=lambda each: (-(minutes[each] or -1.0), len(each)))
    shown = ranked if everything else ranked[:_SHOWN]
    reasons = Reasons(architecture, function, goal.components[0], len(function.equations) - 1)
    rows = tuple(
        (
            tuple(event.words(architecture.label) for event in events[each]),
            tuple(dict.fromkeys(owner for event in events[each] if (owner := architecture.components[event.component].owner))),
            minutes[each],
            reasons.why(each),
        )
        for each in shown
    )
    columns = (
        Column("fail_together", "names", "fail together"),
        Column("owners", "names", "owners"),
        Column("minutes_a_year", "minutes", "a year", absent="unknown"),
        Column("why", "text", "why"),
    )
    notes = [] if len(shown) == len(ranked) else [f"{len(ranked) - len(shown):,} more; --all lists them"]
    if found.order < order:
        notes.append(f"too many combinations to look at: what fails with more than {found.order} at once is not listed")
    what, size = ("pair", "") if order == 2 else ("combination", f" of up to {order} parts")
    several = f"{what}s{size} stop" if len(ranked) != 1 else f"{what}{size} stops"
    lead = f"{len(ranked):,} {several} {goal.words} where no single failure does"
    if rows:
        first = minutes[ranked[0]]
        often = f", {format_number(first)} min a year" if first else ""
        lead += f"; {'first of all' if first else 'such as'} {' with '.join(rows[0][0])}{often}: {rows[0][3]}"
    facts = MappingProxyType({"goal": goal.words, "order": found.order, "combinations": len(ranked)})
    title = f"What stops {goal.words} together"
    return Table("points-of-failure-together", title, columns, rows, tuple(notes), facts, lead)


ANALYSIS = Analysis(
    name="single-points-of-failure",
    summary="what stops a component, a system or a journey when it fails alone, whose it is and why",
    answer=answer,
    parameters=(
        Parameter("component", "only this component (may be repeated); else journeys and entries", str, (), several=True),
        Parameter("system", "only the entries of this system (may be repeated)", str, (), several=True),
        Parameter("journey", "only this journey (may be repeated)", str, (), several=True),
        Parameter("order", "also what stops it when so many fail at once, up to 3", parse_count, 1),
        Parameter("all", "all parts and all goals, not only the first twenty", parse_flag, False),
    ),
)
