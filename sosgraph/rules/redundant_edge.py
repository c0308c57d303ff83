"""Needs that decide nothing: whatever they say, another need of the same component has said it already."""

from collections.abc import Iterator, Mapping, Sequence

from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, dependencies_of, groups_of
from sosgraph.rules import Rule
from sosgraph.structure.callees import Use
from sosgraph.structure.indispensable import indispensable, indispensable_places


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield findings for groups whose members are needed anyway, then for places on which others in the list stand."""
    for component in architecture.components.values():
        if AtLeast in map(type, component.requires):
            yield from _moot_groups(architecture, component)
    places = indispensable_places(architecture)
    if any(len(stood) > 1 for stood in places.values()):
        yield from _outer_places(architecture, places)


def _moot_groups(architecture: Architecture, component: Component) -> Iterator[Finding]:
    groups = [group for need in component.requires if isinstance(need, AtLeast) for group in groups_of(need)]
    anyway = {use.callee: use for use in indispensable(component)} if groups else {}
    label = architecture.label
    for group in groups:
        certain = [
            each.callee
            for each in group.among
            if isinstance(each, Dependency) and each.phases == ("run",) and each.callee in anyway
        ]
        if len(certain) < group.need or not all(each.phases == ("run",) for each in dependencies_of(group)):
            continue
        named = " and ".join(label(callee) for callee in certain[: group.need])
        words = "any_of" if group.need == 1 else f"at_least {group.need}"
        verb = "is" if group.need == 1 else "are"
        message = (
            f"{words!r} of {label(component.name)} decides nothing, since {named} {verb} needed anyway; "
            f"leave the group out, or what is needed beside it"
        )
        notes = (Note(anyway[callee].at, f"{label(callee)} is needed here", branch) for branch, callee in enumerate(certain))
        yield Finding(group.at, message, tuple(notes))


def _outer_places(architecture: Architecture, places: Mapping[str, tuple[Use, ...]]) -> Iterator[Finding]:
    """Yield a finding for each place on which another place of the same component stands."""
    index = {name: number for number, name in enumerate(architecture.components)}
    reached = reachable_sets([[index[use.callee] for use in places.get(name, ())] for name in index])
    label = architecture.label
    for name, stood in places.items():
        for outer in stood if len(stood) > 1 else ():
            candidates = (use for use in stood if not reached[index[use.callee]] >> index[name] & 1)
            inner = next((use for use in candidates if _stands_on(index[use.callee], index[outer.callee], reached)), None)
            if inner is not None:
                message = (
                    f"{label(name)} stands on {label(outer.callee)} anyway, since {label(inner.callee)} stands there; "
                    f"leave {label(outer.callee)} out here"
                )
                yield Finding(outer.at, message, (Note(inner.at, f"{label(name)} stands on {label(inner.callee)}"),))


def _stands_on(inner: int, outer: int, reached: Sequence[int]) -> bool:
    """Tell whether one place stands on another, without the other way round."""
    return bool(reached[inner] >> outer & 1 and not reached[outer] >> inner & 1)


RULE = Rule("redundant-edge", "a need decides nothing, since another need implies it", Severity.INFO, check)
