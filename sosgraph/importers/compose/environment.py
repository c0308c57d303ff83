"""The environment of a service: `env_file` below, `environment` on top."""

from typing import NamedTuple

from sosgraph.importers.compose.dotenv import assignments
from sosgraph.importers.compose.layers import Layer, Service
from sosgraph.importers.compose.project import Project
from sosgraph.source import Pointer, Span


class Setting(NamedTuple):
    """One variable of a container."""

    key: str
    value: str
    is_default: bool
    at: Pointer


def environment_of(service: Service, project: Project) -> list[Setting]:
    """Return the settings of `service` in reading order; a file that is not there holds none, as templates ship without."""
    settings: dict[str, Setting] = {}
    for layer in service.written("env_file"):
        for element in layer.elements():
            for setting in _settings_in(element, project):
                settings[setting.key] = setting
    for layer in service.written("environment"):
        for entry in layer.entries():
            value = layer.file.variables.get(entry.key) if entry.value is None else entry.value
            if value is not None:
                settings[entry.key] = Setting(entry.key, value, entry.is_default, entry.at)
    return list(settings.values())


def _settings_in(element: Layer, project: Project) -> list[Setting]:
    node, file = element.node, element.file
    if node.kind == "mapping":
        node.only("path", "required", "format")
        node = node.required("path")
    path = file.text(node)
    found = project.text(file.beside(path)) if path else None
    if found is None:
        return []
    name, text = found
    return [
        Setting(key, value, False, Pointer(name, (Span(line, 1, line, len(key) + 1),)))
        for key, value, line in assignments(text, file.variables)
    ]
