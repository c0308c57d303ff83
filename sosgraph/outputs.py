"""Several faces of one report in one run: `--format X --output FILE`, as often as wanted."""

from collections.abc import Collection, Sequence
from typing import Any

import click

from sosgraph.errors import BadCall
from sosgraph.invocation import FormatChoice, rendered
from sosgraph.report import Report
from sosgraph.workspace import write

Output = tuple[str, str | None]
"""A format, and the file that it is written to; None is standard output."""


class SeveralOutputs(click.Command):
    """A command whose options `--format` and `--output` are said several times; it is handed `outputs`, what belongs together."""

    def __init__(self, name: str, *, default: str, **more: Any) -> None:
        choice = FormatChoice("findings", ())
        said = "How to show it; else as the ending of the output file says. Again for further formats, each before its --output."
        format = click.Option(
            ["-f", "--format"], type=choice, multiple=True, expose_value=False, help=f"{said}  [default: {default}]"
        )
        output = click.Option(
            ["-o", "--output"],
            metavar="FILE",
            type=click.Path(),
            multiple=True,
            expose_value=False,
            help="Write to FILE instead of standard output; once for each format but one, which may have none.",
        )
        more["params"] = [format, output, *more.get("params", ())]
        super().__init__(name, **more)
        self._choice, self._default = choice, default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words as usual, and pair formats with files by the order in which they are said."""
        given, _, order = self.make_parser(ctx).parse_args(args=list(args))
        rest = super().parse_args(ctx, args)
        if ctx.resilient_parsing:  # a shell completes a line that is not yet finished
            return rest
        said = [str(option.name) for option in order if option.name in ("format", "output")]
        formats, files = given.get("format", ()), given.get("output", ())
        ctx.params["outputs"] = outputs(said, list(formats), list(files), self._choice, self._default)
        return rest


def outputs(said: Sequence[str], formats: list[str], files: list[str], choice: FormatChoice, default: str) -> tuple[Output, ...]:
    """Return the pairs of a format and a file; `said` has the order of the options.

    As many formats as files: the first belongs to the first, and so on. Else a file belongs to the format right before it,
    one without such a format has that of its ending, and a format without a file goes to standard output. Raises
    `BadCall` where two would be written to one place.
    """
    if len(formats) == len(files):
        pairs: list[tuple[str | None, str | None]] = list(zip(formats, files, strict=True))
    else:
        pairs = _adjacent(said, iter(formats), iter(files))
    found = tuple(_decided(format, file, choice, default) for format, file in pairs or [(None, None)])
    places = [file for _, file in found]
    twice = next((place for place in places if places.count(place) > 1), "")
    if twice is None:
        both = " and ".join(format for format, file in found if file is None)
        raise BadCall(f"{both} would both be written to standard output; say --output FILE right after all but one --format")
    if twice:
        raise BadCall(f"{twice} would be written twice; name another file for each format")
    return found


def rendered_all(report: Report, wanted: Sequence[Output]) -> tuple[bytes, ...]:
    """Return the report in every format, in that order."""
    return tuple(rendered(report, format, file) for format, file in wanted)


def write_all(contents: Sequence[bytes], wanted: Sequence[Output], inputs: Collection[str]) -> None:
    """Write what is `wanted`, standard output last, so that a file that cannot be written leaves it empty.

    Raises `BadCall` where a file is one of the `inputs`.
    """
    for content, (_, file) in sorted(zip(contents, wanted, strict=True), key=lambda pair: pair[1][1] is None):
        write(content, file, inputs)


def _adjacent(said: Sequence[str], formats: Any, files: Any) -> list[tuple[str | None, str | None]]:
    pairs: list[tuple[str | None, str | None]] = []
    for before, option in zip(("", *said), said, strict=False):
        if option == "format":
            pairs.append((next(formats), None))
        elif before == "format":
            pairs[-1] = (pairs[-1][0], next(files))
        else:
            pairs.append((None, next(files)))
    return pairs


def _decided(format: str | None, file: str | None, choice: FormatChoice, default: str) -> Output:
    place = None if file == "-" else file
    return format or (choice.of_file(place) if place else None) or default, place
