"""Where components are named: where they are described, and where something refers to them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sosgraph.description.references import References
from sosgraph.document import Document
from sosgraph.frozen import dataclass
from sosgraph.importers.architecture import IMPORTER, system_of
from sosgraph.language_server.folder import Snapshot
from sosgraph.language_server.grammar import Spot, root
from sosgraph.language_server.positions import Places

_VARIABLES = ("senses", "acts")  # name what is measured of a component, after a dot
_word = re.compile(r"[A-Za-z0-9_./-]+")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The name of a component at offsets `start` to `end` of a document, as its description or as a reference to it.

    `plain` tells that the text between is the reference letter by letter, in our own language and without escapes.
    """

    document: str
    start: int
    end: int
    component: str
    description: bool
    plain: bool = True


def occurrences(snapshot: Snapshot, name: str) -> list[Occurrence]:
    """Return where components are named in a document, in the order of places; of a broken one, as it last was."""
    return sorted(_named(snapshot, name), key=lambda each: (each.start, each.end))


def _named(snapshot: Snapshot, name: str, offset: int | None = None) -> Iterator[Occurrence]:
    document = snapshot.documents.get(name)
    if document is None or name not in snapshot.loaded.read:
        return iter(())
    ours = IMPORTER.recognises(document)
    return _in_our_language(snapshot, document, offset) if ours else _elsewhere(snapshot, document)


def everywhere(snapshot: Snapshot, component: str) -> list[Occurrence]:
    """Return where a component is named, in all documents, described before referred to, then in reading order."""
    found = [each for name in snapshot.loaded.read for each in occurrences(snapshot, name) if each.component == component]
    return sorted(found, key=lambda each: not each.description)


def named_at(snapshot: Snapshot, name: str, offset: int) -> Occurrence | None:
    """Return which component the text at an offset names; in a broken document any word there that names one does."""
    if name not in snapshot.broken:
        here = (each for each in _named(snapshot, name, offset) if each.start <= offset <= each.end)
        return min(here, key=lambda each: each.end - each.start, default=None)
    text = snapshot.broken[name].text
    line = text.rfind("\n", 0, offset) + 1
    match = next((match for match in _word.finditer(text, line, min(len(text), offset + 250)) if match.end() >= offset), None)
    if match is None or match.start() > offset or name not in snapshot.documents:
        return None
    component = references(snapshot).found(match[0], system_in(snapshot.documents[name]))
    return None if component is None else Occurrence(name, match.start(), match.end(), component, False, False)


def references(snapshot: Snapshot) -> References:
    """Return what looks names up among all components."""
    return References(snapshot.architecture.components, {}, [])


def system_in(document: Document) -> str:
    """Return the system that a document, the first one of its stream, describes."""
    return system_of(document.root, document)


def _in_our_language(snapshot: Snapshot, document: Document, offset: int | None = None) -> Iterator[Occurrence]:
    """Yield what is named in a document of our own language; around an offset only, where one is given."""
    looked_up = references(snapshot)
    around = None if document.aliased else offset  # what an alias stands for is read where the alias stands
    for node in document.streams():
        if node.raw is not None:
            system = system_of(node, document)
            for raw, described, step in _names(node.raw, around):
                for start, written, plain in _written(document.text, raw, described, step):
                    component = f"{system}/{written}" if described else looked_up.found(written, system)
                    if component is not None and component in snapshot.architecture.components:
                        yield Occurrence(document.name, start, start + len(written), component, described, plain)


def _names(start: Any, offset: int | None) -> Iterator[tuple[Any, bool, str]]:
    """Yield the scalars that name a component, whether they describe it, and the last key above them."""
    pending: list[tuple[Any, Spot, str]] = [(start, root(), "")]
    seen: set[tuple[int, int, str]] = set()
    while pending:
        raw, spot, step = pending.pop()
        mark = (id(raw), id(spot), step)
        if not spot or mark in seen or not _around(raw, offset):
            continue
        seen.add(mark)
        if raw.id == "scalar":
            if spot.refers:
                yield raw, False, "->" if spot.targets else step
        elif raw.id == "sequence":
            pending.extend((each, spot.further(None), step) for each in reversed(raw.value))
        else:
            for key, value in raw.value:
                if key.id == "scalar" and key.value == "<<":
                    merged = value.value if value.id == "sequence" else [value]
                    pending.extend((each, spot, step) for each in merged if each.id == "mapping")
                elif key.id == "scalar":
                    if spot.describes and (value.id == "mapping" or not value.value) and _around(key, offset):
                        yield key, True, ""
                    pending.append((value, spot.further(key.value), key.value))


def _around(raw: Any, offset: int | None) -> bool:
    return offset is None or bool(raw.start_mark.index <= offset <= raw.end_mark.index)


def _written(text: str, raw: Any, described: bool, step: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the references in a scalar with their offsets, and whether they stand there letter by letter."""
    start, end = raw.start_mark.index, raw.end_mark.index
    if raw.style in ("'", '"'):
        start, end = start + 1, end - 1
    plain = text[start:end] == raw.value
    parts = raw.value.split(" -> ") if step == "->" and not described else [raw.value]
    for part in parts:
        written = part.rpartition(".")[0] or part if step in _VARIABLES else part
        yield start, written, plain
        start += len(part) + len(" -> ")


def _elsewhere(snapshot: Snapshot, document: Document) -> Iterator[Occurrence]:
    """Yield what a foreign format describes and refers to, by the places that its importer gave."""
    places = Places(document.text)
    named: Sequence[tuple[Any, str, bool]] = [
        *((each.at, each.name, True) for each in snapshot.architecture.components.values()),
        *((each.at, each.callee, False) for _, each, _ in snapshot.architecture.dependencies()),
    ]
    for at, component, described in named:
        if at.document == document.name and component in snapshot.architecture.components:
            start, end = places.offsets(document.span(at))
            yield Occurrence(document.name, start, end, component, described, False)
