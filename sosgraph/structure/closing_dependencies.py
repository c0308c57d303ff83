"""Dependencies that close a circle because of what they are for: to repair, to watch, to configure.

Whether the way back exists is decided by failure sets, so that redundancy on it counts.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement, dependencies_of
from sosgraph.structure.callees import Use, all_uses, uses
from sosgraph.structure.fallen import falling_pairs, possible_pairs, single_failures
from sosgraph.structure.witness import witnesses


class Closing(NamedTuple):
    """A dependency of `caller`, and why it closes a circle: `fallen` falls when `cause` fails alone, along `chain`.

    `chain` leads from `fallen` to `cause`, both included; `architecture` is the one in which it does.
    """

    caller: str
    use: Use
    fallen: str
    cause: str
    architecture: Architecture

    @property
    def chain(self) -> tuple[str, ...]:
        """The shortest chain of callers and callees from `fallen` to `cause`, each of which falls."""
        return witnesses(self.architecture).chain(self.fallen, self.cause)


def unrepairable(architecture: Architecture) -> tuple[Closing, ...]:
    """Return what a component needs to recover and what falls with it, in reading order; redundancy there is respected.

    The two fixpoints with the recover dependencies of one failed component in place of start dependencies: all that does not
    fall with it is up before.
    """
    return architecture.once(_unrepairable)


def _unrepairable(architecture: Architecture) -> tuple[Closing, ...]:
    callers = dict.fromkeys(
        caller.name for caller, dependency, hard in architecture.dependencies() if hard and "recover" in dependency.phases
    )
    return tuple(
        Closing(name, use, use.callee, name, architecture)
        for name in callers
        for use in _needed_to_recover(architecture, architecture.components[name])
    )


def _needed_to_recover(architecture: Architecture, component: Component) -> Iterator[Use]:
    down = single_failures(architecture).of(component.name).sets

    def fallen(callee: str) -> bool:
        return bool(down[callee])

    for requirement in component.requires:
        if _lacking(requirement, fallen):
            alone = replace(component, requires=(requirement,), uses=(), replicas=None)
            yield from (use for use in uses(alone) if use.needed_in("recover") and use.role == "hard" and fallen(use.callee))


def _lacking(requirement: Requirement, fallen: Callable[[str], bool]) -> bool:
    """Tell whether too little of what is needed to recover is left when all that is `fallen` is down."""
    if isinstance(requirement, Dependency):
        if "recover" not in requirement.phases or requirement.probability is not None:
            return False
        return fallen(requirement.callee) and (requirement.fallback is None or fallen(requirement.fallback.callee))
    if isinstance(requirement, Negation):
        return False  # more failures never break it
    asked = [part for part in requirement.among if _asks(part)]
    return sum(not _lacking(part, fallen) for part in asked) < min(requirement.need, len(asked))


def _asks(requirement: Requirement) -> bool:
    """Tell whether anything in a requirement is needed to recover."""
    if isinstance(requirement, Dependency):
        return "recover" in requirement.phases
    return any(map(_asks, (requirement.requirement,) if isinstance(requirement, Negation) else requirement.among))


def unseen(architecture: Architecture) -> tuple[Closing, ...]:
    """Return the dependencies of kind observe between two of which one falls with the other, in reading order, a pair once.

    A component is not taken to fall with what it observes only because it observes it.
    """
    return architecture.once(_unseen)


def _unseen(architecture: Architecture) -> tuple[Closing, ...]:
    pairs = _of_kind(architecture, "observe")
    if not pairs:
        return ()
    blind = _without_observing(architecture)
    falling = falling_pairs(blind, (pair for caller, use in pairs for pair in ((caller, use.callee), (use.callee, caller))))
    if blind is not architecture:
        falling = falling_pairs(architecture, falling)  # in a group, what is watched may keep up what falls without it
    found: dict[frozenset[str], Closing] = {}
    for caller, use in pairs:
        for fallen, cause in ((use.callee, caller), (caller, use.callee)):
            if (cause, fallen) in falling:
                found.setdefault(frozenset((caller, use.callee)), Closing(caller, use, fallen, cause, blind))
    return tuple(found.values())


def _without_observing(architecture: Architecture) -> Architecture:
    changed = {
        name: replace(component, requires=tuple(left for need in component.requires if (left := _besides_watching(need))))
        for name, component in architecture.components.items()
        if any(dependency.kind == "observe" for need in component.requires for dependency in dependencies_of(need))
    }
    return architecture.extended(changed) if changed else architecture


def _besides_watching(requirement: Requirement) -> Requirement | None:
    """Return what is left of a requirement without those of kind observe; of a group no more is needed than is left."""
    if isinstance(requirement, Dependency):
        return None if requirement.kind == "observe" else requirement
    if isinstance(requirement, Negation):
        return requirement  # more failures never break it
    among = tuple(left for part in requirement.among if (left := _besides_watching(part)))
    return replace(requirement, need=min(requirement.need, len(among)), among=among) if among else None


def unconfigurable(architecture: Architecture) -> tuple[Closing, ...]:
    """Return the dependencies of kind config on what falls with their caller, in reading order, hard and soft."""
    return architecture.once(_unconfigurable)


def _unconfigurable(architecture: Architecture) -> tuple[Closing, ...]:
    pairs = _of_kind(architecture, "config")
    falling = falling_pairs(architecture, possible_pairs(architecture, ((caller, use.callee) for caller, use in pairs)))
    return tuple(
        Closing(caller, use, use.callee, caller, architecture) for caller, use in pairs if (caller, use.callee) in falling
    )


def _of_kind(architecture: Architecture, kind: str) -> list[tuple[str, Use]]:
    """Return the declared dependencies of a kind with their callers, each callee of a caller once."""
    found: dict[tuple[str, str], Use] = {}
    for name in architecture.once(_callers_by_kind).get(kind, ()):
        for use in all_uses(architecture)[name]:
            if use.kind == kind and not use.inferred and use.callee != name:
                found.setdefault((name, use.callee), use)
    return [(caller, use) for (caller, _), use in found.items()]


def _callers_by_kind(architecture: Architecture) -> dict[str, dict[str, None]]:
    """Return by kind of dependency who has one, in reading order."""
    found: dict[str, dict[str, None]] = {}
    for caller, dependency, _ in architecture.dependencies():
        if dependency.kind != "call":  # nearly all, and nobody asks
            found.setdefault(dependency.kind, {})[caller.name] = None
    return found
