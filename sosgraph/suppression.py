"""Comments that allow a finding: `# sosgraph: allow RULE -- reason`.

At the end of a line the comment is for findings on that line; on a line of its own, for the node that begins on the
next line and everything in it; `allow-file`, wherever it stands, for the whole file. A reason is required, and a
comment that allows nothing is a finding itself.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from sosgraph import catalog
from sosgraph.composed import extents
from sosgraph.document import Document
from sosgraph.finding import BESIDE_THE_RULES, NEVER_SILENT, UNREASONED, UNUSED, Finding
from sosgraph.frozen import dataclass
from sosgraph.source import Pointer, Span

_ADDRESSED = r"(?:^|(?<=\s))#\s*sosgraph:\s*(?=(?P<words>\S(?:.*\S)?))"
_ALLOWED = r"(?P<verb>allow(?:-file)?)\s+(?P<rules>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s+--\s*(?P<reason>\S.*)"
_UNREASONED = r"(?P<verb>allow(?:-file)?)\s+(?P<rules>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)(?:\s.*)?"
_SPOKEN = r"#\s*sosgraph:"
_VERSION = r"\d+"  # the first line of a file, commented out
_MARK = "sosgraph:"
_WHOLE_FILE = "allow-file"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One rule that one comment allows, from `first` to `last` line, and why."""

    document: str
    rule: str
    first: int
    last: int
    reason: str
    at: Pointer


Spot = tuple[str, str, int]
"""A rule, a document, and a line of it."""


def allowing(spots: Iterable[Spot], allowed: Iterable[Suppression]) -> dict[Spot, Suppression]:
    """Return for each of the spots at which a finding is allowed the first comment that allows it."""
    lines: dict[tuple[str, str], list[int]] = {}
    for rule, document, line in sorted(set(spots)):
        lines.setdefault((rule, document), []).append(line)
    found: dict[Spot, Suppression] = {}
    for each in allowed:
        left = lines.get((each.rule, each.document), [])
        begin, end = bisect_left(left, each.first), bisect_right(left, each.last)
        if begin < end and each.rule not in NEVER_SILENT:
            found.update(((each.rule, each.document, line), each) for line in left[begin:end])
            del left[begin:end]
    return found


def suppressions(documents: Iterable[Document]) -> tuple[tuple[Suppression, ...], tuple[Finding, ...]]:
    """Return what comments allow, and findings about comments that give no reason or are not understood."""
    found: list[Suppression] = []
    mistakes: list[Finding] = []
    for document in documents:
        if re.search(_SPOKEN, document.text):
            reach = _Reach(document)
            for number, column, words in _comments(document):
                at = Pointer(document.name, (Span(number, column + 1, number, len(document.lines[number - 1]) + 1),))
                match = re.fullmatch(_ALLOWED, words)
                if match is None:
                    mistakes.append(_misunderstood(words, at))
                    continue
                whole = match["verb"] == _WHOLE_FILE
                first, last = (1, len(document.lines)) if whole else reach.of(number, column)
                for rule in re.split(r"\s*,\s*", match["rules"]):
                    found.append(Suppression(document.name, rule, first, last, match["reason"], at))
    return tuple(found), tuple(mistakes)


def unused(suppression: Suppression) -> Finding:
    """Return the finding about a suppression that allowed nothing."""
    rule = suppression.rule
    if rule in NEVER_SILENT:
        message = f"{rule} cannot be silenced; correct what it finds, and delete the comment"
    elif rule not in catalog.names("rules") and rule not in BESIDE_THE_RULES:
        message = f"{rule!r} is no rule{catalog.did_you_mean(rule, catalog.names('rules')) or '; delete the comment'}"
    else:
        message = f"nothing is found here that 'allow {rule}' would silence; delete the comment"
    return Finding(suppression.at, message, rule=UNUSED)


def _misunderstood(words: str, at: Pointer) -> Finding:
    unreasoned = re.fullmatch(_UNREASONED, words)
    if unreasoned is not None:
        message = f"no reason is given; write '# sosgraph: {unreasoned['verb']} {unreasoned['rules']} -- because …'"
        return Finding(at, message, rule=UNREASONED)
    return Finding(at, f"{words!r} is not understood, and allows nothing; write 'allow RULE -- reason'", rule=UNUSED)


def _comments(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield the line, the column from 0, and the words of each comment that speaks to sosgraph."""
    found = [
        (number, match.start(), match["words"])
        for number, line in enumerate(document.lines, 1)
        if _MARK in line
        for match in re.finditer(_ADDRESSED, line)
        if not re.fullmatch(_VERSION, match["words"])
    ]
    texts = _texts(document, {number for number, _, _ in found}) if found else []  # nearly every file has no such comment
    last, place = 0, 0
    for number, column, words in found:
        while place < len(texts) and texts[place][1] <= (number, column):
            place += 1
        within = place < len(texts) and texts[place][0] <= (number, column)
        if number != last and not within:
            last = number  # what follows is part of this comment
            yield number, column, words


def _texts(document: Document, lines: set[int]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where the texts on these `lines` begin and end, by line and column: in them a '#' is no comment."""
    import yaml

    spans = []
    try:
        for token in yaml.scan(document.text, Loader=yaml.CBaseLoader):
            if isinstance(token, yaml.ScalarToken):
                start, end = token.start_mark, token.end_mark
                begin = (start.line + 2, 0) if token.style in ("|", ">") else (start.line + 1, start.column)
                if end.line > start.line or start.line + 1 in lines:
                    spans.append((begin, (end.line + 1, end.column)))
    except yaml.YAMLError:
        return spans
    return spans


class _Reach:
    """The lines that the comments of a document are for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def of(self, number: int, column: int) -> tuple[int, int]:
        """Return a comment's own line, or the lines of the node that begins on the next line with anything on it."""
        if self._document.lines[number - 1][:column].strip():
            return number, number
        place = bisect_right(self._written, number)
        first = self._written[place] if place < len(self._written) else 0
        return (first, self._extents[first]) if first in self._extents else (number, number)

    @cached_property
    def _written(self) -> list[int]:
        return [number for number, line in enumerate(self._document.lines, 1) if line.split("#", 1)[0].strip()]

    @cached_property
    def _extents(self) -> dict[int, int]:
        return extents(self._document.roots)
