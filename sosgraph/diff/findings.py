"""Which findings are new, gone or changed: told by their fingerprints, in whatever folder the files stand."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sosgraph.finding import BAD_INPUT, BROKEN, Finding, Severity
from sosgraph.fingerprint import fingerprints_of
from sosgraph.frozen import dataclass, replace
from sosgraph.report import Report
from sosgraph.source import Pointer

_OF_MANY = (BAD_INPUT, BROKEN)
_Said = tuple[str, Severity, str]
_word = re.compile(r"[^\s,;:()'\"]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: what people call it, what was found in it, and what its files are called on both sides alike.

    `alike` takes what differs off the name of a file: the folder in which this version stands. Systems may have got one of
    the names `called` from that folder or file, without anybody having said so.
    """

    name: str
    report: Report
    alike: Callable[[str], str] = str
    called: frozenset[str] = frozenset()

    def place(self, at: Pointer) -> str:
        """Return `file:line:column`."""
        span = self.report.span(at)
        return f"{at.document}:{span.start_line}:{span.start_column}" if at.document else ""


class FindingChanges(NamedTuple):
    """The findings that only one version has, the gravest first, and those that say something else now, each as before and after.

    What became graver is among `new` and `gone`.
    """

    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    changed: tuple[tuple[Finding, Finding], ...] = ()


def finding_changes(base: Side, head: Side, renamed: Mapping[str, str]) -> FindingChanges:
    """Return what became of the findings; one is changed where the same rule speaks of the same place in other words.

    What only moved to another file, or to the new name of a component, is neither: the same rule says the same there. `renamed`
    are such names as messages have them.
    """
    old, new = _marked(base), _marked(head)
    appeared = [(finding, _said(finding, {})) for mark, finding in new.items() if mark not in old]
    disappeared = [(finding, _said(finding, renamed)) for mark, finding in old.items() if mark not in new]
    moved = Counter(said for _, said in appeared) & Counter(said for _, said in disappeared)
    here, there = _without(appeared, moved), _without(disappeared, moved)
    before = dict(zip(_places(base, there), there, strict=True))
    pairs = [(before.get(place), finding) for place, finding in zip(_places(head, here), here, strict=True)]
    changed = tuple((was, now) for was, now in pairs if was is not None and now.severity.rank >= was.severity.rank)
    met = {id(finding) for pair in changed for finding in pair}
    only_here, only_there = (tuple(finding for finding in side if id(finding) not in met) for side in (here, there))
    return FindingChanges(only_here, only_there, changed)


def _places(side: Side, findings: Sequence[Finding]) -> tuple[object, ...]:
    """Return for each finding what tells its rule and its place; of a rule that speaks of many things at one place, all of it."""
    alone = [_alike(finding if finding.rule in _OF_MANY else replace(finding, notes=()), side.alike) for finding in findings]
    return fingerprints_of(alone, {side.alike(name): document for name, document in side.report.documents.items()})


def _marked(side: Side) -> Mapping[str, Finding]:
    """Return the findings by fingerprint."""
    report = side.report
    documents = {side.alike(name): document for name, document in report.documents.items()}
    marks = fingerprints_of([_alike(finding, side.alike) for finding in report.findings], documents)
    return dict(zip(marks, report.findings, strict=True))


def _alike(finding: Finding, alike: Callable[[str], str]) -> Finding:
    notes = tuple(replace(note, at=_at(note.at, alike)) for note in finding.notes)
    return replace(finding, at=_at(finding.at, alike), notes=notes)


def _at(at: Pointer, alike: Callable[[str], str]) -> Pointer:
    return Pointer(alike(at.document), at.path) if at.document else at


def _said(finding: Finding, renamed: Mapping[str, str]) -> _Said:
    message = finding.message
    if renamed:
        message = _word.sub(lambda match: renamed.get(match[0], match[0]), message)
    return finding.rule, finding.severity, message


def _without(findings: Sequence[tuple[Finding, _Said]], moved: Mapping[_Said, int]) -> tuple[Finding, ...]:
    left = Counter(moved)
    kept = []
    for finding, said in findings:
        if left[said]:
            left[said] -= 1
        else:
            kept.append(finding)
    return tuple(sorted(kept, key=lambda finding: finding.severity.rank))
