"""The course of incidents as time series: what is asked and answered, what is tried again, and who waits."""

from collections.abc import Sequence
from math import inf
from typing import Any

from sosgraph.model.architecture import Architecture
from sosgraph.plots.canvas import captioned, entitled, labelled, sheet, written
from sosgraph.plots.colours import BLUE, FRAME, INK, PURPLE, QUIET, VERMILLION
from sosgraph.quantity import format_number
from sosgraph.scenarios.reading import mean, windows
from sosgraph.scenarios.simulated import Simulated
from sosgraph.scenarios.tables import about, happens, lead

MOST = 3
"""How many incidents stand side by side."""
_HOUR_S, _MINUTES_S = 7200.0, 300.0


def courses_picture(architecture: Architecture, found: Sequence[Simulated], format: str) -> bytes:
    """Return the picture of at most `MOST` incidents, each in a column of its own, what happens shaded."""
    width = 5.2 + 4.6 * (len(found) - 1) + (3.6 if len(found) == 1 else 1.0)
    with sheet(3, len(found), width, 7.4) as (figure, axes):
        entitled(figure, lead(architecture, found), width)
        for column, each in enumerate(found):
            _column(architecture, each, axes[:, column], len(found) > 1)
        figure.align_ylabels(axes[:, 0])
        return written(figure, format)


def _column(architecture: Architecture, each: Simulated, axes: Any, named: bool) -> None:
    scale, unit = time_scale(shown_s(each))
    times = [(time - each.timing.calm_s) / scale for time in each.course.times_s]
    place = busiest(each)
    _rates(architecture, each, axes[0], times, place)
    _retries(each, axes[1], times)
    _waiting(architecture, each, axes[2], times, place)
    for one in axes:
        _shade(each, one, scale)
        one.set_ylim(bottom=0)
    words = f"{each.incident.name}: {happens(architecture, each)}" if named else happens(architecture, each)
    captioned(axes[0], f"{words} (shaded)", 60)
    axes[-1].set_xlim(max(-each.timing.calm_s, -shown_s(each) / 8) / scale, shown_s(each) / scale)
    cut = "" if shown_s(each) >= each.timing.until_s else f"; simulated until {about(each.timing.until_s)}"
    axes[-1].set_xlabel(f"time in {unit}{cut}")


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
    """Return the station that is asked most, as against what it can serve, at any time that is told apart."""
    at = windows(each.course, each.timing)
    ratios = [
        max(mean(each.course.offered[place], among) for among in (at.during, at.after)) / station.per_s
        for place, station in enumerate(each.network.stations)
    ]
    return max(range(len(ratios)), key=lambda place: (ratios[place], -place))


def _rates(architecture: Architecture, each: Simulated, axes: Any, times: list[float], place: int) -> None:
    course, station = each.course, each.network.stations[place]
    name, last = architecture.label(station.name), _last(times, axes, each)
    axes.plot(times, course.offered[place], color=VERMILLION)
    axes.plot(times, course.arriving, color=QUIET, linestyle=(0, (4, 2)), linewidth=1.2)
    axes.plot(times, course.goodput, color=BLUE, linewidth=2.2)
    ends = [
        (float(course.offered[place][last]), f"attempts at {name}", VERMILLION),
        (float(course.arriving[last]), "arriving", QUIET),
        (float(course.goodput[last]), "goodput", BLUE),
    ]
    if station.per_s < inf:
        axes.axhline(station.per_s, color=INK, linestyle=(0, (1, 2)), linewidth=1.0)
        ends.append((station.per_s, f"{name} can serve {format_number(station.per_s)}/s", INK))
    axes.set_ylabel("requests a second")
    axes.set_ylim(0, 1.08 * max(station.per_s if station.per_s < inf else 0.0, *map(float, course.offered[place])))
    labelled(axes, ends)


def _retries(each: Simulated, axes: Any, times: list[float]) -> None:
    total = [float(sum(values)) for values in zip(*each.course.retries, strict=True)] or [0.0] * len(times)
    axes.plot(times, total, color=PURPLE)
    axes.fill_between(times, total, color=PURPLE, alpha=0.15, linewidth=0)
    axes.set_ylabel("retries a second")
    axes.set_ylim(0, max(1.0, 1.08 * max(total, default=0.0)))
    labelled(axes, [(total[_last(times, axes, each)], "retries", PURPLE)])


def _waiting(architecture: Architecture, each: Simulated, axes: Any, times: list[float], place: int) -> None:
    waiting = [float(value) for value in each.course.waiting[place]]
    axes.plot(times, waiting, color=INK)
    axes.fill_between(times, waiting, color=INK, alpha=0.08, linewidth=0)
    axes.set_ylabel("requests in it")
    last = _last(times, axes, each)
    axes.set_ylim(0, 1.08 * max(waiting[: last + 1]) or 1.0)
    labelled(axes, [(waiting[last], f"in {architecture.label(each.network.stations[place].name)}", INK)])


def _last(times: list[float], axes: Any, each: Simulated) -> int:
    """Return the position of the last time that is drawn."""
    scale, _ = time_scale(shown_s(each))
    return max((place for place, time in enumerate(times) if time <= shown_s(each) / scale), default=len(times) - 1)


def _shade(each: Simulated, axes: Any, scale: float) -> None:
    """Shade the time of each trigger, and mark with a line what happens at once."""
    calm = each.timing.calm_s
    for start, end in sorted({(one.start_s - calm, one.end_s - calm) for one in each.triggers}):
        axes.axvspan(start / scale, min(end, each.timing.until_s) / scale, color=FRAME, alpha=0.6, linewidth=0)
