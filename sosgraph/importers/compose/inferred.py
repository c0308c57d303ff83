"""Calls that nobody declares: hosts that the settings and the command of a service name."""

from collections.abc import Iterator, Mapping

from sosgraph.importers.compose.environment import environment_of
from sosgraph.importers.compose.hosts import bare_hosts, hosts_in_setting, hosts_in_urls
from sosgraph.importers.compose.layers import Service
from sosgraph.importers.compose.project import Project
from sosgraph.importers.compose.references import Reference
from sosgraph.source import Pointer


def inferred_references(service: Service, names: Mapping[str, str], project: Project) -> Iterator[Reference]:
    """Yield the services that `service` names as hosts, itself excluded; `names` are the names that it can call them by."""
    for host, at, weak in (*_in_settings(service, names, project), *_in_commands(service)):
        callee = names.get(host)
        if callee is not None and callee != service.name:
            yield Reference(callee, at, ("run",), inferred=True, weak=weak)


def _in_settings(service: Service, names: Mapping[str, str], project: Project) -> Iterator[tuple[str, Pointer, bool]]:
    for setting in environment_of(service, project):
        for host in hosts_in_setting(setting.key, setting.value):
            yield host, setting.at, False
        # a bare word is the least evidence of a host, and a default is there to be replaced
        for host in bare_hosts(setting.key, setting.value, names):
            yield host, setting.at, setting.is_default


def _in_commands(service: Service) -> Iterator[tuple[str, Pointer, bool]]:
    for key in ("entrypoint", "command"):
        for layer in service.written(key)[-1:]:
            for element in layer.elements():
                for host in hosts_in_urls(element.text):
                    yield host, element.node.at, False
