"""Another name for a component, in all files at once; refused where the files would not mean the same afterwards."""

from collections.abc import Iterable
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.importers.architecture.words import name as checked_name
from sosgraph.language_server.folder import Folder, Snapshot
from sosgraph.language_server.names import Occurrence, everywhere
from sosgraph.model.architecture import Architecture


class Edit(NamedTuple):
    """The text between two offsets of a document gives way to another one."""

    document: str
    start: int
    end: int
    text: str


def renamed(folder: Folder, snapshot: Snapshot, component: str, new: str) -> list[Edit]:
    """Return what to write where so that a component, by its full name, is called `new` in its system.

    Raises `BadCall` where that is no name or is taken, where one of the files is broken at the moment or of a foreign format, and
    where the files would mean something else afterwards.
    """
    system, _, old = component.partition("/")
    try:
        checked_name(new)
    except ValueError as mistake:
        raise BadCall(str(mistake)) from None
    if new == old:
        return []
    if f"{system}/{new}" in snapshot.architecture.components:
        raise BadCall(f"{new!r} is taken in system {system}; choose another name")
    if snapshot.broken:
        raise BadCall(f"{min(snapshot.broken)} cannot be read at the moment; mend it first")
    named = everywhere(snapshot, component)
    strange = next((each for each in named if not each.plain), None)
    if strange is not None:
        line = snapshot.documents[strange.document].text.count("\n", 0, strange.start) + 1
        raise BadCall(f"{old!r} stands in {strange.document}:{line} in another format, or with escapes; rename it there by hand")
    edits = sorted({_edit(snapshot, each, new) for each in named})
    after = folder.with_texts(texts_after(snapshot, edits))
    if not _same(snapshot, after, {component: f"{system}/{new}"}):
        raise BadCall(f"the files would not mean the same with {new!r}; choose another name")
    return edits


def texts_after(snapshot: Snapshot, edits: Iterable[Edit]) -> dict[str, str]:
    """Return the texts of the documents that edits change, changed."""
    texts: dict[str, str] = {}
    for document, start, end, text in sorted(edits, reverse=True):
        before = texts.get(document, snapshot.documents[document].text)
        texts[document] = before[:start] + text + before[end:]
    return texts


def _edit(snapshot: Snapshot, named: Occurrence, new: str) -> Edit:
    """Return the edit of one name; the system before it stays."""
    written = snapshot.documents[named.document].text[named.start : named.end]
    return Edit(named.document, named.start + len(written.rpartition("/")[0]) + ("/" in written), named.end, new)


def _same(before: Snapshot, after: Snapshot, names: dict[str, str]) -> bool:
    """Tell whether both say the same but for `names`, and no more is wrong."""
    return _told(before, names) == _told(after, {})


def _told(snapshot: Snapshot, names: dict[str, str]) -> tuple[object, ...]:
    architecture = snapshot.architecture
    return len(snapshot.loaded.findings), snapshot.loaded.read, _edges(architecture, names), _around(architecture, names)


def _edges(architecture: Architecture, names: dict[str, str]) -> list[tuple[str, ...]]:
    components = [(names.get(name, name),) for name in architecture.components]
    edges = architecture.dependencies()
    return [*components, *((names.get(one.name, one.name), names.get(edge.callee, edge.callee)) for one, edge, _ in edges)]


def _around(architecture: Architecture, names: dict[str, str]) -> list[tuple[str, ...]]:
    journeys = [tuple(names.get(name, name) for name in journey.through) for journey in architecture.journeys.values()]
    happening = [(names.get(each.component, each.component),) for each in architecture.scenarios.values()]
    influences = [(names.get(each.source, each.source), names.get(each.target, each.target)) for each in architecture.feedback]
    return [*journeys, *happening, *influences]
