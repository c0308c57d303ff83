"""Services become components: what they are, how many of them, and what they need."""

from collections.abc import Iterator, Mapping
from typing import Any

from sosgraph.description.parts import ComponentDescription, ReplicasDescription
from sosgraph.frozen import dataclass, replace
from sosgraph.importers.compose.declared import declared_references, link_aliases
from sosgraph.importers.compose.images import kind_of_image, repository
from sosgraph.importers.compose.inferred import inferred_references
from sosgraph.importers.compose.labels import labelled_values
from sosgraph.importers.compose.layers import Service
from sosgraph.importers.compose.project import Project
from sosgraph.importers.compose.references import Reference, dependencies, names_of


@dataclass(frozen=True, slots=True)
class Reading:
    """How a project is read: whether what is waited for is needed to run, whether hosts in settings are calls."""

    depends_on_runs: bool
    environment_calls: bool


def components(services: Mapping[str, Service], project: Project, reading: Reading) -> Iterator[ComponentDescription]:
    """Yield a component for each service, in their order."""
    names = names_of({name: network_names(service) for name, service in services.items()})
    references = {name: _references(service, names, project, reading) for name, service in services.items()}
    for name, service in services.items():
        wanted = _judged(service, services, references)
        yield ComponentDescription(name, service.at, _values(service, project), tuple(dependencies(wanted)))


def _judged(service: Service, services: Mapping[str, Service], references: Mapping[str, list[Reference]]) -> Iterator[Reference]:
    """Yield the references of `service`, those inferred seen beside what the other service says of this one.

    Two services of one image that name each other are members of one cluster, of which none needs all the others. A
    weak reference to a service that itself names this one is the way back, a part that can be missing.
    """
    image = repository(service.text("image"))
    for reference in references[service.name]:
        back = [each for each in references.get(reference.on, ()) if each.on == service.name] if reference.inferred else []
        if image and any(each.inferred for each in back) and image == repository(services[reference.on].text("image")):
            continue
        yield replace(reference, soft=True) if back and reference.weak else reference


def network_names(service: Service) -> Iterator[str]:
    """Yield the names besides its own under which other services can reach `service`."""
    yield from (service.text("container_name"), service.text("hostname"))
    for layer in service.written("networks"):
        if layer.node.kind == "mapping":
            for network in layer.node.fields():
                for aliases in service.written("networks", network, "aliases"):
                    yield from (element.text for element in aliases.elements())


def _references(service: Service, names: Mapping[str, str], project: Project, reading: Reading) -> list[Reference]:
    found = list(declared_references(service, names, runs=reading.depends_on_runs))
    if reading.environment_calls:
        found += inferred_references(service, {**names, **link_aliases(service)}, project)
    return found


def _values(service: Service, project: Project) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if service.written("image") or service.written("build"):
        values["kind"] = kind_of_image(service.text("image"))
    count = _replicas(service)
    if count > 1:
        values["replicas"] = ReplicasDescription(count)
    return values | labelled_values(service, project.document)


def _replicas(service: Service) -> int:
    """Return how many containers run; 1 where nothing is written."""
    written = service.written("deploy", "replicas") or service.written("scale")
    if not written:
        return 1
    file = written[-1].file
    return written[-1].node.read(lambda text: _count(file.substituted(text)), 1)


def _count(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ValueError(f"{text!r} is not a number of containers; write it like 3")
    return int(text)
