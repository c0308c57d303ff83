"""What makes a finding the same finding tomorrow: not its line, but what it is about."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from sosgraph.composed import step_into
from sosgraph.document import Document
from sosgraph.finding import BAD_INPUT, Finding
from sosgraph.source import Pointer, Span

_NAMING = ("on", "name", "to", "system")
"""Keys whose value names the mapping in which they stand, the first one wins."""
_HALF = 16
_MOST = 200  # nodes that are looked at for the name of one element: aliases can make it look endless
_number = re.compile(r"(?<![\w.-])\d[\d.,]*")


class Findings(Protocol):
    """What `fingerprints` asks of a report."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by name."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in the order of their places."""


def fingerprints(report: Findings) -> tuple[str, ...]:
    """Return the fingerprint of each finding of the report, in its order; see `fingerprints_of`."""
    return fingerprints_of(report.findings, report.documents)


def fingerprints_of(findings: Iterable[Finding], documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Return 32 hexadecimal digits for each finding; the second and further ones that hash alike get `#1`, `#2`, …

    The first half tells where it is found and by which rule (`of_place`): of the rule, the document, and the keys that lead to
    the place. The other half tells the places in which its branches of notes end (where a path closes, or meets another), in
    whatever order. The number of an element of a list counts for nothing, its name counts: so neither moved lines nor
    reordered lists nor another component change it. A mistake in the input is known by its words too, without their numbers,
    since several can stand in one place.
    """
    met: Counter[str] = Counter()
    result = []
    for finding in findings:
        words = _number.sub("0", finding.message) if finding.rule == BAD_INPUT else ""
        ends = {note.branch: note.at for note in finding.notes}
        digest = _digest((finding.rule, words, _identity(finding.at, documents)))
        digest += _digest(sorted(_identity(at, documents) for at in ends.values()))
        result.append(f"{digest}#{met[digest]}" if met[digest] else digest)
        met[digest] += 1
    return tuple(result)


def of_place(fingerprint: str) -> str:
    """Return what findings of one rule at one place have in common: the first half of their fingerprints."""
    return fingerprint[:_HALF]


def _digest(content: object) -> str:
    from hashlib import sha256

    return sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:_HALF]


def _identity(place: Pointer, documents: Mapping[str, Document]) -> tuple[str, tuple[str, ...]]:
    return place.document, _steps(place, documents.get(place.document))


def _steps(place: Pointer, document: Document | None) -> tuple[str, ...]:
    """Return the keys that lead to the place, with the name of the element instead of its number in a list."""
    if document is None or not place.path:
        return tuple(str(step) for step in place.path if not isinstance(step, Span))
    first = place.path[0]
    if isinstance(first, Span):
        return (_text_of(first, document),)
    steps: list[str] = []
    node: Any = None
    if isinstance(first, int) and first < len(document.roots):
        node = document.roots[first]
        steps.append(_name_of_document(node) if len(document.roots) > 1 else "")
    for step in place.path[1:]:
        found = step_into(node, step, document.entries) if node is not None else None
        node = found[1] if found is not None else None
        steps.append(_name_of(node) if isinstance(step, int) and node is not None else str(step))
    return tuple(steps)


def _text_of(span: Span, document: Document) -> str:
    line = document.lines[span.start_line - 1] if span.start_line <= len(document.lines) else ""
    end = span.end_column if span.end_line == span.start_line else len(line) + 1
    return f"{line[span.start_column - 1 : end - 1]} in {line.strip()}"


def _name_of_document(root: Any) -> str:
    """Return what names one of several YAML documents in a file: its kind and its name, as Backstage and Kubernetes write it."""
    words = [_scalar(root, "kind")]
    metadata = step_into(root, "metadata")
    words.append(_scalar(metadata[1], "name") if metadata is not None else None)
    return "/".join(word for word in words if word) or _name_of(root)


def _name_of(node: Any) -> str:
    """Return what names an element of a list: its text, the value of a naming key, or its keys and the names in its lists."""
    words: list[str] = []
    pending = [node]
    while pending and len(words) < _MOST:
        inner = pending.pop()
        named = [name for key in _NAMING if (name := _scalar(inner, key))] if inner.id == "mapping" else []
        if inner.id == "scalar":
            words.append(f"={inner.value}")
        elif named:
            words.append(f"={named[0]}")
        elif inner.id == "sequence":
            pending.extend(inner.value[:_MOST])
        else:
            words.extend(key.value for key, _ in inner.value[:_MOST] if key.id == "scalar")
            pending.extend(value for _, value in inner.value[:_MOST] if value.id == "sequence")
    return " ".join(sorted(words))


def _scalar(node: Any, key: str) -> str | None:
    found = step_into(node, key)
    return str(found[1].value) if found is not None and found[1].id == "scalar" else None
