"""Which change moved a composite: each of those that can have, taken alone."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sosgraph.diff.composites import Reached, added
from sosgraph.diff.steps import Step, steps, taken, with_all_added
from sosgraph.diff.wording import Label
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.patience import interrupted
from sosgraph.quantity import format_number
from sosgraph.structure.below import below
from sosgraph.structure.callees import rests_on
from sosgraph.structure.composites import composite_availability

_MOST_WORK = 50_000  # components composed again, over all steps
_MOST_TRIED = 20  # components for which each change is tried alone
_NAMED = 3
_COUNTS = 0.02  # of the largest effect: what is less is not told
_SAME = 1e-9


class Reasons(NamedTuple):
    """Why each component changed, in words, by full name; `untried` tells that not all were tried alone everywhere."""

    words: Mapping[str, str]
    untried: bool


def reasons(base: Architecture, head: Architecture, found: Sequence[Reached], label: Label) -> Reasons:
    """Return why each of `found` changed: the one change that it rests on, or what each of several does alone."""
    every = tuple(steps(base, head, label))
    before = with_all_added(base, head)
    candidates = {
        each.name: _below(before, head, each.name, every) for each in found if each.before is not None and each.after is not None
    }
    several = [each.name for each in found if len(candidates.get(each.name, ())) > 1 and each.moved and not each.left_moved]
    tried = _affordable(before, several, candidates)
    effects = _effects(before, every, {name: candidates[name] for name in tried})
    words = {}
    for each in found:
        if each.before is None or each.after is None:
            words[each.name] = "new" if each.before is None else "gone"
        elif each.name in tried:
            words[each.name] = _by_effect(every, candidates[each.name], effects, each, label)
        else:
            possible = _telling(every, candidates[each.name], each)
            doubt = "one or more of: " if len(possible) > 1 and (each.moved or each.left_moved) else ""
            words[each.name] = f"{doubt}{_all(every, possible, label)}"
    return Reasons(words, len(tried) < len(several) or interrupted())


def _below(base: Architecture, head: Architecture, name: str, every: Sequence[Step]) -> list[int]:
    """Return the numbers of the steps of components on which `name` may rest, before or after."""
    seen = {name}
    pending = [name]
    while pending:
        one = pending.pop()
        for architecture in (base, head):
            if one in architecture.components:
                for callee in rests_on(architecture.components[one]):
                    if callee not in seen:
                        seen.add(callee)
                        pending.append(callee)
    return [number for number, step in enumerate(every) if step.component.name in seen and step.changes]


def _affordable(base: Architecture, names: Sequence[str], candidates: Mapping[str, Sequence[int]]) -> list[str]:
    """Return the first of `names` for which it is not too much work to take each of its steps alone."""
    chosen: list[str] = []
    work = 0
    for name in names[:_MOST_TRIED]:
        more = len(candidates[name]) * len(below(base, [name]).components)
        if work + more <= _MOST_WORK:
            chosen.append(name)
            work += more
    return chosen


def _effects(base: Architecture, every: Sequence[Step], tried: Mapping[str, Sequence[int]]) -> dict[tuple[int, str], float]:
    """Return by how much each step alone changes the unavailability of each component of `tried`, for certain."""
    effects: dict[tuple[int, str], float] = {}
    for number in dict.fromkeys(number for numbers in tried.values() for number in numbers):
        names = [name for name, numbers in tried.items() if number in numbers]
        old = composite_availability(below(base, names), wanted=names, certain=True)
        new = composite_availability(below(taken(base, every[number]), names), wanted=names, certain=True)
        effects |= {(number, name): added(old[name], new[name]) for name in names}
    return effects


def _by_effect(
    every: Sequence[Step], candidates: Sequence[int], effects: Mapping[tuple[int, str], float], each: Reached, label: Label
) -> str:
    alone = {number: effects[number, each.name] for number in candidates}
    largest = max(abs(effect) for effect in alone.values())
    if not largest or largest < _SAME * abs(each.more):
        return f"only together: {_all(every, candidates, label)}"
    counting = sorted((number for number in candidates if abs(alone[number]) >= _COUNTS * largest), key=lambda n: -abs(alone[n]))
    if len(counting) == 1:
        return _all(every, counting, label)
    told = [f"{_words(every[number], label)} ({_minutes(alone[number])} alone)" for number in counting[:_NAMED]]
    return _listed(told, len(counting))


def _telling(every: Sequence[Step], candidates: Sequence[int], each: Reached) -> Sequence[int]:
    """Return what changed about itself where it alone changes the verdict, else all."""
    own = [number for number in candidates if every[number].component.name == each.name]
    return own if own and not each.moved and not each.left_moved else candidates


def _all(every: Sequence[Step], numbers: Sequence[int], label: Label) -> str:
    return _listed([_words(every[number], label) for number in numbers[:_NAMED]], len(numbers))


def _listed(told: Sequence[str], total: int) -> str:
    return "; ".join(told) + (f"; and {total - len(told)} more" if total > len(told) else "")


def _words(step: Step, label: Label) -> str:
    told = [change.words(label) for change in step.changes]
    return _listed(told[:_NAMED], len(told))


def _minutes(unavailability: float) -> str:
    return f"{'+' if unavailability > 0 else ''}{format_number(unavailability * DEFAULT_WINDOW_S / 60)} min"
