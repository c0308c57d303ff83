"""sosgraph render: draw the dependency diagram, an explorer or a review."""

from collections.abc import Iterator
from typing import Any

import click

from sosgraph import catalog
from sosgraph.commands import Command
from sosgraph.errors import BadCall, ProgramMissing
from sosgraph.frozen import replace
from sosgraph.invocation import CONFIG, OUTPUT, PATHS, Deadline, format_option, policy_for, progress_shown
from sosgraph.lint import lint
from sosgraph.patience import waiting_until
from sosgraph.report import Report
from sosgraph.view import Shown, View
from sosgraph.view_options import VIEW, viewed
from sosgraph.workspace import Workspace, run, without_collector, write

HELP = """Draw the architecture in the given files and folders, without one in the current folder.

html is one page to look around in and to play through failures; report is a reliability review to read and to print, in
Markdown where the output ends in .md. dot, mermaid, d2, graphml and cytoscape are text for other programs. svg, png and pdf
are drawn by Graphviz, which must be installed.
"""
_PAGE = "explorer"
"""What `html` is here: among the renderers that is the page of findings."""
_REVIEWS = ("report", "report-markdown")
_IN_A_REVIEW = 60
"""Boxes at most in a picture inside a document."""


def _render(paths: tuple[str, ...], format: str, output: str | None, config: str | None, **words: Any) -> None:
    from sosgraph.drawing.layout import FORMATS

    workspace = Workspace(paths)
    policy = policy_for(paths, config)
    with without_collector(), progress_shown(), waiting_until(Deadline()):
        loaded = workspace.load(policy.importers)
        if not loaded.architecture.components:
            raise BadCall("there is no component to draw; run 'sosgraph lint' on the same paths to see why")
        for finding in loaded.findings[:1]:
            more = f" and {len(loaded.findings) - 1} more" if len(loaded.findings) > 1 else ""
            click.echo(f"sosgraph: drawn without what is wrong: {finding.message}{more}; see 'sosgraph lint'", err=True)
        view = viewed(loaded.architecture, paths, policy, words)
        if format in (_PAGE, "html", *_REVIEWS) and (
            words["theme"] or view != View(most=view.most if format in _REVIEWS else None)
        ):
            raise BadCall(
                f"{format} shows all of the architecture, in the colours of its reader; leave out what marks, chooses or paints "
                "a part, or ask for a picture"
            )
        report = Report(loaded.architecture, workspace.documents, view=view)
        if format in FORMATS:
            content = _picture(report, format, words["theme"])
        elif format in _REVIEWS:
            linted = lint(loaded, workspace.documents, policy)
            markdown = format != "report" or (output or "").lower().endswith((".md", ".markdown"))
            content = _review(replace(linted, view=view), _REVIEWS[markdown])
        else:
            content = _text(report, _PAGE if format == "html" else format).encode()
    write(content, output, workspace.documents)


def _text(report: Report, format: str) -> str:
    return str(catalog.find("renderers", format).render(report))


def _picture(report: Report, format: str, theme: str | None) -> bytes:
    """Return the picture, folded further where Graphviz takes too long; an SVG of no theme has that of its reader."""
    from sosgraph.drawing.folding import MOST
    from sosgraph.drawing.layout import TIME_LIMIT_S, picture
    from sosgraph.drawing.themes import as_the_reader_has_it

    most = report.view.most or MOST

    slow = f"Graphviz did not end within {TIME_LIMIT_S:g} s with more boxes, so that more is folded than asked for"

    def drawn(boxes: int) -> str:
        view = replace(report.view, most=boxes, note=slow if boxes < most else "")
        return _text(replace(report, view=view), "dot")

    content = picture(drawn, most, format, run)
    return as_the_reader_has_it(content) if format == "svg" and theme is None else content


def _review(report: Report, format: str) -> bytes:
    """Return the review, with diagrams in it: Mermaid in Markdown, in HTML what Graphviz draws, if it is there."""
    try:
        pictures = dict(_pictures(report, format))
    except ProgramMissing as missing:
        click.echo(f"sosgraph: the report has no diagrams: {missing}", err=True)
        pictures = {}
    return _text(replace(report, pictures=pictures), format).encode()


def _pictures(report: Report, format: str) -> Iterator[tuple[str, str]]:
    """Yield the picture of each chapter in which its overlay marks anything, by the name of the overlay."""
    from sosgraph.drawing.pictured import pictured
    from sosgraph.drawing.themes import inlined
    from sosgraph.review import OVERLAYS

    for overlay in OVERLAYS:
        shown = replace(report, view=View(show=(Shown(overlay),), most=report.view.most or _IN_A_REVIEW))
        if any(node.looks for node in pictured(shown).nodes):
            if format == _REVIEWS[1]:
                yield overlay, _text(shown, "mermaid")
            else:
                yield overlay, inlined(_picture(shown, "svg", "light"), f"diagram: {overlay}")


def _build() -> click.Command:
    from sosgraph.drawing.layout import FORMATS

    format = format_option("diagram", "svg", (*FORMATS, "html", *_REVIEWS))
    return click.Command("render", callback=_render, params=[PATHS, format, OUTPUT, CONFIG, *VIEW], help=HELP)


COMMAND = Command(name="render", summary="draw the dependency diagram, an explorer, or a reliability review", build=_build)
