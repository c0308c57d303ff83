"""Dependencies that a service declares: `depends_on`, `links`, and what it shares with another service."""

from collections.abc import Iterator, Mapping

from sosgraph.importers.compose.layers import Layer, Service
from sosgraph.importers.compose.references import Reference
from sosgraph.quantity import OneOf, parse_flag

_condition = OneOf(("service_started", "service_healthy", "service_completed_successfully"))
_SHARED = {"network_mode": "network", "ipc": "placement", "pid": "placement"}


def declared_references(service: Service, names: Mapping[str, str], *, runs: bool) -> Iterator[Reference]:
    """Yield what `service` declares; `runs`: what it must wait for to start, it needs to run too, unless that has completed."""
    yield from _depends_on(service, names, runs=runs)
    for layer in service.written("links"):
        for element in layer.elements():
            callee = element.text.partition(":")[0]
            if callee:
                yield Reference(callee, element.node.at)
    for key, kind in _SHARED.items():
        for layer in service.written(key)[-1:]:
            yield from _shared(layer, names, kind)
    for layer in service.written("volumes_from"):
        for element in layer.elements():
            owner, _, rest = element.text.partition(":")
            if owner == "container":
                owner = names.get(rest.partition(":")[0], "")
            if owner:
                yield Reference(owner, element.node.at, ("start",), "data")


def link_aliases(service: Service) -> dict[str, str]:
    """Return the further names that `links` gives to other services, for `service` alone."""
    links = [element.text.partition(":") for layer in service.written("links") for element in layer.elements()]
    return {alias: callee for callee, _, alias in links if alias}


def _depends_on(service: Service, names: Mapping[str, str], *, runs: bool) -> Iterator[Reference]:
    found: dict[str, Reference] = {}
    for layer in service.written("depends_on"):
        for reference in _listed(layer, runs=runs) if layer.node.kind == "list" else _conditional(layer, names, runs=runs):
            found[reference.on] = reference
    yield from found.values()


def _listed(layer: Layer, *, runs: bool) -> Iterator[Reference]:
    for element in layer.elements():
        callee = element.text
        if callee:
            yield Reference(callee, element.node.at, ("start", "run") if runs else ("start",))


def _conditional(layer: Layer, names: Mapping[str, str], *, runs: bool) -> Iterator[Reference]:
    def read(text: str) -> str:
        return _condition(layer.file.substituted(text))

    for callee, node in layer.node.items():
        condition, required = "service_started", True
        if not node.empty and node.mapping():
            node.only("condition", "required", "restart")
            condition = node["condition"].read(read, condition)
            required = node["required"].read(lambda text: parse_flag(layer.file.substituted(text)), True)
        completed = condition == "service_completed_successfully"
        if required or callee in names:  # Compose leaves out what is not required and not there
            phases = ("start", "run") if runs and not completed else ("start",)
            yield Reference(callee, node.at, phases, soft=not required)


def _shared(layer: Layer, names: Mapping[str, str], kind: str) -> Iterator[Reference]:
    what, _, callee = layer.text.partition(":")
    if what == "container":
        callee = names.get(callee, "")
    if what in ("service", "container") and callee:
        yield Reference(callee, layer.node.at, kind=kind)
