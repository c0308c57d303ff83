"""Several descriptions of one component become one; a value given twice and differently is a finding."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sosgraph.description.parts import ComponentDescription, DependencyDescription, Description, GroupDescription, NeedDescription
from sosgraph.finding import Finding, Note
from sosgraph.source import Pointer


@dataclass(slots=True)
class Merged:
    """What all files together say of one component; it knows which of them gave which value."""

    name: str
    system: str
    at: Pointer
    values: dict[str, Any] = field(default_factory=dict)
    needs: list[NeedDescription] = field(default_factory=list)
    elsewhere: dict[str, Pointer] = field(default_factory=dict)
    default_owner: str | None = None


def merged_components(descriptions: Iterable[Description], findings: list[Finding]) -> dict[str, Merged]:
    """Return what is said of each component under its full name, in reading order; conflicts go to `findings`."""
    merged: dict[str, Merged] = {}
    for description in descriptions:
        for component in description.components:
            full_name = f"{description.system}/{component.name}"
            known = merged.get(full_name)
            if known is None:
                known = Merged(component.name, description.system, component.at, dict(component.values), list(component.needs))
                merged[full_name] = known
                findings.extend(_repeated(known.needs, full_name))
            else:
                _merge(known, component, findings)
            if known.default_owner is None:
                known.default_owner = description.owner
    return merged


def _merge(known: Merged, component: ComponentDescription, findings: list[Finding]) -> None:
    for key, value in component.values.items():
        if key not in known.values:
            known.values[key] = value
            known.elsewhere[key] = component.at / key
        elif known.values[key] != value:
            first = Note(known.elsewhere.get(key) or known.at / key, "first given here")
            message = f"{key!r} of {known.system}/{known.name} is given twice and differently; keep one"
            findings.append(Finding(component.at / key, message, (first,)))
    findings.extend(_repeated(component.needs, f"{known.system}/{known.name}"))
    for need in component.needs:
        _merge_need(known, need, findings)


def _merge_need(known: Merged, need: NeedDescription, findings: list[Finding]) -> None:
    for index, other in enumerate(known.needs):
        if isinstance(need, GroupDescription) and isinstance(other, GroupDescription) and _written(need) == _written(other):
            return
        if (
            isinstance(need, DependencyDescription)
            and isinstance(other, DependencyDescription)
            and _same_callee(known, need, other)
        ):
            known.needs[index] = _merged_dependency(other, need, findings)
            return
    known.needs.append(need)


def _same_callee(known: Merged, one: DependencyDescription, two: DependencyDescription) -> bool:
    return one.on == two.on or f"{known.system}/{one.on}" == two.on or one.on == f"{known.system}/{two.on}"


def _merged_dependency(
    first: DependencyDescription, second: DependencyDescription, findings: list[Finding]
) -> DependencyDescription:
    values = dict(first.values)
    for key, value in second.values.items():
        if values.setdefault(key, value) != value:
            message = f"{key!r} of the dependency on {second.on} is given twice and differently; keep one"
            findings.append(Finding(second.at / key, message, (Note(first.at / key, "first given here"),)))
    if not second.values.get("inferred"):
        values.pop("inferred", None)
    return replace(first, values=values, soft=first.soft or second.soft)


def _written(need: NeedDescription) -> object:
    """Return what is written, wherever it is written."""
    if isinstance(need, GroupDescription):
        return need.need, tuple(_written(member) for member in need.among)
    return need.on, tuple(need.values.items()), need.soft


def _repeated(needs: Iterable[NeedDescription], owner: str) -> Iterator[Finding]:
    first: dict[str, Pointer] = {}
    for need in needs:
        if isinstance(need, DependencyDescription):
            if need.on in first:
                note = Note(first[need.on], "first named here")
                yield Finding(need.at / "on", f"{owner} depends on {need.on} twice; keep one", (note,))
            else:
                first[need.on] = need.at / "on"
