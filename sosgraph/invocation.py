"""What the commands have in common: the paths they are given, how an answer is shown and where it goes."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from sosgraph import catalog
from sosgraph.errors import BadCall
from sosgraph.finding import Severity
from sosgraph.load import Loaded, load
from sosgraph.parameter import Parameter, arguments
from sosgraph.policy import Policy
from sosgraph.report import Report
from sosgraph.workspace import Workspace, nearest_policy, policy_in, write

PATHS = click.Argument(["paths"], nargs=-1, metavar="PATH...")
"""Files and folders; `-` is standard input; none is the working directory."""
OUTPUT = click.Option(["-o", "--output"], metavar="FILE", help="Write to FILE instead of standard output.")
CONFIG = click.Option(["--config"], metavar="FILE", help="Use this policy instead of the nearest sosgraph.toml.")


def format_option(shows: str, default: str, more: Sequence[str] = ()) -> click.Option:
    """Return the option that chooses a renderer among those that show `shows`."""
    return click.Option(
        ["-f", "--format"], type=FormatChoice(shows, tuple(more)), default=default, show_default=True, help="How to show it."
    )


class FormatChoice(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.3 on
    """A renderer's name. Which there are is looked up only when a name is given or help is asked for."""

    name = "format"

    def __init__(self, shows: str, more: tuple[str, ...]) -> None:
        self._shows = shows
        self._more = more

    def names(self) -> tuple[str, ...]:
        """Return the names of all formats that fit."""
        own = (name for name in catalog.names("renderers") if self._shows in catalog.find("renderers", name).shows)
        return (*own, *self._more)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the names for the help text."""
        return "|".join(self.names())

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name when it is a format that fits."""
        name = str(value)
        known = name in self._more or (
            name in catalog.names("renderers") and self._shows in catalog.find("renderers", name).shows
        )
        if not known:
            self.fail(
                f"{name!r} is not known here{catalog.did_you_mean(name, self.names())}; there are {', '.join(self.names())}",
                param,
                ctx,
            )
        return name

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Return the names that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.names() if name.startswith(incomplete)]


def policy_for(paths: Sequence[str], config: str | None) -> Policy:
    """Return the policy in `config`, else the nearest one."""
    return nearest_policy(paths) if config is None else policy_in(config) or Policy()


def loaded_from(workspace: Workspace, policy: Policy) -> Loaded:
    """Return what the files of a workspace say together."""
    documents = workspace.read()
    return load(documents, workspace.neighbour, policy.importers, frozenset(workspace.found))


def show(report: Report, format: str, output: str | None) -> None:
    """Render a report and write it; a JSON report is held against its published schema before it leaves."""
    text = catalog.find("renderers", format).render(report)
    if format == "json":
        _check(text)
    colourful = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if not colourful and not os.environ.get("FORCE_COLOR"):
        text = click.unstyle(text) if format == "text" else text
    write(text.encode("utf-8", "backslashreplace"), output)


def option_of(parameter: Parameter) -> click.Option:
    """Return the command line option of a parameter."""
    default = () if parameter.several else None
    return click.Option(
        [f"--{parameter.name}", parameter.argument], multiple=parameter.several, default=default, help=f"{parameter.summary}."
    )


def chosen(owner: str, parameters: tuple[Parameter, ...], given: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of `owner` from what the command line gives."""
    written = {parameter.name: value for parameter in parameters if (value := given.get(parameter.argument)) not in (None, ())}
    return arguments(owner, parameters, written)


def exit_status(report: Report, fail_on: Severity) -> int:
    """Return 1 when a finding is at least as grave as `fail_on`, else 0."""
    return int(any(finding.severity.rank <= fail_on.rank for finding in report.findings))


def _check(text: str) -> None:
    import json

    from sosgraph.published_schemas import mistakes

    wrong = mistakes("report-v1", json.loads(text))
    if wrong:
        raise AssertionError(f"the report breaks its own schema: {wrong[0]}")


def severity(text: str) -> Severity:
    """Return the severity called `text`; raises `BadCall` for another word."""
    try:
        return Severity(text)
    except ValueError:
        raise BadCall(f"{text!r} is no severity; write error, warning or info") from None
