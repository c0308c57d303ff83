"""What one file includes of others (XInclude), as one model."""

from posixpath import dirname, join, normpath

from sosgraph.document import Document
from sosgraph.errors import ReadRefused
from sosgraph.importers import Neighbour
from sosgraph.importers.open_psa.definitions import Model, Scope
from sosgraph.importers.open_psa.elements import Element, root_of

_WHOLE = ("", "xpointer(/opsa-mef/*)", "xpointer(/*/*)")


def gathered(document: Document, root: Element, neighbour: Neighbour) -> Model:
    """Return the model of a file and of all that it includes; each file is read once, mistakes are reported on `document`."""
    model = Model(document.report)
    read = {normpath(document.name)}
    pending = [(root, Scope(document.name))]
    for container, scope in pending:  # grows while it is walked
        for element, inside in model.gather(container, scope):
            included = _included(element, inside, neighbour, read, model)
            if included is not None:
                name, other = included
                pending.append((other, Scope(name, inside.system, inside.path, inside.inner, inside.private)))
    return model


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
