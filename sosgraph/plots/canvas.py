"""Sheets to draw on: the same bytes for the same picture, colours that everybody can tell apart, and names that order nothing."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from textwrap import wrap
from typing import Any

from sosgraph.errors import BadCall
from sosgraph.escaping import terminal
from sosgraph.plots.colours import FAINT, FRAME, INK, PAPER, QUIET

FORMATS = ("svg", "png")
"""What a picture can be written as."""
_STYLE: Any = {
    "svg.hashsalt": "sosgraph",
    "text.parse_math": False,  # a name may hold $
    "text.usetex": False,
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that a picture is the same everywhere
    "font.size": 9.0,
    "text.color": INK,
    "axes.labelcolor": QUIET,
    "axes.edgecolor": FAINT,
    "axes.facecolor": PAPER,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": FRAME,
    "grid.linewidth": 0.6,
    "figure.facecolor": PAPER,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "lines.linewidth": 1.6,
    "path.simplify": True,
    "savefig.dpi": 144,
}
_LABEL_PT = 12.0  # from one label to the next
_WITH_PERCENT = "\N{NO-BREAK SPACE}%"
_LETTERS = 36  # of a label beside a diagram
_OF_A_NAME, _BESIDE = 40, 20  # letters of a word, above a diagram and in a label
_FILLED = 0.8  # of its row, so much is within the frame of a diagram
_WIDE = 96  # letters of a title in one line of a sheet that is ten inches wide


@contextmanager
def sheet(rows: int, columns: int, width: float, height: float, apart: bool = False) -> Iterator[tuple[Any, Any]]:
    """Yield a figure with so many axes in a grid, in inches, under the style of all; columns share a time, or none do."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise BadCall("pictures need matplotlib; run pip install 'sosgraph[simulate]'") from None
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.subplots(rows, columns, squeeze=False, sharex="none" if apart else "col")


def written(figure: Any, format: str) -> bytes:
    """Return the figure as `svg` or `png`: no date, no version, nothing left to chance."""
    content = BytesIO()
    metadata = {"Date": None, "Creator": None, "Title": figure.get_label()} if format == "svg" else {"Software": None}
    figure.savefig(content, format=format, metadata=metadata)
    return content.getvalue()


def said(text: str) -> str:
    """Return text of strangers as it may be drawn: in one line, without what moves or hides."""
    return terminal(text)


def entitled(figure: Any, title: str, width: float) -> None:
    """Write the answer above the picture, in as many lines as it takes; an SVG has it as its title, too, names in full."""
    figure.set_label(said(title))
    lines = wrap(_shortened(said(title), _OF_A_NAME).replace(" %", _WITH_PERCENT), max(30, round(_WIDE * width / 10)))
    figure.suptitle("\n".join(lines), x=0.01, ha="left", fontsize=11, fontweight="bold", color=INK)


def captioned(axes: Any, words: str, letters: int) -> None:
    """Write above a diagram what it shows, in lines of so many letters."""
    axes.set_title("\n".join(wrap(_shortened(said(words), _OF_A_NAME), letters)), loc="left", fontsize=9, color=QUIET)


def labelled(axes: Any, ends: Sequence[tuple[float, str, str]]) -> None:
    """Write a label at the right of each line, over no other; `ends` are heights in data, words and colours."""
    bottom, top = axes.get_ylim()
    rows = axes.get_subplotspec().get_gridspec().nrows
    gap = _LABEL_PT / (_FILLED * 72 * axes.figure.get_figheight() / rows)
    order = sorted(ends)
    heights = apart([min(1.0, max(0.0, (height - bottom) / ((top - bottom) or 1.0))) for height, _, _ in order], gap)
    for (_, words, colour), height in zip(order, heights, strict=True):
        beside = {"xycoords": "axes fraction", "xytext": (6, 0), "textcoords": "offset points", "annotation_clip": False}
        axes.annotate(_brief(said(words)), (1, height), va="center", color=colour, **beside)


def _shortened(words: str, letters: int) -> str:
    """Return words of which none is longer: of a long name, both ends are what tells it from others."""
    half = letters // 2
    return " ".join(one if len(one) <= letters else f"{one[: half - 1]}…{one[-half:]}" for one in words.split(" "))


def _brief(words: str) -> str:
    """Return words that leave room for the diagram beside them."""
    if len(words) > _LETTERS:
        words = _shortened(words, _BESIDE)
    return words if len(words) <= _LETTERS else f"{words[: _LETTERS - 1]}…"


def apart(heights: Sequence[float], gap: float) -> list[float]:
    """Return ascending `heights` moved so that each is `gap` above the one before, and none above 1 as far as that goes."""
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + gap) if found else height)
    limit = 1.0
    for place in range(len(found) - 1, -1, -1):
        found[place] = min(found[place], limit)
        limit = found[place] - gap
    return found
