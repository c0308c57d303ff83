"""A promise that somebody multiplied together from parts that share something, and that is lower than it need be."""

from collections.abc import Iterator
from functools import lru_cache
from math import prod
from typing import NamedTuple

from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.bit_sets import members
from sosgraph.graph.failure_sets import in_at_least
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import Ratio, format_percent
from sosgraph.rules import Rule
from sosgraph.source import Pointer
from sosgraph.structure.callees import rests_on
from sosgraph.structure.composites import reached_by_promisers, verdict_on
from sosgraph.structure.functions import function_of
from sosgraph.structure.own_part import contracted_sla, own_part, published_slo
from sosgraph.structure.places import place_of_dependency
from sosgraph.structure.promises import left_by_promises
from sosgraph.structure.strictest import strictest_promises

_ROUND = 0.04  # half a digit of a promise that people choose, like 99.9 %, is a larger share of its unavailability


class _Multiplied(NamedTuple):
    """A promise that is a product, and of what."""

    component: Component
    slo: AvailabilityObjective
    words: str
    reached: float


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each promise with the digits of a product, where what is multiplied shares parts and reaches more.

    Promises that are broken are told by other rules.
    """
    found = list(_multiplied(architecture))
    if not found:
        return
    names = list(architecture.components)
    index = {name: number for number, name in enumerate(names)}
    reached = reachable_sets([[index[callee] for callee in rests_on(one)] for one in architecture.components.values()])
    label = architecture.label
    for each in found:
        below = {callee: reached[index[callee]] for callee in rests_on(each.component)}
        in_common = members(in_at_least(2, below.values()))
        if not in_common:
            continue
        shared = names[min(in_common, key=lambda number: (-reached[number].bit_count(), number))]
        message = (
            f"{label(each.component.name)} promises {format_percent(each.slo.target.complement)}, the product of {each.words}, "
            f"but these share {label(shared)}, which the product counts more than once: together they reach "
            f"{format_percent(each.reached)} at most; take the promise from sosgraph composite-slo"
        )
        notes = (
            Note(_place(each.component, callee), f"{label(callee)} needs {label(shared)}", branch)
            for branch, callee in enumerate(callee for callee in below if below[callee] >> index[shared] & 1)
        )
        yield Finding(each.slo.at / "availability", message, tuple(notes)[:2])


def _multiplied(architecture: Architecture) -> Iterator[_Multiplied]:
    """Yield the promises that are kept, and equal a product that is more than half a digit below what is reached."""
    naive: list[float | None] | None = None
    for name, slo in strictest_promises(architecture).items():
        component = architecture.components[name]
        if _is_round(slo.target) or len(rests_on(component)) < 2:
            continue
        estimate = reached_by_promisers(architecture).get(component.name)
        if estimate is None or estimate.unavailability_high >= slo.target.complement - slo.target.half_a_digit:
            continue
        if verdict_on(component, estimate, left_by_promises(architecture).get(component.name, 0.0)) not in (
            "kept",
            "within reach",
        ):
            continue
        function = function_of(architecture)
        naive = naive_failure_probabilities(function.equations, function.failure) if naive is None else naive
        if _equals(naive[function.up[component.name]], slo):
            yield _Multiplied(component, slo, "all that it rests on", estimate.unavailability_high)
        elif any(_equals(each, slo) for each in _products(architecture, component)):
            yield _Multiplied(component, slo, "what its callees promise", estimate.unavailability_high)


@lru_cache(4_096)
def _is_round(target: Ratio) -> bool:
    """Tell whether so few digits are written that it may equal any product."""
    return target.half_a_digit > _ROUND * target.complement


def _equals(unavailability: float | None, slo: AvailabilityObjective) -> bool:
    return unavailability is not None and abs(unavailability - slo.target.complement) <= slo.target.half_a_digit


def _products(architecture: Architecture, component: Component) -> Iterator[float]:
    """Yield the unavailabilities that come of multiplying what the callees promise, without and with the own part."""
    needs = [_of_need(architecture, need) for need in component.requires]
    known = [need for need in needs if need is not None]
    if len(known) == len(needs) and component.replicas is None:
        together = _in_series(known)
        yield together
        own = own_part(component).ratio
        if own is not None:
            yield _in_series([together, own.complement])


def _of_need(architecture: Architecture, need: Requirement) -> float | None:
    """Return how often a plain need on one callee fails by its promise; None where nobody would multiply by hand."""
    if not isinstance(need, Dependency) or need.fallback or need.probability or need.tolerance_s is not None:
        return None
    if "run" not in need.phases:
        return 0.0
    callee = architecture.components[need.callee]
    ratio = published_slo(callee) or contracted_sla(callee) or own_part(callee).ratio
    return None if ratio is None else ratio.complement


def _in_series(failures: list[float]) -> float:
    return 1.0 - prod(1.0 - each for each in failures)


def _place(component: Component, callee: str) -> Pointer:
    return place_of_dependency(component, callee, ("run",))


RULE = Rule(
    "naive-composite",
    "a promise is the product of parts that share something, and lower than it need be",
    Severity.INFO,
    check,
)
