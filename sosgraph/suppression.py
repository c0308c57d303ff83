"""Comments that allow a finding: `# sosgraph: allow RULE -- reason`.

At the end of a line the comment is for findings on that line; on a line of its own, for the node that begins on the
next line and everything in it. A reason is required, and a comment that allows nothing is a finding itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from sosgraph.document import Document
from sosgraph.finding import Finding, Severity
from sosgraph.source import Pointer, Span

_COMMENT = re.compile(
    r"(?:^|\s)#\s*sosgraph:\s*allow\s+(?P<rules>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*(?:\s--\s*(?P<reason>.*\S))?\s*$"
)
UNUSED = "unused-suppression"
UNREASONED = "suppression-without-reason"
_MARK = "sosgraph:"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One rule that one comment allows, from `first` to `last` line, and why."""

    document: str
    rule: str
    first: int
    last: int
    reason: str
    at: Pointer

    def allows(self, rule: str, document: str, line: int) -> bool:
        """Tell whether a finding of `rule` on `line` of `document` is allowed."""
        return rule == self.rule and document == self.document and self.first <= line <= self.last


def suppressions(documents: Iterable[Document]) -> tuple[tuple[Suppression, ...], tuple[Finding, ...]]:
    """Return what comments allow, and findings about comments that give no reason."""
    found: list[Suppression] = []
    mistakes: list[Finding] = []
    for document in documents:
        if _MARK in document.text:
            for suppression in _of(document):
                if suppression.reason:
                    found.append(suppression)
                else:
                    message = f"no reason is given; write '# sosgraph: allow {suppression.rule} -- because …'"
                    mistakes.append(Finding(suppression.at, message, rule=UNREASONED, severity=Severity.ERROR))
    return tuple(found), tuple(mistakes)


def unused(suppression: Suppression) -> Finding:
    """Return the finding about a suppression that allowed nothing."""
    message = f"nothing is found here that 'allow {suppression.rule}' would silence; delete the comment"
    return Finding(suppression.at, message, rule=UNUSED, severity=Severity.WARNING)


def _of(document: Document) -> Iterator[Suppression]:
    matches = [
        (number, line, match)
        for number, line in enumerate(document.lines, 1)
        if _MARK in line and (match := _COMMENT.search(line)) is not None
    ]
    texts = _scalar_lines(document) if matches else []  # every file of ours says 'sosgraph: 1': scan for comments alone
    for number, line, match in matches:
        if any(first <= number <= last for first, last in texts):
            continue
        start = line.index("#", match.start())
        at = Pointer(document.name, (Span(number, start + 1, number, len(line) + 1),))
        first, last = (number, number) if line[:start].strip() else _next_node(document, number)
        for rule in re.split(r"\s*,\s*", match["rules"]):
            yield Suppression(document.name, rule, first, last, match["reason"] or "", at)


def _next_node(document: Document, number: int) -> tuple[int, int]:
    """Return the lines of the node below line `number`: its first line, and those that are indented deeper."""
    lines = document.lines
    first = number
    while first < len(lines) and (not lines[first].strip() or lines[first].lstrip().startswith("#")):
        first += 1
    if first >= len(lines):
        return number, number
    depth = _indentation(lines[first])
    last = first
    while last + 1 < len(lines) and (not lines[last + 1].strip() or _indentation(lines[last + 1]) > depth):
        last += 1
    return first + 1, last + 1


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _scalar_lines(document: Document) -> list[tuple[int, int]]:
    """Return the lines of texts that span several, in which a '#' is no comment."""
    spans = []
    try:
        for token in yaml.scan(document.text, Loader=yaml.CBaseLoader):
            if isinstance(token, yaml.ScalarToken) and token.end_mark.line > token.start_mark.line:
                spans.append((token.start_mark.line + 2, token.end_mark.line + (1 if token.end_mark.column else 0)))
    except yaml.YAMLError:
        return spans
    return spans
