"""The test results, under the schema of Jenkins and read back by junitparser."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from junitparser import Failure, JUnitXml, Skipped

from sosgraph.finding import Severity
from sosgraph.renderers import junit
from sosgraph.renderers.junit import RENDERER
from sosgraph.report import Report
from tests.renderers.specimens import HOSTILE, SHOP, golden, hostile, specimen

_JENKINS = {
    # element: attributes that must be, that may be, children; after junit-10.xsd of Jenkins' xUnit plugin
    "testsuites": ("", "name time tests failures errors", "testsuite"),
    "testsuite": (
        "name tests failures errors",
        "group time skipped timestamp hostname id package file log url version",
        "testsuite properties testcase system-out system-err",
    ),
    "testcase": ("name", "time classname group", "skipped errors failure system-out system-err"),
    "failure": ("", "type message", ""),
    "skipped": ("", "type message", ""),
    "system-out": ("", "", ""),
}
_TIME = re.compile(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]{0,3})?")


def mistakes(text: str) -> list[str]:
    """Return what Jenkins' schema refuses."""
    found = []
    for element in ElementTree.fromstring(text).iter():
        required, optional, children = (set(words.split()) for words in _JENKINS[element.tag])
        found += [f"{element.tag} lacks {name}" for name in required - set(element.attrib)]
        found += [f"{element.tag} has {name}" for name in set(element.attrib) - required - optional]
        found += [f"{element.tag} holds {child.tag}" for child in element if child.tag not in children]
        found += [f"time {element.attrib['time']}" for _ in "1" if not _TIME.fullmatch(element.attrib.get("time", ""))]
        found += [f"words in {element.tag}" for _ in "1" if children and (element.text or "").strip()]
    return found


def cases(report: Report) -> dict[tuple[str, str], list[object]]:
    """Return the results of each case by the rule and the file."""
    read = JUnitXml.fromstring(RENDERER.render(report).encode())
    return {(suite.name, case.name): list(case.result) for suite in read for case in suite}


def test_looks_as_agreed() -> None:
    """Suites of rules, cases of files."""
    text = RENDERER.render(specimen())
    assert text == golden("junit", "specimen.xml", text)


@pytest.mark.parametrize("report", [Report(), specimen(), *map(hostile, (*HOSTILE, "\ufffe\uffff"))])
def test_keeps_the_schema_of_jenkins(report: Report) -> None:
    """For an empty report, a full one, and hostile names."""
    assert mistakes(RENDERER.render(report)) == []


def test_the_schema_can_refuse() -> None:
    """So that the test above does not pass because nothing is checked."""
    assert mistakes('<testsuites><testsuite name="a" file="b"><testcase x="1"/>no</testsuite></testsuites>')


def test_counts_add_up() -> None:
    """What the suites and the whole say is what a reader counts."""
    read = JUnitXml.fromstring(RENDERER.render(specimen()).encode())
    said = [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in read]
    read.update_statistics()
    assert said == [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in read]
    assert (read.tests, read.failures) == (8, 2)


def test_rules_that_find_nothing_pass() -> None:
    """In every file, so that a plot shows what was mended."""
    report = replace(specimen(), findings=(), suppressed=())
    assert cases(report) == {("orphan-component", document): [] for document in report.documents}


@pytest.mark.parametrize(("least", "failing"), [(Severity.ERROR, 2), (Severity.INFO, 3)])
def test_fails_where_lint_fails(least: Severity, failing: int) -> None:
    """From the severity on that fails the run; what is less grave is output of a case that passes."""
    found = cases(replace(specimen(), fail_on=least)).values()
    assert sum(isinstance(result, Failure) for results in found for result in results) == failing


def test_what_the_baseline_knows_does_not_fail() -> None:
    """As in the exit status; it is output of a case that passes."""
    report = replace(specimen(), known=specimen().findings, findings=(), gone=0)
    found = cases(report)
    assert not [result for results in found.values() for result in results if isinstance(result, Failure)]
    assert found["unattainable-slo", SHOP] == [] and "web promises 99.95 %" in RENDERER.render(report)


def test_what_a_comment_allows_is_skipped() -> None:
    """With the reason that it gives."""
    (result,) = cases(specimen())["orphan-component", "architectures/net \xfc.yaml"]
    assert isinstance(result, Skipped) and result.message == "allowed: a trial"


def test_a_failure_has_the_places_of_its_steps() -> None:
    """In its text, a line each."""
    (result,) = cases(specimen())["unattainable-slo", SHOP]
    assert (
        isinstance(result, Failure)
        and result.text
        and result.text.splitlines()[1:]
        == [
            "  1. web needs db (architectures/shop.yaml:6:9)",
            "  2. db can reach 99.8 % at best (architectures/shop.yaml:9:10)",
        ]
    )


def test_there_is_a_most_of_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond it, all files in which a rule finds nothing are one case; no finding is lost."""
    monkeypatch.setattr(junit, "MOST_CASES", 3)
    found = cases(specimen())
    assert len(found) == 8 and found["unattainable-slo", "all other files"] == [] and found["unattainable-slo", SHOP]
