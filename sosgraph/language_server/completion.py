"""What may be written at the cursor: keys of the language, names of components, and words of which there are only so many."""

import re
from collections.abc import Iterator

from lsprotocol.types import CompletionItem, CompletionItemKind, CompletionList, MarkupContent, MarkupKind, TextEdit

from sosgraph.document import Document
from sosgraph.importers.architecture import IMPORTER
from sosgraph.language_server.cursor import Cursor, cursor
from sosgraph.language_server.folder import Snapshot
from sosgraph.language_server.grammar import Spot, at, documentation
from sosgraph.language_server.names import system_in
from sosgraph.language_server.positions import Places

MOST = 500
"""How many names are offered at once; the editor asks again when more of one is typed."""
TRIGGERS = (" ", "/", "[", "{", ",", "-")
"""What besides letters makes an editor ask."""
_named = re.compile(r"^system:[ \t]*[\"']?([A-Za-z0-9_.-]+)", re.MULTILINE).search
_FREE = ("kind", "owner")  # any text, but mostly one that others have


def completion(snapshot: Snapshot, name: str, places: Places, offset: int) -> CompletionList:
    """Return what may stand at an offset of a document of our own language; nothing in other documents."""
    document = snapshot.documents.get(name)
    here = cursor(places.text, offset) if document is None or _ours(document) else None
    if here is None:
        return CompletionList(False, [])
    begun = here.begun.lstrip("\"'")
    edit = places.between(offset - len(begun), offset)
    items: list[CompletionItem] = []
    more = False
    for item in _offers(snapshot, here, _system(places.text[:offset], document)):
        if begun.lower() in item.label.lower():
            more = len(items) == MOST
            if more:
                break
            item.text_edit = TextEdit(edit, item.insert_text or item.label)
            items.append(item)
    return CompletionList(more, items)


def _ours(document: Document) -> bool:
    return not document.roots or document.root.empty or IMPORTER.recognises(document)


def _system(before: str, document: Document | None) -> str:
    """Return the system that is described at the end of a text: the one that is named above, else that of the document."""
    named = _named(before, max(0, before.rfind("\n---")))
    return named[1] if named is not None else system_in(document) if document is not None else ""


def _offers(snapshot: Snapshot, here: Cursor, system: str) -> Iterator[CompletionItem]:
    allowed = at(here.path)
    if here.key:
        for key in allowed.keys:
            said = MarkupContent(MarkupKind.Markdown, documentation(allowed, key))
            item = CompletionItem(key, kind=CompletionItemKind.Property, documentation=said)
            item.insert_text, item.sort_text = f"{key}: ", f"1{key}"
            yield item
    if here.value:
        yield from _values(allowed)
        if here.path and here.path[-1] in _FREE:
            yield from _customary(snapshot, here.path[-1])
        if allowed.refers:
            yield from _components(snapshot, system)


def _values(allowed: Spot) -> Iterator[CompletionItem]:
    for number, word in enumerate(allowed.words):
        yield CompletionItem(word, kind=CompletionItemKind.EnumMember, sort_text=f"0{number:03}")


def _customary(snapshot: Snapshot, key: str) -> Iterator[CompletionItem]:
    found = {getattr(component, key) for component in snapshot.architecture.components.values()}
    for word in sorted(each for each in found if each):
        yield CompletionItem(word, kind=CompletionItemKind.Value, sort_text=f"1{word}")


def _components(snapshot: Snapshot, system: str) -> Iterator[CompletionItem]:
    """Yield the names of all components as they are written in a system, its own before those of others."""
    for full_name, component in snapshot.architecture.components.items():
        own = component.system == system
        written = full_name.partition("/")[2] if own else full_name
        facts = ", ".join(fact for fact in (component.kind, component.owner) if fact)
        kind = CompletionItemKind.Reference
        yield CompletionItem(written, kind=kind, detail=facts or None, sort_text=f"{'0' if own else '2'}{written}")
