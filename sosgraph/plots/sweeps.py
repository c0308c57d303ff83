"""What a sweep found, drawn: the loop that load takes up and down, and the map of what is survived."""

from typing import Any

from sosgraph.plots.canvas import entitled, labelled, sheet, written
from sosgraph.plots.colours import BLUE, INK, PALE_BLUE, PALE_VERMILLION, QUIET, VERMILLION
from sosgraph.scenarios.sweep import Hysteresis, Tipping
from sosgraph.scenarios.sweep_tables import hysteresis_table, spoken, tipping_table

_WIDTH = 8.8
_TICKS = 7


def hysteresis_picture(found: Hysteresis, format: str) -> bytes:
    """Return what is answered at each load, coming from below and from above; where the two differ, the system remembers."""
    loads = [point.values[0] for point in found.rising]
    up, down = ([_height(point.finals, point.chance) for point in branch] for branch in (found.rising, found.falling))
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


def _height(finals: tuple[float, ...], chance: float) -> float:
    """Return what is answered in percent; of seeds how many stay up, since a mean over two outcomes is neither."""
    return 100 * (finals[0] if len(finals) == 1 else 1 - chance)


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
    heights = [_height(point.finals, point.chance) for point in found.points]
    axes.plot(range(len(heights)), heights, color=INK, linewidth=1.0)
    for place, (point, height) in enumerate(zip(found.points, heights, strict=True)):
        axes.plot(
            [place], [height], color=VERMILLION if point.chance >= 0.5 else BLUE, marker="s" if point.chance >= 0.5 else "o"
        )
    axes.set_ylim(0, 105)
    axes.set_ylabel("stay up, %" if found.seeds else "answered at the end, %")
    _ticks(found, 0, [point.values[0] for point in found.points], axes.set_xticks)
    axes.set_xlabel(found.axes[0])
    labelled(axes, [(100.0, "comes back", BLUE), (0.0, "stays down", VERMILLION)])


def _map(found: Tipping, axes: Any) -> None:
    """Draw one field a point: the second axis to the right, the first one upwards."""
    from matplotlib.colors import LinearSegmentedColormap

    upwards = sorted({point.values[0] for point in found.points})
    along = sorted({point.values[1] for point in found.points})
    chance = {point.values: point.chance for point in found.points}
    colours = LinearSegmentedColormap.from_list("survived", [PALE_BLUE, PALE_VERMILLION, VERMILLION])
    fields = [[chance[one, two] for two in along] for one in upwards]
    axes.pcolormesh(fields, cmap=colours, vmin=0, vmax=1, edgecolors="white", linewidth=0.8)
    axes.grid(False)
    for row, one in enumerate(upwards):
        for column, two in enumerate(along):
            if chance[one, two] >= 0.5:
                axes.plot([column + 0.5], [row + 0.5], marker="x", color="white", markersize=5, markeredgewidth=1.4)
    _ticks(found, 1, along, axes.set_xticks, 0.5)
    _ticks(found, 0, upwards, axes.set_yticks, 0.5)
    axes.set_xlabel(found.axes[1])
    axes.set_ylabel(found.axes[0])
    both = {point.chance >= 0.5 for point in found.points}
    words = [("comes back", BLUE)] * (False in both) + [("stays down (×)", VERMILLION)] * (True in both)
    if found.seeds:
        words += [(f"darker: more of {found.seeds} seeds", QUIET), ("× half of them, or more", QUIET)]
    labelled(axes, [(len(upwards) * (1 - 0.1 * place), text, colour) for place, (text, colour) in enumerate(words)])


def _ticks(found: Tipping, axis: int, values: list[float], place: Any, offset: float = 0.0) -> None:
    """Write some of the values under their fields, the first and the last among them where these fall on the beat."""
    every = max(1, -(-len(values) // _TICKS))
    shown = range(0, len(values), every)
    place([number + offset for number in shown], [spoken(found, axis, values[number]) for number in shown])
