"""In which order does everything come up, once all of it is down? Waves, the longest wait, and what never starts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from sosgraph.analyses import Analysis
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_flag
from sosgraph.selection import selected_components
from sosgraph.structure.cold_start import deadlocks, start_function, start_waves, waits_for
from sosgraph.structure.start_chain import Wait, start_chain
from sosgraph.structure.starters import starters
from sosgraph.table import Column, Table

_SHOWN = 30  # waves, waits and groups in a table
_TRIED = 300  # components left out one by one to see whether others start without them
_WORDS = 6  # steps of a chain in the first sentence


def answer(architecture: Architecture, *, component: tuple[str, ...] = (), all: bool = False) -> tuple[Table, ...]:
    """Return the waves of a cold start, the longest wait and what never starts; for some components, what they wait for.

    With `all` also who waits for what never starts.
    """
    targets = selected_components(architecture, component)
    names = _awaited(architecture, targets) if component else targets
    waves = start_waves(architecture)
    last = max((name for name in targets if waves[name]), key=lambda name: waves[name] or 0, default=None)
    chain = start_chain(architecture, last) if last is not None else ()
    tables = [_waves(architecture, names, targets if component else (), chain)]
    if last is not None and chain:
        tables.append(_chain(architecture, last, chain))
    if any(waves[name] is None for name in names):
        tables.append(_stuck(architecture, names, told=all))
        held = _held(architecture, names)
        if all and held:
            tables.append(_waiting(architecture, held))
    return tuple(tables)


def _awaited(architecture: Architecture, targets: Sequence[str]) -> tuple[str, ...]:
    """Return `targets` and all that they may wait for, directly or through others, in reading order."""
    pending = list(targets)
    seen = set(targets)
    for name in pending:
        further = [callee for callee in waits_for(architecture.components[name], "start", "run") if callee not in seen]
        seen.update(further)
        pending += further
    return tuple(name for name in architecture.components if name in seen)


def _waves(architecture: Architecture, names: Sequence[str], targets: Sequence[str], chain: Sequence[Wait]) -> Table:
    waves = start_waves(architecture)
    needed = _needed(architecture, names, targets) if targets else None
    by_wave: dict[int, list[str]] = {}
    for name in names:
        by_wave.setdefault(waves[name] or 0, []).append(name)
    stuck = by_wave.pop(0, [])
    label = architecture.label
    rows = []
    for wave in sorted(by_wave)[:_SHOWN]:
        started = by_wave[wave]
        row = (wave, len(started), tuple(map(label, started)))
        rows.append((*row, tuple(label(name) for name in started if name in needed)) if needed is not None else row)
    columns = [Column("wave", "count", "wave"), Column("size", "count", "starts"), Column("components", "names", "which")]
    if needed is not None:
        columns.append(Column("needed", "names", "not without"))
    facts = {"waves": max(by_wave, default=0), "started": len(names) - len(stuck), "never": len(stuck)}
    title = f"What must be up before {_listed(list(map(label, targets)))}" if targets else "Start from nothing"
    notes = [f"{len(by_wave) - _SHOWN:,} more waves"] if len(by_wave) > _SHOWN else []
    if targets and needed is None:
        notes.append(f"which of them it cannot do without is looked into for up to {_TRIED} components only")
    notes.append("a wave starts when all that it needs before is up; waves say what waits for what, not how long it takes")
    if any(_inferred(architecture)):
        notes.append("dependencies that were only inferred delay no start")
    return Table("start-order", title, tuple(columns), tuple(rows), tuple(notes), facts, _lead(architecture, facts, chain))


def _inferred(architecture: Architecture) -> Iterator[bool]:
    """Yield for every hard dependency whether it was only inferred."""
    return (dependency.inferred for _, dependency, hard in architecture.dependencies() if hard)


def _lead(architecture: Architecture, facts: Mapping[str, int], chain: Sequence[Wait]) -> str:
    """Return in a sentence how many come up, in how many waves, and what the last waits for."""
    total, waves = facts["started"] + facts["never"], facts["waves"]
    whole = "all of it comes up" if not facts["never"] else f"{facts['started']:,} of {total:,} components come up"
    if waves == 1 and not facts["never"]:
        if not any("start" in dependency.phases for _, dependency, _ in architecture.dependencies()):
            return "no dependency says that it is needed to start (phase: [start]), so that all of it is taken to come up at once"
        return "all of it comes up at once: nothing has to be up before something else starts"
    said = f"{whole} in {waves:,} {'wave' if waves == 1 else 'waves'}" if waves else "nothing comes up"
    if chain:
        steps = [architecture.label(chain[0].caller), *(architecture.label(wait.callee) for wait in chain)]
        shown = steps if len(steps) <= _WORDS else [*steps[: _WORDS - 1], "…", steps[-1]]
        said += f"; the longest wait is {' -> '.join(shown)}"
    return f"{said}; {facts['never']:,} never {'starts' if facts['never'] == 1 else 'start'}" if facts["never"] else said


def _needed(architecture: Architecture, names: Sequence[str], targets: Sequence[str]) -> Collection[str] | None:
    """Return without which of `names` some target never comes up; None where there are too many to try."""
    if len(names) > _TRIED:
        return None
    function = start_function(architecture, names)
    wanted = frozenset(targets).difference(function.unstarted())
    others = (name for name in names if name not in targets)
    return {name for name in others if not wanted.isdisjoint(function.without(name).unstarted())}


def _chain(architecture: Architecture, name: str, chain: Sequence[Wait]) -> Table:
    label, waves = architecture.label, start_waves(architecture)
    shown = chain[:_SHOWN]
    rows = tuple(
        (waves[wait.caller], label(wait.caller), "starts after" if wait.before else "comes up with", label(wait.callee), wait.at)
        for wait in shown
    )
    columns = (
        Column("wave", "count", "wave"),
        Column("component", "text", "component"),
        Column("how", "text", ""),
        Column("callee", "text", "callee"),
        Column("at", "place", "at"),
    )
    notes = (f"{len(chain) - _SHOWN:,} more waits",) if len(chain) > _SHOWN else ()
    return Table("start-chain", f"What {label(name)} waits for longest", columns, rows, notes)


def _held(architecture: Architecture, names: Sequence[str]) -> tuple[str, ...]:
    """Return who of `names` never starts and is in no group that waits for one another, in reading order."""
    waves = start_waves(architecture)
    grouped = {member for group in deadlocks(architecture) for member in group}
    return tuple(name for name in names if waves[name] is None and name not in grouped)


def _waiting(architecture: Architecture, held: Sequence[str]) -> Table:
    """Return who waits for what never starts, and for which callees."""
    label, waves = architecture.label, start_waves(architecture)
    rows = []
    for name in held:
        callees = waits_for(architecture.components[name], "start", "run")
        rows.append((label(name), tuple(label(callee) for callee in callees if waves[callee] is None)))
    columns = (Column("component", "text", "component"), Column("callees", "names", "waits for"))
    return Table("waiting", "What waits for these", columns, tuple(rows))


def _stuck(architecture: Architecture, names: Sequence[str], *, told: bool) -> Table:
    """Return the groups among `names` that wait for one another, and how many wait for them."""
    label = architecture.label
    wanted = frozenset(names)
    groups = [group for group in deadlocks(architecture) if not wanted.isdisjoint(group)]
    found = [(group, starters(architecture, group)) for group in groups[:_SHOWN]]
    rows = tuple((len(group), tuple(map(label, group)), tuple(map(label, first.names)), first.at_least) for group, first in found)
    first_of_all = [label(name) for _, first in found for name in first.names]
    verb = "starts" if len(first_of_all) == 1 else "start"
    whole = "all of it comes up" if len(groups) <= _SHOWN else "more of it comes up"
    lead = f"{whole} if {_listed(first_of_all)} {verb} without what {'it waits' if verb == 'starts' else 'they wait'} for"
    if not found:  # no component waits for another: each of them for itself, which no file can say, but a caller of the library
        lead = "none of it comes up: it waits for itself"
    fewest = all(first.at_least == len(first.names) for _, first in found)
    held = _held(architecture, names)
    columns = (
        Column("size", "count", "size"),
        Column("components", "names", "wait for one another"),
        Column("starters", "names", "come up if these start without what they wait for"),
        Column("at_least", "count", "at least"),
    )
    notes = [f"{len(held):,} more wait for these{'' if told else '; --all names them'}"] if held else []
    facts = MappingProxyType({"waiting": tuple(map(label, held))})
    if len(groups) > _SHOWN:
        notes.append(f"{len(groups) - _SHOWN:,} more groups")
    if not fewest:
        notes.append("where more are named than at least have to, they are enough, but not proven the fewest")
    return Table("never-start", "What never starts", columns, rows, tuple(notes), facts, lead)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")


ANALYSIS = Analysis(
    name="start-order",
    summary="in which order everything comes up once all of it is down, what waits longest, and what never starts",
    answer=answer,
    parameters=(
        Parameter("component", "what must be up before this component or system (may be repeated)", str, (), several=True),
        Parameter("all", "also name everything that waits for what never starts", parse_flag, False),
    ),
)
