"""Annotations on the lines of a pull request: the workflow commands that GitHub Actions reads from a job's output."""

from sosgraph.escaping import one_line, terminal
from sosgraph.finding import Finding, Severity
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.steps import step_lines
from sosgraph.summary import counts, gravest, left_out, summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
SHOWN = 10
"""How many annotations of each command GitHub shows for one step."""
MOST = 1_000
"""How many findings are written; a log of more nobody reads, and it takes minutes to show."""


def render(report: Report) -> str:
    """Return a workflow command for each of the gravest findings, those first since few are shown, and the summary."""
    shown = gravest(report, MOST)
    last = summary(report)
    if max(counts(report).values()) > SHOWN:
        last += f"; GitHub shows {SHOWN} errors, {SHOWN} warnings and {SHOWN} notices of a step as annotations, the log has "
        last += f"the first {MOST:,} findings" if len(shown) < len(report.findings) else "all"
    lines = [_command(report, finding) for finding in shown]
    lines += [words for words in (left_out(report, len(shown)), terminal(one_line(last))) if words]
    return "\n".join(lines) + "\n"


def _command(report: Report, finding: Finding) -> str:
    properties: dict[str, str] = {}
    if finding.at.document:
        span = report.span(finding.at)
        properties = {"file": terminal(finding.at.document), "line": str(span.start_line), "endLine": str(span.end_line)}
        if span.start_line == span.end_line:  # columns of several lines are refused
            properties |= {"col": str(span.start_column), "endColumn": str(span.end_column)}
    properties["title"] = terminal(finding.rule)
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = "\n".join((terminal(one_line(finding.message)), *step_lines(report, finding)))
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


RENDERER = Renderer(
    name="github",
    summary="annotations on the lines of a pull request, as GitHub Actions reads them from a job's output",
    render=render,
    shows=("findings",),
)
