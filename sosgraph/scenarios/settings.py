"""Numbers of an architecture set for one run: `db.service_time=10ms`, `web -> db retry.budget=6%`."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from sosgraph.catalog import did_you_mean
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Replicas
from sosgraph.model.dependency import DEADLINES, FILLS, JITTERS, Cache, Dependency, Retry
from sosgraph.model.requirement import AtLeast, Negation, Requirement
from sosgraph.model.workload import Capacity, Entry, Restart
from sosgraph.quantity import (
    OneOf,
    Ratio,
    parse_count,
    parse_duration,
    parse_multiple,
    parse_number,
    parse_queue,
    parse_rate,
    parse_ratio,
)
from sosgraph.selection import selected_components

ARROW = " -> "
NONE = "none"
"""The word for what there is not to be: no timeout, no retry."""


class Key(NamedTuple):
    """A value of the language: how it is read, and the field that holds it, in a part of its own where there is one.

    `made` makes the part where it is not written, and says what the value is then; without it, only what is written can be
    changed.
    """

    parse: Callable[[str], Any]
    field: str
    part: str = ""
    made: Callable[[], Any] | None = None


_CAPACITY = partial(Key, part="capacity", made=Capacity)
OF_COMPONENTS: Mapping[str, Key] = MappingProxyType(
    {
        "rate": Key(parse_rate, "rate_per_s", "entry", Entry),
        "concurrency": _CAPACITY(parse_count, "concurrency"),
        "service_time": _CAPACITY(parse_duration, "service_time_s"),
        "queue": _CAPACITY(parse_queue, "queue"),
        "shed_at": _CAPACITY(parse_ratio, "shed_at"),
        "slowing": _CAPACITY(parse_duration, "slowing_s"),
        "refusal_cost": _CAPACITY(parse_duration, "refusal_cost_s"),
        "replicas": Key(parse_count, "count", "replicas", partial(Replicas, 1)),
        "parallel": Key(parse_count, "parallel", "restart", Restart),
        "over": Key(parse_duration, "over_s", "restart", Restart),
    }
)
OF_CALLS: Mapping[str, Key] = MappingProxyType(
    {
        "calls": Key(parse_number, "calls"),
        "probability": Key(parse_ratio, "probability"),
        "timeout": Key(parse_duration, "timeout_s"),
        "warm_up": Key(parse_number, "warm_up"),
        "deadline": Key(OneOf(DEADLINES), "deadline"),
        "throttle": Key(parse_multiple, "throttle"),
        "hedge.after": Key(parse_duration, "hedge_s"),
        "retry.attempts": Key(parse_count, "attempts", "retry", Retry),
        "retry.backoff": Key(parse_duration, "backoff_s", "retry"),
        "retry.multiplier": Key(parse_number, "multiplier", "retry"),
        "retry.jitter": Key(OneOf(JITTERS), "jitter", "retry"),
        "retry.budget": Key(parse_ratio, "budget", "retry"),
        "breaker.errors": Key(parse_ratio, "errors", "breaker"),
        "breaker.window": Key(parse_duration, "window_s", "breaker"),
        "breaker.sleep": Key(parse_duration, "sleep_s", "breaker"),
        "cache.hit_rate": Key(parse_ratio, "hit_rate", "cache", partial(Cache, Ratio(0.0, 1.0))),
        "cache.fill": Key(OneOf(FILLS), "fill", "cache"),
        "cache.entries": Key(parse_count, "entries", "cache"),
        "fallback.coverage": Key(parse_ratio, "coverage", "fallback"),
    }
)
_PARTS = {"retry": "retry", "breaker": "breaker", "cache": "cache", "fallback": "fallback", "hedge": "hedge_s"}
_OPTIONAL = ("timeout", "throttle", "warm_up", "retry.budget", "cache.entries")  # None: there is none
_OF_COMPONENTS = ("leases", "health_check")  # what there is of a component or not, as `_PARTS` of a call
_USUAL = {"calls": "1", "probability": "100%", "deadline": DEADLINES[0]}  # where nothing is written
_ARROWS = re.compile(r"\s*(?:-+|=+)>\s*|\s*[→⇒]\s*")


class Setting(NamedTuple):
    """A value for `key` of components like `where`, or of the calls `where -> callee`; `written` is what it was read from."""

    where: str
    callee: str
    key: str
    value: Any
    written: str


def parse_setting(text: str) -> Setting:
    """Return what `component.key=value` or `caller -> callee key=value` sets; raises `ValueError` for anything else."""
    left, equals, value = (part.strip() for part in text.partition("="))
    if ARROW in left and equals:
        place, _, key = left.rpartition(" ")
        caller, _, callee = (part.strip() for part in place.partition(ARROW.rstrip()))
        if caller and callee and not callee.endswith(":"):
            return Setting(caller, callee, key, _of_call(key, value, text), text)
    meant = _meant(text)
    if meant:
        raise ValueError(f"{text!r} is no way to write a call; write {meant!r}")
    if not equals or not left:
        raise ValueError(f"{text!r} sets nothing; write it like db.service_time=10ms or 'web -> db retry.budget=6%'")
    where, _, key = left.rpartition(".")
    if key in OF_CALLS or key in _PARTS:
        callee = where or "db"
        raise ValueError(f"{key!r} in {text!r} is of a call; write 'CALLER -> {callee} {key}={value}'")
    if key not in OF_COMPONENTS and key not in _OF_COMPONENTS:
        known = (*OF_COMPONENTS, *(f"{part}={NONE}" for part in _OF_COMPONENTS))
        raise ValueError(f"{key!r} is none of {', '.join(known)}{did_you_mean(key, tuple(OF_COMPONENTS))}")
    if not where:
        raise ValueError(f"{text!r} names no component; write it like db.{key}={value}")
    return Setting(where, "", key, _of_component(key, value, text), text)


def _meant(text: str) -> str:
    """Return how a setting of a call is written that has an arrow in it, or two names; nothing where none can be made out."""
    names = _ARROWS.split(text, maxsplit=1)
    if len(names) == 1 and len(words := text.partition("=")[0].split()) == 3:
        names = [words[0], text.strip()[len(words[0]) :].strip()]
    if len(names) == 1:
        return ""
    caller, (rest, _, value) = names[0].strip(), (part.strip() for part in names[1].partition("="))
    key = next((key for key in sorted((*OF_CALLS, *_PARTS), key=len, reverse=True) if rest.endswith(key)), "")
    callee = rest.removesuffix(key).rstrip(" .:") if key else rest.split()[0] if rest else ""
    return f"{caller or 'web'}{ARROW}{callee or 'db'} {key or 'timeout'}={value or '1s'}"


def _of_component(key: str, value: str, text: str) -> Any:
    """Return the value of a key of components; of none what it is where nothing is written."""
    if key in _OF_COMPONENTS:
        if value != NONE:
            raise ValueError(f"{text!r} cannot be set, but taken away; write {key}={NONE}, or the numbers in the file")
        return None
    known = OF_COMPONENTS[key]
    parsed = getattr(known.made(), known.field) if value == NONE and known.made is not None else known.parse(value)
    if key == "service_time" and not parsed:
        raise ValueError(f"{text!r} would make a request take no time; write the mean time of one")
    return parsed


def _of_call(key: str, value: str, text: str) -> Any:
    if value == NONE and (key in _PARTS or key in _OPTIONAL):
        return None
    if key in _PARTS or key not in OF_CALLS:
        known = (*OF_CALLS, *(f"{part}={NONE}" for part in _PARTS))
        raise ValueError(f"{key!r} in {text!r} is none of {', '.join(known)}{did_you_mean(key, tuple(OF_CALLS))}")
    part = key.partition(".")[0]
    if value == NONE and key != "retry.jitter":
        raise ValueError(f"{text!r} takes nothing away; write {part}={_USUAL.get(key, NONE)}")
    return OF_CALLS[key].parse(value)


def with_settings(architecture: Architecture, settings: Iterable[Setting]) -> Architecture:
    """Return the architecture with these values, whatever was written; raises `BadCall` for what there is not."""
    for setting in settings:
        architecture = _with(architecture, setting, False)
    return architecture


def with_assumed(architecture: Architecture, settings: Iterable[Setting]) -> Architecture:
    """Return the architecture with these values where none is written; raises `BadCall` where nothing lacks one."""
    for setting in settings:
        architecture = _with(architecture, setting, True)
    return architecture


def _with(architecture: Architecture, setting: Setting, lacking: bool) -> Architecture:
    names = selected_components(architecture, (setting.where,))
    met, replaced = 0, {}
    if not setting.callee:
        for name in names:
            component = architecture.components[name]
            if setting.key in _OF_COMPONENTS:
                replaced[name] = replace(component, **{setting.key: None})  # type: ignore[arg-type]
            elif not lacking or _value(component, OF_COMPONENTS[setting.key]) is None:
                replaced[name] = _put(component, OF_COMPONENTS[setting.key], setting)
        met = len(names)
    else:
        callees = frozenset(selected_components(architecture, (setting.callee,)))
        for name in names:
            call = _Call(callees, setting, lacking)
            component = architecture.components[name]
            requires, uses = tuple(map(call.changed, component.requires)), tuple(map(call.dependency, component.uses))
            met += call.met
            if call.made:
                replaced[name] = replace(component, requires=requires, uses=uses)
        if not met:
            raise BadCall(f"{setting.where} calls no {setting.callee}; name a dependency as it is written, caller -> callee")
    if not replaced:
        raise BadCall(f"{setting.written!r} assumes what is written already; say --set to change it")
    return architecture.extended(replaced)


class _Call:
    """One setting on its way through what a component needs; how many calls it `met`, and how many were `made` anew."""

    def __init__(self, callees: frozenset[str], setting: Setting, lacking: bool) -> None:
        self.callees, self.setting, self.lacking = callees, setting, lacking
        self.met = self.made = 0

    def changed(self, requirement: Requirement) -> Requirement:
        """Return the requirement with the value in all its calls of the callees."""
        if isinstance(requirement, Dependency):
            return self.dependency(requirement)
        if isinstance(requirement, Negation):
            return requirement
        return AtLeast(requirement.need, tuple(map(self.changed, requirement.among)), requirement.at)

    def dependency(self, one: Dependency) -> Dependency:
        """Return the dependency with the value, if it is a call of the callees."""
        if one.callee not in self.callees or one.kind != "call":
            return one
        self.met += 1
        if self.setting.key in _PARTS:
            self.made += 1
            return replace(one, **{_PARTS[self.setting.key]: None})  # type: ignore[arg-type]
        key = OF_CALLS[self.setting.key]
        if self.lacking and _value(one, key) is not None:
            return one
        self.made += 1
        return _put(one, key, self.setting)  # type: ignore[no-any-return]


def _value(holder: Any, key: Key) -> Any:
    part = getattr(holder, key.part) if key.part else holder
    return None if part is None else getattr(part, key.field)


def _put(holder: Any, key: Key, setting: Setting) -> Any:
    if not key.part:
        return replace(holder, **{key.field: setting.value})
    part = getattr(holder, key.part)
    if part is None and key.made is None:
        place = f"{setting.where}{ARROW}{setting.callee}" if setting.callee else setting.where
        raise BadCall(f"{place} has no {key.part}, of which {setting.written!r} would set a part; write it in the file")
    return replace(holder, **{key.part: replace(part if part is not None else key.made(), **{key.field: setting.value})})  # type: ignore[misc]
