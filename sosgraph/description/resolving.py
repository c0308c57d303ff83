"""Descriptions of all files become one architecture: references are looked up, defaults filled in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sosgraph.description.merging import Merged, merged_components
from sosgraph.description.parts import DependencyDescription, Description, ReplicasDescription
from sosgraph.description.placing import ANYWHERE, placed
from sosgraph.description.references import References
from sosgraph.description.remarks import controllers, feedback, journeys, scenarios
from sosgraph.description.reopening import reopened
from sosgraph.description.requirements import requirement
from sosgraph.finding import Finding, Note
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement
from sosgraph.model.slo import UNKNOWN_PART, OwnPart
from sosgraph.quantity import Ratio, format_duration, format_percent
from sosgraph.source import Pointer

MOST_REPLICAS = 1000
"""How many copies of one component are read; each is a variable of its own."""

_NOTHING_TOLD = (None, None, None)
_PLAIN = {
    *("kind", "tier", "external", "opaque", "stochastic", "observed"),
    *("capacity", "entry", "restart", "health_check", "leases", "signals", "exercised", "stages"),
}


def architecture_of(descriptions: Iterable[Description]) -> tuple[Architecture, tuple[Finding, ...]]:
    """Return the architecture that `descriptions` make together, and what is wrong with it.

    What is wrong is left out: a dependency on a component that nobody describes, a group without members. Of what else its
    owner would need nothing is known, so it is one of those that are mistaken.
    """
    descriptions = reopened(descriptions)
    findings: list[Finding] = []
    if any(description.system == ANYWHERE for description in descriptions):
        descriptions = placed(descriptions, findings)
    merged = merged_components(descriptions, findings)
    homes = {part.at.document: description.whereabouts for description in descriptions for part in description.components}
    references = References((*merged, *(name for description in descriptions for name in description.finished)), homes, findings)
    named: dict[str, Pointer] = {}
    for description in descriptions:
        if description.components or description.finished:
            named.setdefault(description.system, description.at)
    mistaken = {f"{description.system}/{name}" for description in descriptions for name in description.mistaken}
    components = {}
    for name, parts in merged.items():
        before = references.failed + len(findings)
        components[name] = _component(name, parts, references, findings)
        if references.failed + len(findings) > before:
            mistaken.add(name)
    for description in descriptions:
        components.update(description.finished)
    architecture = Architecture(
        components=components,
        systems=tuple(named),
        named=named,
        feedback=tuple(feedback(descriptions, references)),
        controllers=tuple(controllers(descriptions, references)),
        journeys={journey.name: journey for journey in journeys(descriptions, references, findings)},
        scenarios={scenario.name: scenario for scenario in scenarios(descriptions, references, findings)},
        assumptions=tuple(dict.fromkeys(assumption for description in descriptions for assumption in description.assumptions)),
        mistaken=frozenset(mistaken),
    )
    references.settle()
    return architecture, tuple(findings)


def _component(name: str, parts: Merged, references: References, findings: list[Finding]) -> Component:
    values = parts.values
    requires: list[Requirement] = []
    uses: list[Dependency] = []
    for need in parts.needs:
        found = requirement(need, parts, references, findings)
        if isinstance(found, Dependency) and isinstance(need, DependencyDescription) and need.soft:
            uses.append(found)
        elif found is not None:
            requires.append(found)
    _check_counts(parts, findings)
    told = values.get("availability"), values.get("mtbf"), values.get("mttr")
    return Component(
        name=name,
        system=parts.system,
        owner=values.get("owner", parts.default_owner),
        own=UNKNOWN_PART if told == _NOTHING_TOLD else OwnPart(*told),
        slos=values.get("slo", ()),
        slas=values.get("sla", ()),
        requires=tuple(requires),
        uses=tuple(uses),
        replicas=_replicas(values, parts, references, findings),
        at=parts.at,
        elsewhere=parts.elsewhere,
        **{key: value for key, value in values.items() if key in _PLAIN},
    )


def _replicas(values: Mapping[str, Any], parts: Merged, references: References, findings: list[Finding]) -> Replicas | None:
    written: ReplicasDescription | None = values.get("replicas")
    if written is None:
        return None
    if written.count > MOST_REPLICAS:
        message = f"{parts.name} has more than {MOST_REPLICAS} replicas; write {MOST_REPLICAS} at most"
        findings.append(Finding(_place(parts, "replicas") / "count", message))
        written = replace(written, count=MOST_REPLICAS)
    over = tuple(_zones(written.over, parts, references, findings))
    need = written.need
    if need > written.count:
        message = f"{parts.name} needs {need} of {written.count} replicas, which can never be; write a need up to the count"
        findings.append(Finding(_place(parts, "replicas") / "need", message))
        need = written.count
    return Replicas(written.count, need, over, written.common_cause)


def _zones(written: Iterable[str], parts: Merged, references: References, findings: list[Finding]) -> Iterator[str]:
    for index, reference in enumerate(written):
        zone = references.found(reference, parts.system)
        if zone is not None and zone != parts.full_name:
            yield zone
            continue
        at = _place(parts, "replicas") / "over" / index
        if zone is None:
            references.lack(reference, parts.system, at)
        else:
            findings.append(Finding(at, f"{parts.name} stands on itself; name the zones that carry its copies"))


def _check_counts(parts: Merged, findings: list[Finding]) -> None:
    observed = parts.values.get("observed")
    if observed is not None and observed.good > observed.total:
        message = f"{observed.good} good events of {observed.total}; write as many good ones as there are at most"
        findings.append(Finding(_place(parts, "observed") / "good", message))
        del parts.values["observed"]
    if "mtbf" in parts.values and "mttr" not in parts.values and "availability" not in parts.values:
        findings.append(Finding(_place(parts, "mtbf"), "'mtbf' alone gives no availability; add 'mttr'"))
    if parts.values.get("mtbf") == 0.0:
        findings.append(Finding(_place(parts, "mtbf"), "'mtbf' is zero, so it would never run; write the time between failures"))
        del parts.values["mtbf"]
    capacity = parts.values.get("capacity")
    if capacity is not None and capacity.service_time_s == 0:
        message = "'service_time' is zero, so that nothing would ever be too much; write the mean time of one request"
        findings.append(Finding(_place(parts, "capacity") / "service_time", message))
        parts.values["capacity"] = replace(capacity, service_time_s=None)
    for part, key in (("health_check", "every"), ("leases", "period")):
        if part in parts.values and not getattr(parts.values[part], f"{key}_s"):
            message = f"{key!r} is zero, so that it would be done without end; write the time between two of them"
            findings.append(Finding(_place(parts, part) / key, message))
            del parts.values[part]
    _check_means(parts, findings)


def _check_means(parts: Merged, findings: list[Finding]) -> None:
    """Report an availability that the times between failures and to repair contradict by more than its last digit."""
    own, mtbf_s, mttr_s = (parts.values.get(key) for key in ("availability", "mtbf", "mttr"))
    if own is None or mtbf_s is None or mttr_s is None:
        return
    means = Ratio.of_means(mtbf_s, mttr_s)
    if abs(means.complement - own.complement) > own.half_a_digit:
        times = f"'mtbf' {format_duration(mtbf_s)} and 'mttr' {format_duration(mttr_s)} give {format_percent(means.complement)}"
        message = f"'availability' is {format_percent(own.complement)}, but {times}; keep the one that is right"
        findings.append(Finding(_place(parts, "availability"), message, (Note(_place(parts, "mtbf"), "the other number"),)))
        del parts.values["mtbf"]


def _place(parts: Merged, key: str) -> Pointer:
    return parts.elsewhere.get(key) or parts.at / key
