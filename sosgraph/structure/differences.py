"""What a change makes of composites, and of what promises leave to promises."""

from collections.abc import Collection
from typing import NamedTuple

from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composite_availability, verdict_on
from sosgraph.structure.promises import left_by_promises

_SAME = 1e-9  # relative, of unavailabilities


class Difference(NamedTuple):
    """One component before and after, and whether it can keep its promise."""

    component: str
    before: Estimate
    after: Estimate
    verdict_before: str | None
    verdict_after: str | None

    @property
    def more(self) -> float:
        """The unavailability that is added; below zero, taken away."""
        return self.after.unavailability_high - self.before.unavailability_high

    @property
    def judged(self) -> str | None:
        """The verdict on the promise, and what it becomes where it changes."""
        if self.verdict_before == self.verdict_after:
            return self.verdict_before
        return f"{self.verdict_before or 'no promise'} -> {self.verdict_after or 'no promise'}"

    @property
    def alike(self) -> bool:
        """Tell whether the composite is as before."""
        return _alike(self.before, self.after)


class Left(NamedTuple):
    """How often a component fails at least when its callees keep just what they promise."""

    before: float
    after: float


def differences(before: Architecture, after: Architecture, gone: Collection[str] = ()) -> list[Difference]:
    """Return the components whose composite, or whose verdict, differs: those that change most first.

    What is `gone` promises nothing any more.
    """
    old, new = composite_availability(before), composite_availability(after)
    found = []
    for name, estimate in old.items():
        kept = _verdict(before, name, estimate)
        taken_back = "removed" if kept is not None else None
        verdicts = (kept, taken_back if name in gone else _verdict(after, name, new[name]))
        if verdicts[0] != verdicts[1] or not _alike(estimate, new[name]):
            found.append(Difference(name, estimate, new[name], *verdicts))
    return sorted(found, key=lambda each: -abs(each.more))


def moved_by_promises(before: Architecture, after: Architecture) -> dict[str, Left]:
    """Return what callees leave to a promise by just keeping theirs, where that changes most first: no composite rests on it."""
    old, new = left_by_promises(before), left_by_promises(after)
    both = {name: Left(old[name], new[name]) for name in old if name in new}
    found = {name: left for name, left in both.items() if abs(left.before - left.after) > _SAME * max(left)}
    return dict(sorted(found.items(), key=lambda item: -abs(item[1].before - item[1].after)))


def _verdict(architecture: Architecture, name: str, estimate: Estimate) -> str | None:
    return verdict_on(architecture.components[name], estimate, left_by_promises(architecture).get(name, 0.0))


def _alike(one: Estimate, other: Estimate) -> bool:
    ends = ((one.unavailability_low, other.unavailability_low), (one.unavailability_high, other.unavailability_high))
    return one.upper_bound == other.upper_bound and all(abs(left - right) <= _SAME * max(left, right) for left, right in ends)
