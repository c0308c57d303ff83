"""What a file says of a policy, and the files that it extends."""

import os
from collections.abc import Sequence

from sosgraph.document import Document
from sosgraph.errors import BadCall
from sosgraph.finding import Finding
from sosgraph.frozen import replace
from sosgraph.policy import LONGEST
from sosgraph.policy.layer import Layer, layer_of
from sosgraph.source import Pointer, Span

DEEPEST = 10
"""How many policies may extend one another."""


def layers_of_files(path: str, roots: Sequence[str], documents: dict[str, Document]) -> list[Layer]:
    """Return the layers of a file and of those it extends, the farthest first; the documents are filled in.

    A file may be extended that lies in one of the `roots` or below the folder of the first one.
    """
    allowed = (*roots, os.path.dirname(os.path.realpath(path)))
    layers: list[Layer] = []
    names: list[str] = []
    met: list[str] = []
    while True:
        document = _document(path)
        documents[document.name] = document
        names.append(document.name)
        met.append(os.path.realpath(path))
        layer = _layer(document, os.path.dirname(os.path.abspath(path)))
        if layer is None and not layers:
            raise BadCall(f"{document.name} holds no [tool.sosgraph]; name a policy")
        if layer is None:
            layers[0] = _refused(layers[0], f"'extend': {document.name} holds no [tool.sosgraph]; name a policy")
            return layers
        layers.insert(0, layer)
        wanted = layer.content.get("extend")
        if wanted is None:
            return layers
        path = os.path.normpath(os.path.join(os.path.dirname(path), wanted))
        why = _why_not(path, wanted, allowed, names, met)
        if why:
            layers[0] = _refused(layer, why)
            return layers


def _layer(document: Document, folder: str) -> Layer | None:
    if document.findings:
        return Layer({}, lambda path: document.name, mistakes=document.findings)
    return layer_of(document, folder, os.path.abspath("."))


def _why_not(path: str, wanted: str, allowed: Sequence[str], names: Sequence[str], met: Sequence[str]) -> str:
    """Return why a policy is not extended by the file at `path`; empty where it is."""
    real = os.path.realpath(path)
    if not any(real.startswith(root.rstrip(os.sep) + os.sep) for root in allowed):
        return f"'extend': {wanted!r} lies outside the folders that were given and that of the policy; copy it there"
    if real in met:
        around = " -> ".join((*names[met.index(real) :], names[met.index(real)]))
        return f"'extend': policies extend one another in a circle: {around}; leave one 'extend' out"
    if not os.path.isfile(real):
        return f"'extend': there is no file {wanted!r}; its path is relative to this one"
    if len(met) > DEEPEST:
        return f"'extend': more than {DEEPEST} policies extend one another; write fewer"
    return ""


def _refused(layer: Layer, why: str) -> Layer:
    return replace(layer, mistakes=(*layer.mistakes, Finding(layer.at(("extend",)), why)))


def _document(path: str) -> Document:
    """Return the text of a policy; raises `BadCall` when it cannot be read."""
    name = os.path.relpath(path).replace(os.sep, "/")
    try:
        with open(path, "rb") as file:
            content = file.read(LONGEST + 1)
    except FileNotFoundError:
        raise BadCall(f"there is no file {path!r}") from None
    except OSError as mistake:
        raise BadCall(f"{path} cannot be read: {(mistake.strerror or 'unknown reason').lower()}") from None
    if len(content) > LONGEST:
        document = Document(name, "")
        document.report(
            Pointer(name), f"the file is larger than {LONGEST // 1024**2} MiB; split it, and 'extend' one by the other"
        )
        return document
    try:
        return Document(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as mistake:
        before = content[: mistake.start].decode("utf-8", "replace")
        document = Document(name, before)
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        document.report(
            Pointer(name, (Span(line, column, line, column + 1),)),
            f"byte 0x{content[mistake.start]:02x} is not UTF-8; save the file as UTF-8",
        )
        return document
