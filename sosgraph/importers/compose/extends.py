"""`extends`: a service that begins as another one, of the same file or of a neighbour."""

from sosgraph.catalog import did_you_mean
from sosgraph.document import Node
from sosgraph.importers.compose.layers import Layer
from sosgraph.importers.compose.project import ComposeFile, Project

_LONGEST_CHAIN = 100


def layers_of(service: Layer, project: Project) -> list[Layer]:
    """Return the layers of a service, what it extends first; a chain that comes back to itself ends there, as a mistake."""
    layers = [service]
    seen = [(service.file.path, str(service.node.key))]
    while (written := layers[-1].node["extends"]) and not written.empty:
        target = _target(written, layers[-1].file, project)
        if target is None:
            break
        step = (target.file.path, str(target.node.key))
        if step in seen:
            _report_cycle(layers[seen.index(step) :])
            break
        if len(seen) == _LONGEST_CHAIN:
            written.mistake(f"{seen[0][1]!r} extends through more than {_LONGEST_CHAIN} services; write it shorter")
            break
        seen.append(step)
        layers.append(target)
    return layers[::-1]


def _report_cycle(cycle: list[Layer]) -> None:
    """Report a cycle as it looks from its first member by name, so that it is said once wherever it was entered."""
    names = [str(layer.node.key) for layer in cycle]
    first = names.index(min(names))
    path = [*names[first:], *names[: first + 1]]
    cycle[first].node["extends"].mistake(f"{path[0]!r} extends itself: {' -> '.join(path)}; take one 'extends' out")


def _target(written: Node, file: ComposeFile, project: Project) -> Layer | None:
    """Return the service that `extends` names; None where it cannot be found, which is a mistake."""
    if written.kind == "text":
        return _service(file.text(written), file, written)
    if not written.mapping():
        return None
    written.only("service", "file")
    name, path = file.text(written.required("service")), file.text(written["file"])
    found: ComposeFile | None = file
    if path:
        found = project.file(path if "://" in path else file.beside(path), file.variables, written["file"])
    if found is None or not name:
        return None
    return _service(name, found, written["service"])


def _service(name: str, file: ComposeFile, written: Node) -> Layer | None:
    node = file.services[name]
    if node and node.kind == "mapping":
        return Layer(node, file)
    if file.root or not file.root.document.findings:  # else it is said already why nothing of the file can be read
        near = did_you_mean(name, tuple(file.services.fields()))
        written.mistake(f"{name!r} is not among the services of {file.path}{near}")
    return None
