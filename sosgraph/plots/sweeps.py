"""What a sweep found, drawn: the loop that load takes up and down, and the map of what is survived."""

from math import nan
from typing import Any, NamedTuple

from sosgraph.plots.canvas import entitled, labelled, sheet, written
from sosgraph.plots.colours import BLUE, FRAME, INK, PALE_BLUE, PALE_VERMILLION, PURPLE, QUIET, VERMILLION
from sosgraph.scenarios.reading import Ending
from sosgraph.scenarios.sweep import Hysteresis, Point, Tipping
from sosgraph.scenarios.sweep_tables import hysteresis_table, spoken, tipping_table

_WIDTH = 8.8
_TICKS = 7


class _End(NamedTuple):
    """How a point is drawn that ends so: in words; by colour, marker and `height` on a ladder, by mark and `shade` on a map."""

    words: str
    colour: str
    marker: str
    height: float
    mark: str
    shade: float


_ENDS = {
    Ending.BACK: _End("comes back", BLUE, "o", 100.0, "", 0.0),
    Ending.PARTLY: _End("comes back in part", PURPLE, "^", 70.0, "_", 0.5),
    Ending.BETTER: _End("still gets better", INK, "D", 30.0, "+", 0.5),
    Ending.STUCK: _End("stays down", VERMILLION, "s", 0.0, "x", 1.0),
    Ending.NEVER: _End("was down before", QUIET, "v", 15.0, ".", nan),
}


def hysteresis_picture(found: Hysteresis, format: str) -> bytes:
    """Return what is answered at each load, coming from below and from above; where the two differ, the system remembers."""
    loads = [point.values[0] for point in found.rising]
    up, down = ([_height(point) for point in branch] for branch in (found.rising, found.falling))
    with sheet(1, 1, _WIDTH, 5.0) as (figure, grid):
        axes = grid[0, 0]
        entitled(figure, hysteresis_table(found).lead, _WIDTH)
        axes.fill_between(loads, up, down, color=PALE_BLUE, linewidth=0)
        axes.plot(loads, up, color=BLUE, marker=">", markersize=5, clip_on=False)
        axes.plot(loads, down, color=VERMILLION, marker="<", markersize=5, linestyle=(0, (4, 2)), clip_on=False)
        axes.set_ylim(0, 105)
        axes.set_xlabel("load in requests a second")
        axes.set_ylabel("of the seeds stay up, %" if found.seeds else "of what arrives is answered, %")
        widest = max(range(len(loads)), key=lambda place: (up[place] - down[place], -abs(place - len(loads) / 2)))
        _beside(axes, loads[widest], up[widest], "coming from below", BLUE, below=True)
        if down[widest] < up[widest]:
            _beside(axes, loads[widest], down[widest], "coming from above", VERMILLION, below=False)
        return written(figure, format)


def _beside(axes: Any, along: float, height: float, words: str, colour: str, below: bool) -> None:
    where = {"textcoords": "offset points", "ha": "center", "va": "top" if below else "bottom"}
    axes.annotate(words, (along, height), (0, -8 if below else 8), color=colour, **where)


def _height(point: Point) -> float:
    """Return what is answered in percent; of seeds how many stay up, since a mean over two outcomes is neither."""
    return 100 * (point.finals[0] if len(point.finals) == 1 else 1 - (point.stuck + point.unfinished) / len(point.finals))


def tipping_picture(found: Tipping, format: str) -> bytes:
    """Return where the system comes back and where it stays down, over one axis or two."""
    with sheet(1, 1, _WIDTH, 5.2 if len(found.axes) == 2 else 3.4) as (figure, grid):
        axes = grid[0, 0]
        entitled(figure, tipping_table(found).lead, _WIDTH)
        if len(found.axes) == 1:
            _ladder(found, axes)
        else:
            _map(found, axes)
        return written(figure, format)


def _ladder(found: Tipping, axes: Any) -> None:
    """Draw the chance to stay down, or what is answered, over the only axis."""
    heights = [_height(point) for point in found.points]
    axes.plot(range(len(heights)), heights, color=INK, linewidth=1.0)
    for place, (point, height) in enumerate(zip(found.points, heights, strict=True)):
        axes.plot([place], [height], color=_ENDS[point.ending].colour, marker=_ENDS[point.ending].marker)
    axes.set_ylim(0, 105)
    axes.set_ylabel("stay up, %" if found.seeds else "answered at the end, %")
    _ticks(found, 0, [point.values[0] for point in found.points], axes.set_xticks)
    axes.set_xlabel(found.axes[0])
    seen = {point.ending for point in found.points}.union((Ending.BACK, Ending.STUCK))
    labelled(axes, [(each.height, each.words, each.colour) for ending, each in _ENDS.items() if ending in seen])


def _map(found: Tipping, axes: Any) -> None:
    """Draw one field a point: the second axis to the right, the first one upwards."""
    from matplotlib.colors import LinearSegmentedColormap

    upwards = sorted({point.values[0] for point in found.points})
    along = sorted({point.values[1] for point in found.points})
    points = {point.values: point for point in found.points}
    colours = LinearSegmentedColormap.from_list("survived", [PALE_BLUE, PALE_VERMILLION, VERMILLION]).with_extremes(bad=FRAME)
    fields = [[_shade(points[one, two]) for two in along] for one in upwards]
    axes.pcolormesh(fields, cmap=colours, vmin=0, vmax=1, edgecolors="white", linewidth=0.8)
    axes.grid(False)
    for row, one in enumerate(upwards):
        for column, two in enumerate(along):
            axes.plot([column + 0.5], [row + 0.5], **_marked(_ENDS[points[one, two].ending]))
    _ticks(found, 1, along, axes.set_xticks, 0.5)
    _ticks(found, 0, upwards, axes.set_yticks, 0.5)
    axes.set_xlabel(found.axes[1])
    axes.set_ylabel(found.axes[0])
    _legend(found, axes, colours)


def _marked(end: _End) -> dict[str, Any]:
    """Return how the mark of an ending is drawn on its field, dark or pale."""
    ink = "white" if end.mark == "x" else INK
    return {"marker": end.mark, "color": ink, "markersize": 5, "markeredgewidth": 1.4, "linestyle": ""}


def _legend(found: Tipping, axes: Any, colours: Any) -> None:
    """Write beside a map what its fields mean, each word beside a field as it is drawn."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    seen = {point.ending for point in found.points}
    ends = [each for ending, each in _ENDS.items() if ending in seen]
    fields: list[Any] = [
        (Patch(facecolor=colours(each.shade), edgecolor=FRAME), Line2D([], [], **_marked(each))) for each in ends
    ]
    words = [each.words for each in ends]
    if found.seeds:
        fields += [Patch(alpha=0), Patch(alpha=0)]
        words += [f"darker: more of {found.seeds} seeds", "a mark: half of them, or more"]
    axes.legend(fields, words, loc="upper left", bbox_to_anchor=(1, 1), frameon=False, handlelength=1.4, handleheight=1.4)


def _shade(point: Point) -> float:
    """Return how dark a field is: the share that stays down, and half of what has not come back or only in part.

    One that was down before anything happened is on no such scale.
    """
    if point.ending is Ending.NEVER:
        return nan
    return (point.stuck + (point.unfinished + point.partly) / 2) / len(point.finals)


def _ticks(found: Tipping, axis: int, values: list[float], place: Any, offset: float = 0.0) -> None:
    """Write some of the values under their fields, the first and the last among them where these fall on the beat."""
    every = max(1, -(-len(values) // _TICKS))
    shown = range(0, len(values), every)
    place([number + offset for number in shown], [spoken(found, axis, values[number]) for number in shown])
