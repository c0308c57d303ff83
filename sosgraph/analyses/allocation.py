"""Which promise must each dependency make, so that what rests on them can keep its own? The inverse of the composite."""

from collections.abc import Collection, Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.bdd.dials import WORST
from sosgraph.enumeration import some_of
from sosgraph.errors import BadCall
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_number, format_percent, format_share, parse_count, parse_number, parse_ratio
from sosgraph.selection import TARGETS, answerable, selected_component, selected_components
from sosgraph.structure.allocatable import fixed_components, with_own_numbers
from sosgraph.structure.allocated import Allocated, allocated
from sosgraph.structure.assumptions import with_assumptions
from sosgraph.structure.composites import SLACK, composite_availability
from sosgraph.structure.entangled import ask_below
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
    architecture, targets = _targets(architecture, component, target)
    if not targets:
        lead = "nothing is promised by what users see; say --target 99.9%, or --component with an slo"
        return (Table("allocation", _TITLE, (Column("component", "text", "component"),), (), lead=lead),)
    costs = {selected_component(architecture, each.component): each.cost for each in cost}
    fixed = fixed_components(architecture) | set(_kept(architecture, keep))
    found = allocated(architecture, targets, fixed, costs)
    reached = {
        method: composite_availability(with_own_numbers(architecture, numbers), wanted=[*targets, *numbers])
        for method, numbers in found.numbers.items()
    }
    return with_assumptions([*_parts(architecture, found, fixed, reached, most), _proof(architecture, found, fixed, reached)])


def _targets(architecture: Architecture, given: tuple[str, ...], target: Ratio | None) -> tuple[Architecture, dict[str, Ratio]]:
    counts = (lambda component: True) if target is not None else (lambda component: published_slo(component) is not None)
    architecture, names = answerable(architecture, given, counts)
    found = {}
    for name in names:
        wanted = target or published_slo(architecture.components[name])
        if wanted is not None:
            found[name] = wanted
        elif given:
            raise BadCall(f"{architecture.label(name)} promises nothing; say --target 99.9%, or give it an slo")
    return architecture, found


def _kept(architecture: Architecture, given: tuple[str, ...]) -> Iterator[str]:
    """Yield the components that keep their number: those named, and of kinds, systems and patterns those that have one."""
    kinds = {component.kind for component in architecture.components.values()}
    called = {full_name.partition("/")[2] for full_name in architecture.components}
    for word in given:
        if word in kinds and word not in called:
            names = tuple(component.name for component in architecture.components.values() if component.kind == word)
        else:
            names = selected_components(architecture, [word])
        known = [name for name in names if own_part(architecture.components[name]).ratio is not None]
        if not known:
            raise BadCall(f"{' and '.join(map(architecture.label, names))} has no number that could be kept; give it one")
        yield from known


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
        *(Column(method, "availability", title, absent="—") for method, title in _TITLES.items()),
        Column("change", "text", "change", absent="no number"),
        Column("promise", "availability", "can promise"),
    )
    rows = tuple(
        (
            architecture.label(name),
            architecture.components[name].owner,
            (own := own_part(architecture.components[name])).ratio,
            *(found.numbers[method][name] if method in found.numbers else None for method in _TITLES),
            _change(own.ratio, found.numbers[_BEST][name]) if own.ratio is not None else None,
            reached[_BEST][name],
        )
        for name in names[:most]
    )
    notes = tuple(_notes(architecture, found, fixed, len(names), most))
    facts = MappingProxyType({"parts": len(names), "roots": found.divided})
    yield Table("allocation", _TITLE, columns, rows, notes, facts, _lead(architecture, found, names))


def _change(own: Ratio, may: float) -> str:
    """Return how many times better a number has to become, or how much oftener it may fail."""
    if not own.complement:
        return "need not be perfect"
    better = own.complement / may
    if format_number(better) == "1":
        return "as it is"
    return f"{format_number(better)} times better" if better > 1 else f"may fail {format_number(1 / better)} times as often"


def _worse(architecture: Architecture, found: Allocated, name: str) -> float:
    """Return how many times as often it fails as it may, to the digits that count; where that is not known, below zero."""
    own = own_part(architecture.components[name]).ratio
    may = found.numbers[_BEST][name]
    return float(f"{own.complement / may:.9g}") if own is not None else -float(f"{may:.9g}")


def _lead(architecture: Architecture, found: Allocated, names: Sequence[str]) -> str:
    """Return for which promises the budget is divided, among how many, and who has to improve most."""
    possible = found.divided
    roots = some_of(
        possible, _SHOWN, lambda name: f"{architecture.label(name)} ({format_percent(found.targets[name].complement)})"
    )
    own = {name: ratio for name in names if (ratio := own_part(architecture.components[name]).ratio) is not None}
    short = [name for name, ratio in own.items() if ratio.complement > found.numbers[_BEST][name] * SLACK]
    begin = f"{len(names)} part{' shares' if len(names) == 1 else 's share'} the budget of {roots}"
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
    yield from _fixed_note(architecture, found, fixed)
    together = [architecture.label(name) for name in found.together]
    if len(together) > 1:
        alike = len({f"{found.numbers[_BEST][name]:.9g}" for name in found.together}) == 1
        apart = "" if alike else "; at least cost, who is good enough keeps its own"
        yield f"one number for all that fails only together with others: {some_of(together, _SHOWN)}{apart}"
    for method, title in _TITLES.items():
        if method not in found.numbers:
            yield f"{title} does not fit: with a tenth of the budget for each of so many nothing is left for the own part"
    yield "change: least cost beside now; can promise: with all that it needs, at least cost"
    if any(number >= found.worst[name] / SLACK for numbers in found.numbers.values() for name, number in numbers.items()):
        has = ", or than it has" if max(found.worst.values()) > WORST else ""
        yield f"no part is asked for less than {format_percent(WORST)}{has}"


def _fixed_note(architecture: Architecture, found: Allocated, fixed: Collection[str]) -> Iterator[str]:
    below = [architecture.label(name) for name in found.fixed_parts if name in fixed]
    if below:
        yield f"fixed, and taken off the budget first: {some_of(below, _SHOWN)}"


def _proof(architecture: Architecture, found: Allocated, fixed: Collection[str], reached: Reached) -> Table:
    columns = (
        Column("component", "text", "component"),
        Column("target", "target", "target"),
        Column("fixed_share", "share", "used up by fixed", absent="—"),
        *(Column(method, "availability", f"with {title}", absent="—") for method, title in _TITLES.items()),
    )
    rows = tuple(
        (
            architecture.label(name),
            target,
            found.used_up(name),
            *(reached[method][name] if method in reached and name in found.divided else None for method in _TITLES),
        )
        for name, target in found.targets.items()
    )
    missed = [
        f"{_TITLES[method]} for {architecture.label(name)}"
        for name, target in found.targets.items()
        if name in found.divided
        for method in found.numbers
        if reached[method][name].unavailability_low > target.complement * SLACK
    ]
    notes = [f"does not keep the target: {some_of(missed, _SHOWN)}"] if missed else []
    notes += [] if reached else _fixed_note(architecture, found, fixed)
    title = "Composed again with these numbers"
    if not reached:
        title = "No numbers of the parts are good enough" if found.impossible else "No budget is divided"
    leads = [
        _out_of_reach(architecture, found),
        _too_entangled(architecture, found),
        "" if reached else _all_fixed(architecture, found),
    ]
    return Table("allocation-proof", title, columns, rows, tuple(notes), lead="; ".join(filter(None, leads)))


def _out_of_reach(architecture: Architecture, found: Allocated) -> str:
    """Return which targets no numbers reach, and why; empty when there is none."""
    if not found.impossible:
        return ""
    first = found.impossible[0]
    words = f"{architecture.label(first)} cannot reach {format_percent(found.targets[first].complement)}"
    if found.fixed[first]:
        words += f" whatever the parts are worth: fixed numbers alone leave {format_percent(found.fixed[first])}"
    else:
        words += ": every part that takes it down would have to be perfect"
    return words if len(found.impossible) == 1 else f"{words}; {len(found.impossible) - 1} more cannot either"


def _too_entangled(architecture: Architecture, found: Allocated) -> str:
    """Return which targets could not be divided, and what to do; empty when there is none."""
    if not found.entangled:
        return ""
    names = " and ".join(map(architecture.label, found.entangled))
    verb = "is" if len(found.entangled) == 1 else "are"
    return f"{names} {verb} too entangled to be divided; {ask_below(architecture, found.entangled[0])}"


def _all_fixed(architecture: Architecture, found: Allocated) -> str:
    """Return that nothing is left to be chosen, where that is so; else empty."""
    divided = found.divided
    if not divided:
        return ""
    shares = some_of(
        divided, _SHOWN, lambda name: f"{architecture.label(name)} ({format_share(found.used_up(name) or 0.0)} of its budget)"
    )
    return f"every number is fixed below {shares}: keep fewer"


ANALYSIS = Analysis(
    name="allocation",
    summary="which number each part needs, so that what users see can keep its promise: by equal shares, extra nine or cost",
    answer=answer,
    parameters=(
        Parameter("component", TARGETS, str, (), several=True),
        Parameter("target", "what is to be reached, like 99.9%; else what each promises", parse_ratio, None),
        Parameter("cost", "what a better number costs, like auth=2, others 1 (may be repeated)", parse_cost, (), several=True),
        Parameter(
            "keep",
            "this component, kind or pattern like pay-* keeps its numbers, as vendors do (may be repeated)",
            str,
            (),
            several=True,
        ),
        Parameter("most", "how many parts are shown", parse_count, 20),
    ),
)
