"""A reliability review as one page, to be read on a screen or printed: no script, no address, diagrams inside."""

from collections.abc import Iterable, Iterator
from html import escape

from sosgraph.cell import NUMBERS, cell, heading, place
from sosgraph.escaping import one_line, terminal
from sosgraph.finding import Finding
from sosgraph.quantity import counted
from sosgraph.renderers import Renderer
from sosgraph.renderers.report.style import STYLE
from sosgraph.report import Report
from sosgraph.review import Chapter, review
from sosgraph.steps import steps
from sosgraph.table import Table

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MOST_NAMES = 8


def render(report: Report) -> str:
    """Return the page; the pictures of the report are shown in the chapters that they are of."""
    found = review(report)
    lines = [*_head(found.title), f"<h1>{_words(found.title)}</h1>", f'<p class="quiet">{_words(found.subtitle)}</p>']
    lines += ["<h2>At a glance</h2>", *_list(table.lead for chapter in found.chapters for table in chapter.tables[:1])]
    lines += ["<h2>What to do first</h2>", *_first(report, found.first, found.further)]
    for chapter in found.chapters:
        lines += _chapter(report, chapter)
    lines += ["<h2>Assumed</h2>", *_list(found.assumed)]
    return "\n".join((*lines, "</body>", "</html>")) + "\n"


def _head(title: str) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
    yield f"<title>{_words(title)}</title><style>{STYLE}</style></head>"
    yield "<body>"


def _first(report: Report, findings: tuple[Finding, ...], further: int) -> Iterator[str]:
    if not findings:
        yield "<p>Nothing was found that needs doing.</p>"
        return
    yield '<ol class="first">'
    for finding in findings:
        severity = finding.severity.value
        where = f"<code>{_words(place(report, finding.at))}</code>"
        yield f'<li><b class="{severity}">{severity}</b> <bdi>{_words(finding.message)}</bdi>'
        yield f'<br><span class="quiet">{where} {_words(finding.rule)}</span>'
        yield from _evidence(report, finding)
        yield "</li>"
    yield "</ol>"
    if further:
        yield f'<p class="quiet">{counted(further, "more finding")}: sosgraph lint has all of them.</p>'


def _evidence(report: Report, finding: Finding) -> Iterator[str]:
    if finding.notes:
        yield "<ul>"
        for _, _, note in steps(finding):
            where = f" <code>{_words(place(report, note.at))}</code>" if note.at.document else ""
            yield f'<li class="quiet"><bdi>{_words(note.message)}</bdi>{where}</li>'
        yield "</ul>"


def _chapter(report: Report, chapter: Chapter) -> Iterator[str]:
    yield f"<h2>{_words(chapter.title)}</h2>"
    yield f'<p class="quiet">{_words(chapter.why)}</p>'
    drawn = report.pictures.get(chapter.overlay, "")
    for number, table in enumerate(chapter.tables):
        yield from _table(report, table)
        if drawn and not number:
            caption = f"sosgraph render --show {chapter.overlay}"
            yield f"<figure>{drawn}<figcaption>{_words(caption)}</figcaption></figure>"


def _table(report: Report, table: Table) -> Iterator[str]:
    yield f"<h3><bdi>{_words(table.title or table.name)}</bdi></h3>"
    if table.lead:
        yield f'<p class="lead"><bdi>{_words(table.lead)}</bdi></p>'
    if table.rows:
        kinds = [' class="number"' if column.holds in NUMBERS else "" for column in table.columns]
        titles = (f"<th{kind}>{_words(heading(column))}</th>" for kind, column in zip(kinds, table.columns, strict=True))
        yield f'<div class="wide"><table><thead><tr>{"".join(titles)}</tr></thead><tbody>'
        for row in table.rows:
            cells = (_words(cell(report, column, value, _MOST_NAMES)) for column, value in zip(table.columns, row, strict=True))
            yield f"<tr>{''.join(f'<td{kind}>{text}</td>' for kind, text in zip(kinds, cells, strict=True))}</tr>"
        yield "</tbody></table></div>"
    yield from (f'<p class="quiet"><bdi>{_words(note)}</bdi></p>' for note in table.notes)


def _list(sentences: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li><bdi>{_words(sentence)}</bdi></li>" for sentence in sentences if sentence)
    yield "</ul>"


def _words(text: str) -> str:
    return escape(terminal(one_line(text)))


RENDERER = Renderer(
    name="report",
    summary="a reliability review as one page, with what to do first and evidence for all of it",
    render=render,
    shows=("review",),
)
