"""Who is named by whom, and what becomes of it: components that are finished, since they only name one another."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sosgraph.escaping import quoted
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency, Fallback
from sosgraph.model.requirement import AtLeast, Requirement
from sosgraph.model.slo import UNKNOWN_PART, OwnPart
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer

CERTAIN = Ratio(1.0, 0.0)
NEVER_FAILS = OwnPart(CERTAIN)
LONGEST_NAME = 200
"""Characters in the name of a package, as in names of our own language."""


class Strength(NamedTuple):
    """What a kind of relation means: whether its owner works without it, and when it is needed."""

    soft: bool
    phases: tuple[str, ...]


STRENGTHS: dict[str, Strength | None] = {
    "depends": Strength(False, ("run",)),
    "pre-depends": Strength(False, ("run", "deploy")),
    "recommends": Strength(True, ("run",)),
    "suggests": None,
    "enhances": None,
}
"""What the kinds of relations mean; None: nothing is lost without it."""


class Roster:
    """The packages of one file under their full names, in reading order, with what they need; each need is kept once.

    `places` are those that are described, `named` is where each was first named by another; `kinds` says what is no package.
    """

    __slots__ = ("kinds", "named", "places", "requires", "uses")

    def __init__(self) -> None:
        self.places: dict[str, Pointer] = {}
        self.named: dict[str, Pointer] = {}
        self.requires: dict[str, dict[object, Requirement]] = {}
        self.uses: dict[str, dict[str, Dependency]] = {}
        self.kinds: dict[str, str] = {}

    def add(self, caller: str, callees: Sequence[str], places: Sequence[Pointer], strength: Strength) -> None:
        """Remember that `caller` needs one of `callees`, which are named at `places`.

        A package that is one of its own alternatives needs nobody for it.
        """
        if caller in callees:
            return
        named: dict[str, Pointer] = {}
        for callee, at in zip(callees, places, strict=True):
            named.setdefault(callee, at)
        callees = tuple(named)
        if strength.soft:
            self.uses.setdefault(caller, {}).setdefault(callees[0], _soft(callees, named))
            return
        needs = self.requires.setdefault(caller, {})
        key = callees[0] if len(callees) == 1 else frozenset(callees)
        known = needs.get(key)
        if known is None or len(_phases(known)) < len(strength.phases):
            members = tuple(Dependency(callee, phases=strength.phases, at=named[callee]) for callee in callees)
            needs[key] = members[0] if len(members) == 1 else AtLeast(1, members, places[0])

    def strangers(self) -> dict[str, Pointer]:
        """Return where those are first named that are not described."""
        return {name: at for name, at in self.named.items() if name not in self.places}

    def components(self, system: str, external: bool) -> dict[str, Component]:
        """Return the components, last those that are named but not described; these are `external` or not.

        What they need is given up on the way: it would be there twice.
        """
        found = {}
        for name, at in self.places.items():
            hard = self.requires.pop(name, None)
            found[name] = Component(
                name=name,
                system=system,
                kind=self.kinds.get(name, "package"),
                own=NEVER_FAILS if name in self.kinds else UNKNOWN_PART,
                requires=tuple(hard.values()) if hard else (),
                uses=_beside(self.uses[name].values(), hard or {}) if name in self.uses else (),
                at=at,
            )
        for name, at in self.strangers().items():
            found[name] = Component(name=name, system=system, kind="package", external=external, at=at)
        return found


def too_long(name: str) -> str:
    """Return what is wrong with a name of more than `LONGEST_NAME` characters."""
    return f"{quoted(name)} has {len(name):,} characters; a name has {LONGEST_NAME} at most"


def _phases(requirement: Requirement) -> tuple[str, ...]:
    while isinstance(requirement, AtLeast):
        requirement = requirement.among[0]
    return requirement.phases if isinstance(requirement, Dependency) else ()


def _soft(callees: Sequence[str], named: dict[str, Pointer]) -> Dependency:
    """Return the soft dependency on the first of `callees`, for which the second stands in: it has no word for more."""
    fallback = Fallback(callees[1], CERTAIN, named[callees[1]]) if len(callees) > 1 else None
    return Dependency(callees[0], fallback=fallback, at=named[callees[0]])


def _beside(soft: Iterable[Dependency], hard: dict[object, Requirement]) -> tuple[Dependency, ...]:
    """Return those of `soft` that say more than what is needed anyway."""
    return tuple(one for one in soft if one.callee not in hard and (one.fallback is None or one.fallback.callee not in hard))
