"""The values of an architecture in a few words, whatever they are."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any

from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement
from sosgraph.model.slo import AvailabilityObjective, LatencyObjective
from sosgraph.quantity import Ratio, format_duration, format_number, format_percent

Label = Callable[[str], str]
"""How people call the component of a full name."""
_NOTHING = "—"


def words(value: Any, label: Label = str) -> str:
    """Return a value of the model in words; `—` for what is not said."""
    if value is None or value in ((), frozenset()):
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Ratio):
        return format_percent(value.complement)
    if isinstance(value, AvailabilityObjective):
        return f"{words(value.target)} over {format_duration(value.window_s)}"
    if isinstance(value, LatencyObjective):
        return f"{words(value.target)} within {format_duration(value.threshold_s)} over {format_duration(value.window_s)}"
    if isinstance(value, tuple | frozenset):
        return ", ".join(words(each, label) for each in value)
    if isinstance(value, int | float):
        return format_number(value)
    if isinstance(value, date):
        return value.isoformat()
    return _parts(value, label) if is_dataclass(value) else label(str(value))


def _parts(value: Any, label: Label, leave: tuple[str, ...] = ()) -> str:
    """Return what is said in a value of several fields, `key value` each."""
    said = [
        f"{_name(one)} {_of_field(one, getattr(value, one.name), label)}"
        for one in fields(value)
        if one.compare and one.name not in leave and getattr(value, one.name) != _default(one)
    ]
    return ", ".join(said) or "yes"


def _default(one: "Field[Any]") -> Any:
    return one.default if one.default is not MISSING else MISSING


def _name(one: "Field[Any]") -> str:
    return one.name.removesuffix("_per_s").removesuffix("_s").replace("_", " ")


def _of_field(one: "Field[Any]", value: Any, label: Label) -> str:
    if one.name.endswith("_s") and not one.name.endswith("_per_s") and isinstance(value, int | float):
        return format_duration(value)
    return f"({words(value, label)})" if is_dataclass(value) and not isinstance(value, Ratio) else words(value, label)


def condition_words(dependency: Dependency, label: Label) -> str:
    """Return what is not ordinary about a dependency; empty where all is."""
    said = _parts(dependency, label, ("callee",))
    return "" if said == "yes" else said


def requirement_words(requirement: Requirement, label: Label) -> str:
    """Return a requirement as people would say it: `auth`, `any of (a, b)`, `at least 2 of (a, b, c)`."""
    if isinstance(requirement, Dependency):
        said = condition_words(requirement, label)
        return f"{label(requirement.callee)}{f' ({said})' if said else ''}"
    if isinstance(requirement, Negation):
        return f"not {requirement_words(requirement.requirement, label)}"
    return f"{group_words(requirement)} ({', '.join(requirement_words(member, label) for member in requirement.among)})"


def group_words(group: AtLeast) -> str:
    """Return `any of`, `all of` or `at least 2 of`."""
    return "any of" if group.need == 1 else f"at least {group.need} of" if group.redundant else "all of"
