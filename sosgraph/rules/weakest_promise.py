"""A chain of promises is as strong as its weakest link: what is needed should not promise less than who needs it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule
from sosgraph.structure.composites import SLACK
from sosgraph.structure.indispensable import Without, chain_to, first_indispensable
from sosgraph.structure.judged import judged_promisers
from sosgraph.structure.own_part import own_parts
from sosgraph.structure.places import place_of_dependency
from sosgraph.structure.promises import left_by_promises
from sosgraph.structure.strictest import strictest_promises

Promises = Mapping[str, AvailabilityObjective]
"""The strictest promise of each component that makes one."""

_SHOWN = 2


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each promise that is weaker than those of components that are down without it.

    Of callers that cannot keep their promises anyhow nothing is said: other rules do.
    """
    promises = strictest_promises(architecture)
    weakest = _weakest(architecture, promises)
    callers: dict[str, list[str]] = {}
    for name, slo in promises.items():
        if name in weakest:
            promiser = weakest[name].source
            if slo.target.complement * SLACK < promises[promiser].target.complement and _within_reach(architecture, name, slo):
                callers.setdefault(promiser, []).append(name)
    for promiser in (name for name in promises if name in callers):
        stricter = sorted(callers[promiser], key=lambda name: promises[name].target.complement)
        notes = [
            note for branch, name in enumerate(stricter[:_SHOWN]) for note in _path(architecture, name, promises, weakest, branch)
        ]
        yield Finding(promises[promiser].at / "availability", _words(architecture, promiser, stricter, promises), tuple(notes))


def _within_reach(architecture: Architecture, name: str, slo: AvailabilityObjective) -> bool:
    if own_parts(architecture)[name].ratio is None:
        return False  # then what the callees promise is judged as a whole
    least = max(judged_promisers(architecture).least(name), left_by_promises(architecture).get(name, 0.0))
    return least <= slo.target.complement * SLACK


def _words(architecture: Architecture, promiser: str, stricter: Sequence[str], promises: Promises) -> str:
    weak, strict = (format_percent(promises[name].target.complement) for name in (promiser, stricter[0]))
    whom, first = architecture.label(promiser), architecture.label(stricter[0])
    if len(stricter) == 1:
        more, holds = f"but {first}, which is down without it, promises {strict}", "that holds"
    else:
        more = f"but {len(stricter)} components that are down without it promise more, {first} {strict} most of all"
        holds = "these hold"
    return (
        f"{whom} promises {weak}, {more}; {holds} as long as {whom} is better than its promise: promise more here, or less there"
    )


def _weakest(architecture: Architecture, promises: Promises) -> dict[str, Without]:
    """Return the weakest promise that each component cannot do without; what is behind another promise is covered by that."""
    return first_indispensable(architecture, sorted(promises, key=lambda name: -promises[name].target.complement), promises)


def _path(
    architecture: Architecture, name: str, promises: Promises, weakest: Mapping[str, Without], branch: int
) -> Iterator[Note]:
    label = architecture.label
    slo = promises[name]
    yield Note(slo.at / "availability", f"{label(name)} promises {format_percent(slo.target.complement)}", branch)
    for caller, callee in pairwise(chain_to(name, weakest)):
        place = place_of_dependency(architecture.components[caller], callee, ("run",))
        yield Note(place, f"{label(caller)} -> {label(callee)}", branch)


RULE = Rule(
    "weakest-promise",
    "a component promises less than those that are down without it",
    Severity.WARNING,
    check,
)
