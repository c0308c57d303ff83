"""One page that holds everything, for people who were not at the terminal: no script, no address, by day and by night."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from sosgraph import catalog
from sosgraph.cell import NUMBERS, cell, heading, place
from sosgraph.finding import Finding
from sosgraph.pages import page, pages
from sosgraph.renderers import Renderer
from sosgraph.renderers.html.excerpt import excerpt, words
from sosgraph.renderers.html.style import STYLE
from sosgraph.report import Report
from sosgraph.steps import Step, steps
from sosgraph.summary import answers_only, gravest, plural, summary
from sosgraph.table import Table

MOST_FINDINGS = 2_000
"""How many findings a page shows, the gravest; a browser is slow with more."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(report: Report) -> str:
    """Return the page: verdict, findings with their lines and paths, tables, what was assumed, the rules that speak."""
    shown = gravest(report, MOST_FINDINGS)
    rules = {rule: f"rule-{number}" for number, rule in enumerate(dict.fromkeys(finding.rule for finding in shown), 1)}
    verdict = [] if answers_only(report) else [f"<p><b>{words(summary(report))}</b></p>"]
    lines = [*_head(), "<h1>sosgraph</h1>", *verdict]
    for finding in shown:
        lines += _finding(report, finding, rules[finding.rule])
    if len(shown) < len(report.findings):
        lines.append(f"<p>{plural(len(report.findings) - len(shown), 'finding')} more, not shown here.</p>")
    for table in report.tables:
        lines += _table(report, table)
    if report.architecture.assumptions:
        lines += ["<h2>Assumed</h2>", *_list(report.architecture.assumptions)]
    if rules:
        lines += ["<h2>Rules</h2>", *(line for rule, anchor in rules.items() for line in _rule(rule, anchor))]
    return "\n".join((*lines, "</body>", "</html>")) + "\n"


def _head() -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
    yield f"<title>sosgraph</title><style>{STYLE}</style></head>"
    yield "<body>"


def _finding(report: Report, finding: Finding, anchor: str) -> Iterator[str]:
    yield f'<article class="{finding.severity.value}">'
    yield f"<h3><b>{finding.severity.value}</b> <bdi>{words(finding.message)}</bdi></h3>"
    where = f"<code>{words(place(report, finding.at))}</code>"
    yield f'<p class="quiet">{where} <a href="#{anchor}">{words(finding.rule)}</a></p>'
    yield excerpt(report, finding.at)
    for path, branch in groupby(steps(finding), lambda step: step.path):
        yield from [f'<p class="quiet">path {path}</p>'] if path else []
        yield from _steps(report, list(branch))
    yield "</article>"


def _steps(report: Report, branch: list[Step]) -> Iterator[str]:
    kind = "ol" if any(step.number for step in branch) else "ul"
    yield f"<{kind}>"
    for _, _, note in branch:
        where = f' <code class="quiet">{words(place(report, note.at))}</code>' if note.at.document else ""
        yield f"<li><bdi>{words(note.message)}</bdi>{where}{excerpt(report, note.at)}</li>"
    yield f"</{kind}>"


def _table(report: Report, table: Table) -> Iterator[str]:
    yield f"<h2><bdi>{words(table.title or table.name)}</bdi></h2>"
    if table.lead:
        yield f"<p><bdi>{words(table.lead)}</bdi></p>"
    kinds = [' class="number"' if column.holds in NUMBERS else "" for column in table.columns]
    titles = (f"<th{kind}>{words(heading(column))}</th>" for kind, column in zip(kinds, table.columns, strict=True))
    yield f'<div class="wide"><table><thead><tr>{"".join(titles)}</tr></thead><tbody>'
    for row in table.rows:
        cells = (words(cell(report, column, value)) for column, value in zip(table.columns, row, strict=True))
        yield f"<tr>{''.join(f'<td{kind}>{text}</td>' for kind, text in zip(kinds, cells, strict=True))}</tr>"
    yield "</tbody></table></div>"
    yield from _list(table.notes) if table.notes else []


def _list(sentences: tuple[str, ...]) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li><bdi>{words(sentence)}</bdi></li>" for sentence in sentences)
    yield "</ul>"


def _rule(rule: str, anchor: str) -> Iterator[str]:
    """Yield what a rule is about, with its page to be opened; a rule of nobody we know has its name only."""
    known = rule in catalog.names("rules")
    yield f'<h3 id="{anchor}">{words(rule)}</h3>'
    if known:
        yield f"<p>{words(catalog.summary('rules', rule))}</p>"
    if rule in pages():
        yield f'<details><summary>all about it</summary><pre class="page">{escape(page(pages()[rule]))}</pre></details>'


RENDERER = Renderer(
    name="html",
    summary="one page without scripts, for people who were not at the terminal",
    render=render,
    shows=("findings", "tables"),
    endings=(".html", ".htm"),
)
