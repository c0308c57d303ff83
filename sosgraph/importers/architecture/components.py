"""One component: what is known of it, and what it promises."""

from collections.abc import Callable
from typing import Any

from sosgraph.description.parts import ComponentDescription, ReplicasDescription
from sosgraph.document import Node
from sosgraph.importers.architecture.needs import needs, placements
from sosgraph.importers.architecture.words import name, reference, text, tier
from sosgraph.model.slo import DEFAULT_WINDOW_S, AvailabilityObjective, LatencyObjective, Objective, Observed
from sosgraph.model.workload import Capacity, Entry, HealthCheck, Leases, Restart
from sosgraph.quantity import (
    parse_count,
    parse_date,
    parse_duration,
    parse_flag,
    parse_queue,
    parse_rate,
    parse_ratio,
    parse_whole,
)

_SCALARS: dict[str, Callable[[str], Any]] = {
    "kind": name,
    "owner": text,
    "tier": tier,
    "external": parse_flag,
    "opaque": parse_flag,
    "stochastic": parse_flag,
    "availability": parse_ratio,
    "mtbf": parse_duration,
    "mttr": parse_duration,
    "exercised": parse_date,
    "stages": parse_count,
}


def component_description(key: str, node: Node) -> ComponentDescription:
    """Return what is written of the component `key`; nothing but a key is a component of which nothing is known."""
    if node.empty or not node.mapping():
        return ComponentDescription(key, node.at)
    values = node.values(_SCALARS, _PARTS)
    return ComponentDescription(key, node.at, values, (*values.pop("depends_on", ()), *values.pop("runs_on", ())))


def objectives(node: Node) -> tuple[Objective, ...]:
    """Return the objectives written as one ratio, one mapping, or a list of either."""
    elements = node.elements() if node.kind == "list" else [node]
    return tuple(objective for element in elements if (objective := _objective(element)) is not None)


def _objective(node: Node) -> Objective | None:
    if node.kind != "mapping":
        target = node.read(parse_ratio, None)
        return None if target is None else AvailabilityObjective(target, DEFAULT_WINDOW_S, node.at)
    window_s = node["window"].read(parse_duration, DEFAULT_WINDOW_S)
    if node["latency"]:
        node.only("latency", "target", "window")
        threshold_s = node.required("latency").read(parse_duration, None)
        target = node.required("target").read(parse_ratio, None)
        return None if threshold_s is None or target is None else LatencyObjective(threshold_s, target, window_s, node.at)
    node.only("availability", "window")
    target = node.required("availability").read(parse_ratio, None)
    return None if target is None else AvailabilityObjective(target, window_s, node.at)


def _observed(node: Node) -> Observed | None:
    if node.kind != "mapping":
        node.mistake(f"{node.label} counts events; write it like {{good: 999300, total: 1000000}}")
        return None
    node.only("good", "total")
    good, total = node.required("good").read(parse_whole, None), node.required("total").read(parse_count, None)
    return None if good is None or total is None else Observed(good, total)


def _capacity(node: Node) -> Capacity:
    node.mapping()
    node.only("concurrency", "service_time", "queue", "shed_at", "slowing", "refusal_cost")
    return Capacity(
        node["concurrency"].read(parse_count, None),
        node["service_time"].read(parse_duration, None),
        node["queue"].read(parse_queue, None),
        node["shed_at"].read(parse_ratio, None),
        node["slowing"].read(parse_duration, None),
        node["refusal_cost"].read(parse_duration, None),
    )


def _entry(node: Node) -> Entry | None:
    if node.kind == "text":
        return Entry() if node.read(parse_flag, False) else None
    node.mapping()
    node.only("rate")
    return Entry(node["rate"].read(parse_rate, None))


def _restart(node: Node) -> Restart | None:
    if not node.mapping():
        return None
    node.only("parallel", "over")
    return Restart(node["parallel"].read(parse_count, None), node["over"].read(parse_duration, None))


def _health_check(node: Node) -> HealthCheck | None:
    if not node.mapping():
        return None
    node.only("every", "timeout", "fail_open")
    every_s = node.required("every").read(parse_duration, None)
    timeout_s = node.required("timeout").read(parse_duration, None)
    fail_open = node["fail_open"].read(parse_ratio, None)
    return None if every_s is None or timeout_s is None else HealthCheck(every_s, timeout_s, fail_open)


def _leases(node: Node) -> Leases | None:
    if not node.mapping():
        return None
    node.only("count", "period", "timeout")
    count = node.required("count").read(parse_count, None)
    period_s = node.required("period").read(parse_duration, None)
    timeout_s = node.required("timeout").read(parse_duration, None)
    return None if count is None or period_s is None or timeout_s is None else Leases(count, period_s, timeout_s)


def _signals(node: Node) -> tuple[str, ...]:
    return node.parsed(name)


def _replicas(node: Node) -> ReplicasDescription | None:
    if node.kind != "mapping":
        count = node.read(parse_count, None)
        return None if count is None else ReplicasDescription(count)
    values = node.values(_OF_REPLICAS, _OVER, ("count",))
    return ReplicasDescription(**values) if "count" in values else None


def _over(node: Node) -> tuple[str, ...]:
    return node.parsed(reference)


_OVER = {"over": _over}
_OF_REPLICAS: dict[str, Callable[[str], Any]] = {"count": parse_count, "need": parse_count, "common_cause": parse_ratio}
_PARTS: dict[str, Callable[[Node], Any]] = {
    "slo": objectives,
    "sla": objectives,
    "observed": _observed,
    "capacity": _capacity,
    "entry": _entry,
    "restart": _restart,
    "health_check": _health_check,
    "leases": _leases,
    "signals": _signals,
    "replicas": _replicas,
    "depends_on": needs,
    "runs_on": placements,
}
KEYS = (*_SCALARS, *_PARTS)
"""What may be written of a component."""
