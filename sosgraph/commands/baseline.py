"""sosgraph baseline: write down what is found today, so that lint fails over what is new alone."""

import click

from sosgraph.baseline import baseline_text
from sosgraph.commands import Command
from sosgraph.errors import BadCall
from sosgraph.finding import BAD_INPUT
from sosgraph.invocation import OUTPUT, PATHS
from sosgraph.lint import lint
from sosgraph.policy_files import obeyed
from sosgraph.policy_options import SETTINGS, decided_by
from sosgraph.summary import plural
from sosgraph.workspace import Workspace, without_collector, write

HELP = """Write down what lint finds in the given files and folders, so that 'lint --baseline FILE' fails over new findings alone.

The file is JSON, a line for each finding, always in the same order. Mistakes in the files are left out: correct them.
"""


def _baseline(paths: tuple[str, ...], output: str | None, **given: object) -> None:
    policy = obeyed(decided_by(paths, given))
    workspace = Workspace(paths)
    with without_collector():
        loaded = workspace.load(policy.importers)
        report = lint(loaded, workspace.documents, policy)
    if not loaded.understood:
        raise BadCall("nothing can be read; run 'sosgraph lint' on the same paths to see why")
    write(baseline_text(report).encode(), output, workspace.documents)
    mistakes = sum(finding.rule == BAD_INPUT for finding in report.findings)
    said = plural(len(report.findings) - mistakes, "finding")
    left_out = f"; {plural(mistakes, 'mistake')} in the input {'is' if mistakes == 1 else 'are'} left out, correct them"
    click.echo(f"{said} in the baseline{left_out if mistakes else ''}", err=True)


def _build() -> click.Command:
    return click.Command("baseline", callback=_baseline, params=[PATHS, OUTPUT, *SETTINGS], help=HELP)


COMMAND = Command(name="baseline", summary="write down today's findings, so that lint fails over new ones alone", build=_build)
