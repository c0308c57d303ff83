"""The program `sosgraph`: verbs from the shelf of commands, and every analysis under its own name."""

from collections.abc import Sequence
from typing import Any

import click

from sosgraph import __version__, catalog
from sosgraph.errors import BadCall

HELP = """What a system of systems can promise, and where it will surprise you.

Describe services, SLOs and dependencies in YAML; lint them, compose them, draw them. Start with: sosgraph init
"""


class Verbs(click.Group):
    """The commands, looked up by name, so that only the one that is asked for is loaded."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs, commands before analyses."""
        return [*catalog.names("commands"), *catalog.names("analyses")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb called `cmd_name`."""
        if cmd_name in catalog.names("commands"):
            command: click.Command = catalog.find("commands", cmd_name).build()
            return command
        return analysis_command(cmd_name) if cmd_name in catalog.names("analyses") else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that the words ask for; an unknown one fails with the nearest names."""
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            ctx.fail(f"{args[0]!r} is no command{catalog.did_you_mean(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs with their summaries."""
        for title, shelf in (("Commands", "commands"), ("Analyses", "analyses")):
            with formatter.section(title):
                formatter.write_dl([(name, catalog.summary(shelf, name)) for name in catalog.names(shelf)])


def analysis_command(name: str) -> click.Command:
    """Return the command that asks the analysis `name`."""
    from sosgraph.invocation import (
        CONFIG,
        OUTPUT,
        PATHS,
        Deadline,
        chosen,
        cut_short,
        exit_status,
        format_option,
        option_of,
        policy_for,
        progress_shown,
        show,
        with_reservation,
    )
    from sosgraph.patience import waiting_until
    from sosgraph.report import Report
    from sosgraph.table import Table
    from sosgraph.workspace import Workspace, kept_to_the_end, without_collector

    analysis = catalog.find("analyses", name)

    def ask(paths: Sequence[str], format: str, output: str | None, config: str | None, **given: Any) -> None:
        workspace = Workspace(paths)
        deadline = Deadline()
        with without_collector(), progress_shown(), waiting_until(deadline):
            loaded = workspace.load(policy_for(paths, config).importers)
            words = chosen(name, analysis.parameters, given)
            tables: tuple[Table, ...] = ()
            refused: BadCall | None = None
            try:
                tables = analysis.answer(loaded.architecture, **words) if loaded.understood else ()
            except BadCall as mistake:
                refused = mistake
            kept_to_the_end()
        if refused is not None and not loaded.findings:
            raise refused
        if loaded.findings and any(table.refuses for table in tables):
            from sosgraph.scenarios.refusals import unexplained_tables

            tables = unexplained_tables(tables, loaded.findings)
        tables = with_reservation(cut_short(tables, deadline), loaded)
        report = Report(loaded.architecture, workspace.documents, loaded.findings, tables, skipped=loaded.skipped)
        show(report, format, output)
        if refused is not None:  # after the mistakes in the input, which may be why
            raise refused
        raise SystemExit(exit_status(loaded, report) or int(bool(tables) and all(table.refuses for table in tables)))

    options = [option_of(parameter) for parameter in analysis.parameters]
    more = f"Without a path the current folder is read. All about it: sosgraph explain {name}"
    text = f"{analysis.summary[0].upper()}{analysis.summary[1:]}.\n\n{more}"
    return click.Command(name, callback=ask, params=[PATHS, *options, format_option("tables", "text"), OUTPUT, CONFIG], help=text)


def program() -> click.Group:
    """Return the program."""
    verbs = Verbs("sosgraph", help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
    say = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=say_version,
        help="Show version and speed, and exit.",
    )
    verbs.params.append(say)
    return verbs


def say_version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Write version and speed, when `wanted`, and end."""
    if wanted:
        from sosgraph.speed import KERNELS, speed

        click.echo(", ".join(["sosgraph", f"version {__version__}", *(f"{kind} {speed(kind)}" for kind in KERNELS)]))
        context.exit()
