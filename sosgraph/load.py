"""Documents of any known format become one architecture."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sosgraph import catalog
from sosgraph.description.parts import Description
from sosgraph.description.resolving import architecture_of
from sosgraph.document import Document
from sosgraph.finding import Finding
from sosgraph.importers import Importer, Neighbour
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import arguments
from sosgraph.source import Pointer


@dataclass(frozen=True, slots=True)
class Loaded:
    """An architecture, what is wrong with the files it was read from, and the names of those that describe something."""

    architecture: Architecture
    findings: tuple[Finding, ...]
    read: tuple[str, ...]


def load(
    documents: Iterable[Document],
    neighbour: Neighbour,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    optional: frozenset[str] = frozenset(),
) -> Loaded:
    """Return what `documents` say together.

    `parameters` are those of importers, by name. Documents named in `optional` (found in a folder, not asked for) are
    passed over when no importer knows them; of others that is a finding. Raises `BadCall` for wrong parameters.
    """
    given = parameters or {}
    for name in given:
        arguments(name, catalog.find("importers", name).parameters, given[name])
    descriptions: list[Description] = []
    findings: list[Finding] = []
    read = []
    for document in documents:
        importer = next((importer for importer in _importers() if importer.recognises(document)), None)
        if importer is not None:
            descriptions.extend(importer.read(document, neighbour, **_arguments(importer, given)))
        elif document.name in optional and not _damaged(document):
            continue
        elif not document.findings:
            document.report(Pointer(document.name), _unread(document))
        read.append(document.name)
        findings.extend(document.findings)
    architecture, mistakes = architecture_of(descriptions)
    return Loaded(architecture, tuple(dict.fromkeys((*findings, *mistakes))), tuple(read))


def _importers() -> Iterator[Importer]:
    """Yield the importers, each loaded only when those before it do not know a document; sosgraph's own language first."""
    names = catalog.names("importers")
    for name in sorted(names, key=lambda name: (name != "architecture", name)):
        yield catalog.find("importers", name)


def _arguments(importer: Importer, given: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return arguments(importer.name, importer.parameters, given.get(importer.name, {}))


def _damaged(document: Document) -> bool:
    """Tell whether a file found in a folder looks like one of ours that could not be read."""
    ours = ("compose.yaml", "compose.yml", "catalog-info.yaml", "sosgraph.yaml", "sosgraph.yml")
    return bool(document.findings) and document.name.endswith(ours)


def _unread(document: Document) -> str:
    if not document.roots:
        return "nothing is written here; begin with 'components:', or run 'sosgraph init' for a starter"
    from sosgraph.foreign_formats import foreign_format

    foreign = foreign_format(document)
    if foreign is not None:
        return f"this looks like {foreign}, which sosgraph does not read; describe the architecture with 'components:'"
    return "this is no architecture; begin with 'components:', or pass a Compose file or a Backstage catalog"
