"""Findings and tables in GitHub's Markdown, for job summaries, comments and design documents."""

from collections.abc import Iterator
from itertools import accumulate, chain

from sosgraph.cell import markdown_rows, place
from sosgraph.escaping import markdown
from sosgraph.finding import Finding
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.steps import steps
from sosgraph.summary import answers_only, gravest, plural, summary

MARKER = "<!-- sosgraph lint -->"
"""The first line, which nobody sees: a bot finds its comment by it, and writes it anew instead of a second one."""
MOST_CHARACTERS = 60_000
"""How long the list of findings becomes; GitHub refuses comments of more than 65,536 characters."""
_OPEN = 20  # findings that are seen without a click
_MOST_NAMES = 12


def render(report: Report) -> str:
    """Return the verdict, one list element a finding with its further places below it, the tables, and what was assumed."""
    blocks = [] if answers_only(report) else [[MARKER], [f"**{markdown(summary(report))}**"]]
    blocks += _findings(report)
    for table in report.tables:
        blocks += [[f"### {markdown(table.title or table.name)}"], [markdown(table.lead)] if table.lead else []]
        blocks.append(list(markdown_rows(report, table, _MOST_NAMES)))
        blocks.append([f"- {markdown(note)}" for note in table.notes])
    blocks.append([f"- assumed: {markdown(assumption)}" for assumption in report.architecture.assumptions])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _findings(report: Report) -> list[list[str]]:
    """Return the blocks of the list: the gravest first, the later ones folded, and how many there was no room for."""
    elements = [list(_finding(report, finding)) for finding in gravest(report)]
    lengths = accumulate(sum(len(line) + 1 for line in element) for element in elements)
    room = sum(length <= MOST_CHARACTERS for length in lengths)
    blocks = [list(chain.from_iterable(elements[: min(_OPEN, room)]))]
    if room > _OPEN:
        words = f"<summary>{plural(room - _OPEN, 'more finding')}</summary>"
        blocks += [["<details>", words], list(chain.from_iterable(elements[_OPEN:room])), ["</details>"]]
    if room < len(elements):
        blocks.append([f"There is no room here for {plural(len(elements) - room, 'more finding')}."])
    return blocks


def _finding(report: Report, finding: Finding) -> Iterator[str]:
    head = f"**{finding.severity.value}** {markdown(finding.rule)}: {markdown(finding.message)}"
    yield f"- {head} (<code>{markdown(place(report, finding.at))}</code>)"
    before = 0
    for path, number, note in steps(finding):
        if path != before:
            yield f"  - path {path}"
            before = path
        bullet = f"{number}." if number else "-"
        yield f"{'    ' if path else '  '}{bullet} {markdown(note.message)} (<code>{markdown(place(report, note.at))}</code>)"


RENDERER = Renderer(
    name="markdown",
    summary="a list of findings and tables for job summaries, comments and design documents",
    render=render,
    shows=("findings", "tables"),
    endings=(".md", ".markdown"),
)
