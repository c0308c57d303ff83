"""Needs as written become requirements: callees by full name, defaults filled in, impossible groups reported."""

from collections.abc import Iterator

from sosgraph.description.merging import Merged
from sosgraph.description.parts import (
    DependencyDescription,
    FallbackDescription,
    GroupDescription,
    NeedDescription,
    NegationDescription,
)
from sosgraph.description.references import References
from sosgraph.finding import Finding, Note
from sosgraph.model.dependency import PHASES, Dependency, Fallback
from sosgraph.model.requirement import AtLeast, Negation, Requirement, dependencies_of
from sosgraph.source import Pointer

_RENAMED = {"timeout": "timeout_s", "tolerance": "tolerance_s", "phase": "phases", "hedge": "hedge_s"}


def requirement(need: NeedDescription, owner: Merged, references: References, findings: list[Finding]) -> Requirement | None:
    """Return what `need` of `owner` means; None when nothing of it can be found."""
    if isinstance(need, DependencyDescription):
        return dependency(need, owner, references, findings)
    if isinstance(need, NegationDescription):
        denied = requirement(need.of, owner, references, findings)
        return None if denied is None else Negation(denied, need.at)
    group = _group(need, owner, references, findings)
    if group is not None:
        findings.extend(_mixed_phases(group, need.at))
    return group


def dependency(need: DependencyDescription, owner: Merged, references: References, findings: list[Finding]) -> Dependency | None:
    """Return the dependency, or None when its callee is unknown or its owner itself."""
    callee = references.found(need.on, owner.system)
    if callee is None:
        references.lack(need.on, owner.system, need.at / "on")
        return None
    if callee == owner.full_name:
        findings.append(Finding(need.at / "on", f"{owner.name} depends on itself; name another component or leave it out"))
        return None
    if not need.values:
        return Dependency(callee, at=need.at)
    values = {_RENAMED.get(key, key): value for key, value in need.values.items()}
    if need.runs and "phases" in values:
        values["phases"] = tuple(phase for phase in PHASES if phase == "run" or phase in values["phases"])
    fallback = values.pop("fallback", None)
    if fallback is not None:
        values["fallback"] = _fallback(fallback, callee, owner, references, findings)
    return Dependency(callee, at=need.at, **values)


def _fallback(
    written: FallbackDescription, callee: str, owner: Merged, references: References, findings: list[Finding]
) -> Fallback | None:
    to = references.resolved(written.to, owner.system, written.at / "to")
    if to is None:
        return None
    if to in (callee, owner.full_name):
        whose = "the callee itself" if to == callee else "its own caller"
        findings.append(Finding(written.at / "to", f"the fallback {written.to} is {whose}; name another component"))
        return None
    return Fallback(to, written.coverage, written.at, written.exercised)


def _group(need: GroupDescription, owner: Merged, references: References, findings: list[Finding]) -> AtLeast | None:
    """Return the group; what is lost of it is taken as perfect, as all that is unknown, so that it needs one member less."""
    members: list[Requirement] = []
    first: dict[str, Pointer] = {}
    repeated = 0
    for member in need.among:
        if isinstance(member, GroupDescription):
            found: Requirement | None = _group(member, owner, references, findings)
        elif isinstance(member, NegationDescription):
            found = requirement(member, owner, references, findings)
        else:
            found = dependency(member, owner, references, findings)
            if found is not None and found.callee in first:
                note = Note(first[found.callee] / "on", "first named here")
                message = f"{member.on} stands twice in one group; a component cannot be redundant with itself, keep one"
                findings.append(Finding(member.at / "on", message, (note,)))
                found, repeated = None, repeated + 1
            elif found is not None:
                first[found.callee] = member.at
        if found is not None:
            members.append(found)
    wanted = len(need.among) if need.need is None else need.need
    if wanted > len(need.among):
        message = f"at least {wanted} of {len(need.among)} can never be; write a number up to {len(need.among)}"
        findings.append(Finding(need.at / "at_least", message))
    lost = len(need.among) - len(members) - repeated
    left = min(wanted - lost, len(members))
    return AtLeast(left, tuple(members), need.at) if left > 0 else None


def _mixed_phases(group: AtLeast, at: Pointer) -> Iterator[Finding]:
    dependencies = list(dependencies_of(group))
    phases = dependencies[0].phases
    for other in dependencies[1:]:
        if other.phases != phases:
            message = f"members of one group are needed in different phases ({', '.join(phases)}; {', '.join(other.phases)})"
            note = Note(dependencies[0].at, "another phase here")
            yield Finding(other.at / "phase", f"{message}; give them the same, or write two groups", (note,))
            return
