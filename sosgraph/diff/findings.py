"""Which findings are new, gone or changed: told by their fingerprints, in whatever folder the files stand."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sosgraph.finding import OF_MANY, Finding, Severity
from sosgraph.fingerprint import fingerprints_of, of_place
from sosgraph.frozen import dataclass, replace
from sosgraph.report import Report
from sosgraph.source import Pointer

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
    appeared = {mark: _said(finding, {}) for mark, finding in new.items() if mark not in old}
    disappeared = {mark: _said(finding, renamed) for mark, finding in old.items() if mark not in new}
    moved = Counter(appeared.values()) & Counter(disappeared.values())
    here = {mark: new[mark] for mark in _without(appeared, moved)}
    there = {mark: old[mark] for mark in _without(disappeared, moved)}
    before = _by_place(there)
    pairs = [(before.get(place), finding) for place, finding in _by_place(here).items()]
    changed = tuple((was, now) for was, now in pairs if was is not None and now.severity.rank >= was.severity.rank)
    met = {id(finding) for pair in changed for finding in pair}
    only_here, only_there = (tuple(one for one in side.values() if id(one) not in met) for side in (here, there))
    return FindingChanges(only_here, only_there, changed)


def _by_place(findings: Mapping[str, Finding]) -> Mapping[object, Finding]:
    """Return those of the findings, by fingerprint, that a rule and a place tell, by these; several at one place are counted."""
    count: Counter[str] = Counter()
    found: dict[object, Finding] = {}
    for mark, finding in findings.items():
        if finding.rule not in OF_MANY:
            place = of_place(mark)
            found[place, count[place]] = finding
            count[place] += 1
    return found


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


def _without(findings: Mapping[str, _Said], moved: Mapping[_Said, int]) -> list[str]:
    """Return the fingerprints of what did not move, the gravest first."""
    left = Counter(moved)
    kept = []
    for mark, said in findings.items():
        if left[said]:
            left[said] -= 1
        else:
            kept.append(mark)
    return sorted(kept, key=lambda mark: findings[mark][1].rank)
