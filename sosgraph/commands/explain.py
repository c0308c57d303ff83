"""sosgraph explain: print the page of a rule, analysis, importer, renderer, overlay, command or idea."""

from collections.abc import Iterator

import click

from sosgraph import catalog
from sosgraph.commands import Command
from sosgraph.errors import BadCall
from sosgraph.finding import BESIDE_THE_RULES
from sosgraph.invocation import Word
from sosgraph.pages import page, pages, title
from sosgraph.workspace import write

HELP = "Print the page about NAME; without a name, list what there is to explain."
_ABOUT_THE_PROJECT = ("house", "bibliography")


def _explain(name: str | None) -> None:
    if name is None:
        write("\n".join(_contents()).encode() + b"\n", None)
        return
    wanted = name.lower() if name.lower() in pages() else name.lower().rpartition("/")[2]
    if wanted not in pages():
        raise BadCall(f"there is no page about {name!r}{catalog.did_you_mean(wanted, tuple(pages()))}")
    write(page(pages()[wanted]).encode(), None)


def _contents() -> Iterator[str]:
    """Yield the lines that list all pages under the shelves they belong to."""
    widest = max(map(len, pages()))
    shelves: dict[str, list[str]] = {
        "ideas": [],
        "commands": [],
        "analyses": [],
        "rules": [],
        "contracts": [],
        "importers": [],
        "renderers": [],
        "overlays": [],
    }
    about: list[str] = []
    for name, path in pages().items():
        folder = path.rpartition("/")[0]
        beside = "rules" if name in BESIDE_THE_RULES else "ideas"
        (about if folder == "decisions" or name in _ABOUT_THE_PROJECT else shelves[folder or beside]).append(name)
    for heading, names in (*shelves.items(), ("about the project", about)):
        yield f"{heading}:"
        yield from (f"  {name.ljust(widest)}  {title(name)}" for name in names)
        yield ""
    yield "sosgraph explain NAME prints one of them."


def _build() -> click.Command:
    name = click.Argument(["name"], required=False, type=Word(pages))
    return click.Command("explain", callback=_explain, params=[name], help=HELP)


COMMAND = Command(name="explain", summary="print the page about a rule, an analysis, a command, an idea", build=_build)
