"""sosgraph lint: report mistakes and bad structure, and fail a build over them."""

import click

from sosgraph.commands import Command
from sosgraph.invocation import CONFIG, OUTPUT, PATHS, exit_status, format_option, policy_for, severity, show
from sosgraph.lint import lint
from sosgraph.workspace import Workspace, without_collector

HELP = """Report what is wrong with the architecture in the given files and folders, without one in the current folder.

Exit status: 0 no finding at or above --fail-on, 1 there is one, 2 nothing readable or a bad call, 3 internal error.
"""


def _lint(paths: tuple[str, ...], format: str, output: str | None, config: str | None, fail_on: str | None) -> None:
    policy = policy_for(paths, config)
    least = policy.fail_on if fail_on is None else severity(fail_on)
    workspace = Workspace(paths)
    with without_collector():
        loaded = workspace.load(policy.importers)
        report = lint(loaded, workspace.documents, policy)
    show(report, format, output)
    raise SystemExit(exit_status(loaded, report, least))


def _build() -> click.Command:
    fail_on = click.Option(
        ["--fail-on"], type=click.Choice(["error", "warning", "info"]), help="The least severity that fails.  [default: error]"
    )
    return click.Command(
        "lint", callback=_lint, params=[PATHS, format_option("findings", "text"), OUTPUT, CONFIG, fail_on], help=HELP
    )


COMMAND = Command(name="lint", summary="report mistakes and bad structure in architecture files", build=_build)
