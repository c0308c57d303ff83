"""sosgraph render: draw the dependency diagram."""

import click

from sosgraph import catalog
from sosgraph.commands import Command
from sosgraph.errors import BadCall
from sosgraph.invocation import CONFIG, OUTPUT, PATHS, format_option, policy_for
from sosgraph.report import Report
from sosgraph.workspace import Workspace, run, write

HELP = """Draw the architecture in the given files and folders, without one in the current folder.

dot and mermaid are text and need nothing; svg, png and pdf are drawn by Graphviz, which must be installed.
"""


def _render(paths: tuple[str, ...], format: str, output: str | None, config: str | None) -> None:
    from sosgraph.drawing.layout import FORMATS, picture

    workspace = Workspace(paths)
    loaded = workspace.load(policy_for(paths, config).importers)
    if not loaded.architecture.components:
        raise BadCall("there is no component to draw; run 'sosgraph lint' on the same paths to see why")
    for finding in loaded.findings[:1]:
        more = f" and {len(loaded.findings) - 1} more" if len(loaded.findings) > 1 else ""
        click.echo(f"sosgraph: drawn without what is wrong: {finding.message}{more}; see 'sosgraph lint'", err=True)
    report = Report(loaded.architecture, workspace.documents)
    text: str = catalog.find("renderers", "dot" if format in FORMATS else format).render(report)
    write(picture(text, format, run) if format in FORMATS else text.encode(), output, workspace.documents)


def _build() -> click.Command:
    from sosgraph.drawing.layout import FORMATS

    return click.Command(
        "render", callback=_render, params=[PATHS, format_option("diagram", "svg", FORMATS), OUTPUT, CONFIG], help=HELP
    )


COMMAND = Command(name="render", summary="draw the dependency diagram", build=_build)
