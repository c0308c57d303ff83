"""A reliability review in GitHub's Markdown, with Mermaid diagrams, for wikis and pull requests."""

from collections.abc import Iterator

from sosgraph.cell import markdown_rows, place
from sosgraph.escaping import markdown
from sosgraph.finding import Finding
from sosgraph.quantity import counted
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.review import Chapter, review
from sosgraph.steps import steps

_MOST_NAMES = 8


def render(report: Report) -> str:
    """Return the document; the pictures of the report, which are Mermaid here, stand in the chapters that they are of."""
    found = review(report)
    blocks = [[f"# {markdown(found.title)}"], [markdown(found.subtitle)], ["## At a glance"]]
    leads = [table.lead for chapter in found.chapters for table in chapter.tables[:1] if table.lead]
    blocks += [[f"- {markdown(lead)}" for lead in leads], ["## What to do first"]]
    blocks.append([line for number, each in enumerate(found.first, 1) for line in _finding(report, number, each)])
    if not found.first:
        blocks.append(["Nothing was found that needs doing."])
    if found.further:
        blocks.append([f"{counted(found.further, 'more finding')}: `sosgraph lint` has all of them."])
    for chapter in found.chapters:
        blocks += _chapter(report, chapter)
    blocks += [["## Assumed"], [f"- {markdown(sentence)}" for sentence in found.assumed]]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _finding(report: Report, number: int, finding: Finding) -> Iterator[str]:
    where = f"<code>{markdown(place(report, finding.at))}</code>"
    yield f"{number}. **{finding.severity.value}** {markdown(finding.message)} ({where}, {markdown(finding.rule)})"
    for _, _, note in steps(finding):
        at = f" (<code>{markdown(place(report, note.at))}</code>)" if note.at.document else ""
        yield f"    - {markdown(note.message)}{at}"


def _chapter(report: Report, chapter: Chapter) -> Iterator[list[str]]:
    yield [f"## {markdown(chapter.title)}"]
    yield [markdown(chapter.why)]
    drawn = report.pictures.get(chapter.overlay, "")
    for number, table in enumerate(chapter.tables):
        yield [f"### {markdown(table.title or table.name)}"]
        yield [markdown(table.lead)] if table.lead else []
        if drawn and not number:
            yield ["```mermaid", drawn.rstrip("\n"), "```"]
        yield list(markdown_rows(report, table, _MOST_NAMES)) if table.rows else []
        yield [f"- {markdown(note)}" for note in table.notes]


RENDERER = Renderer(
    name="report-markdown",
    summary="a reliability review in Markdown, with Mermaid diagrams",
    render=render,
    shows=("review",),
    endings=(".md", ".markdown"),
)
