"""Docker Compose: services, what they wait for, and the hosts that their settings name (`docs/importers/compose.md`)."""

from collections.abc import Iterable, Iterator, Mapping

from sosgraph.description.parts import ComponentDescription, DependencyDescription, Description
from sosgraph.document import Document
from sosgraph.importers import Importer, Neighbour
from sosgraph.importers.compose.definitions import services_of
from sosgraph.importers.compose.layers import Service
from sosgraph.importers.compose.project import Project, project_name
from sosgraph.importers.compose.services import Reading, components
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_flag

_OTHERS = ("sosgraph", "components", "apiVersion", "kind")
_OF_A_SERVICE = frozenset(
    {"image", "build", "command", "entrypoint", "environment", "env_file", "depends_on", "extends", "ports", "expose", "volumes"}
    | {"networks", "network_mode", "links", "restart", "deploy", "healthcheck", "container_name", "hostname", "labels", "logging"}
    | {"profiles", "provider", "scale"}
)


def recognises(document: Document) -> bool:
    """Tell whether the document is a Compose file: by its services, or by its includes where it has no services itself."""
    keys = document.root.fields().keys()
    if any(other in keys for other in _OTHERS):
        return False
    services = document.root["services"]
    if services.kind == "mapping":
        return not services.fields() or any(not _OF_A_SERVICE.isdisjoint(node.fields()) for _, node in services.items())
    return "include" in keys and document.root["include"].kind == "list" and (not services or services.empty)


def read(
    document: Document,
    neighbour: Neighbour,
    *,
    depends_on_runs: bool = True,
    environment_calls: bool = True,
    profiles: tuple[str, ...] = (),
) -> Iterable[Description]:
    """Return the one system that the file and its neighbours describe; mistakes in all of them are reported on `document`."""
    project = Project(document, neighbour)
    first = project.first_files()
    services = _wanted(services_of(first, project), profiles)
    parts = tuple(components(services, project, Reading(depends_on_runs, environment_calls)))
    named = document.root["name"]
    system = project_name(first, document)
    assumptions = tuple(_assumptions(services, parts, depends_on_runs))
    description = Description(
        system, named.at if named else document.root.at, parts, whereabouts="under services", assumptions=assumptions
    )
    project.gather_mistakes()
    return (description,)


def _assumptions(services: Mapping[str, Service], parts: Iterable[ComponentDescription], depends_on_runs: bool) -> Iterator[str]:
    if depends_on_runs and any(service.written("depends_on") for service in services.values()):
        yield "compose: what depends_on names is needed to run too, not only to start (unless its completion is waited for)"
    needs = (need for part in parts for need in part.needs)
    if any(isinstance(need, DependencyDescription) and need.values.get("inferred") for need in needs):
        yield "compose: a host that a setting of a service names is called by it, and needed to run"


def _wanted(services: Mapping[str, Service], profiles: tuple[str, ...]) -> dict[str, Service]:
    """Return the services that have no profile or one of `profiles`; all where none is given."""
    return {
        name: service
        for name, service in services.items()
        if not profiles
        or not (own := [element.text for layer in service.written("profiles") for element in layer.elements()])
        or not set(own).isdisjoint(profiles)
    }


IMPORTER = Importer(
    name="compose",
    summary="Docker Compose: services, depends_on, and the hosts that environment values name",
    recognises=recognises,
    read=read,
    parameters=(
        Parameter("depends-on-runs", "what depends_on names is needed to run too, not only to start", parse_flag, True),
        Parameter("environment-calls", "a host that a setting names is called", parse_flag, True),
        Parameter("profiles", "only services without a profile or with one of these; none: all services", str, (), several=True),
    ),
)
