"""Every seed of an incident as a line of its own: two outcomes have no mean that ever happens."""

from statistics import median
from typing import Any

from sosgraph.model.architecture import Architecture
from sosgraph.plots.canvas import captioned, entitled, labelled, sheet, written
from sosgraph.plots.colours import BLUE, QUIET, VERMILLION
from sosgraph.plots.course import shaded, time_scale
from sosgraph.scenarios.reading import DOWN, Ending
from sosgraph.scenarios.runs import Seen
from sosgraph.scenarios.simulated import Simulated
from sosgraph.scenarios.tables import about, happens, lead

_WIDTH = 8.8


def seeds_picture(architecture: Architecture, each: Simulated, format: str) -> bytes:
    """Return the goodput of every seed by time, those that come back apart from those that stay down."""
    down = [seen for seen in each.seeds if seen.reading.ending in DOWN]
    cut = [seen for seen in each.seeds if seen.reading.ending is Ending.UNDECIDED]
    back = [seen for seen in each.seeds if seen not in down and seen not in cut]
    kinds = [
        kind for kind in ((back, "come back", BLUE), (down, "stay down", VERMILLION), (cut, "are undecided", QUIET)) if kind[0]
    ]
    with sheet(len(kinds), 1, _WIDTH, 1.0 + 2.6 * len(kinds)) as (figure, axes):
        entitled(figure, lead(architecture, (each,)), _WIDTH)
        scale, unit = time_scale(_shown_s(each))
        for one, (seen, words, colour) in zip(axes[:, 0], kinds, strict=True):
            _lines(each, one, seen, scale, colour)
            labelled(one, [(_height(seen), f"{len(seen)} of {len(each.seeds)} {words}", colour)])
        captioned(axes[0, 0], f"{happens(architecture, each)} (shaded)", 110)
        until = "" if _shown_s(each) >= each.timing.until_s else f"; simulated until {about(each.timing.until_s)}"
        axes[-1, 0].set_xlabel(f"time in {unit}{until}")
        return written(figure, format)


def _height(seen: list[Seen]) -> float:
    """Return where lines are at their end, in the middle of them."""
    return median(each.reading.after for each in seen)


def _shown_s(each: Simulated) -> float:
    """Return up to when seeds are drawn: until nearly all of those that come back are back."""
    back = sorted(seen.reading.back_s for seen in each.seeds if seen.reading.back_s is not None)
    slow = back[len(back) * 9 // 10] if back else 0.0
    return min(each.timing.until_s, max(each.timing.end_s + 1.4 * slow, 6 * each.timing.end_s, 60.0))


def _lines(each: Simulated, axes: Any, seen: list[Seen], scale: float, colour: str) -> None:
    calm, faint = each.timing.calm_s, max(0.12, min(0.9, 6 / len(seen)))
    shaded(each, axes, scale)
    for one in seen:
        axes.plot([(time - calm) / scale for time in one.times_s], one.goodput, color=colour, alpha=faint, lw=0.9)
    axes.set_ylabel("goodput a second")
    axes.set_xlim(max(-calm, -_shown_s(each) / 8) / scale, _shown_s(each) / scale)
    axes.set_ylim(0, 1.1 * max((max(one.goodput, default=0.0) for one in each.seeds), default=1.0) or 1.0)
