"""What is described becomes components: merged, references looked up, defaults filled in, numbers held against one another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sosgraph.description.merging import Merged, merged_components
from sosgraph.description.parts import MOST_REPLICAS, DependencyDescription, Description, ReplicasDescription
from sosgraph.description.references import References
from sosgraph.description.requirements import requirement
from sosgraph.finding import Finding, Note
from sosgraph.frozen import replace
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement
from sosgraph.model.slo import UNKNOWN_PART, OwnPart
from sosgraph.quantity import Ratio, format_duration, format_percent
from sosgraph.source import Pointer

_NOTHING_TOLD = (None, None, None)
_PLAIN = {
    *("kind", "tier", "external", "opaque", "stochastic", "observed"),
    *("capacity", "entry", "restart", "health_check", "leases", "signals", "exercised", "stages"),
}


def looked_up(
    descriptions: Sequence[Description], mistaken: set[str], findings: list[Finding]
) -> tuple[dict[str, Component], dict[str, Any]]:
    """Return the components that are described, by full name, and what stands beside components, by field of the architecture.

    What is wrong goes to `findings`, the components with something wrong to `mistaken`.
    """
    merged = merged_components(descriptions, findings)
    homes = {part.at.document: description.whereabouts for description in descriptions for part in description.components}
    references = References((*merged, *(name for description in descriptions for name in description.finished)), homes, findings)
    components = {}
    for name, parts in merged.items():
        before = references.failed + len(findings)
        components[name] = _component(name, parts, references, findings)
        if references.failed + len(findings) > before:
            mistaken.add(name)
    beside = _remarks(descriptions, references, findings)
    references.settle()
    return components, beside


def _remarks(descriptions: Sequence[Description], references: References, findings: list[Finding]) -> dict[str, Any]:
    """Return what stands beside the components, by the names of the fields; most files hold nothing of it."""
    if not any(one.remarked for one in descriptions):
        return {}
    from sosgraph.description.remarks import remarks

    return remarks(descriptions, references, findings)


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
    over = tuple(_zones(written.over, parts, references, findings))
    if written.need > written.count:
        message = (
            f"{parts.name} needs {written.need} of {written.count} replicas, which can never be; write a need up to the count"
        )
        findings.append(Finding(_place(parts, "replicas") / "need", message))
    count = min(written.count, MOST_REPLICAS)
    return Replicas(count, min(written.need, count), over, written.common_cause)


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
