"""Who depends on whom in a circle? Cycles by kind and phase, of feedback, and between teams; what would open them."""

from collections.abc import Iterator, Sequence

from sosgraph.analyses import Analysis
from sosgraph.enumeration import some_of
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.graph.cycles import Cycles, cycles
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import KINDS, PHASES
from sosgraph.parameter import Parameter
from sosgraph.quantity import OneOf, format_duration, parse_count, parse_flag
from sosgraph.structure.dependency_cycles import DependencyCycle, Hop, cycles_in, hop
from sosgraph.structure.influence_loops import Influence, influence_loops
from sosgraph.structure.selected_dependencies import VIEWS, Selected, Selection, cyclic_sizes, selected
from sosgraph.structure.team_cycles import TeamCycle, team_cycles
from sosgraph.table import Column, Table

_TEAMS = {"systems": "system", "owners": "owner"}
_QUESTIONS = (*VIEWS, "feedback", *_TEAMS)
_COUNTED = 1_000  # cycles of a strong component that are looked for, so as to say how many more there are
_NAMED = 3  # components and dependencies that the sentence above a table names
_CIRCLES = {
    "running": ("Cycles while running", "need one another in a circle while running"),
    "call": ("Cycles of calls", "may call one another in a circle, soft calls counted"),
    "call+config": ("Cycles of calls and configuration", "reach one another in a circle by calls and configuration"),
    "start": ("Cycles on the way to start", "wait for one another in a circle to start"),
    "recover": ("Cycles on the way to recover", "need one another in a circle to recover"),
    "observe": ("Cycles through what observes", "rest in a circle on what observes them"),
    "deploy": ("Cycles on the way to deploy", "need one another in a circle to be deployed"),
}
_EFFECTS = {1: "reinforcing", -1: "balancing", None: "not known"}


def answer(
    architecture: Architecture,
    *,
    of: str = "running",
    kind: tuple[str, ...] = (),
    phase: tuple[str, ...] = (),
    soft: bool = False,
    most: int = 10,
) -> tuple[Table, ...]:
    """Return one row for each strong component: its members, a shortest cycle, what would open it; then its cycles one by one."""
    if kind or phase or soft:
        if of != "running":
            raise BadCall(f"cycles: of {of} says which kinds and phases count; leave out --of, or --kind, --phase and --soft")
        chosen = Selection(phase or ("run",), kind or None, None if soft else True)
        return _dependencies(architecture, chosen, f"Cycles ({_of(chosen)})", "depend on one another in a circle", most)
    if of == "feedback":
        return (_loops(architecture, most),)
    if of in _TEAMS:
        return (_between(architecture, _TEAMS[of]),)
    first, *further = _dependencies(architecture, VIEWS[of], *_CIRCLES[of], most)
    return (replace(first, notes=(*first.notes, *_elsewhere(architecture))) if of == "running" else first, *further)


def _of(selection: Selection) -> str:
    kinds = "" if selection.kinds is None else f" by {', '.join(selection.kinds)}"
    return f"{', '.join(selection.phases)}{kinds}{', soft ones too' if selection.hard is None else ''}"


def _dependencies(architecture: Architecture, selection: Selection, title: str, circle: str, most: int) -> tuple[Table, ...]:
    graph = selected(architecture, selection)
    found = cycles_in(architecture, graph, selection)
    label = architecture.label
    rows = tuple(
        (
            len(cycle.components),
            tuple(map(label, cycle.components)),
            _around(architecture, cycle.shortest),
            cycle.shortest[0].at,
            _steps(architecture, cycle.opening),
            _few(cycle.at_least, len(cycle.opening)),
        )
        for cycle in found
    )
    columns = (
        Column("size", "count", "size"),
        Column("components", "names", "components"),
        Column("shortest", "text", "a shortest cycle"),
        Column("at", "place", "at"),
        Column("opened_by", "names", "opened by leaving out"),
        Column("fewest", "text", "fewest"),
    )
    circles = [cycles(graph.adjacency, members, _COUNTED) for members in graph.cyclic(selection)]
    notes = [*(_reading(found) if selection.hard and selection.through is None else ()), *_preferred(found, circles, selection)]
    table = Table("cycles", title, columns, rows, tuple(notes), lead=_lead(architecture, found, circle))
    one_by_one = _one_by_one(architecture, graph, circles, most)
    return (table, one_by_one) if one_by_one is not None else (table,)


def _few(at_least: int, count: int) -> str:
    return "yes" if at_least == count else f"between {at_least} and {count}"


def _around(architecture: Architecture, hops: Sequence[Hop]) -> str:
    return " -> ".join(architecture.label(name) for name in (*(hop.caller for hop in hops), hops[0].caller))


def _steps(architecture: Architecture, hops: Sequence[Hop]) -> tuple[str, ...]:
    return tuple(f"{architecture.label(hop.caller)} -> {architecture.label(hop.callee)}" for hop in hops)


def _lead(architecture: Architecture, found: Sequence[DependencyCycle], circle: str) -> str:
    """Return how many components are in cycles, which, and how few dependencies would have to go."""
    if not found:
        return f"no components {circle}"
    members = [name for cycle in found for name in cycle.components]
    few = sum(cycle.at_least for cycle in found)
    opening = [step for cycle in found for step in _steps(architecture, cycle.opening)]
    who = _names([architecture.label(name) for name in members])
    share = f"{len(members):,} of {len(architecture.components):,} components {circle}"
    apart = f", in {len(found):,} strong components that do not reach back to each other" if len(found) > 1 else ""
    shown = f": {who}" if len(members) <= 2 * _NAMED else ""
    if len(opening) == 1:
        end = f"leaving out {opening[0]} opens it"
    elif few == len(opening):
        named = f": {', '.join(opening)}" if len(opening) <= _NAMED else ""
        end = f"{len(opening):,} dependencies have to go to open {'all' if apart else 'it'}, fewer do not suffice{named}"
    else:
        end = f"leaving out {len(opening):,} dependencies opens {'all' if apart else 'it'}, fewer than {few:,} do not suffice"
    return f"{share}{apart}{shown}; {end}"


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]


def _reading(found: Sequence[DependencyCycle]) -> list[str]:
    notes = []
    if any(cycle.together for cycle in found):
        notes.append("up together, down together: what is in a cycle is up only while all of the cycle is (greatest fixed point)")
    if not all(cycle.together for cycle in found):
        notes.append(
            "where a redundancy group, a fallback or a conditional call is on the way, the others may stay up without one"
        )
    return notes


def _preferred(found: Sequence[DependencyCycle], circles: Sequence[Cycles], selection: Selection) -> Iterator[str]:
    """Yield which cycles come before shorter ones, and in which rows; nothing where all that are shown are the shortest."""
    pairs = enumerate(zip(found, circles, strict=True), start=1)
    rows = [f"{row:,}" for row, (cycle, some) in pairs if some.found and len(some.found[0]) < len(cycle.shortest)]
    if rows:
        through = selection.through
        asked = f"with a dependency of {'kind' if through in KINDS else 'phase'} {through}"
        which = asked if through else "in which each takes its caller down by failing alone"
        where = f"row{'' if len(rows) == 1 else 's'} {some_of(rows)}"
        yield f"in {where} the cycle shown is a shortest of those {which}; others are shorter"


def _one_by_one(architecture: Architecture, graph: Selected, circles: Sequence[Cycles], most: int) -> Table | None:
    """Return the cycles of all strong components, shortest first; None when each has but one."""
    listed = [(len(circle), number, circle) for number, some in enumerate(circles, start=1) for circle in some.found]
    complete = all(some.complete for some in circles)
    if len(listed) == len(circles) and complete:
        return None
    listed.sort()
    rows = []
    for length, number, circle in listed[:most]:
        hops = [hop(graph, tail, head) for tail, head in zip(circle, circle[1:] + circle[:1], strict=True)]
        kinds = ", ".join(dict.fromkeys(hop.kind for hop in hops))
        rows.append((length, number, _around(architecture, hops), kinds, hops[0].at))
    more = len(listed) - len(rows)
    notes = (
        (f"{more:,} more not listed" if complete else f"more than {more:,} more; search stopped",) if more or not complete else ()
    )
    columns = (
        Column("length", "count", "length"),
        Column("of", "count", "in row"),
        Column("cycle", "text", "cycle"),
        Column("kinds", "text", "by"),
        Column("at", "place", "at"),
    )
    return Table("cycles-one-by-one", "Cycles one by one, the shortest first", columns, tuple(rows), notes)


def _elsewhere(architecture: Architecture) -> Iterator[str]:
    """Yield how many cycles the other questions have, none of them gone into, and last which have none."""
    sizes = {
        of: _strong(cyclic_sizes(architecture, selection), "component") for of, selection in VIEWS.items() if of != "running"
    }
    loops, complete = influence_loops(architecture)
    sizes["feedback"] = f"{'' if complete else 'more than '}{_count(len(loops), 'loop')}" if loops else ""
    for of, by in _TEAMS.items():
        sizes[of] = _strong([len(cycle.teams) for cycle in team_cycles(architecture, by)], by)
    yield from (
        f"{of}: {text}; `--of {of}` shows {'it' if text.startswith('1 ') else 'them'}" for of, text in sizes.items() if text
    )
    none = [of for of, text in sizes.items() if not text]
    if none:
        yield f"{', '.join(none)}: none"


def _strong(sizes: Sequence[int], what: str) -> str:
    """Return how many strong components of which sizes there are, nothing for none."""
    if not sizes:
        return ""
    largest = sorted(sizes, reverse=True)
    shown = ", ".join(f"{size:,}" for size in largest[:_NAMED]) + (", …" if len(sizes) > _NAMED else "")
    return f"{_count(len(sizes), 'strong component')} of {shown} {what}{'' if shown == '1' else 's'}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _loops(architecture: Architecture, most: int) -> Table:
    loops, complete = influence_loops(architecture)
    label = architecture.label
    rows = tuple(
        (
            _EFFECTS[loop.sign],
            None if loop.delay_s is None else f"{'' if not loop.undelayed else 'at least '}{format_duration(loop.delay_s)}",
            " -> ".join(label(name) for name in (*(one.source for one in loop.influences), loop.influences[0].source)),
            tuple(map(_carried, loop.influences)),
            next(one.at for one in loop.influences if one.manner != "dependency"),
        )
        for loop in loops[:most]
    )
    columns = (
        Column("effect", "text", "effect"),
        Column("delay", "text", "once around", absent="not declared"),
        Column("loop", "text", "from cause to effect"),
        Column("carried_by", "names", "carried by"),
        Column("at", "place", "at"),
    )
    notes = ["a dependency carries failure from callee to caller (+); feedback has the sign that is declared"]
    if any(loop.sign is None for loop in loops):
        notes.append("not known: a sign on the way is not declared; what a controller does has none")
    more = len(loops) - len(rows)
    if more or not complete:
        notes.append(f"{more:,} more not listed" if complete else f"more than {more:,} more; search stopped")
    counts = [(sum(loop.sign == sign for loop in loops), words) for sign, words in _EFFECTS.items()]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    lead = f"{_count(len(loops), 'loop')} of influence: {told}" if loops else "no feedback or controller closes a loop"
    return Table("cycles", "Loops of feedback and controllers", columns, rows, tuple(notes) if rows else (), lead=lead)


def _carried(one: Influence) -> str:
    sign = {1: "+", -1: "-", None: "?"}[one.sign]
    return f"{one.through or one.manner} ({sign}{'' if one.delay_s is None else f', {format_duration(one.delay_s)}'})"


def _between(architecture: Architecture, by: str) -> Table:
    found = team_cycles(architecture, by)
    rows = tuple(
        (
            cycle.teams,
            " -> ".join((*cycle.around, cycle.around[0])),
            _steps(architecture, cycle.shortest),
            cycle.shortest[0].at,
            _steps(architecture, cycle.opening),
            "yes" if cycle.opened.exact else "no",
        )
        for cycle in found
    )
    columns = (
        Column("teams", "names", f"{by}s"),
        Column("circle", "text", "a shortest circle"),
        Column("because", "names", "because of"),
        Column("at", "place", "at"),
        Column("opened_by", "names", "opened by leaving out"),
        Column("fewest", "text", "fewest"),
    )
    nobody = sum(component.owner is None for component in architecture.components.values()) if by == "owner" else 0
    notes = (f"without an owner, left out: {_count(nobody, 'component')}",) if nobody else ()
    return Table(
        "cycles", f"Cycles between {by}s that no cycle of components accounts for", columns, rows, notes, lead=_told(found, by)
    )


def _told(found: Sequence[TeamCycle], by: str) -> str:
    if not found:
        return f"no {by}s need one another in a circle but for cycles of components"
    who = "; ".join(_names(cycle.teams) if len(cycle.teams) <= 2 * _NAMED else f"{len(cycle.teams)} {by}s" for cycle in found)
    return f"{who} need one another in a circle, though no cycle of components joins all of them"


ANALYSIS = Analysis(
    name="cycles",
    summary="who depends on whom in a circle, by kind and phase, shortest cycles with places, and what would open them",
    answer=answer,
    parameters=(
        Parameter("of", f"which cycles: {', '.join(_QUESTIONS)}", OneOf(_QUESTIONS), "running"),
        Parameter(
            "kind", f"only dependencies of this kind: {', '.join(KINDS)} (may be repeated)", OneOf(KINDS), (), several=True
        ),
        Parameter(
            "phase", f"needed in this phase: {', '.join(PHASES)} (may be repeated; else run)", OneOf(PHASES), (), several=True
        ),
        Parameter("soft", "soft dependencies and fallbacks count too", parse_flag, False),
        Parameter("most", "how many cycles are listed one by one", parse_count, 10),
    ),
)
