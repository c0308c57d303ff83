"""What if something were different? Composites and promises before and after, of those that change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.catalog import did_you_mean
from sosgraph.enumeration import some_of
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import (
    format_duration,
    format_number,
    format_percent,
    parse_count,
    parse_duration,
    parse_probability,
    parse_ratio,
)
from sosgraph.selection import answerable_components, selected_component, selected_components
from sosgraph.structure.assumptions import with_assumptions
from sosgraph.structure.changes import (
    changed,
    removed,
    with_availability,
    with_contract,
    with_mtbf,
    with_mttr,
    with_probability,
    with_promise,
    with_replica,
    with_replicas,
)
from sosgraph.structure.differences import Difference, Left, differences, moved_by_promises
from sosgraph.structure.own_part import own_part
from sosgraph.table import Column, Table

_KEYS: Mapping[str, tuple[Callable[[str], Any], Callable[[Component, Any], Component]]] = MappingProxyType(
    {
        "availability": (parse_ratio, with_availability),
        "slo": (parse_ratio, with_promise),
        "sla": (parse_ratio, with_contract),
        "mttr": (parse_duration, with_mttr),
        "mtbf": (parse_duration, with_mtbf),
        "replicas": (parse_count, with_replicas),
        "probability": (parse_probability, with_probability),
    }
)
_NAMED = 3


class Setting(NamedTuple):
    """A value for a key of a component, as `auth.availability=99.99%` says; `written` is the value as it stands there."""

    component: str
    key: str
    value: Any
    written: str


class Copies(NamedTuple):
    """So many copies more of a component."""

    component: str
    more: int


def parse_copies(text: str) -> Copies:
    """Return what `component` or `component=count` adds: one copy, or so many."""
    component, equals, count = text.partition("=")
    if not component.strip():
        raise ValueError(f"{text!r} names no component; write it like auth or auth=2")
    return Copies(component.strip(), parse_count(count.strip()) if equals else 1)


def parse_setting(text: str) -> Setting:
    """Return what `component.key=value` sets; the key is availability, slo, sla, mttr, mtbf, replicas or probability."""
    left, equals, value = text.partition("=")
    component, _, key = left.strip().rpartition(".")
    if not equals or not component:
        raise ValueError(f"{text!r} sets nothing; write it like auth.availability=99.99%")
    if key not in _KEYS:
        raise ValueError(f"{key!r} is none of {', '.join(_KEYS)}{did_you_mean(key, tuple(_KEYS))}")
    return Setting(component, key, _KEYS[key][0](value.strip()), value.strip())


def answer(
    architecture: Architecture,
    *,
    set: tuple[Setting, ...] = (),
    remove: tuple[str, ...] = (),
    add_replica: tuple[Copies, ...] = (),
) -> tuple[Table, ...]:
    """Return one row for each component that changes when `set`, `add_replica` and `remove` are done, in this order."""
    if not set and not remove and not add_replica:
        raise BadCall("nothing is to be different; give --set, --remove or --add-replica")
    after = architecture
    gone = selected_components(architecture, remove) if remove else ()
    settled: dict[tuple[str, str], Setting] = {}
    for setting in set:
        name = selected_component(architecture, setting.component)
        other = settled.setdefault((name, setting.key), setting)
        if other is not setting:
            both = f"{other.written} and {setting.written}"
            raise BadCall(f"{architecture.label(name)}.{setting.key} cannot be {both} at once; set it once")
        after = changed(after, name, partial(_with, setting=setting))
    copied: dict[str, int] = {}
    for each in add_replica:
        name = selected_component(architecture, each.component)
        copied[name] = copied.get(name, 0) + each.more
        after = changed(after, name, partial(with_replica, more=each.more))
    for name in gone:
        after = changed(after, name, removed)
    found = differences(architecture, after, gone)
    columns = _columns()
    rows = tuple(_row(architecture, each) for each in found)
    facts = MappingProxyType({"components": len(architecture.components), "changed": len(found)})
    moved = moved_by_promises(architecture, after)
    notes_of_moved = _notes_of_moved(architecture, moved)
    notes = (*_notes(architecture, after, set, copied, gone), *notes_of_moved, *_unknown(architecture, found))
    lead = f"no composite changes, but {notes_of_moved[0]}" if moved and not found else _lead(architecture, found, gone, moved)
    table = Table("what-if", _title(architecture, set, gone, copied), columns, rows, notes, facts, lead)
    return with_assumptions([table])


def _with(component: Component, setting: Setting) -> Component:
    return _KEYS[setting.key][1](component, setting.value)


def _title(architecture: Architecture, settings: Sequence[Setting], gone: Sequence[str], copied: Mapping[str, int]) -> str:
    words = [f"{setting.component}.{setting.key} is {setting.written}" for setting in settings]
    words += [f"{architecture.label(name)} has {'one copy' if n == 1 else f'{n} copies'} more" for name, n in copied.items()]
    words += [f"{architecture.label(name)} is down for good" for name in gone]
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


def _lead(architecture: Architecture, found: Sequence[Difference], gone: Sequence[str], moved: Mapping[str, Left]) -> str:
    """Return what becomes of what users see, which promises change, and how many components do."""
    if not found:
        return "nothing changes: neither a composite nor whether a promise can be kept"
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
    turned = [
        f"{label(each.component)} {each.judged}{_reason(each, moved)}"
        for each in left
        if each.verdict_before != each.verdict_after and each.component not in gone
    ]
    if turned:
        words += f"; promises that change: {some_of(turned, _NAMED)}"
    return f"{words}; {len(found)} of {len(architecture.components)} components change"


def _reason(each: Difference, moved: Mapping[str, Left]) -> str:
    """Return why a promise is judged anew though its composite is as before; empty where that is not for other promises."""
    if each.component not in moved or not each.alike:
        return ""
    return f" (what its callees promise leaves {format_percent(moved[each.component].after)} at best)"


def _notes(
    architecture: Architecture, after: Architecture, settings: Sequence[Setting], copied: Iterable[str], gone: Sequence[str]
) -> list[str]:
    notes = [
        words
        for setting in settings
        if setting.key == "mtbf"
        and (words := _meant_before(architecture, selected_component(architecture, setting.component), setting.written))
    ]
    if gone:
        names = " and ".join(architecture.label(name) for name in gone)
        notes.append(f"down for good: what needs {names} still does; to do without, take it out of their depends_on")
    set_copies = [selected_component(architecture, setting.component) for setting in settings if setting.key == "replicas"]
    for name in dict.fromkeys([*copied, *set_copies]):
        component, label = after.components[name], architecture.label(name)
        if own_part(component).ratio is None:
            notes.append(f"{label} has no number, so that a copy of it changes nothing")
        elif component.replicas is not None and component.replicas.common_cause is None:
            notes.append(f"copies of {label} are taken as independent; where one mistake takes all of them down, less is gained")
    return notes


def _meant_before(architecture: Architecture, name: str, written: str) -> str:
    """Return which time between failures the availability stood for that another one replaces; empty where it was none."""
    own = architecture.components[name].own
    if own.availability is None or not own.mttr_s or not own.availability.complement:
        return ""
    before = format_duration(own.mttr_s * own.availability.value / own.availability.complement)
    percent, repair = format_percent(own.availability.complement), format_duration(own.mttr_s)
    return f"{architecture.label(name)}: {percent} with an mttr of {repair} is an mtbf of {before}, which {written} replaces"


def _notes_of_moved(architecture: Architecture, moved: Mapping[str, Left]) -> list[str]:
    return [
        f"what its callees promise leaves {architecture.label(name)} {format_percent(left.after)} at best, "
        f"now {format_percent(left.before)}"
        for name, left in list(moved.items())[:_NAMED]
    ]


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
            "set",
            "like auth.availability=99.99%, also of slo, sla, mttr, mtbf, replicas, probability of an event (may be repeated)",
            parse_setting,
            (),
            several=True,
        ),
        Parameter("remove", "this component is down for good (may be repeated)", str, (), several=True),
        Parameter(
            "add-replica", "a component with one copy more, auth=2 with two (may be repeated)", parse_copies, (), several=True
        ),
    ),
)
