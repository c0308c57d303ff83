"""What if something were different? Composites and promises before and after, of those that change."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.analyses.composite_slo import with_assumptions
from sosgraph.catalog import did_you_mean
from sosgraph.errors import BadCall
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_duration, format_number, parse_duration, parse_ratio
from sosgraph.selection import answerable_components, selected_components
from sosgraph.structure.changes import changed, removed, with_availability, with_mtbf, with_mttr, with_promise, with_replica
from sosgraph.structure.composites import composite_availability, verdict_on
from sosgraph.structure.own_part import own_part
from sosgraph.structure.promises import left_by_promises
from sosgraph.table import Column, Table

_KEYS: Mapping[str, tuple[Callable[[str], Any], Callable[[Component, Any], Component]]] = MappingProxyType(
    {
        "availability": (parse_ratio, with_availability),
        "slo": (parse_ratio, with_promise),
        "mttr": (parse_duration, with_mttr),
        "mtbf": (parse_duration, with_mtbf),
    }
)
_SAME = 1e-9  # relative, of unavailabilities
_NAMED = 3


class Setting(NamedTuple):
    """A value for a key of a component, as `auth.availability=99.99%` says; `written` is the value as it stands there."""

    component: str
    key: str
    value: Any
    written: str


def parse_setting(text: str) -> Setting:
    """Return what `component.key=value` sets; the key is availability, slo, mttr or mtbf."""
    left, equals, value = text.partition("=")
    component, _, key = left.strip().rpartition(".")
    if not equals or not component:
        raise ValueError(f"{text!r} sets nothing; write it like auth.availability=99.99%")
    if key not in _KEYS:
        raise ValueError(f"{key!r} is none of {', '.join(_KEYS)}{did_you_mean(key, tuple(_KEYS))}")
    return Setting(component, key, _KEYS[key][0](value.strip()), value.strip())


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


def differences(before: Architecture, after: Architecture) -> list[Difference]:
    """Return the components whose composite, or whose verdict, differs: those that change most first."""
    old, new = composite_availability(before), composite_availability(after)
    found = []
    for name, estimate in old.items():
        verdicts = (_verdict(before, name, estimate), _verdict(after, name, new[name]))
        if verdicts[0] != verdicts[1] or not _alike(estimate, new[name]):
            found.append(Difference(name, estimate, new[name], *verdicts))
    return sorted(found, key=lambda each: -abs(each.more))


def _verdict(architecture: Architecture, name: str, estimate: Estimate) -> str | None:
    return verdict_on(architecture.components[name], estimate, left_by_promises(architecture).get(name, 0.0))


def _alike(one: Estimate, other: Estimate) -> bool:
    ends = ((one.unavailability_low, other.unavailability_low), (one.unavailability_high, other.unavailability_high))
    return one.upper_bound == other.upper_bound and all(abs(left - right) <= _SAME * max(left, right) for left, right in ends)


def answer(
    architecture: Architecture, *, set: tuple[Setting, ...] = (), remove: tuple[str, ...] = (), add_replica: tuple[str, ...] = ()
) -> tuple[Table, ...]:
    """Return one row for each component that changes when `set`, `add_replica` and `remove` are done, in this order."""
    if not set and not remove and not add_replica:
        raise BadCall("nothing is to be different; give --set, --remove or --add-replica")
    after = architecture
    gone = selected_components(architecture, remove) if remove else ()
    for setting in set:
        (name,) = selected_components(architecture, [setting.component])
        after = changed(after, name, partial(_with, setting=setting))
    copied = [selected_components(architecture, [name])[0] for name in add_replica]
    for name in copied:
        after = changed(after, name, with_replica)
    for name in gone:
        after = changed(after, name, removed)
    found = differences(architecture, after)
    columns = _columns()
    rows = tuple(_row(architecture, each) for each in found)
    facts = MappingProxyType({"components": len(architecture.components), "changed": len(found)})
    notes = (*_notes(architecture, after, copied), *_unknown(architecture, found))
    table = Table(
        "what-if", _title(architecture, set, gone, copied), columns, rows, notes, facts, _lead(architecture, found, gone)
    )
    return with_assumptions([table])


def _with(component: Component, setting: Setting) -> Component:
    return _KEYS[setting.key][1](component, setting.value)


def _title(architecture: Architecture, settings: Sequence[Setting], gone: Sequence[str], copied: Sequence[str]) -> str:
    words = [f"{setting.component}.{setting.key} is {setting.written}" for setting in settings]
    words += [f"{architecture.label(name)} has one copy more" for name in copied]
    words += [f"{architecture.label(name)} is gone" for name in gone]
    return f"What if {' and '.join(words)}"


def _columns() -> tuple[Column, ...]:
    period = format_duration(DEFAULT_WINDOW_S)
    return (
        Column("component", "text", "component"),
        Column("before", "availability", "before"),
        Column("after", "availability", "after"),
        Column("down_before_min", "minutes", f"down in {period}"),
        Column("down_after_min", "minutes", "after"),
        Column("change_min", "minutes", "change"),
        Column("promise", "text", "promise"),
    )


def _row(architecture: Architecture, each: Difference) -> tuple[object, ...]:
    return (
        architecture.label(each.component),
        each.before,
        each.after,
        each.before.unavailability_high * DEFAULT_WINDOW_S / 60,
        each.after.unavailability_high * DEFAULT_WINDOW_S / 60,
        each.more * DEFAULT_WINDOW_S / 60,
        each.judged,
    )


def _lead(architecture: Architecture, found: Sequence[Difference], gone: Sequence[str]) -> str:
    """Return what becomes of what users see, which promises change, and how many components do."""
    if not found:
        return "nothing changes: no number rests on it"
    label = architecture.label
    seen = answerable_components(architecture, ())
    left = [each for each in found if each.component not in gone] or found
    first = next((each for each in left if each.component in seen), left[0])
    down = (each.unavailability_high * DEFAULT_WINDOW_S / 60 for each in (first.before, first.after))
    before, after = (format_number(minutes) for minutes in down)
    if before == after:
        words = f"{label(first.component)} is down {before} min in {format_duration(DEFAULT_WINDOW_S)} as before"
    else:
        words = f"{label(first.component)} would be down {after} min in {format_duration(DEFAULT_WINDOW_S)}, now {before} min"
    turned = [f"{label(each.component)} {each.judged}" for each in left if each.verdict_before != each.verdict_after]
    if turned:
        more = f" and {len(turned) - _NAMED} more" if len(turned) > _NAMED else ""
        words += f"; promises that change: {', '.join(turned[:_NAMED])}{more}"
    return f"{words}; {len(found)} of {len(architecture.components)} components change"


def _notes(architecture: Architecture, after: Architecture, copied: Sequence[str]) -> list[str]:
    notes = []
    for name in dict.fromkeys(copied):
        component, label = after.components[name], architecture.label(name)
        if own_part(component).ratio is None:
            notes.append(f"{label} has no number, so that a copy of it changes nothing")
        elif component.replicas is not None and component.replicas.common_cause is None:
            notes.append(f"copies of {label} are taken as independent; where one mistake takes all of them down, less is gained")
    return notes


def _unknown(architecture: Architecture, found: Sequence[Difference]) -> list[str]:
    if not any(each.before.upper_bound or each.after.upper_bound for each in found):
        return []
    return ["≤: rests on parts without a number, taken as 100 %"]


ANALYSIS = Analysis(
    name="what-if",
    summary="composites and promises before and after a change: another number, a component that is gone, one copy more",
    answer=answer,
    parameters=(
        Parameter(
            "set", "like auth.availability=99.99%, also of slo, mttr and mtbf (may be repeated)", parse_setting, (), several=True
        ),
        Parameter("remove", "this component is down for good (may be repeated)", str, (), several=True),
        Parameter("add-replica", "this component has one copy more (may be repeated)", str, (), several=True),
    ),
)
