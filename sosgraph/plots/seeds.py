"""Every seed of an incident as a line of its own: two outcomes have no mean that ever happens."""

from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.plots.canvas import captioned, entitled, labelled, sheet, written
from sosgraph.plots.colours import BLUE, INK, PURPLE, QUIET, VERMILLION
from sosgraph.plots.course import shaded, time_scale
from sosgraph.scenarios.reading import DOWN, Ending
from sosgraph.scenarios.runs import Seen
from sosgraph.scenarios.simulated import Simulated
from sosgraph.scenarios.spoken_times import about
from sosgraph.scenarios.tables import happens, lead

_WIDTH, _WIDE = 8.8, 13.0
_KINDS = (
    ((Ending.BACK,), "come back", BLUE),
    ((Ending.PARTLY,), "come back in part", PURPLE),
    (DOWN, "stay down", VERMILLION),
    ((Ending.BETTER,), "still get better", INK),
    ((Ending.UNDECIDED,), "are undecided", QUIET),
)
_LETTERS, _FEWER = 110, 60  # of what is said above a diagram


class _Kind(NamedTuple):
    """The seeds that end alike."""

    seen: list[Seen]
    words: str
    colour: str


def seeds_picture(architecture: Architecture, found: Sequence[Simulated], format: str) -> bytes:
    """Return the goodput of every seed by time: of one incident those that come back apart from those that stay down.

    Of several, each has a diagram of its own, with all its seeds in it.
    """
    if len(found) > 1:
        return _overview(architecture, found, format)
    each = found[0]
    kinds = _kinds(each)
    with sheet(len(kinds), 1, _WIDTH, 1.0 + 2.6 * len(kinds)) as (figure, axes):
        entitled(figure, lead(architecture, found), _WIDTH)
        for one, kind in zip(axes[:, 0], kinds, strict=True):
            _diagram(each, one, [kind])
        captioned(axes[0, 0], f"{happens(architecture, each)} (shaded)", _LETTERS)
        _timed(each, axes[-1, 0])
        return written(figure, format)


def _overview(architecture: Architecture, found: Sequence[Simulated], format: str) -> bytes:
    rows = -(-len(found) // 2)
    with sheet(rows, 2, _WIDE, 1.0 + 3.0 * rows, apart=True) as (figure, axes):
        entitled(figure, lead(architecture, found), _WIDE)
        for one, each in zip(axes.flat, found, strict=False):
            _diagram(each, one, _kinds(each))
            captioned(one, f"{each.incident.name}: {happens(architecture, each)} (shaded)", _FEWER)
            _timed(each, one)
        for one in list(axes.flat)[len(found) :]:
            one.set_axis_off()
        return written(figure, format)


def _kinds(each: Simulated) -> list[_Kind]:
    """Return the seeds of an incident by what becomes of them, as far as there are any."""
    kinds = []
    for endings, words, colour in _KINDS:
        if alike := [seen for seen in each.seeds if seen.reading.ending in endings]:
            kinds.append(_Kind(alike, words, colour))
    return kinds


def _diagram(each: Simulated, axes: Any, kinds: Sequence[_Kind]) -> None:
    scale, calm = time_scale(_shown_s(each))[0], each.timing.calm_s
    shaded(each, axes, scale)
    for seen, _, colour in kinds:
        faint = max(0.12, min(0.9, 6 / len(seen)))
        for one in seen:
            axes.plot([(time - calm) / scale for time in one.times_s], one.goodput, color=colour, alpha=faint, lw=0.9)
    axes.set_ylabel("goodput a second")
    axes.set_xlim(max(-calm, -_shown_s(each) / 8) / scale, _shown_s(each) / scale)
    axes.set_ylim(0, 1.1 * max((max(one.goodput, default=0.0) for one in each.seeds), default=1.0) or 1.0)
    labelled(axes, [(_height(kind.seen), f"{len(kind.seen)} of {len(each.seeds)} {kind.words}", kind.colour) for kind in kinds])


def _timed(each: Simulated, axes: Any) -> None:
    """Name the time below a diagram."""
    until = "" if _shown_s(each) >= each.timing.until_s else f"; simulated until {about(each.timing.until_s)}"
    axes.set_xlabel(f"time in {time_scale(_shown_s(each))[1]}{until}")


def _height(seen: list[Seen]) -> float:
    """Return where lines are at their end, in the middle of them."""
    return median(each.reading.after for each in seen)


def _shown_s(each: Simulated) -> float:
    """Return up to when seeds are drawn: until nearly all of those that come back are back."""
    back = sorted(seen.reading.back_s for seen in each.seeds if seen.reading.back_s is not None)
    slow = back[len(back) * 9 // 10] if back else 0.0
    return min(each.timing.until_s, max(each.timing.end_s + 1.4 * slow, 6 * each.timing.end_s, 60.0))
