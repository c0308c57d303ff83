"""Two versions of an architecture compared, in meaning and in answers; and whether the second is worse."""

from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.diff.composites import Composites, Reached, composites_of
from sosgraph.diff.findings import FindingChanges, Side, finding_changes
from sosgraph.diff.meaning import RENAMED, Change, changes
from sosgraph.diff.reasons import Reasons, reasons
from sosgraph.diff.renaming import renamed_components, renamed_systems, under_new_names
from sosgraph.diff.surprises import (
    NEW,
    WORSE,
    CycleChange,
    PointsChange,
    RadiusChange,
    SharedChange,
    cycle_changes,
    point_changes,
    radius_changes,
    shared_changes,
)
from sosgraph.finding import Severity
from sosgraph.frozen import dataclass, field, replace
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_percent
from sosgraph.selection import with_journeys

SHOWN = 50
"""How many components are listed whose numbers changed, and told why, besides those that promise."""
_MOST_PROMISED = 200


class Worse(NamedTuple):
    """One reason why a version is worse: its kind, what it is about, and all of it in a sentence."""

    kind: str
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from `base` to `head`. All components have the names that they have in `head`."""

    base: Side
    head: Side
    architecture: Architecture
    journeys: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    composites: Composites = field(default_factory=lambda: Composites((), 0))
    reasons: Reasons = field(default_factory=lambda: Reasons({}, False))
    cycles: tuple[CycleChange, ...] = ()
    shared: tuple[SharedChange, ...] = ()
    points: tuple[PointsChange, ...] = ()
    radii: tuple[RadiusChange, ...] = ()
    findings: FindingChanges = field(default_factory=FindingChanges)

    @property
    def promised(self) -> tuple[Reached, ...]:
        """What changed of what is promised, and of journeys; as many as are told."""
        found = (each for each in self.composites.changed if each.promised or each.name in self.journeys)
        return tuple(found)[:_MOST_PROMISED]

    @property
    def others(self) -> tuple[Reached, ...]:
        """What changed of what nobody promises; as many as are told."""
        found = (each for each in self.composites.changed if not each.promised and each.name not in self.journeys)
        return tuple(found)[:SHOWN]

    def label(self, name: str) -> str:
        """Return how people call a component of either side, or an influence between two."""
        return " -> ".join(self.architecture.label(each) for each in name.split(" -> "))

    def why_worse(self) -> Iterator[Worse]:
        """Yield each reason for which `head` is worse than `base`, the gravest first; none where it is not.

        A promise that could be kept no longer can; what is promised, an entry or a journey reaches less for certain, or its
        callees' promises leave it less; a cycle of hard dependencies is
        new, or has new members; a redundancy group has come to stand on one thing; a finding of severity error is new.
        """
        for each in self.composites.changed:
            if each.breaks and each.promised_after is not None:
                promise = format_percent(each.promised_after.complement)
                words = f"{self.label(each.name)} can no longer keep its promise of {promise}: {_decided(each)}"
                yield Worse("broken promise", self.label(each.name), f"{words}{self._because(each)}")
        for each in self.composites.changed:
            if each.relied_on and each.lower and not each.breaks:
                words = f"{_lower(self.label(each.name), each)}{self._because(each)}"
                yield Worse("lower composite", self.label(each.name), words)
        for circle in self.cycles:
            if circle.kind in WORSE:
                words = self.circle(circle)
                yield Worse("cycle", words, f"{circle.kind} cycle {words}")
        for change in self.shared:
            if change.kind == NEW:
                owner, shared = self.label(change.shared.owner), self.label(change.shared.shared)
                words = f"the redundancy of {owner} ('{change.shared.group}') rests on {shared}"
                yield Worse("hidden shared dependency", shared, words)
        for finding in self.findings.new:
            if finding.severity is Severity.ERROR:
                yield Worse("new error", finding.rule, f"{finding.rule}: {finding.message}")

    def circle(self, change: CycleChange) -> str:
        """Return the shortest cycle as a chain that ends where it begins."""
        callers = [hop.caller for hop in change.cycle.shortest]
        return " -> ".join(map(self.label, (*callers, callers[0])))

    def _because(self, each: Reached) -> str:
        words = self.reasons.words.get(each.name)
        return f", because {words}" if words else ""


def _decided(each: Reached) -> str:
    """Return the number by which a promise is broken, in words."""
    if each.left_after is None:
        return f"it reaches {each.after}"
    return f"its callees' promises leave {format_percent(each.left_after)}"


def _lower(label: str, each: Reached) -> str:
    """Return the number that fell, in words, and what it was before."""
    if each.left_after is None or each.before is None:
        return f"{label} reaches {each.after}, before {each.before}"
    old = each.left_before if each.left_before is not None else each.before.unavailability_low
    return f"the promises of the callees of {label} leave {format_percent(each.left_after)}, before {format_percent(old)}"


def compared(base: Side, head: Side) -> Comparison:
    """Return what changed from `base` to `head`."""
    after = head.report.architecture
    before, names, systems = _under_names_of(base.report.architecture, after)
    label = base.report.architecture.label
    spoken = {label(old): after.label(new) for old, new in names.items()}
    said = {old: new for old, new in systems.items() if old not in base.called or new not in head.called}
    renamed = [Change(RENAMED, "system", new, "", old, new) for old, new in said.items()]
    for old, new in names.items():
        if old.partition("/")[2] != new.partition("/")[2] or old.partition("/")[0] not in systems:
            renamed.append(Change(RENAMED, "component", new, "", label(old), after.label(new)))
    one, other = _with_all_journeys(before), _with_all_journeys(after)
    told = Comparison(
        base,
        head,
        after,
        frozenset(journey.label for each in (before, after) for journey in each.journeys.values()),
        (*renamed, *changes(one, other, after.label)),
        findings=finding_changes(base, head, spoken),
    )
    return _with_answers(told, one, other, before, after) if told.changes else told


def _under_names_of(base: Architecture, head: Architecture) -> tuple[Architecture, dict[str, str], dict[str, str]]:
    """Return `base` under the names of `head`, the new names of components by the old ones, and those of systems."""
    systems = renamed_systems(base, head)
    moved = {}
    for name in base.components:
        system, _, local = name.partition("/")
        if system in systems:
            moved[name] = f"{systems[system]}/{local}"
    between = under_new_names(base, moved)
    renamed = renamed_components(between, head)
    places = ((name, moved.get(name, name)) for name in base.components)
    names = {old: renamed.get(name, name) for old, name in places if renamed.get(name, name) != old}
    return under_new_names(between, renamed), names, systems


def _with_all_journeys(architecture: Architecture) -> Architecture:
    return with_journeys(architecture, [journey.label for journey in architecture.journeys.values()])


def _with_answers(
    told: Comparison, one: Architecture, other: Architecture, before: Architecture, after: Architecture
) -> Comparison:
    """Return the comparison with what is answered differently; `one` and `other` hold journeys as components."""
    told = replace(told, composites=composites_of(one, other))
    return replace(
        told,
        reasons=reasons(one, other, (*told.promised, *told.others), after.label),
        cycles=cycle_changes(before, after),
        shared=shared_changes(before, after),
        points=point_changes(before, after),
        radii=radius_changes(before, after),
    )
