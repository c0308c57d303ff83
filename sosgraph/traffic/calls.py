"""The calls of an architecture as numbers: who asks whom, how often for each request, and in which group."""

from collections.abc import Iterator
from math import floor
from typing import NamedTuple

from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement
from sosgraph.source import Pointer


class Call(NamedTuple):
    """A dependency of kind call that is needed while running; `caller` and `callee` are positions of components.

    `calls` reach the callee for each request of the caller when it is asked: what a cache answers is left out; `uncached` would
    if that were empty. Of these, the `share` is asked while all is well: all, but for members of a group and for a fallback,
    whose `primary` is another call.
    """

    caller: int
    callee: int
    dependency: Dependency
    hard: bool
    calls: float
    uncached: float
    share: float
    primary: int = -1

    @property
    def attempts(self) -> int:
        """How often it is tried at most."""
        retry = self.dependency.retry
        return 1 if retry is None or self.primary >= 0 else retry.attempts

    @property
    def at_once(self) -> bool:
        """Whether it is tried again without a pause."""
        retry = self.dependency.retry
        return self.attempts > 1 and retry is not None and not retry.backoff_s

    @property
    def copies(self) -> int:
        """How many requests one attempt makes at most: two where a second copy is sent before the attempt is given up."""
        hedge_s, timeout_s = self.dependency.hedge_s, self.dependency.timeout_s
        hedged = hedge_s is not None and self.primary < 0 and (timeout_s is None or hedge_s < timeout_s)
        return 2 if hedged else 1

    @property
    def budget(self) -> float | None:
        """Retries as a share of first tries at most; None: no limit."""
        retry = self.dependency.retry
        return None if retry is None or retry.budget is None else retry.budget.value

    @property
    def most(self) -> float:
        """How often it is tried on average when every attempt fails."""
        return float(self.attempts) if self.budget is None else min(float(self.attempts), 1 + self.budget)

    @property
    def again(self) -> Pointer:
        """Where it is written why more than one request becomes of a call: its retry, else its second copy, else the call."""
        at = self.dependency.at
        return at / "retry" if self.attempts > 1 else at / "hedge" if self.copies > 1 else at

    @property
    def normal(self) -> float:
        """Calls for each request of the caller while all is well."""
        return self.calls * self.share

    @property
    def worst(self) -> float:
        """Requests that reach the callee for each request of the caller while everything fails, and is slow to do so."""
        return self.calls * self.most * self.copies

    @property
    def emptied(self) -> float:
        """The same while its cache is empty, too."""
        return self.uncached * self.most * self.copies

    def any_with(self, chance: float, reaching: float) -> float:
        """Return the share of requests, when it is asked, of which one call or more meets with what each does by `chance` alone.

        Asked by a share p of requests n + f times, of which a share m is `reaching` the callee: p (1 - (1 - m c)^n (1 - f m c)).
        """
        one = self.dependency
        if one.calls <= 1:
            return min(1.0, reaching) * chance
        whole, asked = floor(one.calls), 1.0 if one.probability is None else one.probability.value
        each = chance * (reaching / self.uncached if self.uncached else 0.0)
        return asked * (1 - (1 - each) ** whole * (1 - (one.calls - whole) * each))


class Group(NamedTuple):
    """`need` of the calls and further groups `members` must do, besides `always` more that are no calls.

    A member is the position of a call, or `~` that of a group further down the list.
    """

    need: int
    always: int
    members: tuple[int, ...]
    outermost: bool


@dataclass(frozen=True, slots=True)
class Calls:
    """All calls, by caller in reading order; those of caller i are `calls[starts[i]:starts[i + 1]]`; `groups` likewise."""

    names: tuple[str, ...]
    calls: tuple[Call, ...]
    starts: tuple[int, ...]
    groups: tuple[Group, ...]
    group_starts: tuple[int, ...]

    def of(self, caller: int) -> tuple[Call, ...]:
        """Return the calls of a component."""
        return self.calls[self.starts[caller] : self.starts[caller + 1]]


def calls_of(architecture: Architecture) -> Calls:
    """Return the calls of an architecture; linear in its dependencies."""
    index = {name: number for number, name in enumerate(architecture.components)}
    collected = _Collected(index)
    starts, group_starts = [0], [0]
    for number, component in enumerate(architecture.components.values()):
        collected.add(number, component)
        starts.append(len(collected.calls))
        group_starts.append(len(collected.groups))
    return Calls(tuple(index), tuple(collected.calls), tuple(starts), tuple(collected.groups), tuple(group_starts))


class _Collected:
    """Calls and groups on their way into the tuples."""

    def __init__(self, index: dict[str, int]) -> None:
        self.index = index
        self.calls: list[Call] = []
        self.groups: list[Group] = []

    def add(self, caller: int, component: Component) -> None:
        """Add what a component calls."""
        for requirement in component.requires:
            if isinstance(requirement, Dependency):
                self._call(caller, requirement, True, 1.0)
            elif isinstance(requirement, AtLeast) and any(True for _ in _calls_in(requirement)):
                self._group(caller, requirement)
        for dependency in component.uses:
            self._call(caller, dependency, False, 1.0)

    def _call(self, caller: int, dependency: Dependency, hard: bool, share: float) -> int:
        if not is_call(dependency):
            return -1
        asked = 1.0 if dependency.probability is None else dependency.probability.value
        missed = 1.0 if dependency.cache is None else dependency.cache.hit_rate.complement
        whole, place = dependency.calls * asked, len(self.calls)
        self.calls.append(Call(caller, self.index[dependency.callee], dependency, hard, whole * missed, whole, share))
        if dependency.fallback is not None:
            covered, instead = dependency.fallback.coverage.value, self.index[dependency.fallback.callee]
            self.calls.append(Call(caller, instead, dependency, False, whole * missed * covered, whole * covered, 0.0, place))
        return place

    def _group(self, caller: int, outermost: AtLeast) -> None:
        """Add a group, outer before inner, so that no recursion follows its depth."""
        first = len(self.groups)
        pending = [(outermost, 1.0)]
        for group, share in pending:
            inside = share * group.need / len(group.among)
            members: list[int] = []
            for member in group.among:
                if isinstance(member, AtLeast):
                    members.append(~(first + len(pending)))
                    pending.append((member, inside))
                elif isinstance(member, Dependency) and (place := self._call(caller, member, True, inside)) >= 0:
                    members.append(place)
            always = len(group.among) - len(members)
            self.groups.append(Group(group.need, always, tuple(members), group is outermost))


def _calls_in(group: AtLeast) -> Iterator[Dependency]:
    pending: list[Requirement] = [group]
    while pending:
        part = pending.pop()
        if isinstance(part, AtLeast):
            pending.extend(part.among)
        elif not isinstance(part, Negation) and is_call(part):
            yield part


def is_call(dependency: Dependency) -> bool:
    """Tell whether requests pass along a dependency while the system runs."""
    return dependency.kind == "call" and "run" in dependency.phases
