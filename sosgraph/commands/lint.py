"""sosgraph lint: report mistakes and bad structure, and fail a build over them."""

import os
from typing import TYPE_CHECKING, Any

import click

from sosgraph.commands import Command
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.invocation import PATHS, Deadline, exit_status, surroundings
from sosgraph.lint import lint
from sosgraph.memory import Answer, Memory, asked_of
from sosgraph.outputs import Output, SeveralOutputs, rendered_all, write_all
from sosgraph.patience import waiting_until
from sosgraph.policy import Policy
from sosgraph.policy_files import Decided, obeyed
from sosgraph.policy_options import SETTINGS, decided_by
from sosgraph.report import Report
from sosgraph.workspace import Workspace, kept_to_the_end, text_in, without_collector, write

if TYPE_CHECKING:  # loaded where there is a baseline, and where somebody watches
    from sosgraph.baseline import Entry
    from sosgraph.watching import Since

HELP = """Report what is wrong with the architecture in the given files and folders, without one in the current folder.

Exit status: 0 no finding at or above --fail-on, 1 there is one, 2 nothing readable, a bad call or a mistake in the policy,
3 internal error.
"""


def _lint(
    paths: tuple[str, ...],
    outputs: tuple[Output, ...],
    fail_on: str | None,
    baseline: str | None,
    show_settings: bool,
    watch: bool = False,
    since: "Since | None" = None,
    **given: Any,
) -> None:
    decision = decided_by(paths, given, fail_on)
    if show_settings:
        _show(decision)
    if watch:
        _again_and_again(paths, outputs, fail_on, baseline, given)
    policy = decision.policy
    workspace = Workspace(paths)
    known = None if baseline is None else _known(baseline, outputs)
    memory = Memory(workspace, (*map(repr, outputs), *surroundings(), *_looked_at(known), *asked_of(policy)))
    recalled = memory.answer() if since is None else None
    answer, report = (recalled, None) if recalled is not None else _answer(workspace, policy, known, outputs, memory)
    write_all(answer.contents, outputs, answer.documents)
    if since is not None and report is not None:
        click.echo("".join(f"{words}\n" for words in since.lines(report)), err=True, nl=False)
    raise SystemExit(answer.status)


def _answer(
    workspace: Workspace, policy: Policy, known: "tuple[Entry, ...] | None", outputs: tuple[Output, ...], memory: Memory
) -> tuple[Answer, Report]:
    """Return what is found now, with the report of it; the answer is kept for the next run, unless time ran out."""
    deadline = Deadline()
    with without_collector(), waiting_until(deadline):
        loaded = workspace.load(policy.importers)
        report = lint(loaded, workspace.documents, policy)
        kept_to_the_end()
    if deadline.cut:
        click.echo(deadline.note, err=True)
    if known is not None:
        from sosgraph.baseline import compared

        report = compared(report, known, os.path.exists)
    contents = rendered_all(replace(report, fail_on=policy.fail_on), outputs)
    status = 2 if policy.mistakes else exit_status(loaded, report, policy.fail_on)
    answer = Answer(status, tuple(report.documents), contents)
    if not deadline.cut:
        memory.keep(answer)
    return answer, report


def _again_and_again(
    paths: tuple[str, ...], outputs: tuple[Output, ...], fail_on: str | None, baseline: str | None, given: dict[str, Any]
) -> None:
    """Lint now and after every change, of the policy and the baseline too, until Ctrl-C ends it."""
    from sosgraph.watching import Since, watch

    since = Since()

    def besides() -> tuple[str, ...]:
        try:
            documents = decided_by(paths, given, fail_on).policy.documents
        except BadCall:
            documents = {}
        return (*documents, *((baseline,) if baseline is not None else ()))

    written = [file for _, file in outputs if file is not None]
    watch(paths, lambda: _lint(paths, outputs, fail_on, baseline, False, since=since, **given), besides, written)


def _show(decision: Decided) -> None:
    """Print every setting and end; what is wrong in the files goes to standard error."""
    from sosgraph.policy.settings import settings_of

    write(settings_of(decision.layers).encode(), None)
    obeyed(decision)
    raise SystemExit(0)


def _known(path: str, outputs: tuple[Output, ...]) -> "tuple[Entry, ...]":
    from sosgraph.baseline import parse_baseline

    if os.path.realpath(path) in {os.path.realpath(file) for _, file in outputs if file is not None}:
        raise BadCall(f"{path} is the baseline, and would be overwritten; name another file")
    if not os.path.lexists(path):
        raise BadCall(f"there is no baseline {path!r}; write it with 'sosgraph baseline -o {path}'")
    return parse_baseline(path, text_in(path))


def _looked_at(known: "tuple[Entry, ...] | None") -> tuple[str, ...]:
    """Return what is asked of a baseline: its entries, and whether their files are still there."""
    return (repr(known), *(str(os.path.exists(entry.file)) for entry in known or ()))


def _build() -> click.Command:
    fail_on = click.Option(
        ["--fail-on"], type=click.Choice(["error", "warning", "info"]), help="The least severity that fails.  [default: error]"
    )
    known = click.Option(
        ["--baseline"], metavar="FILE", type=click.Path(), help="Fail over what is not in FILE, which 'sosgraph baseline' wrote."
    )
    shown = click.Option(["--show-settings"], is_flag=True, help="Print each setting and where it comes from, and end.")
    again = click.Option(["--watch"], is_flag=True, help="Lint again whenever a file changes, until Ctrl-C.")
    params = [PATHS, *SETTINGS, fail_on, known, shown, again]
    return SeveralOutputs("lint", default="text", callback=_lint, params=params, help=HELP)


COMMAND = Command(name="lint", summary="report mistakes and bad structure in architecture files", build=_build)
