"""What the commands have in common: the paths they are given, how an answer is shown and where it goes."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from sosgraph import catalog
from sosgraph.errors import BadCall
from sosgraph.finding import Severity
from sosgraph.frozen import replace
from sosgraph.load import Loaded
from sosgraph.parameter import Parameter, arguments
from sosgraph.policy import Policy
from sosgraph.policy_files import decided, obeyed
from sosgraph.quantity import OneOf, parse_flag
from sosgraph.report import Report
from sosgraph.table import Table
from sosgraph.workspace import write

PATHS = click.Argument(["paths"], nargs=-1, metavar="[PATH]...", type=click.Path())
"""Files and folders; `-` is standard input; none is the working directory."""
OUTPUT = click.Option(
    ["-o", "--output"],
    metavar="FILE",
    type=click.Path(),
    is_eager=True,  # known before the format, which it may decide
    help="Write to FILE instead of standard output.",
)
CONFIG = click.Option(
    ["--config"], metavar="FILE", type=click.Path(), help="Use this policy instead of the nearest sosgraph.toml."
)


_ANY_TEXT = (".log", ".out", ".yaml", ".yml")  # promise no format, or are those of inputs, which are never overwritten
_COLUMNS = 80  # where nobody says how many there are
_MISREAD = 10
_LONGEST_S = 60.0  # several times what the limits on nodes leave of the slowest answers


@contextmanager
def progress_shown() -> Iterator[None]:
    """Show on standard error how far the body has come, if somebody is looking at a terminal there."""
    if not sys.stderr.isatty():
        yield
        return
    from sosgraph.progress import reporting
    from sosgraph.progress_bar import ProgressBar

    bar = ProgressBar()
    try:
        with reporting(bar):
            yield
    finally:
        bar.erase()


class Deadline:
    """Says when an answer has taken long enough: from then on what is not found yet is answered less exactly.

    A last resort, for answers depend on the machine then: what bounds them otherwise is counted, not timed.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end: float | None = None
        self.cut = False

    def __call__(self) -> bool:
        """Return whether the time is over, counted from the first question on, and remember that somebody was told so."""
        now = self._clock()
        self._end = now + _LONGEST_S if self._end is None else self._end
        self.cut = self.cut or now > self._end
        return self.cut

    @property
    def note(self) -> str:
        """What is said of an answer that was cut short; empty otherwise."""
        if not self.cut:
            return ""
        return f"cut short after {_LONGEST_S:.0f} s: what is not exact here might be on a faster machine; ask for less at once"


def cut_short(tables: Iterable[Table], deadline: Deadline) -> tuple[Table, ...]:
    """Return the tables; where the time was over before all was found, each with a note that says so, before all others."""
    return tuple(replace(table, notes=(deadline.note, *table.notes)) if deadline.cut else table for table in tables)


def format_option(shows: str, default: str, more: Sequence[str] = ()) -> click.Option:
    """Return the option that chooses a renderer among those that show `shows`."""
    choice = FormatChoice(shows, tuple(more))
    said = "How to show it; else as the ending of the output file says."
    return FormatOption(["-f", "--format"], type=choice, default=default, show_default=True, help=said)


class Word(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.3 on
    """One of the words that a shell may offer; which there are is looked up only then."""

    name = "text"

    def __init__(self, words: Callable[[], Iterable[str]]) -> None:
        self.words = words

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Return the words that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.words() if word.startswith(incomplete)]


class FormatChoice(Word):
    """A renderer's name."""

    name = "format"

    def __init__(self, shows: str, more: tuple[str, ...]) -> None:
        super().__init__(self.names)
        self._shows = shows
        self._more = more

    def names(self) -> tuple[str, ...]:
        """Return the names of all formats that fit."""
        own = (name for name in catalog.names("renderers") if self._shows in catalog.find("renderers", name).shows)
        return (*own, *self._more)

    def of_file(self, path: str) -> str | None:
        """Return the format that the ending of a file's name says; None where it has none. Raises `BadCall` for a strange one."""
        endings = {ending: name for name in self.names() for ending in _endings(name)}
        fitting = [ending for ending in endings if path.lower().endswith(ending)]
        ending = os.path.splitext(path)[1]
        if not fitting and ending[1:].isalpha() and ending not in _ANY_TEXT:
            raise BadCall(f"no format has the ending {ending!r}; name one with -f, or end the file in {', '.join(endings)}")
        return endings[max(fitting, key=len)] if fitting else None  # .sarif.json before .json

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


class FormatOption(click.Option):
    """The option of a `FormatChoice`; where it is not given, the output file decides."""

    def get_default(self, ctx: click.Context, call: bool = True) -> Any:
        """Return the format that the ending of the output file says, else the usual one."""
        output = ctx.params.get("output")
        named = self.type.of_file(output) if isinstance(output, str) and isinstance(self.type, FormatChoice) else None
        return named or super().get_default(ctx, call)


def _endings(format: str) -> tuple[str, ...]:
    endings: tuple[str, ...] = catalog.find("renderers", format).endings if format in catalog.names("renderers") else ()
    return endings or (f".{format}",)


def policy_for(paths: Sequence[str], config: str | None) -> Policy:
    """Return the policy in `config`, else the nearest one; raises `BadCall` where it has mistakes."""
    return obeyed(decided(paths, config=config))


def show(report: Report, format: str, output: str | None) -> None:
    """Render a report and write it; a JSON report is held against its published schema before it leaves.

    Raises `BadCall` where `output` is one of the files that the report is about.
    """
    write(rendered(report, format, output), output, report.documents)


def rendered(report: Report, format: str, output: str | None) -> bytes:
    """Return a report as it is written to `output`; a JSON report is held against its published schema."""
    if output is None and (sys.stdout.isatty() or "COLUMNS" in os.environ):
        report = replace(report, width=columns(), terminal=sys.stdout.isatty())
    text = catalog.find("renderers", format).render(report)
    if format == "json":
        _check(text)
    return seen(text, output) if format == "text" else text.encode("utf-8", "backslashreplace")


def columns() -> int:
    """Return how wide the terminal is that standard output was at first, as `shutil` does, which loads three packers."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _COLUMNS  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # closed, or no terminal
        return _COLUMNS


def seen(text: str, output: str | None) -> bytes:
    """Return a text with its colours where they are seen, else without: `NO_COLOR` takes them off, `FORCE_COLOR` leaves them."""
    colourful = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    plain = text if colourful or os.environ.get("FORCE_COLOR") else click.unstyle(text)
    return plain.encode("utf-8", "backslashreplace")


def surroundings() -> tuple[str, ...]:
    """Return all that `rendered` looks at besides the report."""
    known = (f"{name}={os.environ.get(name)}" for name in ("COLUMNS", "NO_COLOR", "TERM", "FORCE_COLOR"))
    return (*known, str(sys.stdout.isatty()), str(columns()))


def option_of(parameter: Parameter) -> click.Option:
    """Return the command line option of a parameter."""
    default = () if parameter.several else None
    if parameter.parse is parse_flag:
        return click.Option([f"--{parameter.name}", parameter.argument], is_flag=True, default=None, help=f"{parameter.summary}.")
    words = parameter.parse.words if isinstance(parameter.parse, OneOf) else ()
    return click.Option(
        [f"--{parameter.name}", parameter.argument],
        multiple=parameter.several,
        default=default,
        type=Word(lambda: words),
        help=f"{parameter.summary}.",
    )


def chosen(owner: str, parameters: tuple[Parameter, ...], given: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of `owner` from what the command line gives."""
    written = {parameter.name: value for parameter in parameters if (value := given.get(parameter.argument)) not in (None, ())}
    return arguments(owner, parameters, written)


def with_reservation(tables: Iterable[Table], loaded: Loaded) -> tuple[Table, ...]:
    """Return the tables; where the input has mistakes, each with a note that says so, before all others."""
    if not loaded.findings:
        return tuple(tables)
    from sosgraph.enumeration import some_of
    from sosgraph.summary import plural

    label = loaded.architecture.label
    mistaken = [label(name) for name in loaded.architecture.components if name in loaded.architecture.mistaken]
    where = f", in {some_of(mistaken)}" if mistaken else ""
    lost = f"; left out, in whole or in part: {some_of(loaded.misread, _MISREAD)}" if loaded.misread else ""
    note = f"{plural(len(loaded.findings), 'mistake')} in the input{where}: the numbers are of what could be read{lost}"
    return tuple(replace(table, notes=(note, *table.notes)) for table in tables)


def exit_status(loaded: Loaded, report: Report, fail_on: Severity = Severity.ERROR) -> int:
    """Return 2 when nothing at all could be read, 1 when a finding is at least as grave as `fail_on`, else 0."""
    if not loaded.understood:
        return 2
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
