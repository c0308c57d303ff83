"""What falls when this fails? Blast radii with redundancy respected, who is degraded, and what it costs a year."""

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from types import MappingProxyType

from sosgraph.analyses import Analysis
from sosgraph.enumeration import some_of
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.graph.bit_sets import members
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import KINDS, PHASES
from sosgraph.parameter import Parameter
from sosgraph.quantity import OneOf, format_number, format_share, parse_flag
from sosgraph.selection import selected_journeys, selected_parts, selected_systems
from sosgraph.structure.blast_radii import Loss, Worth, blast_radii, weighty_first
from sosgraph.structure.effects import Effect, effects
from sosgraph.structure.function import failure_function
from sosgraph.structure.outage import Outage, brought_down_by
from sosgraph.structure.own_unavailability import part_unavailability
from sosgraph.structure.restricted import restricted
from sosgraph.structure.witness import Witnesses
from sosgraph.table import Column, Table

_SHOWN = 20  # rows, where not all are asked for
_DETAILED = 1_000  # outages whose effects are told in names
_NAMED = 20_000_000  # names in a table: 160 MB of references
_CHAINS = 100  # chains in a table, where not all are asked for
_MINUTES = 365 * 1440.0
_RUN = ("run",)
_HELD = {"start": "starting", "recover": "recovering", "deploy": "deploying"}


def answer(
    architecture: Architecture,
    *,
    component: tuple[str, ...] = (),
    system: tuple[str, ...] = (),
    journey: tuple[str, ...] = (),
    together: bool = False,
    all: bool = False,
    kind: tuple[str, ...] = (),
    phase: tuple[str, ...] = _RUN,
) -> tuple[Table, ...]:
    """Return the worst single failures first; of outages that are asked for, also why each of those falls that fall.

    `journey`: only failures by which one of these is lost.
    """
    counted = restricted(architecture, kind or None, phase)
    asked = _asked(architecture, component, system, together)
    if asked and journey:
        raise BadCall(
            "journey: it is asked which failures stop it, and component or system which are looked at; leave one of them out"
        )
    if asked:
        found = _Answer(architecture, counted, kind, phase, asked)
        chains = (_why(architecture, counted, effect, all) for effect in found.effects if effect.falls)
        return (found.table("Blast radius", ()), *chains)
    losing = _losing(architecture, counted, journey)
    radii = blast_radii(architecture, kind or None, phase)
    ranked = radii.worst(None if all or journey else _SHOWN)
    ranked = ranked if losing is None else [name for name in ranked if name in losing]
    total = len(architecture.components) if losing is None else len(ranked)
    ranked = ranked if all else ranked[:_SHOWN]
    harmless = not any(radii.sizes)
    found = _Answer(architecture, counted, kind, phase, _single(architecture, ranked[:_DETAILED]), True, harmless)
    notes = []
    if len(ranked) < total:
        notes.append(f"{total - len(ranked):,} more; --all lists them")
    sizes = dict(zip(radii.names, radii.sizes, strict=True)) if len(ranked) > _DETAILED else {}
    rest = [(name, sizes[name]) for name in ranked[_DETAILED:]]
    if rest:
        notes.append(f"what the first {_DETAILED:,} do is told in names; ask for others with --component")
    stops = f" that stop {' or '.join(f'journey {name}' for name in dict.fromkeys(journey))}" if journey else ""
    return (found.table(f"Blast radius of single failures{stops}", notes, rest),)


def _losing(architecture: Architecture, counted: Architecture, journey: tuple[str, ...]) -> frozenset[str] | None:
    """Return the components whose failure alone stops one of the journeys; None where none is named."""
    if not journey:
        return None
    through = [name for each in selected_journeys(architecture, journey) for name in each.through]
    function = counted.once(failure_function)
    needed = replace(function, up={name: function.up[name] for name in through})
    return frozenset(
        name
        for name, down in zip(counted.components, brought_down_by(needed, _single(counted, counted.components)), strict=True)
        if down
    )


def _asked(architecture: Architecture, component: tuple[str, ...], system: tuple[str, ...], together: bool) -> tuple[Outage, ...]:
    parts = selected_parts(architecture, component)
    systems = selected_systems(architecture, system)
    inside = [tuple(one.name for one in architecture.components.values() if one.system == name) for name in systems]
    if not together:
        whole = zip(systems, inside, strict=True)
        return (*_single(architecture, parts), *(Outage(f"system {name}", names, False) for name, names in whole))
    if not parts and not systems:
        raise BadCall("together: what is to fail at once? name it with --component or --system, more than once")
    words = (*map(architecture.label, parts), *(f"system {name}" for name in systems))
    all_parts = dict.fromkeys((*parts, *(name for names in inside for name in names)))
    return (Outage(" with ".join(words), tuple(all_parts), not systems),)


def _single(architecture: Architecture, parts: Iterable[str]) -> tuple[Outage, ...]:
    return tuple(Outage(architecture.label(part), (part,)) for part in parts)


class _Answer:
    """Outages with their effects, told in names, numbers and one sentence."""

    def __init__(
        self,
        architecture: Architecture,
        counted: Architecture,
        kinds: tuple[str, ...],
        phases: tuple[str, ...],
        outages: Sequence[Outage],
        ranked: bool = False,
        harmless: bool = False,
    ) -> None:
        """`ranked`: the worst outage comes first. `harmless`: nor does any other of its kind take anything else down."""
        self._ranked = ranked
        self._harmless = harmless
        self._architecture = architecture
        self._counted = counted
        self._kinds = kinds
        self._phases = phases
        self._names = tuple(architecture.components)
        self._all_labels = tuple(map(architecture.label, self._names))
        self._worth = Worth(architecture, self._names)
        self.effects = tuple(effects(counted, outages))

    def table(self, title: str, notes: Sequence[str], rest: Sequence[tuple[str, int]] = ()) -> Table:
        """Return a row for each effect, and one for each of the `rest`, of which only is known how many fall."""
        partial = any(effect.partial for effect in self.effects)
        columns = (
            Column("component", "text", "component"),
            Column("minutes_a_year", "minutes", "a year", absent="unknown"),
            Column("size", "count", "falls"),
            Column("reached", "count", "reached", absent="—"),
            Column("falls", "names", "which", absent="not listed"),
            Column("degraded", "names", "degraded", absent="not listed"),
            *([Column("partial", "names", "in part", absent="not listed")] if partial else []),
            *([Column("journeys", "names", "loses", absent="not listed")] if self._worth.journeys else []),
        )
        rows = [self._row(effect, named, len(columns)) for effect, named in self._named()]
        rows.extend(self._bare(name, size, len(columns)) for name, size in rest)
        facts = MappingProxyType({"kinds": self._kinds, "phases": self._phases})
        return Table("blast-radius", title, columns, tuple(rows), (*notes, *self._notes(partial)), facts, self._lead())

    def _named(self) -> Iterator[tuple[Effect, bool]]:
        """Yield each effect, and whether there is still room for its names."""
        room = _NAMED
        for effect in self.effects:
            room -= sum(bits.bit_count() for bits in (effect.falls, effect.degraded, effect.partial))
            yield effect, room >= 0

    def _row(self, effect: Effect, named: bool, width: int) -> tuple[object, ...]:
        lists = [effect.falls, effect.degraded, effect.partial]
        names = [self._labels(bits) if named else None for bits in lists]
        shown = names if any(one.partial for one in self.effects) else names[:2]
        lost = tuple(name for name, through, _ in self._worth.journeys if through & effect.down)
        cells = (effect.outage.words, self._minutes(effect), effect.falls.bit_count(), effect.reached, *shown, lost)
        return cells[:width]

    def _bare(self, name: str, size: int, width: int) -> tuple[object, ...]:
        outage = Outage(self._architecture.label(name), (name,))
        return (outage.words, self._minutes_of(outage), size, *[None] * (width - 3))

    def _labels(self, bits: int) -> tuple[str, ...]:
        return tuple(map(self._all_labels.__getitem__, members(bits)))

    def _minutes(self, effect: Effect) -> float | None:
        return self._minutes_of(effect.outage)

    def _minutes_of(self, outage: Outage) -> float | None:
        """Return how many minutes of a year all of it is down at once by itself; None where that is not known."""
        chances = [part_unavailability(self._architecture, part) for part in outage.parts]
        known = [chance for chance in chances if chance is not None]
        return prod(known) * _MINUTES if outage.independent and len(known) == len(chances) else None

    def _lead(self) -> str:
        """Return which failure hurts most, and why."""
        if not self.effects:
            return ""
        worst = self.effects[0] if self._ranked else max(self.effects, key=self._weight)
        words = worst.outage.words
        minutes = self._minutes(worst) if len(worst.outage.parts) == 1 else None
        fallen = worst.falls.bit_count()
        others = f"{fallen:,} other{'s' * (fallen != 1)}" if fallen else "nothing else"
        held = " or ".join(_HELD.get(phase, "") for phase in self._phases)
        effect = "takes {} down" if "run" in self._phases else f"keeps {{}} from {held}"
        if len(self.effects) > 1 and (self._harmless or not (self._ranked or any(each.falls for each in self.effects))):
            none = f"{'no single failure' if self._ranked else 'none of these'} {effect.format('anything else')}"
            lost = self._lost(worst)
            often = f": down {format_number(minutes)} min a year by itself" if minutes else ""
            return f"{none}; {words} hurts most{often}{lost}" if lost else none
        takes = f"{effect.format(others)}{self._evidence(worst)}"
        spared = worst.reached - fallen - worst.partial.bit_count()
        saved = f"; redundancy saves {spared:,} of {worst.reached:,}" if spared else ""
        if len(self.effects) > 1:
            often = f"down {format_number(minutes)} min a year by itself, it" if minutes else "it"
            return f"{words} hurts most: {often} {takes}{self._lost(worst)}{saved}"
        often = f" is down {format_number(minutes)} min a year by itself, and" if minutes else ""
        return f"{words}{often} {takes}{self._lost(worst)}{saved}"

    def _weight(self, effect: Effect) -> tuple[Loss, int, float]:
        return (self._worth.loss(effect.down), effect.falls.bit_count(), self._minutes(effect) or 0.0)

    def _evidence(self, effect: Effect) -> str:
        """Return the chain to the weightiest of those that fall."""
        if not effect.falls:
            return ""
        fallen = {self._names[place] for place in members(effect.falls)}
        first = next(name for name in weighty_first(self._architecture) if name in fallen)
        found = Witnesses(self._counted, effect.failures)
        return f" ({found.words(self._counted, found.shortest(first, effect.event), effect.event)})"

    def _lost(self, effect: Effect) -> str:
        lost = [name for name, through, _ in self._worth.journeys if through & effect.down]
        if not lost:
            return ""
        share = self._worth.share(effect.down)
        visits = f" ({format_share(share)} of visits)" if share else ""
        return f"; lost: {some_of(lost)}{visits}"

    def _notes(self, partial: bool) -> Iterator[str]:
        if self._kinds or self._phases != _RUN:
            kinds = f" of kind {' or '.join(self._kinds)}" if self._kinds else ""
            phases = f" that are needed in phase {' or '.join(self._phases)}" if self._phases != _RUN else ""
            yield f"counted: only dependencies{kinds}{phases}; all others are taken to hold"
        yield "a component falls when no redundancy or fallback is left to it; an outage is taken to outlast every tolerance"
        yield "reached: how many a plain walk from caller to caller would count, redundancy, fallbacks and conditions overlooked"
        if partial:
            yield "in part: up, but those requests fail that ask for what is down"
        if any(len(effect.outage.parts) > 1 and effect.outage.independent for effect in self.effects):
            yield "a year: all of it down at once, as if its parts failed independently; a common cause is likelier"


def _why(architecture: Architecture, counted: Architecture, effect: Effect, everything: bool) -> Table:
    names = tuple(architecture.components)
    fallen = members(effect.falls)
    shown = fallen if everything else fallen[:_CHAINS]
    found = Witnesses(counted, effect.failures)
    rows = []
    for place in shown:
        chain = found.shortest(names[place], effect.event)
        places = found.places(chain)
        rows.append(
            (architecture.label(names[place]), found.words(counted, chain, effect.event), places[0][2] if places else None)
        )
    columns = (Column("component", "text", "component"), Column("chain", "text", "falls because of"), Column("at", "place", "at"))
    more = (f"{len(fallen) - len(shown):,} more; --all lists them",) if len(shown) < len(fallen) else ()
    title = f"Why they fall with {effect.outage.words}"
    return Table(f"falls-with-{effect.outage.words.replace(' ', '-')}", title, columns, tuple(rows), more)


ANALYSIS = Analysis(
    name="blast-radius",
    summary="what falls and what is degraded when a component fails, with redundancy respected",
    answer=answer,
    parameters=(
        Parameter("component", "only this component or replica, and why each falls (may be repeated)", str, (), several=True),
        Parameter("system", "all components of this system at once (may be repeated)", str, (), several=True),
        Parameter("journey", "only single failures that stop this journey (may be repeated)", str, (), several=True),
        Parameter("together", "what is named fails at once, not each by itself", parse_flag, False),
        Parameter("all", "all components, not only the twenty whose failure is worst", parse_flag, False),
        Parameter("kind", "only dependencies of this kind count (may be repeated)", OneOf(KINDS), (), several=True),
        Parameter("phase", "only dependencies needed in this phase count (may be repeated)", OneOf(PHASES), _RUN, several=True),
    ),
)
