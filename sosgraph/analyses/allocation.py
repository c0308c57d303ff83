"""Which promise must each dependency make, so that what rests on them can keep its own? The inverse of the composite."""

from collections.abc import Collection, Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.analyses.composite_slo import with_assumptions
from sosgraph.bdd.allocation import WORST
from sosgraph.errors import BadCall
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_number, format_percent, parse_count, parse_number, parse_ratio
from sosgraph.selection import answerable_components, selected_components
from sosgraph.structure.allocatable import fixed_components, with_own_numbers
from sosgraph.structure.allocated import Allocated, allocated
from sosgraph.structure.composites import SLACK, composite_availability
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.table import Column, Table

_TITLES = MappingProxyType(
    {"equal_shares": "equal shares", "all_alike": "all alike", "extra_nine": "extra nine", "least_cost": "least cost"}
)
_TITLE = "What the own part of each must be worth"
_BEST = "least_cost"
_SHOWN = 5


class Cost(NamedTuple):
    """What an e-fold less unavailability of a component costs, compared with others."""

    component: str
    cost: float


def parse_cost(text: str) -> Cost:
    """Return what `component=number` says; the number is above zero."""
    component, equals, number = text.rpartition("=")
    if not equals or not component.strip():
        raise ValueError(f"{text!r} is no cost; write it like auth=2")
    cost = parse_number(number.strip())
    if not cost:
        raise ValueError(f"{text!r} costs nothing; write a number above zero")
    return Cost(component.strip(), cost)


def answer(
    architecture: Architecture,
    *,
    component: tuple[str, ...] = (),
    target: Ratio | None = None,
    cost: tuple[Cost, ...] = (),
    keep: tuple[str, ...] = (),
    most: int = 20,
) -> tuple[Table, ...]:
    """Return what each part below each `component` (those that users see) must be worth for its promise, or for `target`.

    And what these reach with that. Numbers of vendors and of `keep` stay what they are.
    """
    targets = _targets(architecture, component, target)
    if not targets:
        lead = "nothing is promised by what users see; say --target 99.9%, or --component with an slo"
        return (Table("allocation", _TITLE, (Column("component", "text", "component"),), (), lead=lead),)
    costs = {selected_components(architecture, [each.component])[0]: each.cost for each in cost}
    kept = selected_components(architecture, keep) if keep else ()
    for name in kept:
        if own_part(architecture.components[name]).ratio is None:
            raise BadCall(f"{architecture.label(name)} has no number that could be kept; give it one, or leave it open")
    fixed = fixed_components(architecture) | set(kept)
    found = allocated(architecture, targets, fixed, costs)
    reached = {
        method: composite_availability(with_own_numbers(architecture, numbers), wanted=[*targets, *numbers])
        for method, numbers in found.numbers.items()
    }
    return with_assumptions([*_parts(architecture, found, fixed, reached, most), _proof(architecture, found, reached)])


def _targets(architecture: Architecture, given: tuple[str, ...], target: Ratio | None) -> dict[str, Ratio]:
    names = selected_components(architecture, given) if given else answerable_components(architecture, ())
    found = {}
    for name in names:
        wanted = target or published_slo(architecture.components[name])
        if wanted is not None:
            found[name] = wanted
        elif given:
            raise BadCall(f"{architecture.label(name)} promises nothing; say --target 99.9%, or give it an slo")
    return found


Reached = dict[str, dict[str, Estimate]]
"""By method what roots and parts reach with its numbers."""


def _parts(architecture: Architecture, found: Allocated, fixed: Collection[str], reached: Reached, most: int) -> Iterator[Table]:
    if not found.numbers:
        return
    names = sorted(found.numbers[_BEST], key=lambda name: -_worse(architecture, found, name))
    columns = (
        Column("component", "text", "component"),
        Column("owner", "text", "owner"),
        Column("now", "target", "now"),
        *(Column(method, "availability", _TITLES[method]) for method in found.numbers),
        Column("improvement", "factor", "better by", absent="no number"),
        Column("promise", "availability", "can promise"),
    )
    rows = tuple(
        (
            architecture.label(name),
            architecture.components[name].owner,
            (own := own_part(architecture.components[name])).ratio,
            *(numbers[name] for numbers in found.numbers.values()),
            own.ratio.complement / found.numbers[_BEST][name] if own.ratio is not None else None,
            reached[_BEST][name],
        )
        for name in names[:most]
    )
    notes = tuple(_notes(architecture, found, fixed, len(names), most))
    facts = MappingProxyType({"parts": len(names), "roots": [name for name in found.targets if name not in found.impossible]})
    yield Table("allocation", _TITLE, columns, rows, notes, facts, _lead(architecture, found, names))


def _worse(architecture: Architecture, found: Allocated, name: str) -> float:
    """Return how many times as often it fails as it may, to the digits that count; where that is not known, below zero."""
    own = own_part(architecture.components[name]).ratio
    may = found.numbers[_BEST][name]
    return float(f"{own.complement / may:.9g}") if own is not None else -float(f"{may:.9g}")


def _lead(architecture: Architecture, found: Allocated, names: Sequence[str]) -> str:
    """Return for which promises the budget is divided, among how many, and who has to improve most."""
    possible = [name for name in found.targets if name not in found.impossible]
    roots = ", ".join(
        f"{architecture.label(name)} ({format_percent(found.targets[name].complement)})" for name in possible[:_SHOWN]
    ) + (f" and {len(possible) - _SHOWN} more" if len(possible) > _SHOWN else "")
    own = {name: ratio for name in names if (ratio := own_part(architecture.components[name]).ratio) is not None}
    short = [name for name, ratio in own.items() if ratio.complement > found.numbers[_BEST][name] * SLACK]
    begin = f"{len(names)} part{'' if len(names) == 1 else 's'} share the budget of {roots}"
    if not own:
        tightest = min(names, key=lambda name: float(f"{found.numbers[_BEST][name]:.9g}"))
        needed = format_percent(found.numbers[_BEST][tightest])
        return f"{begin}: at least cost {architecture.label(tightest)} needs {needed}, no other more"
    if not short:
        return f"{begin}: each with a number is good enough today"
    worst = short[0]
    step = f"from {format_percent(own[worst].complement)} to {format_percent(found.numbers[_BEST][worst])}"
    times = format_number(own[worst].complement / found.numbers[_BEST][worst])
    label = architecture.label(worst)
    who = f"{label} alone must become better" if len(short) == 1 else f"{len(short)} must become better, most of all {label}"
    return f"{begin}: at least cost {who}, {times} times, {step}"


def _notes(architecture: Architecture, found: Allocated, fixed: Collection[str], parts: int, most: int) -> Iterator[str]:
    if parts > most:
        yield f"shown: {most} of {parts} parts, those that must improve most first"
    below = [architecture.label(name) for name in found.fixed_parts if name in fixed]
    if below:
        more = f" and {len(below) - _SHOWN} more" if len(below) > _SHOWN else ""
        yield f"fixed, and taken off the budget first: {', '.join(below[:_SHOWN])}{more}"
    together = [architecture.label(name) for name in found.together]
    if len(together) > 1:
        more = f" and {len(together) - _SHOWN} more" if len(together) > _SHOWN else ""
        yield f"one number for all that fails only together with others: {', '.join(together[:_SHOWN])}{more}"
    if found.partly:
        yield (
            f"too entangled to be solved whole, divided by small minimal cut sets: "
            f"{', '.join(architecture.label(name) for name in found.partly)}"
        )
    yield "better by: least cost beside now; can promise: with all that it needs, at least cost"
    if any(number >= WORST for number in found.numbers[_BEST].values()):
        yield f"no part is asked for less than {format_percent(WORST)}"


def _proof(architecture: Architecture, found: Allocated, reached: Reached) -> Table:
    columns = (
        Column("component", "text", "component"),
        Column("target", "target", "target"),
        Column("fixed_share", "share", "used up by fixed"),
        *(Column(method, "availability", f"with {title}", absent="—") for method, title in _TITLES.items()),
    )
    rows = tuple(
        (
            architecture.label(name),
            target,
            found.fixed[name] / target.complement if target.complement else (1.0 if found.fixed[name] else 0.0),
            *(reached[method][name] if reached and name not in found.impossible else None for method in _TITLES),
        )
        for name, target in found.targets.items()
    )
    missed = [
        f"{_TITLES[method]} for {architecture.label(name)}"
        for name, target in found.targets.items()
        if name not in found.impossible
        for method in found.numbers
        if reached[method][name].unavailability_low > target.complement * SLACK
    ]
    more = f" and {len(missed) - _SHOWN} more" if len(missed) > _SHOWN else ""
    notes = (f"does not keep the target: {', '.join(missed[:_SHOWN])}{more}",) if missed else ()
    lead = _out_of_reach(architecture, found)
    return Table("allocation-proof", "Composed again with these numbers", columns, rows, notes, lead=lead)


def _out_of_reach(architecture: Architecture, found: Allocated) -> str:
    """Return which targets no numbers reach, and why; empty when there is none."""
    if not found.impossible:
        return ""
    first = found.impossible[0]
    words = (
        f"{architecture.label(first)} cannot reach {format_percent(found.targets[first].complement)} whatever the parts are "
        f"worth: fixed numbers alone leave {format_percent(found.fixed[first])}"
    )
    return words if len(found.impossible) == 1 else f"{words}; {len(found.impossible) - 1} more cannot either"


ANALYSIS = Analysis(
    name="allocation",
    summary="which number each part needs, so that what users see can keep its promise: by equal shares, extra nine or cost",
    answer=answer,
    parameters=(
        Parameter(
            "component", "only this component (may be repeated); else entries and heads of journeys", str, (), several=True
        ),
        Parameter("target", "what is to be reached, like 99.9%; else what each promises", parse_ratio, None),
        Parameter("cost", "what a better number costs, like auth=2, others 1 (may be repeated)", parse_cost, (), several=True),
        Parameter("keep", "this component keeps its number, as vendors do (may be repeated)", str, (), several=True),
        Parameter("most", "how many parts are shown", parse_count, 20),
    ),
)
