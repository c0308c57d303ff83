"""The pages that ship with the package, one a thing, as people read them."""

import re
from functools import cache
from importlib.resources import files

from sosgraph import catalog

_MARK = re.compile(r"[ \t]+#! [a-z0-9 -]+$", re.MULTILINE)
"""What tells the tests on which line of an example a rule speaks; nobody else needs it."""


@cache
def pages() -> dict[str, str]:
    """Return the path of each page below `docs` by its name, sorted; a shelf's page wins where two have one name.

    Of two shelves the first one wins; the page of the other is called by its path.
    """
    found: dict[str, str] = {}
    folder = files("sosgraph").joinpath("docs")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            inner = sorted(page.name for page in entry.iterdir() if page.name.endswith(".md"))
            for path in (f"{entry.name}/{name}" for name in inner):
                name = path.removesuffix(".md")
                taken = "/" in found.get(name.rpartition("/")[2], "")
                found[name if taken else name.rpartition("/")[2]] = path
        elif entry.name.endswith(".md"):
            found.setdefault(entry.name.removesuffix(".md"), entry.name)
    return dict(sorted(found.items()))


def page(path: str) -> str:
    """Return the text of a page, without the marks of the tests; `path` is relative to `docs`."""
    return _MARK.sub("", files("sosgraph").joinpath("docs", path).read_text(encoding="utf-8"))


def title(name: str) -> str:
    """Return the line about a page: the summary of the thing, else its heading, else how it begins where it only has its name."""
    shelf, _, file = pages()[name].rpartition("/")
    if shelf in catalog.CONSTANTS:
        return catalog.summary(shelf, file.removesuffix(".md"))
    text = page(pages()[name])
    heading = text.partition("\n")[0].removeprefix("# ")
    line = heading if heading != name else first_paragraph(text).removesuffix(".")
    return line[0].lower() + line[1:]


def first_paragraph(text: str) -> str:
    """Return the first paragraph of a page in one line: no heading, table, list or example."""
    for block in text.split("\n\n"):
        if block.strip() and not block.lstrip().startswith(("#", "```", "<", "|", "-")):
            return " ".join(block.split())
    return ""
