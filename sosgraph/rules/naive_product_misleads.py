"""Where the two rules of thumb promise too much: redundancy counted as if its members shared nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sosgraph.bdd.counted_once import counted_once, made_of
from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.bit_sets import bit_set, members
from sosgraph.graph.failure_sets import in_at_least
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_number, format_percent, parse_number
from sosgraph.rules import Rule
from sosgraph.source import Pointer
from sosgraph.structure.coarse_bounds import coarse_bounds
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.functions import enough_for, function_of, naive_of
from sosgraph.structure.judged import down_at_most
from sosgraph.structure.partly_shared import partly_shared
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.resting import resting
from sosgraph.structure.wholly_shared import shared_dependencies

_TRIED = 8  # shared components of each that are counted once, one after another
_COUNTED = 40  # shared components that are counted once for all of them
_MORE = 1 + 1e-6  # so that rounding alone is no difference


class _Misled(NamedTuple):
    """A component with its unavailability by the two rules, and the exact one or less."""

    name: str
    naive: float
    exact: float


class _Cause(NamedTuple):
    """What the rules count several times, and the first group that shares it."""

    shared: str
    group: RedundancyGroup


def check(architecture: Architecture, *, factor: float = 2.0) -> Iterator[Finding]:
    """Yield one finding for each component, promising or entered, that is down more than `factor` times as often as by the rules.

    Of a component that owns the group itself nothing is said where that group is a finding already.
    """
    misled = _misled(architecture, factor)
    if not misled:
        return
    causes = _causes(architecture, misled)
    told = {(shared.owner, name) for shared in shared_dependencies(architecture) for name in (shared.shared, *shared.behind)}
    told |= {(shared.owner, name) for shared in partly_shared(architecture) for name in shared.failed}
    for each in misled:
        cause = causes.get(each.name)
        if cause is None or (each.name, cause.shared) not in told:
            notes = () if cause is None else (_note(architecture, cause),)
            yield Finding(_place(architecture, each.name), _words(architecture, each, cause), notes)


def _misled(architecture: Architecture, factor: float) -> list[_Misled]:
    coarse = coarse_bounds(architecture)
    judged = [
        name
        for name, each in architecture.components.items()
        if coarse.most[name] > factor * coarse.naive_least[name] and (each.availability_slos or each.entry is not None)
    ]
    if not judged:
        return []
    part = enough_for(architecture, judged)
    function = function_of(part)
    equations = function.equations
    if not equations.coherent or not any(0 < gate.need < len(gate.arguments) for gate in equations.gates):
        return []
    naive = naive_of(part)
    limits = {name: factor * low for name in judged if (low := naive[function.up[name]])}
    fine = down_at_most(architecture, limits)
    possible = [name for name in limits if name not in fine]
    exact = composite_availability(architecture, wanted=possible, certain=True) if possible else {}
    least = {name: exact[name].unavailability_low for name in possible}
    misled = (_Misled(name, limits[name] / factor, least[name]) for name in possible if least[name] > limits[name])
    return [each for each in misled if format_percent(each.exact) != format_percent(each.naive)]


def _causes(architecture: Architecture, misled: Sequence[_Misled]) -> dict[str, _Cause]:
    """Return by component what makes most of the difference when it is counted once."""
    function = function_of(architecture)
    candidates = _candidates(architecture, [each.name for each in misled])
    equations, place = made_of(function.equations, [function.up[each.name] for each in misled])
    naive = naive_failure_probabilities(equations, function.failure)
    number = {name: place[up] for name, up in function.up.items() if up in place}
    once: dict[str, list[float | None]] = {}
    found = {}
    for each in misled:
        shared = [name for name in candidates[each.name] if name in number]
        likely = sorted(shared, key=lambda name: -(naive[number[name]] or 0.0))[:_TRIED]
        for name in likely:
            if name not in once and len(once) < _COUNTED:
                once[name] = counted_once(equations, function.failure, number[name])
        gains = {name: once[name][number[each.name]] or 0.0 for name in likely if name in once}
        best = max(gains, key=lambda name: gains[name], default="")
        if best and gains[best] > each.naive * _MORE:
            found[each.name] = _Cause(best, candidates[each.name][best])
    return found


def _candidates(architecture: Architecture, names: Iterable[str]) -> dict[str, Mapping[str, RedundancyGroup]]:
    """Return for each component what the members of groups below it have in common, each with the first such group."""
    components = tuple(architecture.components)
    index = {name: number for number, name in enumerate(components)}
    reached = reachable_sets(resting(architecture))
    in_common: dict[int, list[tuple[RedundancyGroup, int]]] = {}
    for group in redundancy_groups(architecture):
        sets = []
        for callees in dict.fromkeys(member.callees for member in group.members):
            bits = 0
            for callee in callees:
                bits |= reached[index[callee]]
            sets.append(bits)
        in_common.setdefault(index[group.owner.name], []).append((group, in_at_least(2, sets)))
    owners = bit_set(in_common)
    found: dict[str, Mapping[str, RedundancyGroup]] = {}
    for name in names:
        shared: dict[str, RedundancyGroup] = {}
        left = -1
        for owner in members(reached[index[name]] & owners):
            for group, bits in in_common[owner]:
                for number in members(bits & left):
                    shared[components[number]] = group
                left &= ~bits
        found[name] = shared
    return found


def _words(architecture: Architecture, misled: _Misled, cause: _Cause | None) -> str:
    label = architecture.label
    reached, hoped = format_percent(misled.exact), format_percent(misled.naive)
    message = (
        f"{label(misled.name)} reaches {reached} at most, not {hoped} as by multiplying availabilities in series and failures "
        f"in parallel ({format_number(misled.exact / misled.naive)} times the unavailability)"
    )
    if cause is None:
        return f"{message}: its redundancy shares parts, which count as if each member had its own"
    whose = f"the {cause.group.words}" if cause.group.words == "replicas" else f"'{cause.group.words}'"
    return f"{message}: {label(cause.shared)} counts as if each member of {whose} of {label(cause.group.owner.name)} had its own"


def _note(architecture: Architecture, cause: _Cause) -> Note:
    return Note(cause.group.at, f"{architecture.label(cause.shared)} is below several members")


def _place(architecture: Architecture, name: str) -> Pointer:
    component = architecture.components[name]
    if component.availability_slos:
        return min(component.availability_slos, key=lambda slo: slo.target.complement).at / "availability"
    return component.place("entry")


RULE = Rule(
    "naive-product-misleads",
    "multiplying availabilities promises too much, since redundancy shares parts",
    Severity.WARNING,
    check,
    (Parameter("factor", "times the unavailability by the two rules that is too much", parse_number, 2.0),),
)
