"""The course of incidents as time series: what is asked and answered, what is tried again, and who waits."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf
from typing import Any, NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.plots.canvas import captioned, entitled, labelled, sheet, written
from sosgraph.plots.colours import BLUE, FAINT, FRAME, INK, PURPLE, QUIET, VERMILLION
from sosgraph.quantity import format_number
from sosgraph.scenarios.reading import Ending, Windows, mean, windows
from sosgraph.scenarios.simulated import Simulated
from sosgraph.scenarios.spoken_times import about
from sosgraph.scenarios.tables import happens, lead

MOST = 12
"""How many incidents one picture holds."""
_BESIDE = 3  # of which so many stand side by side, each with all that there is to see
_FAR = 3  # times all curves: a limit above that would flatten them, so that it is told beside them, and not drawn
_HOUR_S, _MINUTES_S = 7200.0, 300.0


def courses_picture(architecture: Architecture, found: Sequence[Simulated], format: str) -> bytes:
    """Return the picture of at most `MOST` incidents, what happens shaded: three in columns, more with their rates alone."""
    if len(found) > _BESIDE:
        return _overview(architecture, found, format)
    width = 5.2 + 4.6 * (len(found) - 1) + (3.6 if len(found) == 1 else 1.0)
    with sheet(3, len(found), width, 7.4) as (figure, axes):
        entitled(figure, lead(architecture, found), width)
        for column, each in enumerate(found):
            _column(architecture, each, axes[:, column], len(found) > 1)
        figure.align_ylabels(axes[:, 0])
        return written(figure, format)


def _overview(architecture: Architecture, found: Sequence[Simulated], format: str) -> bytes:
    """Return the rates of each incident in a diagram with an axis of its own."""
    rows = -(-len(found) // 2)
    with sheet(rows, 2, 13.0, 1.0 + 3.0 * rows, apart=True) as (figure, axes):
        entitled(figure, lead(architecture, found), 13.0)
        for one, each in zip(axes.flat, found, strict=False):
            scale, unit = time_scale(shown_s(each))
            _rates(_shown(architecture, each, scale), one)
            _framed(architecture, each, (one,), (scale, unit), named=True)
        for one in list(axes.flat)[len(found) :]:
            one.set_axis_off()
        return written(figure, format)


class _Shown(NamedTuple):
    """What is drawn of a course: the times in the unit of the axis, and what is at these times."""

    name: str
    per_s: float
    times: list[float]
    arriving: list[float]
    goodput: list[float]
    offered: list[float]
    retries: list[float]
    waiting: list[float]


def _column(architecture: Architecture, each: Simulated, axes: Any, named: bool) -> None:
    scale, unit = time_scale(shown_s(each))
    shown = _shown(architecture, each, scale)
    _rates(shown, axes[0])
    _retries(shown, axes[1])
    _waiting(shown, axes[2])
    _framed(architecture, each, axes, (scale, unit), named)


def _framed(architecture: Architecture, each: Simulated, axes: Sequence[Any], time: tuple[float, str], named: bool) -> None:
    """Say what happens, shade when, and name the time below."""
    scale, unit = time
    for one in axes:
        shaded(each, one, scale)
    words = f"{each.incident.name}: {happens(architecture, each)}" if named else happens(architecture, each)
    captioned(axes[0], f"{words} ({'marked' if each.triggers and each.triggers[0].end_s == inf else 'shaded'})", 60)
    axes[-1].set_xlim(_first_s(each) / scale, shown_s(each) / scale)
    cut = "" if shown_s(each) >= each.timing.until_s else f"; simulated until {about(each.timing.until_s)}"
    left = sum(one.skipped_s for one in each.stretches)
    axes[-1].set_xlabel(f"time in {unit}{cut}{f'; {about(left)} of what happens left out' if left else ''}")


def _first_s(each: Simulated) -> float:
    return max(-each.timing.calm_s / 2, -shown_s(each) / 8)


def _shown(architecture: Architecture, each: Simulated, scale: float) -> _Shown:
    course, calm, place = each.course, each.timing.calm_s, busiest(each)
    first, last = bisect_left(course.times_s, calm + _first_s(each)), bisect_right(course.times_s, calm + shown_s(each))

    def within(values: Sequence[float]) -> list[float]:
        return list(map(float, values[first:last]))

    retries = list(map(within, course.retries))
    station = each.network.stations[place]
    return _Shown(
        architecture.label(station.name),
        station.per_s,
        [(time - calm) / scale for time in course.times_s[first:last]],
        within(course.arriving),
        within(course.goodput),
        within(course.offered[place]),
        [sum(values) for values in zip(*retries, strict=True)] if retries else [0.0] * (last - first),
        within(course.waiting[place]),
    )


def shown_s(each: Simulated) -> float:
    """Return up to when a course is drawn: until it is back, or long enough to see that it does not come back."""
    end = max(each.timing.end_s, 1.0)
    wanted = end + 1.4 * each.reading.back_s if each.reading.back_s else 6 * end
    return min(each.timing.until_s, max(wanted, 6 * end, 60.0))


def time_scale(seconds: float) -> tuple[float, str]:
    """Return how many seconds a unit of the axis has, and what it is called."""
    if seconds > _HOUR_S:
        return 3600.0, "hours"
    return (60.0, "minutes") if seconds > _MINUTES_S else (1.0, "seconds")


def busiest(each: Simulated) -> int:
    """Return the station that the answer is about: the one that is overloaded at the end, else the one that fills up.

    Of a system that is back, the one that was asked most, as against what it can serve.
    """
    at, course = windows(each.course, each.timing), each.course
    if each.reading.ending is not Ending.BACK and each.overloaded is None:
        return max(range(len(course.waiting)), key=lambda place: (_more(course.waiting[place], at), -place))
    ratios = [
        max(mean(each.course.offered[place], among) for among in (at.during, at.after)) / station.per_s
        for place, station in enumerate(each.network.stations)
    ]
    return max(range(len(ratios)), key=lambda place: (ratios[place], -place))


def _more(waiting: Sequence[float], at: Windows) -> float:
    return mean(waiting, at.after) - mean(waiting, at.before)


def _rates(shown: _Shown, axes: Any) -> None:
    axes.plot(shown.times, shown.offered, color=VERMILLION)
    axes.plot(shown.times, shown.arriving, color=QUIET, linestyle=(0, (4, 2)), linewidth=1.2)
    axes.plot(shown.times, shown.goodput, color=BLUE, linewidth=2.2)
    ends = [
        (shown.offered[-1], f"attempts at {shown.name}", VERMILLION),
        (shown.arriving[-1], "arriving", QUIET),
        (shown.goodput[-1], "goodput", BLUE),
    ]
    limit = shown.per_s if shown.per_s < inf else 0.0
    top = max(*shown.offered, *shown.arriving, *shown.goodput)
    if limit:
        above = limit > _FAR * top > 0
        if not above:
            top = max(top, limit)
            axes.axhline(limit, color=INK, linestyle=(0, (1, 2)), linewidth=1.0)
        ends.append((limit, f"{'↑ ' if above else ''}{shown.name} can serve {format_number(limit)}/s", INK))
    axes.set_ylabel("requests a second")
    axes.set_ylim(0, 1.08 * top)
    labelled(axes, ends)


def _retries(shown: _Shown, axes: Any) -> None:
    _area(shown.times, shown.retries, axes, PURPLE)
    axes.set_ylabel("retries a second")
    labelled(axes, [(shown.retries[-1], "retries", PURPLE)])


def _waiting(shown: _Shown, axes: Any) -> None:
    _area(shown.times, shown.waiting, axes, INK)
    axes.set_ylabel("requests in it")
    labelled(axes, [(shown.waiting[-1], f"in {shown.name}", INK)])


def _area(times: list[float], values: list[float], axes: Any, colour: str) -> None:
    axes.plot(times, values, color=colour)
    axes.fill_between(times, values, color=colour, alpha=0.1, linewidth=0)
    axes.set_ylim(0, max(1.0, 1.08 * max(values)))


def shaded(each: Simulated, axes: Any, scale: float) -> None:
    """Shade the time of each trigger; what happens in a moment is a line."""
    calm = each.timing.calm_s
    for start, end in sorted({(one.start_s - calm, one.end_s - calm) for one in each.triggers}):
        if end == inf:
            axes.axvline(start / scale, color=FAINT, linewidth=2.0)
        else:
            axes.axvspan(start / scale, min(end, each.timing.until_s) / scale, color=FRAME, alpha=0.6, linewidth=0)
