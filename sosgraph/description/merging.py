"""Several descriptions of one component become one; a value given twice and differently is a finding."""

from collections.abc import Iterable, Iterator
from typing import Any

from sosgraph.description.parts import (
    ComponentDescription,
    DependencyDescription,
    Description,
    FallbackDescription,
    GroupDescription,
    NeedDescription,
    NegationDescription,
)
from sosgraph.finding import Finding, Note
from sosgraph.frozen import replace
from sosgraph.source import Pointer


class Merged:
    """What all files together say of one component; it knows which of them gave which value."""

    __slots__ = ("at", "default_owner", "elsewhere", "full_name", "name", "needs", "system", "values")

    def __init__(self, full_name: str, system: str, first: ComponentDescription) -> None:
        self.full_name = full_name
        self.name = first.name
        self.system = system
        self.at = first.at
        self.values: dict[str, Any] = dict(first.values)
        self.needs: list[NeedDescription] = list(first.needs)
        self.elsewhere: dict[str, Pointer] = {}
        self.default_owner: str | None = None


def merged_components(descriptions: Iterable[Description], findings: list[Finding]) -> dict[str, Merged]:
    """Return what is said of each component under its full name, in reading order; conflicts go to `findings`."""
    merged: dict[str, Merged] = {}
    for description in descriptions:
        for component in description.components:
            full_name = f"{description.system}/{component.name}"
            known = merged.get(full_name)
            if known is None:
                merged[full_name] = known = Merged(full_name, description.system, component)
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
        if isinstance(need, DependencyDescription) and isinstance(other, DependencyDescription):
            if _full(need.on, known.system) != _full(other.on, known.system):
                continue
            known.needs[index] = _merged_dependency(other, need, known.system, findings)
            return
        if _meant(need, known.system) == _meant(other, known.system):
            return
    known.needs.append(need)


def _merged_dependency(
    first: DependencyDescription, second: DependencyDescription, system: str, findings: list[Finding]
) -> DependencyDescription:
    values = dict(first.values)
    for key, value in second.values.items():
        given = first.values.get(key, value)
        values.setdefault(key, value)
        if _resolved(given, system) != _resolved(value, system):
            findings.append(_contradiction(key, first, second))
    if not second.values.get("inferred"):
        values.pop("inferred", None)
    return replace(first, values=values, soft=_soft(first, second, findings), runs=first.runs or second.runs)


def _soft(first: DependencyDescription, second: DependencyDescription, findings: list[Finding]) -> bool | None:
    """Return what is said of softness; what is declared decides over what is inferred, of two that are declared the first."""
    if first.soft is None or second.soft is None:
        return second.soft if first.soft is None else first.soft
    if first.values.get("inferred") and not second.values.get("inferred"):
        return second.soft
    if first.soft != second.soft and not second.values.get("inferred"):
        findings.append(_contradiction("soft", first, second))
    return first.soft


def _contradiction(key: str, first: DependencyDescription, second: DependencyDescription) -> Finding:
    message = f"{key!r} of the dependency on {second.on} is given twice and differently; keep one"
    return Finding(second.at / key, message, (Note(first.at / key, "first given here"),))


def _full(reference: str, system: str) -> str:
    return reference if "/" in reference else f"{system}/{reference}"


def _resolved(value: object, system: str) -> object:
    return replace(value, to=_full(value.to, system)) if isinstance(value, FallbackDescription) else value


def _meant(need: NeedDescription, system: str) -> object:
    """Return what is meant, wherever it is written and in whatever order."""
    if isinstance(need, GroupDescription):
        members = frozenset(_meant(member, system) for member in need.among)
        return len(need.among) if need.need is None else need.need, len(need.among), members
    if isinstance(need, NegationDescription):
        return "not", _meant(need.of, system)
    values = frozenset((key, _resolved(value, system)) for key, value in need.values.items())
    return _full(need.on, system), values, bool(need.soft)


def _repeated(needs: Iterable[NeedDescription], owner: str) -> Iterator[Finding]:
    first: dict[str, DependencyDescription] = {}
    system = owner.partition("/")[0]
    for need in needs:
        if isinstance(need, DependencyDescription):
            callee = _full(need.on, system)
            if callee in first:
                note = Note(first[callee].at / "on", "first named here")
                yield Finding(need.at / "on", f"{owner} depends on {need.on} twice; keep one", (note,))
            else:
                first[callee] = need
