"""What one file includes of others (XInclude), as one model."""

from collections.abc import Iterable
from posixpath import dirname, join, normpath

from sosgraph.errors import ReadRefused
from sosgraph.importers import Neighbour
from sosgraph.importers.open_psa.definitions import Model, Scope
from sosgraph.importers.open_psa.elements import Element, root_of

_WHOLE = ("", "xpointer(/opsa-mef/*)", "xpointer(/*/*)")


def include(model: Model, asked: Iterable[tuple[Element, Scope]], source: str, neighbour: Neighbour) -> None:
    """Take in what the elements `asked` of the file `source` include, and what that includes; each file is read once."""
    read = {normpath(source)}
    pending = list(asked)
    for element, inside in pending:  # grows while it is walked
        included = _included(element, inside, neighbour, read, model)
        if included is not None:
            name, other = included
            pending.extend(model.gather(other, Scope(name, inside.system, inside.path, inside.inner, inside.private)))


def _included(element: Element, scope: Scope, neighbour: Neighbour, read: set[str], model: Model) -> tuple[str, Element] | None:
    at = element.place(scope.source)
    written = element.attributes.get("href", "")
    path = normpath(join(dirname(scope.source), written))
    if not written or "://" in written:
        model.report(at, f"<{element.tag}> names {written!r}; write the path of a file here")
    elif element.attributes.get("xpointer", "") not in _WHOLE:
        model.report(at, "only whole files are included; leave 'xpointer' out or write xpointer(/opsa-mef/*)")
    elif path not in read:
        read.add(path)
        try:
            other = neighbour(path)
        except ReadRefused as refusal:
            model.report(at, f"{written!r} cannot be included: {refusal}")
            return None
        root = root_of(other, model.report)
        if root is not None:
            return other.name, root
    return None
