"""Jaeger's dependencies: which service was seen to call which, and how often (`docs/importers/jaeger-dependencies.md`)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sosgraph.description.parts import ComponentDescription, DependencyDescription, Description
from sosgraph.document import Document, Node
from sosgraph.escaping import component_name, quoted, system_name
from sosgraph.importers import Importer, Neighbour
from sosgraph.model.workload import Entry
from sosgraph.source import Pointer

_ENDS = ("parent", "child")
_count = re.compile(r"\d{1,18}(\.\d{1,18})?([eE]\+?\d{1,2})?", re.ASCII).fullmatch
_MOST_CALLS = 10**18
_SEEN = (
    "jaeger-dependencies: a call that was seen is taken as needed: what callers survive, and what was never called, is not seen"
)


@dataclass(slots=True)
class Link:
    """One service calls another `count` times, as its first line says; more lines add to it."""

    at: Pointer
    count: int


def recognises(document: Document) -> bool:
    """Tell whether the document is a list of links, each with `parent` and `child`, or has one under `data`."""
    return len(document.roots) == 1 and any(_is_link(node) for node in _links(document.root)[:1])


def read(document: Document, neighbour: Neighbour) -> Iterable[Description]:
    """Return one system, called like the file, with the services in the order in which they are first named."""
    places: dict[str, Pointer] = {}
    calls: dict[str, dict[str, Link]] = {}
    for parent, child, count, at in _read_links(document):
        places.setdefault(parent, at / "parent")
        places.setdefault(child, at / "child")
        if count and parent != child:  # what a service asks of itself is no dependency
            link = calls.setdefault(parent, {}).setdefault(child, Link(at, 0))
            link.count += count
    if not places:
        return ()
    received: dict[str, int] = {}
    for links in calls.values():
        for child, link in links.items():
            received[child] = received.get(child, 0) + link.count
    components = tuple(_component(name, at, calls.get(name, {}), received) for name, at in places.items())
    assumptions = (_SEEN,) if calls else ()
    return (Description(system_name(document.name), document.root.at, components, assumptions=assumptions),)


def _component(name: str, at: Pointer, links: Mapping[str, Link], received: Mapping[str, int]) -> ComponentDescription:
    """Return a service: where nobody was seen to call it, the traces begin, and users or others outside arrive."""
    incoming = received.get(name, 0)
    needs = tuple(_dependency(child, link, incoming) for child, link in links.items())
    values: dict[str, Any] = {"kind": "service"}
    if not incoming and links:
        values["entry"] = Entry()
    return ComponentDescription(component_name(name), at, values, needs)


def _dependency(child: str, link: Link, incoming: int) -> DependencyDescription:
    """Return the dependency, with the calls for each request that its caller got; unknown where no request was seen."""
    values: dict[str, Any] = {"inferred": True}
    if incoming:
        values["calls"] = link.count / incoming
    return DependencyDescription(component_name(child), link.at, values)


def _links(root: Node) -> list[Node]:
    """Return the elements of the list, without a word about what is none."""
    listed = root["data"] if root.kind == "mapping" else root
    return list(listed.elements()) if listed.kind == "list" else []


def _is_link(node: Node) -> bool:
    return node.kind == "mapping" and all(end in node.fields() for end in _ENDS)


def _read_links(document: Document) -> Iterator[tuple[str, str, int, Pointer]]:
    for node in _links(document.root):
        if node.mapping():
            ends = [_named(node.required(end)) for end in _ENDS]
            count = node["callCount"].read(_calls, 1)
            if all(ends):
                yield ends[0], ends[1], count, node.at


def _named(end: Node) -> str:
    if end.empty and end.raw is not None and end.raw.value:  # what is the empty text, too, is said where it is read
        end.mistake(f"{end.label} is null; write the name of a service")
        return ""
    return end.read(_service, "")


def _service(written: str) -> str:
    if not written.strip():
        raise ValueError("it names no service; write the name of one")
    return written


def _calls(written: str) -> int:
    """Return the count, however JSON spells a whole number: 1000, 1000.0, 1e3."""
    match = _count(written)
    if match and (match[1] is None and match[2] is None):
        return int(written)
    value = float(written) if match else -1.0
    if not (0 <= value < _MOST_CALLS and value.is_integer()):
        raise ValueError(f"{quoted(written)} is no number of calls; write a whole number of zero or more")
    return int(value)


IMPORTER = Importer(
    name="jaeger-dependencies",
    summary="Jaeger's dependencies: which service was seen to call which, and how often",
    recognises=recognises,
    read=read,
)
