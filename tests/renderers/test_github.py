"""The annotations, read back by the rules of GitHub's runner."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.escaping import one_line, terminal
from sosgraph.finding import Finding, Severity
from sosgraph.renderers.github import RENDERER, SHOWN
from sosgraph.report import Report
from sosgraph.source import Pointer, Span
from tests.renderers.specimens import HOSTILE, golden, hostile, specimen

_COMMAND = re.compile(r"^\s*::(?P<name>[a-z-]+)(?: (?P<properties>[^:]*))?::(?P<data>.*)$")
Command = tuple[str, dict[str, str], str]


def commands(text: str) -> list[Command]:
    """Return the workflow commands in a log, as the runner understands them: name, properties, data."""
    found = []
    for line in text.split("\n"):
        match = _COMMAND.match(line)
        if match is not None:
            pairs = (pair.partition("=") for pair in (match["properties"] or "").split(","))
            properties = {name: _decoded(_decoded(value, ":,"), "\n\r%") for name, _, value in pairs}
            found.append((match["name"], properties, _decoded(match["data"], "\n\r%")))
    return found


def _decoded(text: str, signs: str) -> str:
    for sign in signs:
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def test_looks_as_agreed() -> None:
    """A command for each finding, then the summary."""
    text = RENDERER.render(specimen())
    assert text == golden("github", "specimen.txt", text)


def test_the_gravest_come_first() -> None:
    """Since few are shown; those of one severity stay in the order of their places."""
    found = commands(RENDERER.render(specimen()))
    assert [name for name, _, _ in found] == ["error", "error", "notice"]
    assert [properties["title"] for _, properties, _ in found] == ["unattainable-slo", "bad-input", "hidden-shared-dependency"]


def test_columns_are_said_on_one_line_only() -> None:
    """GitHub refuses them for a place of several lines."""
    long = Finding(Pointer("a.yaml", (Span(1, 2, 3, 4),)), "m")
    report = Report(documents=specimen().documents, findings=(long, specimen().findings[0]))
    _, exact = commands(RENDERER.render(report))
    assert exact[1] | {"title": ""} == {
        "file": "architectures/shop.yaml",
        "line": "4",
        "endLine": "4",
        "col": "10",
        "endColumn": "16",
        "title": "",
    }


def test_steps_follow_the_message() -> None:
    """A line each, with their places."""
    data = commands(RENDERER.render(specimen()))[0][2]
    assert data.splitlines()[1] == "1. web needs db (architectures/shop.yaml:6:9)"


@pytest.mark.parametrize(("number", "said"), [(SHOWN, False), (SHOWN + 1, True)])
def test_says_when_not_all_are_shown(number: int, said: bool) -> None:
    """Ten errors are annotations, the eleventh is in the log only."""
    finding = Finding(Pointer("a.yaml"), "m", severity=Severity.WARNING)
    text = RENDERER.render(Report(findings=(finding,) * number))
    assert ("GitHub shows 10" in text.splitlines()[-1]) == said and len(commands(text)) == number


@given(st.text() | st.lists(st.sampled_from((*HOSTILE, "%0A", "%25", "::", "\n::error::", ",line=9", "##[error]"))).map("".join))
def test_a_name_makes_no_command(name: str) -> None:
    """One command for one finding; file, title and message come back as a terminal would show them."""
    (_, properties, data), *more = commands(RENDERER.render(hostile(name or "x")))
    assert not more
    assert properties["file"] == terminal(name or "x") and properties["title"] == "some-rule"
    assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    assert data.split("\n")[0] == terminal(one_line(name or "x"))


def test_a_log_of_very_many_findings_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the gravest; how many more there are is said, and no command is made of it."""
    monkeypatch.setattr("sosgraph.renderers.github.MOST", 20)
    weights = [Severity.INFO] * 15 + [Severity.ERROR] * 15
    text = RENDERER.render(Report(findings=tuple(Finding(Pointer(""), f"m{n}", severity=each) for n, each in enumerate(weights))))
    assert [name for name, _, _ in commands(text)] == ["error"] * 15 + ["notice"] * 5
    assert "10 more findings" in text and text.endswith("the log has the first 20 findings\n")
