"""What of an architecture a picture shows, and how: what was said on the command line, all names in full."""

from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture

THEMES = ("light", "dark")
COLLAPSES = ("system", "kind", "owner", "cycle")


@dataclass(frozen=True, slots=True)
class Shown:
    """An overlay by its name, and the component or the version that it is of, where it is of one."""

    overlay: str
    of: str | Architecture | None = None


@dataclass(frozen=True, slots=True)
class View:
    """An excerpt of an architecture, folded and marked.

    Of components under their full names: within `depth` dependencies of the `focus`; the `reaches` and all that need them;
    those to `include`, without those to `exclude`. None where nothing is said of it. `collapse` makes one box of every system,
    kind, owner or cycle. At most so many boxes, None for as many as the format takes. `note` is said in the picture.
    """

    show: tuple[Shown, ...] = (Shown("numbers"), Shown("cycles"), Shown("shared-dependencies"))
    focus: tuple[str, ...] | None = None
    depth: int = 1
    reaches: tuple[str, ...] | None = None
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    highlight: tuple[str, ...] = ()
    collapse: str = ""
    most: int | None = None
    theme: str = "light"
    note: str = ""
