"""Test results that Jenkins, GitLab and CircleCI read: a suite for each rule, a case for each file."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.cell import place
from sosgraph.escaping import one_line, terminal
from sosgraph.finding import Finding
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.steps import step_lines
from sosgraph.summary import plural

MOST_CASES = 20_000
"""Beyond so many pairs of a rule and a file, those in which nothing is found are one case for each rule."""
_NOWHERE = "(written nowhere)"
_no_character = re.compile("[\ufffe\uffff]")  # all else that XML 1.0 refuses is escaped as invisible


class _Case(NamedTuple):
    """What one rule has to say about one file."""

    name: str
    failing: tuple[Finding, ...] = ()
    passing: tuple[Finding, ...] = ()
    allowed: tuple[str, ...] = ()


def render(report: Report) -> str:
    """Return the XML: findings that fail the run are failures, less grave ones are output, allowed ones are skipped."""
    suites = {rule: tuple(cases) for rule, cases in _suites(report).items()}
    everything = tuple(case for cases in suites.values() for case in cases)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="sosgraph" {_counts(everything)}>',
    ]
    for rule, cases in suites.items():
        skipped = sum(_skipped(case) for case in cases)
        lines.append(f'  <testsuite name="{_xml(rule)}" {_counts(cases)} skipped="{skipped}">')
        lines += [line for case in cases for line in _case(report, rule, case)]
        lines.append("  </testsuite>")
    return "\n".join((*lines, "</testsuites>")) + "\n"


def _suites(report: Report) -> dict[str, Iterator[_Case]]:
    failing: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    passing: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    allowed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in report.known:
        passing[finding.rule, finding.at.document].append(finding)
    for finding in report.findings:
        where = failing if report.fails(finding) else passing
        where[finding.rule, finding.at.document].append(finding)
    for each in report.suppressed:
        allowed[each.finding.rule, each.finding.at.document].append(each.reason)
    pairs = dict.fromkeys((*failing, *passing, *allowed))
    rules = dict.fromkeys((*report.checked, *(rule for rule, _ in pairs)))
    each_file = len(rules) * len(report.documents) <= MOST_CASES

    def cases(rule: str) -> Iterator[_Case]:
        spoken = {document for name, document in pairs if name == rule}
        for document in sorted({*spoken, *(report.documents if each_file else ())}):
            pair = (rule, document)
            yield _Case(document or _NOWHERE, tuple(failing[pair]), tuple(passing[pair]), tuple(allowed[pair]))
        if not each_file:
            yield _Case("all other files")

    return {rule: cases(rule) for rule in rules}


def _case(report: Report, rule: str, case: _Case) -> Iterator[str]:
    begin = f'    <testcase classname="sosgraph.{_xml(rule)}" name="{_xml(case.name)}" time="0"'
    if not (case.failing or case.passing or case.allowed):
        yield f"{begin}/>"
        return
    yield f"{begin}>"
    if case.failing:
        first = case.failing[0]
        message = first.message if len(case.failing) == 1 else f"{plural(len(case.failing), 'finding')}: {first.message}"
        yield f'      <failure type="{first.severity.value}" message="{_xml(message)}">{_text(report, case.failing)}</failure>'
    elif _skipped(case):
        yield f'      <skipped message="{_xml(f"allowed: {case.allowed[0]}")}"/>'
    if case.passing:
        yield f"      <system-out>{_text(report, case.passing)}</system-out>"
    yield "    </testcase>"


def _skipped(case: _Case) -> bool:
    return bool(case.allowed) and not case.failing and not case.passing


def _counts(cases: tuple[_Case, ...]) -> str:
    return f'tests="{len(cases)}" failures="{sum(bool(case.failing) for case in cases)}" errors="0"'


def _text(report: Report, findings: tuple[Finding, ...]) -> str:
    """Return a line for each finding with its place, its steps below it."""
    lines = []
    for finding in findings:
        lines.append(_xml(f"{place(report, finding.at)}: {finding.severity.value}: {finding.message}"))
        lines += [f"  {_xml(line)}" for line in step_lines(report, finding)]
    return "\n".join(lines)


def _xml(text: str) -> str:
    text = _no_character.sub(lambda match: f"\\u{ord(match[0]):04x}", terminal(one_line(text)))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


RENDERER = Renderer(
    name="junit",
    summary="test results for Jenkins, GitLab and CircleCI: a suite for each rule, a case for each file",
    render=render,
    shows=("findings",),
    endings=(".xml",),
)
