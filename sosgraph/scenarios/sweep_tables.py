"""What a sweep found, in tables and in sentences: where the system falls, where it comes back, what it does not survive."""

from collections.abc import Sequence
from itertools import groupby
from types import MappingProxyType

from sosgraph.quantity import format_duration, format_number, format_share
from sosgraph.scenarios.reading import HALF
from sosgraph.scenarios.sweep import Hysteresis, Point, Tipping
from sosgraph.table import Column, Table

_LOADS = (
    Column("load", "text", "load"),
    Column("rising", "text", "answered, coming from below"),
    Column("falling", "text", "answered, coming from above"),
    Column("stays", "text", "so"),
)
_WORDS = {(False, False): "recovers", (True, True): "too much", (False, True): "stays as it is", (True, False): "chance"}


def hysteresis_table(found: Hysteresis) -> Table:
    """Return one row for each load, with the loads at which the system falls and recovers in words above."""
    pairs = list(zip(found.rising, found.falling, strict=True))
    rows = tuple((_rate(up.values[0]), _answered(up), _answered(down), _WORDS[_fallen(up), _fallen(down)]) for up, down in pairs)
    falls = next((up.values[0] for up in found.rising if _fallen(up)), None)
    recovers = next((down.values[0] for down in found.falling if _fallen(down)), None)
    facts = MappingProxyType({"falls_at_per_s": falls, "stays_down_at_per_s": recovers})
    notes = ["coming from below: the system begins empty; from above: it served the highest load of the range before"]
    if found.seeds:
        notes.append(f"of {found.seeds} seeds, so many stay down: answered is less than half of what arrives")
    return Table("simulate-load", "Load up and down", _LOADS, rows, tuple(notes), facts, _loads_lead(found, falls, recovers))


def _loads_lead(found: Hysteresis, falls: float | None, recovers: float | None) -> str:
    low, high = (_rate(found.rising[place].values[0]) for place in (0, -1))
    if falls is None and recovers is None:
        return f"from {low} to {high} nothing falls: neither with rising nor with falling load"
    first = "no rising load brings it down" if falls is None else f"rising load brings it down {_bracket(found.rising, falls)}"
    if recovers is None:
        return f"{first}; falling load is answered again at once"
    if falls is not None and recovers >= falls:
        return f"{first}; falling load is answered again below that"
    if recovers == found.falling[0].values[0]:
        return f"{first}; once down it does not come back at any of these loads"
    stays = _bracket(found.falling, recovers)
    return f"{first}; once down it comes back below a load {stays}: between these two it stays as it is"


def _bracket(points: Sequence[Point], load: float) -> str:
    """Return between which loads of the sweep something changes, of which `load` is the upper one."""
    below = max((point.values[0] for point in points if point.values[0] < load), default=None)
    return f"at {_rate(load)} or less" if below is None else f"between {_rate(below)} and {_rate(load)}"


def tipping_table(found: Tipping) -> Table:
    """Return what is survived: one row for each value of the only axis, or for each of the first what the second may be."""
    if len(found.axes) == 1:
        columns: tuple[Column, ...] = (
            Column(found.axes[0], "text", found.axes[0]),
            Column("answered", "text", "answered at the end"),
            Column("comes_back", "text", "comes back"),
        )
        rows: tuple[tuple[object, ...], ...] = tuple(
            (spoken(found, 0, point.values[0]), _answered(point), _verdict(point)) for point in found.points
        )
    else:
        columns = (
            Column(found.axes[0], "text", found.axes[0]),
            Column("survived", "text", f"comes back up to a {found.axes[1]} of", "never"),
            Column("fatal", "text", f"stays down from a {found.axes[1]} of", "no such one"),
        )
        rows = tuple(
            (spoken(found, 0, line[0].values[0]), *(None if at is None else spoken(found, 1, at) for at in _boundary(line)))
            for line in _lines(found)
        )
    notes = (f"chance: of {found.seeds} seeds",) if found.seeds else ()
    fatal = sum(_fallen(point) for point in found.points)
    facts = MappingProxyType({"points": len(found.points), "fatal": fatal})
    return Table("simulate-tipping", f"What is survived: {found.what}", columns, rows, notes, facts, _tipping_lead(found, fatal))


def points_table(found: Tipping) -> Table:
    """Return one row for each point, for programs."""
    axes = tuple(Column(_named(found, name), "count", name) for name in found.axes)
    columns = (*axes, Column("answered", "share", absent="by seed"), Column("chance", "share", "chance to stay down"))
    rows = tuple(
        (
            *(round(value, 9) for value in point.values),
            round(point.finals[0], 9) if len(point.finals) == 1 else None,
            point.chance,
        )
        for point in found.points
    )
    return Table("simulate-points", f"All points: {found.what}", columns, rows)


def _tipping_lead(found: Tipping, fatal: int) -> str:
    if not fatal:
        return f"after the {found.what} the system comes back at all {len(found.points)} points"
    if fatal == len(found.points):
        return f"after the {found.what} the system comes back at none of {len(found.points)} points"
    if len(found.axes) == 1:
        survived, least = _boundary(found.points)
        if survived is None or (least is not None and survived > least):
            return f"after the {found.what} the system stays down at {fatal} of {len(found.points)} points, not all on one side"
        name = found.axes[0]
        words = f"comes back up to a {name} of {spoken(found, 0, survived)}"
        return f"after the {found.what} the system {words}, and stays down from {spoken(found, 0, least or 0.0)} on"
    lines = _lines(found)
    ends = (
        f"at a {found.axes[0]} of {spoken(found, 0, line[0].values[0])} {_survived(found, line)}"
        for line in (lines[0], lines[-1])
    )
    return f"after the {found.what} the system {', '.join(ends)}"


def _survived(found: Tipping, line: Sequence[Point]) -> str:
    """Return up to which value of the second axis the system comes back, in words."""
    survived, fatal = _boundary(line)
    if fatal is None:
        return f"comes back whatever the {found.axes[1]}"
    if survived is None:
        return f"stays down whatever the {found.axes[1]}"
    return f"comes back up to a {found.axes[1]} of {spoken(found, 1, survived)}"


def _lines(found: Tipping) -> list[list[Point]]:
    """Return the points of each value of the first axis."""
    return [list(line) for _, line in groupby(found.points, lambda point: point.values[0])]


def _boundary(line: Sequence[Point]) -> tuple[float | None, float | None]:
    """Return the last value at which the system comes back, and the first at which it stays down."""
    survived = [point.values[-1] for point in line if not _fallen(point)]
    fatal = [point.values[-1] for point in line if _fallen(point)]
    return max(survived, default=None), min(fatal, default=None)


def _fallen(point: Point) -> bool:
    """Tell whether the system stays down, of seeds most of the time."""
    return point.chance >= HALF


def _verdict(point: Point) -> str:
    count = len(point.finals)
    return ("no" if point.stuck else "yes") if count == 1 else f"not in {point.stuck} of {count}"


def _answered(point: Point) -> str:
    """Return the share that is answered; of several seeds how many stay down, since a mean of two outcomes is neither."""
    if len(point.finals) == 1:
        return format_share(round(point.finals[0], 3))
    return f"{point.stuck} of {len(point.finals)} down"


def spoken(found: Tipping, axis: int, value: float) -> str:
    """Return a value of an axis as people write it."""
    name = found.axes[axis]
    if name == "load":
        return _rate(value)
    if name == "duration" or found.kind == "delay":
        return format_duration(float(f"{value:.3g}"))
    return format_share(value) if found.kind == "share" else f"{format_number(value)} ×"


def _named(found: Tipping, name: str) -> str:
    """Return the name of an axis with its unit."""
    unit = {"load": "_per_s", "duration": "_s"}.get(name) or {"share": "", "factor": "", "delay": "_s"}.get(found.kind, "")
    return f"{name}{unit}"


def _rate(per_s: float) -> str:
    return f"{format_number(per_s)}/s"
