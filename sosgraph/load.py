"""Documents of any known format become one architecture."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sosgraph import catalog
from sosgraph.description.parts import Description
from sosgraph.description.resolving import architecture_of
from sosgraph.document import Document
from sosgraph.finding import Finding
from sosgraph.frozen import dataclass, replace
from sosgraph.importers import Importer, Neighbour
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import arguments
from sosgraph.source import Pointer


@dataclass(frozen=True, slots=True)
class Loaded:
    """An architecture, and what is wrong with the files it was read from.

    `read` names the documents that describe something or should; `skipped` those met in a folder that are of none of our
    formats. `understood` tells whether any document could be read at all. `misread` names the controllers, policies and
    scenarios of which something was left out, since it could not be read.
    """

    architecture: Architecture
    findings: tuple[Finding, ...]
    read: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    understood: bool = True
    misread: tuple[str, ...] = ()


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
    read: list[str] = []
    skipped: list[str] = []
    understood = False
    texts: dict[str, Document] = {}
    for document in documents:
        texts[document.name] = document
        importer = next((importer for importer in _importers(document) if importer.recognises(document)), None)
        if importer is not None:
            told = tuple(importer.read(document, neighbour, **_arguments(importer, given)))
            descriptions.extend(told)
            findings.extend(document.findings)
            understood = understood or bool(document.roots) or bool(told)
        elif document.name in optional and not _damaged(document):
            skipped.append(document.name)
            continue
        else:
            findings.extend(_unread(document))
        read.append(document.name)
    architecture, mistakes = architecture_of(descriptions)
    found = tuple(dict.fromkeys((*findings, *mistakes)))
    mistaken = architecture.mistaken.union(_mistaken(architecture, texts, found) if found else ())
    lost = _misread(texts, found) if found else ()
    return Loaded(replace(architecture, mistaken=mistaken), found, tuple(read), tuple(skipped), understood, lost)


def _misread(documents: Mapping[str, Document], findings: Iterable[Finding]) -> tuple[str, ...]:
    from sosgraph.misread import misread

    return misread(documents, findings)


def _mistaken(architecture: Architecture, documents: Mapping[str, Document], findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the components and journeys (`journey buy`) in whose description a finding stands, or a note of one."""
    from bisect import bisect_right

    described: dict[str, list[tuple[tuple[int, int], tuple[int, int], str]]] = {}
    places = [(name, component.at) for name, component in architecture.components.items()]
    places += [(journey.label, journey.at) for journey in architecture.journeys.values()]
    for name, at in places:
        document = documents.get(at.document)
        if document is not None and document.roots:
            described.setdefault(document.name, []).append((*document.extent(at), name))
    for parts in described.values():
        parts.sort()
    for finding in findings:
        for at in (finding.at, *(note.at for note in finding.notes)):
            parts = described.get(at.document, [])
            if parts:
                place = documents[at.document].span(at)[:2]
                index = bisect_right(parts, place, key=lambda part: part[0]) - 1
                if index >= 0 and place < parts[index][1]:
                    yield parts[index][2]


def _importers(document: Document) -> Iterator[Importer]:
    """Yield the importers, each loaded only when those before it do not know the document; sosgraph's own language first.

    What holds no YAML is first shown to the importer that reads XML, else to the one that reads lists, so that the others
    need not be loaded for it.
    """
    names = catalog.names("importers")
    first = "architecture" if document.roots else "open-psa" if document.text[:200].lstrip().startswith("<") else "packages"
    for name in sorted(names, key=lambda name: (name != first, name)):
        yield catalog.find("importers", name)


def _arguments(importer: Importer, given: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return arguments(importer.name, importer.parameters, given.get(importer.name, {}))


_OURS = ("compose.yaml", "compose.yml", "catalog-info.yaml", "sosgraph.yaml", "sosgraph.yml")
_BEGINS = r"^(?:sosgraph|components|services):|^apiVersion: backstage\.io/"


def _damaged(document: Document) -> bool:
    """Tell whether a file found in a folder looks like one that an importer knows, but could not be read."""
    begins = document.name.endswith(_OURS) or re.search(_BEGINS, document.text, re.MULTILINE)
    return bool(document.findings and begins)


def _unread(document: Document) -> tuple[Finding, ...]:
    """Return what is said of a document that no importer knows: what it is, else why it cannot be read."""
    from sosgraph.foreign_formats import foreign_format

    foreign = foreign_format(document)
    if foreign is not None:
        message = f"this looks like {foreign}, which sosgraph does not read; describe the architecture with 'components:'"
    elif document.findings:
        return document.findings
    elif {"components", "services"} <= document.root.fields().keys():
        message = "both 'components' and 'services' stand here; write sosgraph's own language and Compose in two files"
    elif document.roots:
        message = "this is no architecture; begin with 'components:', or pass a Compose file or a Backstage catalog"
    else:
        message = "nothing is written here; begin with 'components:', or run 'sosgraph init' for a starter"
    return (Finding(Pointer(document.name), message),)
