"""The services that a project defines: in its first file, and in the files that it includes."""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath

from sosgraph.document import Node
from sosgraph.finding import Note
from sosgraph.frozen import dataclass
from sosgraph.importers.compose.extends import layers_of
from sosgraph.importers.compose.layers import Layer, Service
from sosgraph.importers.compose.project import ComposeFile, Project

_NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")


@dataclass(frozen=True, slots=True)
class _Group:
    """Files that are merged with one another, and the paths that include them, the innermost last."""

    files: tuple[ComposeFile, ...]
    chain: tuple[str, ...]


def services_of(first: tuple[ComposeFile, ...], project: Project) -> dict[str, Service]:
    """Return the services of the project by name, those of the `first` files first, then those of each included file."""
    services: dict[str, Service] = {}
    pending = [_Group(first, (first[0].path,))] if first else []
    seen = {file.path for file in first}
    for group in pending:  # grows while it is walked
        for name, layers in _layers_by_name(group.files, project).items():
            if name in services:
                note = Note(services[name].at, "defined here too")
                layers[-1].node.mistake(f"{name!r} is defined by two files of the project; rename one", note)
            else:
                services[name] = Service(name, tuple(layers))
        for file in group.files:
            pending += _included(file, group.chain, seen, project)
    return services


def _layers_by_name(files: tuple[ComposeFile, ...], project: Project) -> dict[str, list[Layer]]:
    layers: dict[str, list[Layer]] = {}
    for file in files:
        for name, node in _service_nodes(file):
            layers.setdefault(name, []).extend(layers_of(Layer(node, file), project))
    return layers


def _service_nodes(file: ComposeFile) -> Iterator[tuple[str, Node]]:
    for name, node in () if file.services.empty else file.services.items():
        if not _NAME.fullmatch(name):
            if not name.startswith("x-"):
                node.document.report(
                    node.key_at, f"{name!r} is not a name of a service; use letters a-z, digits, '_', '-' and '.'"
                )
        elif node.empty:
            node.mistake(f"{name!r} is empty; write what it is, at least an image or a build")
        elif node.mapping():
            yield name, node


def _included(file: ComposeFile, chain: tuple[str, ...], seen: set[str], project: Project) -> Iterator[_Group]:
    for element in file.root["include"].elements():
        paths, variables = _include(element, file, project)
        found = []
        for path in paths:
            if path in chain:
                element.mistake(f"{file.path} includes itself: {' -> '.join((*chain[chain.index(path) :], path))}; take one out")
            elif path not in seen:
                seen.add(path)
                found.append(project.file(path, variables, element))
        files = tuple(each for each in found if each is not None)
        if files:
            yield _Group(files, (*chain, files[0].path))


def _include(element: Node, file: ComposeFile, project: Project) -> tuple[list[str], Mapping[str, str]]:
    """Return the paths that one element of `include` names, and the variables of those files."""
    if element.kind != "mapping":
        path = file.text(element)
        paths = [_path(file, path)] if path else []
    else:
        element.only("path", "project_directory", "env_file")
        paths = [_path(file, layer.text) for layer in Layer(element.required("path"), file).elements()]
    if not paths:
        return [], file.variables
    folder = file.text(element["project_directory"])
    beside = join(file.beside(folder) if folder else normpath(join(paths[0], "..")), ".env")
    given = (
        [file.beside(layer.text) for layer in Layer(element["env_file"], file).elements()] if element["env_file"] else [beside]
    )
    variables = file.variables
    for path in reversed(given):
        variables = project.variables(path, variables)
    return paths, variables


def _path(file: ComposeFile, written: str) -> str:
    return written if "://" in written or written.startswith("git@") else file.beside(written)
