"""The entities of a Backstage file, their names as components, and how one is referred to."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain, count
from typing import NamedTuple

from sosgraph.document import Document, Node
from sosgraph.finding import Note
from sosgraph.frozen import dataclass
from sosgraph.source import Pointer

KINDS = ("component", "resource", "api")
"""The kinds of entities that become components; of one name, the first kind keeps it and the others take a suffix."""

_name = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,198}[A-Za-z0-9])?").fullmatch
_reference = re.compile(r"(?:([^:/\s]+):)?(?:([^:/\s]+)/)?([^:/\s]+)").fullmatch


class Reference(NamedTuple):
    """`[kind:][namespace/]name`; what is not written is None. Backstage compares without regard to case."""

    kind: str | None
    namespace: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One YAML document that becomes a component of `system`."""

    kind: str
    namespace: str
    name: str
    system: str
    node: Node

    @property
    def at(self) -> Pointer:
        """Where its name is written."""
        return self.node["metadata"]["name"].at

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies it in Backstage."""
        return self.kind, self.namespace.lower(), self.name.lower()


@dataclass(frozen=True, slots=True)
class Catalog:
    """The entities of one file by their keys, in reading order; their full names; and the documents of systems by name."""

    entities: dict[tuple[str, str, str], Entity]
    full_names: dict[tuple[str, str, str], str]
    systems: dict[str, Node]

    def full_name(self, entity: Entity) -> str:
        """Return the entity's name as a component, `system/component`."""
        return self.full_names[entity.key]

    def meant(self, reference: Reference, namespace: str) -> str:
        """Return the full name of what an entity of `namespace` refers to, `*/name` where it is not in this file."""
        for kind in KINDS if reference.kind is None else (reference.kind,):
            key = kind, (reference.namespace or namespace).lower(), reference.name.lower()
            if key in self.full_names:
                return self.full_names[key]
        return f"*/{reference.name}"


def is_backstage(node: Node) -> bool:
    """Tell whether a YAML document is an entity of Backstage, whatever its kind."""
    return "backstage.io/" in (node["apiVersion"].text or "")


def owner(written: str) -> str:
    """Return an owner without the parts that Backstage fills in by default."""
    return re.sub(r"^(group:)?(default/)?", "", written, flags=re.IGNORECASE)


def entity_name(written: str) -> str:
    """Return the name of an entity, system or namespace."""
    if not _name(written):
        raise ValueError(f"{written!r} is not a name; use letters a-z, digits, '_', '-' and '.', letters or digits at the ends")
    return written


def entity_reference(written: str) -> Reference:
    """Return the parts of a reference to an entity, the kind in lower case."""
    match = _reference(written)
    if not match or not _name(match[3]):
        raise ValueError(f"{written!r} is not an entity reference; write it like resource:orders-db or kind:namespace/name")
    return Reference(match[1] and match[1].lower(), match[2], match[3])


def catalog_of(document: Document) -> Catalog:
    """Return the catalog that is written in `document`; an entity without a usable name is a finding and left out."""
    entities: dict[tuple[str, str, str], Entity] = {}
    systems: dict[str, Node] = {}
    for node in document.streams():
        kind = _kind(node)
        if kind in KINDS:
            _add(node, kind, entities)
        elif kind == "system":
            systems.setdefault((node["metadata"]["name"].text or "").lower(), node)
    return Catalog(entities, _full_names(entities), systems)


def _add(node: Node, kind: str, entities: dict[tuple[str, str, str], Entity]) -> None:
    metadata = node.required("metadata")
    if not metadata.mapping():
        return
    name = metadata.required("name").read(entity_name, "")
    namespace = metadata["namespace"].read(entity_name, "") or "default"
    if name:
        entity = Entity(kind, namespace, name, _system(node, namespace), node)
        first = entities.setdefault(entity.key, entity)
        if first is not entity:
            message = f"{kind} {name!r} is described twice in namespace {namespace!r}; keep one"
            node.document.report(entity.at, message, Note(first.at, "first described here"))


def _kind(node: Node) -> str:
    """Return the kind of entity in lower case; the empty text for a document that is none."""
    if not node or node.empty or not node.mapping():
        return ""
    if node["apiVersion"] and not is_backstage(node):
        return ""
    written = node.required("kind").read(str, "")
    kind = written.lower()
    # a catalog may have kinds of its own, so only what can hardly be one is called a mistake
    near = [known for known in get_close_matches(kind, KINDS, 1, 0.85) if kind[:1] == known[0] and kind != known]
    if near:
        node["kind"].mistake(f"kind {written!r} is not known here; did you mean {_spelled(near[0])!r}?")
    return kind


def _spelled(kind: str) -> str:
    return "API" if kind == "api" else kind.capitalize()


def _system(node: Node, namespace: str) -> str:
    reference = node["spec"]["system"].read(entity_reference, None) if node["spec"].kind == "mapping" else None
    return namespace if reference is None else reference.name


def _full_names(entities: dict[tuple[str, str, str], Entity]) -> dict[tuple[str, str, str], str]:
    names: dict[tuple[str, str, str], str] = {}
    taken = set()
    for entity in sorted(entities.values(), key=lambda entity: KINDS.index(entity.kind)):
        full_name = next(name for name in _candidates(entity) if name.lower() not in taken)
        taken.add(full_name.lower())
        names[entity.key] = full_name
    return names


def _candidates(entity: Entity) -> Iterator[str]:
    plain = f"{entity.system}/{entity.name}"
    with_kind = f"{plain}.{entity.kind}"
    return chain((plain, with_kind, f"{with_kind}.{entity.namespace}"), (f"{with_kind}.{number}" for number in count(2)))
