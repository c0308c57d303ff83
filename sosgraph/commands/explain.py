"""sosgraph explain: print the page of a rule, analysis, importer, renderer, command or idea."""

from importlib import resources

import click

from sosgraph import catalog
from sosgraph.commands import Command
from sosgraph.errors import BadCall
from sosgraph.workspace import write

HELP = "Print the page about NAME; without a name, list what there is to explain."


def _explain(name: str | None) -> None:
    known = pages()
    if name is None:
        write("".join(f"{each}\n" for each in known).encode(), None)
        return
    path = known.get(name) or known.get(name.rpartition("/")[2])
    if path is None:
        raise BadCall(f"there is no page about {name!r}{catalog.did_you_mean(name, tuple(known))}")
    write(resources.files("sosgraph").joinpath("docs", path).read_bytes(), None)


def pages() -> dict[str, str]:
    """Return the path of each page below `docs` by its name; a shelf's page wins where two have one name."""
    found: dict[str, str] = {}
    folder = resources.files("sosgraph").joinpath("docs")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            inner = sorted(page.name for page in entry.iterdir() if page.name.endswith(".md"))
            found.update({name.removesuffix(".md"): f"{entry.name}/{name}" for name in inner})
        elif entry.name.endswith(".md"):
            found.setdefault(entry.name.removesuffix(".md"), entry.name)
    return dict(sorted(found.items()))


def _build() -> click.Command:
    return click.Command("explain", callback=_explain, params=[click.Argument(["name"], required=False)], help=HELP)


COMMAND = Command(name="explain", summary="print the page about a rule, an analysis, a command, an idea", build=_build)
