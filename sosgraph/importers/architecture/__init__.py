"""sosgraph's own language: the shape of one document (`docs/format.md`).

What this package accepts is exactly what `schemas/architecture-v1.schema.json` accepts of one composed document.
What a schema cannot see (references, conflicts between files, a list shorter than its `at_least`) is judged when
descriptions are resolved.
"""

from collections.abc import Iterable, Iterator
from posixpath import basename

from sosgraph.description.parts import ComponentDescription, Description
from sosgraph.document import Document, Node
from sosgraph.importers import Importer, Neighbour
from sosgraph.importers.architecture.components import component_description
from sosgraph.importers.architecture.remarks import controllers, feedback, journeys, scenarios
from sosgraph.importers.architecture.words import name, parse_version, text
from sosgraph.source import Pointer

_SECTIONS = ("components", "journeys", "scenarios", "controllers", "feedback")
_OTHERS = ("apiVersion", "openapi", "swagger", "asyncapi", "services", "$schema", "workspace")


def recognises(document: Document) -> bool:
    """Tell whether the document is in sosgraph's own language, by its top-level keys or its name."""
    keys = document.root.fields().keys()
    if "sosgraph" in keys:
        return True
    if basename(document.name) == "sosgraph.yaml" or document.name.endswith((".sosgraph.yaml", ".sosgraph.yml")):
        return True
    return any(section in keys for section in _SECTIONS) and not any(other in keys for other in _OTHERS)


def read(document: Document, neighbour: Neighbour) -> Iterable[Description]:
    """Return what each YAML document of the file says; that there is none is a finding."""
    if not document.roots and not document.findings:
        document.report(Pointer(document.name), "nothing is written here; begin with 'components:'")
    return [_description(node, document) for node in document.streams()]


def _description(node: Node, document: Document) -> Description:
    node.mapping()
    node.only("sosgraph", "system", "owner", "components", "feedback", "controllers", "journeys", "scenarios")
    node["sosgraph"].read(parse_version, None)
    return Description(
        system=node["system"].read(name, "") or _stem(document.name),
        at=node.at,
        owner=node["owner"].read(text, None),
        components=tuple(_components(node["components"])),
        journeys=tuple(journeys(node["journeys"])),
        controllers=tuple(controllers(node["controllers"])),
        feedback=tuple(feedback(node["feedback"])),
        scenarios=tuple(scenarios(node["scenarios"])),
    )


def _components(node: Node) -> Iterator[ComponentDescription]:
    for key, child in node.items():
        try:
            name(key)
        except ValueError as mistake:
            node.document.report(child.key_at, str(mistake))
            continue
        yield component_description(key, child)


def _stem(document_name: str) -> str:
    stem = basename(document_name)
    for ending in (".yaml", ".yml", ".json", ".sosgraph"):
        stem = stem.removesuffix(ending)
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "_-.") else "-" for letter in stem) or "system"


IMPORTER = Importer(
    name="architecture",
    summary="sosgraph's own language: components, SLOs and dependencies in YAML",
    recognises=recognises,
    read=read,
)
