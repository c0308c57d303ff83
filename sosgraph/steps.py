"""The further places of a finding as numbered steps, one path after the other, for every format that people read."""

from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.cell import place
from sosgraph.escaping import one_line, terminal
from sosgraph.finding import Finding, Note
from sosgraph.report import Report


class Step(NamedTuple):
    """One note; `path` counts from 1 where there are several paths, `number` from 1 where a path has several steps, else 0."""

    path: int
    number: int
    note: Note


def steps(finding: Finding) -> Iterator[Step]:
    """Yield the notes of a finding, branch by branch."""
    several = len(finding.branches) > 1 and any(len(branch) > 1 for branch in finding.branches)
    for path, branch in enumerate(finding.branches, 1):
        for number, note in enumerate(branch, 1):
            yield Step(path if several else 0, number if len(branch) > 1 else 0, note)


def step_lines(report: Report, finding: Finding) -> Iterator[str]:
    """Yield `1. words (file:line:column)` for each step, under `path 1`, `path 2` where there are several paths; made inert."""
    before = 0
    for path, number, note in steps(finding):
        if path != before:
            yield f"path {path}"
            before = path
        words = f"{number}. {one_line(note.message)}" if number else one_line(note.message)
        yield terminal(f"{words} ({place(report, note.at)})" if note.at.document else words)
