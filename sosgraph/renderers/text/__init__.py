"""What people read in a terminal: excerpts with carets, aligned tables, and a last line that sums up."""

from sosgraph.escaping import one_line, terminal
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.summary import answers_only, gravest, left_out, summary

MOST = 1_000
"""How many findings are shown, the gravest ones in the order of their places."""


def render(report: Report) -> str:
    """Return the findings, the tables, what was assumed about the architecture, and the summary, in colours."""
    blocks = _excerpts(report) if report.findings else []
    blocks.append([words] if (words := left_out(report, len(blocks))) else [])
    blocks += _tables(report) if report.tables else []
    end = [f"assumption: {terminal(one_line(assumption))}" for assumption in report.architecture.assumptions]
    if not answers_only(report):
        end.append(terminal(one_line(summary(report))))
    blocks.append(end)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _excerpts(report: Report) -> list[list[str]]:
    from sosgraph.renderers.text.excerpt import finding_lines

    shown = {id(finding) for finding in gravest(report, MOST)}
    return [list(finding_lines(report, finding)) for finding in report.findings if id(finding) in shown]


def _tables(report: Report) -> list[list[str]]:
    from sosgraph.renderers.text.grid import table_lines

    return [list(table_lines(report, table)) for table in report.tables]


RENDERER = Renderer(
    name="text",
    summary="excerpts with carets and aligned tables, for people at a terminal",
    render=render,
    shows=("findings", "tables"),
    endings=(".txt",),
)
