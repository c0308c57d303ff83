"""Where a policy is said: the nearest file and those it extends, the environment, the command line."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sosgraph.document import Document
from sosgraph.errors import BadCall
from sosgraph.finding import Finding
from sosgraph.policy import Policy
from sosgraph.policy.layer import Layer, layer_of
from sosgraph.policy.layers import policy_of
from sosgraph.source import Pointer, Span
from sosgraph.workspace import roots_of

POLICY_FILES = (".sosgraph.toml", "sosgraph.toml", "pyproject.toml")
"""The names of policies; where a folder has several, the first of these counts."""
LONGEST = 1024 * 1024
"""The largest policy that is read, in bytes."""
DEEPEST = 10
"""How many policies may extend one another."""
_PREFIX = "SOSGRAPH_"
_TOLD = 3  # mistakes in a refusal
_LISTS = ("select", "ignore")


class Decided(NamedTuple):
    """A policy, and the layers that say it, the farthest first."""

    policy: Policy
    layers: tuple[Layer, ...]


def decided(
    paths: Sequence[str], given: Mapping[str, Any] | None = None, config: str | None = None, isolated: bool = False
) -> Decided:
    """Return the policy for the files at `paths`: the command line over the environment over the file.

    `config` names the file, else `SOSGRAPH_CONFIG` does, else it is the nearest one above the first path. When `isolated`, the
    command line alone counts. Mistakes in files are findings of the policy; raises `BadCall` for those elsewhere, and for a
    file that is named and cannot be read.
    """
    if isolated and config is not None:
        raise BadCall("--isolated reads no policy, --config names one; leave one of them out")
    documents: dict[str, Document] = {}
    layers: list[Layer] = []
    if not isolated:
        file = config or os.environ.get(f"{_PREFIX}CONFIG") or _nearest(paths)
        layers += _chain(file, roots_of(paths), documents) if file is not None else []
        layers += _checked(_said_in_the_environment(), lambda path: f"{_PREFIX}{str(path[0]).upper().replace('-', '_')}")
    layers += _checked(given or {}, lambda path: f"--{path[0]}")
    return Decided(replace(policy_of(layers), documents=documents), tuple(layers))


def obeyed(decision: Decided) -> Policy:
    """Return the policy, for answers that show no findings: `BadCall` with the first mistakes where it has any."""
    policy = decision.policy
    places = [(each.at.document, policy.documents[each.at.document].span(each.at).start_line) for each in policy.mistakes]
    found = sorted(zip(places, (each.message for each in policy.mistakes), strict=True))
    _refuse([f"{name}:{line}: {words}" for (name, line), words in found])
    return policy


def _refuse(wrong: Sequence[str]) -> None:
    """Raise `BadCall` with the first mistakes where there are any."""
    if wrong:
        more = f"; and {len(wrong) - _TOLD:,} more" if len(wrong) > _TOLD else ""
        raise BadCall("; ".join(wrong[:_TOLD]) + more)


def _checked(content: Mapping[str, Any], origin: Any) -> Iterator[Layer]:
    """Yield the layer of what is said in words; raises `BadCall` for the first mistakes."""
    if content:
        from sosgraph.policy.slips import without_slips

        _refuse([f"{origin(path)}: {words}" for path, words in without_slips(content)[1]])
        yield Layer(content, origin)


def _said_in_the_environment() -> dict[str, Any]:
    """Return what variables say; one that is empty says nothing."""
    said: dict[str, Any] = {}
    for key in ("fail-on", *_LISTS):
        text = os.environ.get(f"{_PREFIX}{key.upper().replace('-', '_')}", "")
        if text.strip():
            said[key] = words_of(text) if key in _LISTS else text.strip()
    return said


def words_of(text: str) -> list[str]:
    """Return the words between the commas of a text."""
    return [word.strip() for word in text.split(",") if word.strip()]


def _nearest(paths: Sequence[str]) -> str | None:
    """Return the path of the nearest file with a policy, from the folder of the first path upwards; None without one."""
    first = next((path for path in paths if path != "-"), ".")
    folder = os.path.abspath(first if os.path.isdir(first) else os.path.dirname(first) or ".")
    while True:
        for file_name in POLICY_FILES:
            path = os.path.join(folder, file_name)
            if os.path.isfile(path) and (file_name != POLICY_FILES[-1] or _speaks_of_us(path)):
                return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def _speaks_of_us(path: str) -> bool:
    """Tell whether a `pyproject.toml` holds a policy; a parser of TOML is loaded only where it may."""
    try:
        with open(path, "rb") as file:
            content = file.read(LONGEST)
    except OSError:
        return False
    if b"sosgraph" not in content:
        return False
    from sosgraph.policy.parsed import parsed

    try:
        tools = parsed(content.decode("utf-8")).get("tool")
        return isinstance(tools, dict) and "sosgraph" in tools
    except ValueError:
        return b"[tool.sosgraph" in content  # a mistake in it is said where it speaks of us


def _chain(path: str, roots: Sequence[str], documents: dict[str, Document]) -> list[Layer]:
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
