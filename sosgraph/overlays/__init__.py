"""What a picture can say besides its boxes: one file an overlay, each binding `OVERLAY`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.frozen import dataclass, field


class Look(NamedTuple):
    """How boxes and arrows are drawn of which an overlay says the same, and `words` for the legend.

    Colours are names in `drawing.palette`, empty for those that it would have anyway. As colour alone says nothing, there is
    a `sign` before the name, or a text in the box. Of several in one box the least `rank` is shown: it is the gravest.
    """

    overlay: str
    words: str
    rank: int = 0
    fill: str = ""
    line: str = ""
    ink: str = ""
    sign: str = ""
    dashed: bool = False


class Mark(NamedTuple):
    """What an overlay says of one box or arrow: how it looks, if differently, and a few words in it."""

    look: Look | None = None
    text: str = ""


class Gone(NamedTuple):
    """A component that is not in the architecture, and is drawn all the same: its name, and its system."""

    name: str
    system: str


@dataclass(frozen=True, slots=True)
class Overlaid:
    """An overlay on one architecture: `answer` is what it says in a sentence.

    `components` are marked under their full names, `dependencies` under those of caller and callee; `hard`: only what is needed
    to run is. `gone` and `gone_dependencies` are drawn besides.
    """

    answer: str = ""
    components: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}))
    dependencies: Mapping[tuple[str, str], Mark] = field(default_factory=lambda: MappingProxyType({}))
    hard: bool = False
    gone: tuple[Gone, ...] = ()
    gone_dependencies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """Something to show: `overlaid(architecture)`, or `overlaid(architecture, of)` of what it `takes`.

    That is a `component`, by its full name, or a `version`, another architecture; empty for nothing.
    """

    name: str
    summary: str
    overlaid: Callable[..., Overlaid]
    takes: str = ""
