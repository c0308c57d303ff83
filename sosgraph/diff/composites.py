"""What becomes of the composite availabilities and of the promises on them."""

from typing import NamedTuple

from sosgraph.bdd.probability import Interval
from sosgraph.estimate import Certificate, Estimate
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import Ratio
from sosgraph.structure.callees import rests_on
from sosgraph.structure.composites import SLACK, composite_availability, verdict_on
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.structure.promises import left_by_promises, left_for, promise_of_the_whole

BROKEN = ("out of reach", "contradicted")
"""Verdicts on a promise that cannot be kept."""
_SAME = 1e-9  # relative, of unavailabilities


class Reached(NamedTuple):
    """What a component or a journey reaches before and after, None where it is not there, and what is said of its promise.

    `left_before` and `left_after` are how often it is down at least when its callees keep just their promises, where that is
    more often than by what is declared. `relied_on` tells that somebody counts on it: it is promised, an entry or a journey.
    `lower` tells that it reaches less for certain, or that promises leave less, and not only because more numbers are known now.
    """

    name: str
    before: Estimate | None
    after: Estimate | None
    promised_before: Ratio | None
    promised_after: Ratio | None
    verdict_before: str | None
    verdict_after: str | None
    lower: bool
    left_before: float | None = None
    left_after: float | None = None
    relied_on: bool = False

    @property
    def promised(self) -> bool:
        """Whether it is promised before or after."""
        return self.promised_before is not None or self.promised_after is not None

    @property
    def breaks(self) -> bool:
        """Whether a promise that could be kept no longer can."""
        return self.verdict_before is not None and self.verdict_before not in BROKEN and self.verdict_after in BROKEN

    @property
    def moved(self) -> bool:
        """Whether the number itself differs, on something that is there before and after."""
        return self.before is not None and self.after is not None and not _alike(self.before, self.after)

    @property
    def left_moved(self) -> bool:
        """Whether what promises leave differs, on something that is there before and after."""
        if self.before is None or self.after is None or self.left_before == self.left_after:
            return False
        old = max(self.before.unavailability_low, self.left_before or 0.0)
        new = max(self.after.unavailability_low, self.left_after or 0.0)
        return abs(new - old) > _SAME * max(new, old) + 1e-15

    @property
    def more(self) -> float:
        """The unavailability that is added, at least; below zero, taken away; 0 where it is not there before or after."""
        if self.before is None or self.after is None:
            return 0.0
        return added(self.before, self.after)


class Composites(NamedTuple):
    """Those that changed; `unsure` are how many more may have, since both numbers are only known within bounds."""

    changed: tuple[Reached, ...]
    unsure: int


def composites_of(base: Architecture, head: Architecture) -> Composites:
    """Return what changed about composites and promises, those promised first, that which changes most first.

    Of what is only there before or only after, what promises. Components have the same names in both; journeys are among them.
    """
    names = _affected(base, head)
    there = [name for name in names if name in base.components]
    old = composite_availability(base, wanted=there, certain=True)
    new = composite_availability(head, wanted=[name for name in names if name in head.components], certain=True)
    known = _known_as_after(base, head)
    as_known = old if known is base else composite_availability(known, wanted=there, certain=True)
    relied_on = (_relied_on(base) | _relied_on(head)).intersection(names)
    left_old, left_known, left_new = (_left(each, relied_on) for each in (base, known, head))
    found, unsure = [], 0
    for name in names:
        before, after = old.get(name), new.get(name)
        lower = name in as_known and after is not None and _surely_lower(as_known[name], after)
        if name in as_known and name in left_new:
            before_at_most = max(left_known[name].upper if name in left_known else 0.0, as_known[name].unavailability_high)
            lower = lower or left_new[name].lower > before_at_most * (1 + _SAME) + 1e-15
        each = Reached(
            name,
            before,
            after,
            *_promised(base, head, name),
            _verdict(base, name, before),
            _verdict(head, name, after),
            lower,
            _beyond(before, left_old.get(name)),
            _beyond(after, left_new.get(name)),
            name in relied_on,
        )
        if before is None or after is None:
            if each.promised:
                found.append(each)
        elif (
            each.moved
            or each.left_moved
            or each.verdict_before != each.verdict_after
            or each.promised_before != each.promised_after
        ):
            found.append(each)
        else:
            unsure += before.certificate is not after.certificate or (
                before.certificate is Certificate.BOUNDS and before != after
            )
    return Composites(tuple(sorted(found, key=lambda each: (not each.breaks, not each.promised, -abs(each.more)))), unsure)


def added(before: Estimate, after: Estimate) -> float:
    """Return by how much the unavailability grows for certain, below zero where it shrinks; 0 where the two may be the same."""
    more, less = after.unavailability_low - before.unavailability_high, after.unavailability_high - before.unavailability_low
    return more if more > 0 else min(less, 0.0)


def _affected(base: Architecture, head: Architecture) -> list[str]:
    """Return what changed and what may rest on it, in reading order: the composites of all others are the same."""
    names = dict.fromkeys((*head.components, *base.components))
    callers: dict[str, list[str]] = {}
    for architecture in (base, head):
        for name, component in architecture.components.items():
            for callee in rests_on(component):
                callers.setdefault(callee, []).append(name)
    found = {name for name in names if base.components.get(name) != head.components.get(name)}
    found |= base.mistaken ^ head.mistaken
    pending = list(found)
    while pending:
        for caller in callers.get(pending.pop(), ()):
            if caller not in found:
                found.add(caller)
                pending.append(caller)
    return [name for name in names if name in found]


def _promised(base: Architecture, head: Architecture, name: str) -> tuple[Ratio | None, Ratio | None]:
    before, after = base.components.get(name), head.components.get(name)
    return None if before is None else published_slo(before), None if after is None else published_slo(after)


def _verdict(architecture: Architecture, name: str, estimate: Estimate | None) -> str | None:
    if estimate is None:
        return None
    return verdict_on(architecture.components[name], estimate, left_by_promises(architecture).get(name, 0.0))


def _relied_on(architecture: Architecture) -> set[str]:
    found = {journey.label for journey in architecture.journeys.values()}
    found |= {name for name, one in architecture.components.items() if one.entry is not None or one.availability_slos}
    return found


def _left(architecture: Architecture, names: set[str]) -> dict[str, Interval]:
    """Return what promises leave of those of `names` that are there and whose own number their promise is not."""
    there = [one for name, one in architecture.components.items() if name in names]
    return left_for(architecture, [one.name for one in there if own_part(one).source != "slo"])


def _beyond(reached: Estimate | None, left: Interval | None) -> float | None:
    """Return what promises leave, None where what is declared leaves no more."""
    return left.lower if reached is not None and left is not None and left.lower > reached.unavailability_low * SLACK else None


def _known_as_after(base: Architecture, head: Architecture) -> Architecture:
    """Return `base`, had the numbers been known there that only `head` has: to learn one makes nothing worse."""
    learnt: dict[str, Component] = {}
    for name, before in base.components.items():
        after = head.components.get(name)
        if after is not None and own_part(before).ratio is None and _learnt(before, after):
            learnt[name] = replace(before, own=after.own, slos=after.slos, slas=after.slas, observed=after.observed)
    return base.extended(learnt) if learnt else base


def _learnt(before: Component, after: Component) -> bool:
    return own_part(after).ratio is not None or (promise_of_the_whole(before) is None and promise_of_the_whole(after) is not None)


def _surely_lower(before: Estimate, after: Estimate) -> bool:
    return after.unavailability_low > before.unavailability_high * (1 + _SAME) + 1e-15


def _alike(one: Estimate, other: Estimate) -> bool:
    """Tell whether nothing proves that they differ: the same number, or ranges that meet."""
    if one.upper_bound != other.upper_bound:
        return False
    return not (_surely_lower(one, other) or _surely_lower(other, one))
