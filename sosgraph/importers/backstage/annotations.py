"""What an entity says of itself: its type, its owner, and the annotations `sosgraph.io/…`."""

from collections.abc import Callable, Iterator
from typing import Any

from sosgraph.catalog import did_you_mean
from sosgraph.document import Node
from sosgraph.importers.backstage.catalog import Entity, Reference, entity_name, entity_reference, owner
from sosgraph.model.slo import DEFAULT_WINDOW_S, AvailabilityObjective
from sosgraph.model.workload import Entry
from sosgraph.quantity import parse_rate, parse_ratio

PREFIX = "sosgraph.io/"
SOFT = "sosgraph.io/soft-dependencies"

_DEFAULT_KINDS = {"component": "service", "resource": "resource", "api": "api"}


def _tier(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise ValueError(f"{text!r} is not a tier; write a whole number like 1, the lower the more critical")
    return int(text)


def _objectives(node: Node) -> tuple[AvailabilityObjective, ...] | None:
    target = node.read(parse_ratio, None)
    return None if target is None else (AvailabilityObjective(target, DEFAULT_WINDOW_S, node.at),)


def _entry(node: Node) -> Entry | None:
    rate_per_s = node.read(parse_rate, None)
    return None if rate_per_s is None else Entry(rate_per_s)


_READERS: dict[str, Callable[[Node], Any]] = {
    "availability": lambda node: node.read(parse_ratio, None),
    "slo": _objectives,
    "sla": _objectives,
    "tier": lambda node: node.read(_tier, None),
    "entry": _entry,
}
_KNOWN = (*(PREFIX + word for word in _READERS), SOFT)


def values_of(entity: Entity) -> dict[str, Any]:
    """Return the values of the component that an entity becomes; what is wrong is a finding and left out."""
    spec = entity.node["spec"]
    values: dict[str, Any] = {"kind": _kind(entity)}
    if spec.kind == "mapping" and (owned_by := spec["owner"].read(owner, None)):
        values["owner"] = owned_by
    annotations = entity.node["metadata"]["annotations"]
    for key, node in () if annotations.empty else annotations.items():
        read = _READERS.get(key.removeprefix(PREFIX)) if key.startswith(PREFIX) else None
        if read is not None:
            value = read(node)
            if value is not None:
                values[key.removeprefix(PREFIX)] = value
        elif key.startswith(PREFIX) and key != SOFT:
            near = did_you_mean(key, _KNOWN) or f"; known are {', '.join(_KNOWN)}"
            node.document.report(node.key_at, f"{key!r} is not known here{near}")
    return values


def soft_references(entity: Entity) -> Iterator[tuple[Reference, Node]]:
    """Yield what an entity calls its soft dependencies, and where."""
    annotations = entity.node["metadata"]["annotations"]
    node = annotations[SOFT]
    for part in filter(None, map(str.strip, node.read(str, "").split(","))):
        try:
            yield entity_reference(part), node
        except ValueError as mistake:
            node.mistake(f"{SOFT!r}: {mistake}")


def _kind(entity: Entity) -> str:
    """Return `spec.type` where it can be a kind; of an API it is the technology, and the kind stays `api`."""
    try:
        written = entity.node["spec"]["type"].text if entity.kind != "api" else None
        return entity_name(written or _DEFAULT_KINDS[entity.kind])
    except ValueError:
        return _DEFAULT_KINDS[entity.kind]
