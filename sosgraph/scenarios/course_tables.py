"""What programs read of incidents besides: how each seed ends, and the course of it all in time."""

from collections.abc import Sequence

from sosgraph.scenarios.simulated import Simulated, telling
from sosgraph.table import Column, Table

_ENDINGS = (
    Column("seed", "count", "seed"),
    Column("ending", "text", "ending"),
    Column("before_per_s", "rate", "answered before"),
    Column("during_per_s", "rate", "during"),
    Column("end_per_s", "rate", "at the end"),
    Column("back_s", "count", "back after", "—"),
)
_SUMS = "attempts, retries and waiting are sums over all components, so that a request counts at each that it reaches"


def seeds_table(each: Simulated) -> Table:
    """Return one row for each seed of an incident: how it ends, and after how many seconds it is back."""
    rows = tuple(
        (
            seen.seed,
            seen.reading.ending.value,
            *(seen.reading.told(rate) for rate in (seen.reading.before, seen.reading.during, seen.reading.after)),
            None if seen.reading.back_s is None else round(seen.reading.back_s, 6),
        )
        for seen in each.seeds
    )
    return Table("simulate-seeds", f"How each seed ends: {each.incident.name}", _ENDINGS, rows)


def course_table(each: Simulated) -> Table:
    """Return the course of an incident: one row for each time, counted from the first moment at which something may happen."""
    course, calm = each.course, each.timing.calm_s
    columns = tuple(
        Column(name, "count", title)
        for name, title in (
            ("time_s", "time"),
            ("arriving_per_s", "arriving"),
            ("offered_per_s", "attempts"),
            ("goodput_per_s", "goodput"),
            ("failed_per_s", "failed"),
            ("retries_per_s", "retries"),
            ("waiting", "waiting"),
        )
    )
    size = len(course.times_s)
    totals = [_total(each, size) for each in (course.offered, course.retries, course.waiting)]
    rows = tuple(
        tuple(
            round(float(value), 6)
            for value in (
                time - calm + _skipped_s(each, time),
                arriving,
                totals[0][place],
                good,
                failed,
                totals[1][place],
                totals[2][place],
            )
        )
        for place, (time, arriving, good, failed) in enumerate(
            zip(course.times_s, course.arriving, course.goodput, course.failed, strict=True)
        )
    )
    title = f"The course of it: {each.incident.name}{f', seed {telling(each.seeds)}' if each.seeds else ''}"
    return Table("simulate-course", title, columns, rows, (_SUMS,))


def _skipped_s(each: Simulated, time_s: float) -> float:
    """Return how much was left out before a time of the course."""
    return sum(one.skipped_s for one in each.stretches if one.end_s < time_s)


def _total(by_part: Sequence[Sequence[float]], size: int) -> list[float]:
    return [sum(each) for each in zip(*by_part, strict=True)] if len(by_part) else [0.0] * size
