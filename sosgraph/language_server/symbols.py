"""The components of a document as an editor's outline."""

from lsprotocol.types import DocumentSymbol, SymbolKind

from sosgraph.language_server.folder import Snapshot
from sosgraph.language_server.names import occurrences
from sosgraph.language_server.positions import Places


def symbols(snapshot: Snapshot, name: str, places: Places) -> list[DocumentSymbol]:
    """Return the components that a document describes, in its order; none of one that is broken at the moment."""
    found = []
    for each in occurrences(snapshot, name) if name not in snapshot.broken else ():
        if each.description:
            component = snapshot.architecture.components[each.component]
            range = places.between(each.start, each.end)
            facts = ", ".join(fact for fact in (component.kind, component.owner) if fact)
            label = snapshot.architecture.label(each.component)
            found.append(DocumentSymbol(label, SymbolKind.Class, range, range, facts or None))
    return found
