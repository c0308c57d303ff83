"""What was found before: a file that people can review, and what is new against it."""

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sosgraph.errors import BadCall
from sosgraph.finding import BAD_INPUT, OF_MANY, Finding
from sosgraph.fingerprint import fingerprints, of_place
from sosgraph.frozen import replace
from sosgraph.report import Report

VERSION = 1
"""The version of the format."""


class Entry(NamedTuple):
    """A finding of then; the message is for readers alone."""

    file: str
    rule: str
    fingerprint: str
    message: str


def baseline_text(report: Report) -> str:
    """Return the baseline of a report as JSON in ASCII: a line for each finding, sorted by file, rule and fingerprint.

    Mistakes in the input are left out: they cannot be silenced.
    """
    entries = sorted(
        Entry(finding.at.document, finding.rule, mark, finding.message)
        for finding, mark in zip(report.findings, fingerprints(report), strict=True)
        if finding.rule != BAD_INPUT
    )
    lines = ",\n".join(f"    {json.dumps(entry._asdict())}" for entry in entries)
    return f'{{\n  "sosgraph_baseline": {VERSION},\n  "findings": [\n{lines}\n  ]\n}}\n' if entries else _EMPTY


_EMPTY = f'{{\n  "sosgraph_baseline": {VERSION},\n  "findings": []\n}}\n'


def parse_baseline(name: str, text: str) -> tuple[Entry, ...]:
    """Return the entries of the baseline in the file `name`; raises `BadCall` where it is none."""
    how = "write it anew with 'sosgraph baseline'"
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise BadCall(f"{name} is no baseline: it is not JSON; {how}") from None
    version = content.get("sosgraph_baseline") if isinstance(content, dict) else None
    if version != VERSION:
        what = "it has no 'sosgraph_baseline'" if version is None else f"it is of version {version!r}, not {VERSION}"
        raise BadCall(f"{name} is no baseline: {what}; {how}")
    found = content.get("findings")
    if not isinstance(found, list) or not all(map(_is_entry, found)):
        raise BadCall(f"{name} is no baseline: an element of 'findings' lacks 'file', 'rule', 'fingerprint' or 'message'; {how}")
    return tuple(Entry(*(each[key] for key in Entry._fields)) for each in found)


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in Entry._fields)


def compared(report: Report, entries: Iterable[Entry], exists: Callable[[str], bool]) -> Report:
    """Return the report with what the entries know taken out of its findings, and with how many of them are gone.

    What is found by the same rule at the same place with other ends is known too, as often as others are found there no more:
    who mends half of a debt has made none. An entry is gone when its rule ran and it was not found, in a file that was read or
    that `exists` no more; none is while a document cannot be read.
    """
    before = {entry.fingerprint: entry for entry in entries}
    marks = fingerprints(report)
    left: dict[str, list[Entry]] = {}
    for mark in before.keys() - set(marks):
        left.setdefault(of_place(mark), []).append(before[mark])
    new: list[Finding] = []
    known: list[Finding] = []
    for finding, mark in zip(report.findings, marks, strict=True):
        if finding.rule == BAD_INPUT:
            new.append(finding)
        elif mark in before:
            known.append(finding)
        elif finding.rule not in OF_MANY and left.get(of_place(mark)):
            left[of_place(mark)].pop()
            known.append(finding)
        else:
            new.append(finding)
    if report.cut_short:
        left = {}
    looked_at = [entry for there in left.values() for entry in there if entry.rule in report.checked]
    gone = sum(entry.file in report.documents or not exists(entry.file) for entry in looked_at)
    return replace(report, findings=tuple(new), known=tuple(known), gone=gone)
