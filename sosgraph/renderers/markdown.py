"""Findings and tables in GitHub's Markdown, for job summaries, comments and design documents."""

from collections.abc import Iterator

from sosgraph.cell import NUMBERS, cell, heading, place
from sosgraph.escaping import markdown
from sosgraph.finding import Finding
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.summary import answers_only, summary
from sosgraph.table import Table

_MOST_NAMES = 12


def render(report: Report) -> str:
    """Return the verdict, one list element a finding with its further places below it, the tables, and what was assumed."""
    blocks = [] if answers_only(report) else [[f"**{markdown(summary(report))}**"]]
    blocks.append([line for finding in report.findings for line in _finding(report, finding)])
    for table in report.tables:
        blocks += [[f"### {markdown(table.title or table.name)}"], [markdown(table.lead)] if table.lead else []]
        blocks.append(list(_table(report, table)))
        blocks.append([f"- {markdown(note)}" for note in table.notes])
    blocks.append([f"- assumed: {markdown(assumption)}" for assumption in report.architecture.assumptions])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _finding(report: Report, finding: Finding) -> Iterator[str]:
    head = f"**{finding.severity.value}** {markdown(finding.rule)}: {markdown(finding.message)}"
    yield f"- {head} (<code>{markdown(place(report, finding.at))}</code>)"
    several = len(finding.branches) > 1 and any(len(branch) > 1 for branch in finding.branches)
    for path, branch in enumerate(finding.branches, 1):
        if several:
            yield f"  - path {path}"
        for step, note in enumerate(branch, 1):
            indent = "    " if several else "  "
            bullet = f"{step}." if len(branch) > 1 else "-"
            yield f"{indent}{bullet} {markdown(note.message)} (<code>{markdown(place(report, note.at))}</code>)"


def _table(report: Report, table: Table) -> Iterator[str]:
    yield f"| {' | '.join(markdown(heading(column)) for column in table.columns)} |"
    yield f"| {' | '.join('---:' if column.holds in NUMBERS else '---' for column in table.columns)} |"
    for row in table.rows:
        cells = (markdown(cell(report, column, value, _MOST_NAMES)) for column, value in zip(table.columns, row, strict=True))
        yield f"| {' | '.join(cells)} |"


RENDERER = Renderer(
    name="markdown",
    summary="a list of findings and tables for job summaries, comments and design documents",
    render=render,
    shows=("findings", "tables"),
    endings=(".md", ".markdown"),
)
