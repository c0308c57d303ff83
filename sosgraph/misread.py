"""Controllers, policies and scenarios that are not as they were written, since part of them cannot be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sosgraph.composed import nearest
from sosgraph.document import Document
from sosgraph.finding import Finding

_OF_CALLS = frozenset({"retry", "breaker", "cache", "hedge", "throttle", "fallback"})
_OF_COMPONENTS = frozenset({"health_check", "restart", "leases"})


def misread(documents: Mapping[str, Document], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return in words the controllers, policies and scenarios in which a finding stands, each once, in their order."""
    return tuple(dict.fromkeys(_misread(documents, findings)))


def _misread(documents: Mapping[str, Document], findings: Iterable[Finding]) -> Iterator[str]:
    for at in (finding.at for finding in findings):
        document, path = documents.get(at.document), at.path
        if document is None or not document.roots or len(path) < 3:
            continue
        if path[1] == "controllers" and isinstance(path[2], int):
            yield f"controller {_text(document, path[:3], 'name') or f'number {path[2] + 1}'}"
        if path[1] == "scenarios":
            yield f"scenario {path[2]}"
        policy = next((place for place in range(3, len(path)) if _is_policy(path, place)), None)
        if path[1] == "components" and policy is not None:
            callee = _text(document, path[:policy], "on")
            yield f"{path[policy]} of {path[2]}{f' -> {callee}' if callee else ''}"


def _is_policy(path: Sequence[object], place: int) -> bool:
    """Tell whether a word of the path names a policy: of a component itself, or of one of those it depends on."""
    if place == 3:
        return path[place] in _OF_COMPONENTS
    return path[3] == "depends_on" and isinstance(path[place - 1], int) and path[place] in _OF_CALLS


def _text(document: Document, path: tuple[object, ...], key: str) -> str:
    """Return what is written below a key of what stands at a path; nothing where nothing is."""
    name, node = nearest(document.roots, (*path, key), document.entries)
    return str(node.value) if name is not None and name.value == key and node.id == "scalar" else ""
