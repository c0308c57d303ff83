"""sosgraph's own language: the shape of one document (`docs/format.md`).

What this package accepts is exactly what `schemas/architecture-v1.schema.json` accepts of one composed document.
What a schema cannot see (references, conflicts between files, a list shorter than its `at_least`) is judged when
descriptions are resolved.
"""

from collections.abc import Iterable, Iterator
from posixpath import basename

from sosgraph.catalog import did_you_mean
from sosgraph.description.parts import ComponentDescription, Description
from sosgraph.document import Document, Node
from sosgraph.finding import Note
from sosgraph.importers import Importer, Neighbour
from sosgraph.importers.architecture.components import KEYS, component_description
from sosgraph.importers.architecture.remarks import controllers, feedback, journeys, scenarios
from sosgraph.importers.architecture.words import name, parse_version, text
from sosgraph.source import Pointer

_COMPONENTS = ("components",)
_SECTIONS = ("components", "journeys", "scenarios", "controllers", "feedback")
_OTHERS = ("apiVersion", "openapi", "swagger", "asyncapi", "services", "$schema", "workspace")


def recognises(document: Document) -> bool:
    """Tell whether the document is in sosgraph's own language, by its top-level keys or its name."""
    keys = document.root.fields().keys()
    if "sosgraph" in keys:
        return True
    if basename(document.name) == "sosgraph.yaml" or document.name.endswith((".sosgraph.yaml", ".sosgraph.yml")):
        return True
    if any(other in keys for other in _OTHERS):
        return False
    return any(section in keys for section in _SECTIONS) or _misspelt(document)


def _misspelt(document: Document) -> bool:
    """Tell whether a top-level key was meant as `components`: nearly spelt so, and over mappings as components are."""
    return any(
        all(child.id == "mapping" or not child.value for _, child in raw.value)
        for key, (_, raw) in document.root.fields().items()
        if raw.id == "mapping" and raw.value and did_you_mean(key, _COMPONENTS, 0.8)
    )


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
        system=system_of(node, document),
        at=(node["system"] or node).at,
        owner=node["owner"].read(text, None),
        components=tuple(_components(node["components"])),
        journeys=tuple(journeys(node["journeys"])),
        controllers=tuple(controllers(node["controllers"])),
        feedback=tuple(feedback(node["feedback"])),
        scenarios=tuple(scenarios(node["scenarios"])),
    )


def system_of(node: Node, document: Document) -> str:
    """Return the system that a YAML document describes: the one it names, else the one that its file is called after."""
    return node["system"].read(name, "") or _stem(document.name)


def _components(node: Node) -> Iterator[ComponentDescription]:
    if node.kind == "mapping" and not node.fields():
        node.mistake("'components' is empty; describe at least one, or leave the key out")
    before: Node | None = None
    for key, child in node.items():
        if key in KEYS and child.kind != "mapping" and not child.empty:
            _report_outdented(key, child, before)
            continue
        before = child
        try:
            name(key)
        except ValueError as mistake:
            node.document.report(child.key_at, str(mistake))
            continue
        yield component_description(key, child)


def _report_outdented(key: str, child: Node, before: Node | None) -> None:
    """Report a key of a component that stands beside the names, with the component `before` it, which it may be of."""
    of, notes = (f"under {before.key!r}", (Note(before.at, "this component"),)) if before else ("under its name", ())
    child.document.report(child.key_at, f"{key!r} is a key of a component; indent it {of}", *notes)


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
