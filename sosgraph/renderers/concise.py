"""One line a finding, as compilers write it: what editors and problem matchers read."""

from sosgraph.escaping import one_line, terminal
from sosgraph.finding import Finding
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.summary import summary


def render(report: Report) -> str:
    """Return `file:line:column: severity: message [rule]` for each finding, and the summary."""
    lines = [line(report, finding) for finding in report.findings]
    return "\n".join((*lines, terminal(one_line(summary(report))))) + "\n"


def line(report: Report, finding: Finding) -> str:
    """Return `file:line:column: severity: message [rule]`, made inert."""
    span = report.span(finding.at)
    # what is written nowhere is the program's own word, as GNU's standard has it
    where = f"{finding.at.document}:{span.start_line}:{span.start_column}" if finding.at.document else "sosgraph"
    return f"{terminal(where)}: {finding.severity.value}: {terminal(one_line(finding.message))} [{terminal(finding.rule)}]"


RENDERER = Renderer(
    name="concise",
    summary="one line a finding, as compilers write it, for editors, problem matchers and grep",
    render=render,
    shows=("findings",),
)
