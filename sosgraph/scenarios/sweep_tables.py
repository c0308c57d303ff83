"""What a sweep found, in tables and in sentences: where the system falls, where it comes back, what it does not survive."""

from collections.abc import Sequence
from itertools import groupby
from types import MappingProxyType

from sosgraph.enumeration import listed
from sosgraph.quantity import counted, format_duration, format_number, format_share
from sosgraph.scenarios.by_rates import BY_RATES
from sosgraph.scenarios.reading import Ending
from sosgraph.scenarios.spoken_times import about
from sosgraph.scenarios.sweep import Hysteresis, Point, Tipping
from sosgraph.table import Column, Table

_LOADS = (
    Column("load", "text", "load"),
    Column("rising", "text", "answered, coming from below"),
    Column("falling", "text", "answered, coming from above"),
    Column("stays", "text", "so"),
)
_SHOWN = 5
_WORDS = {(False, False): "recovers", (True, True): "too much", (False, True): "stays as it is", (True, False): "chance"}

_WAS_DOWN = "was down before"
_NEITHER = {
    Ending.NEVER: _WAS_DOWN,
    Ending.PARTLY: "comes back in part",
    Ending.BETTER: "was still getting better when its run ended",
}
_HOLES = {Ending.NEVER: "down before", Ending.STUCK: "not", Ending.BETTER: "not yet", Ending.PARTLY: "in part"}
_BEFORE_NOTE = f"{_WAS_DOWN}: less than half was answered, or ever more waited, before anything happened; a chance counts it, too"


def hysteresis_table(found: Hysteresis) -> Table:
    """Return one row for each load, with the loads at which the system falls and recovers in words above."""
    pairs = list(zip(found.rising, found.falling, strict=True))
    rows = tuple((_rate(up.values[0]), _answered(up), _answered(down), _so(up, down)) for up, down in pairs)
    falls = next((up.values[0] for up in found.rising if _fallen(up)), None)
    stays = next((down.values[0] for down in found.falling if _fallen(down) and not down.open), None)
    facts = MappingProxyType({"falls_at_per_s": falls, "stays_down_at_per_s": stays})
    notes = ["coming from below: the system begins empty; from above: it served the highest load of the range before"]
    if found.seeds:
        notes.append(f"of {found.seeds} seeds, so many stay down: answered is less than half of what arrives, and gets no better")
    notes += _unfinished_note([*found.rising, *found.falling])
    return Table("simulate-load", "Load up and down", _LOADS, rows, tuple(notes), facts, _loads_lead(found, falls, stays))


def _so(up: Point, down: Point) -> str:
    """Return what a load does to the system, coming from below and from above."""
    unfinished = up if up.open else down
    if unfinished.open and (up.open or not _fallen(up)):
        return f"still getting better {_after(unfinished)}"
    return _WORDS[_fallen(up), _fallen(down)]


def _after(point: Point) -> str:
    return f"after {about(point.watched_s)}"


def _unfinished_note(points: Sequence[Point]) -> list[str]:
    """Return as a note that some runs ended too early; none where all were over."""
    if not any(point.unfinished for point in points):
        return []
    return [
        "still getting better: down when its run ended, but fewer wait or more is answered than before; a longer --until may tell"
    ]


def _loads_lead(found: Hysteresis, falls: float | None, stays: float | None) -> str:
    low, high = (_rate(found.rising[place].values[0]) for place in (0, -1))
    least = next((down.values[0] for down in found.falling if _fallen(down)), None)
    if falls is None and least is None:
        return f"from {low} to {high} nothing falls: neither with rising nor with falling load"
    first = "no rising load brings it down" if falls is None else f"rising load brings it down {_bracket(found.rising, falls)}"
    if least is None:
        return f"{first}; falling load is answered again at once"
    if falls is not None and least >= falls:
        return f"{first}; falling load is answered again below that"
    still = [down for up, down in zip(found.rising, found.falling, strict=True) if down.open and not _fallen(up)]
    better = f"at {_loads_of(still)} it was still getting better {_after(still[0])}" if still else ""
    if stays is None or not any(not _fallen(down) and down.values[0] < stays for down in found.falling):
        if better:
            return f"{first}; once down, {better}{'' if stays is None else f', and from {_rate(stays)} on it does not come back'}"
        return f"{first}; once down it does not come back at any of these loads"
    between = _bracket([down for down in found.falling if not _fallen(down)], stays)
    words = f"{first}; once down it comes back below a load {between}: between these two it stays as it is"
    return f"{words}; {better}" if better else words


def _loads_of(points: Sequence[Point]) -> str:
    return listed([_rate(point.values[0]) for point in points], _SHOWN)


def _bracket(points: Sequence[Point], load: float) -> str:
    """Return between which loads something changes: the next lower one of `points`, and `load`."""
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
            (spoken(found, 0, line[0].values[0]), _survived_cell(found, line), _fatal_cell(found, line)) for line in _lines(found)
        )
    notes = ([f"chance: of {found.seeds} seeds"] if found.seeds else []) + _unfinished_note(found.points)
    notes += [_BEFORE_NOTE] if any(point.before for point in found.points) else []
    fatal = _count(found, Ending.STUCK)
    notes += [BY_RATES] if fatal and not found.seeds else []
    facts = MappingProxyType({"points": len(found.points), "fatal": fatal, "down_before": _count(found, Ending.NEVER)})
    title = f"What is survived: {found.what}"
    return Table("simulate-tipping", title, columns, rows, tuple(notes), facts, _tipping_lead(found, fatal))


def points_table(found: Tipping) -> Table:
    """Return one row for each point, for programs."""
    axes = tuple(Column(_named(found, name), "count", name) for name in found.axes)
    ends = (Column("answered", "share", absent="by seed"), Column("chance", "share", "chance to stay down"))
    counts = (("unfinished", "still getting better"), ("partly", "back in part"), ("before", "down before"))
    columns = (*axes, *ends, *(Column(name, "count", words) for name, words in counts))
    rows = tuple(
        (
            *(round(value, 9) for value in point.values),
            round(point.finals[0], 9) if len(point.finals) == 1 else None,
            point.chance,
            point.unfinished,
            point.partly,
            point.before,
        )
        for point in found.points
    )
    return Table("simulate-points", f"All points: {found.what}", columns, rows)


def _tipping_lead(found: Tipping, fatal: int) -> str:
    counts = {words: _count(found, ending) for ending, words in _NEITHER.items()}
    words = (f"; at {counted(count, 'point')} it {words}" for words, count in counts.items() if count)
    return _boundary_lead(found, fatal, sum(counts.values())) + "".join(words)


def _count(found: Tipping, ending: Ending) -> int:
    return sum(point.ending is ending for point in found.points)


def _boundary_lead(found: Tipping, fatal: int, neither: int) -> str:
    if neither == len(found.points) or fatal == len(found.points):
        return f"after the {found.what} the system comes back at none of {len(found.points)} points"
    if not fatal and (len(found.axes) == 1 or not _count(found, Ending.NEVER)):
        count = f"{len(found.points) - neither} of" if neither else "all"
        return f"after the {found.what} the system comes back at {count} {len(found.points)} points"
    if len(found.axes) == 1:
        survived, least = _boundary(found.points)
        if survived is None or (least is not None and survived > least):
            side = "" if survived is None else ", not all on one side"
            return f"after the {found.what} the system stays down at {fatal} of {len(found.points)} points{side}"
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
    if _all_before(line):
        return _WAS_DOWN
    if survived is None:
        down = "stays down" if all(point.ending is Ending.STUCK for point in line) else "does not come back"
        partly = "comes back in part" if any(point.ending is Ending.PARTLY for point in line) else down
        neither = "was not back yet" if any(point.open for point in line) else partly
        return f"{neither if fatal is None else down} whatever the {found.axes[1]}"
    if fatal is None and all(point.ending is Ending.BACK for point in line):
        return f"comes back whatever the {found.axes[1]}"
    return f"comes back up to a {found.axes[1]} of {spoken(found, 1, survived)}"


def _survived_cell(found: Tipping, line: Sequence[Point]) -> str | None:
    """Return up to which value of the second axis the system comes back, and where below that it does not."""
    survived, _ = _boundary(line)
    if survived is None:
        return _WAS_DOWN if _all_before(line) else None
    below = [point for point in line if point.values[-1] < survived]
    holes = [
        f"{words} at {_values_of(found, those)}"
        for ending, words in _HOLES.items()
        if (those := [point for point in below if point.ending is ending])
    ]
    return spoken(found, 1, survived) + (f", but {', '.join(holes)}" if holes else "")


def _fatal_cell(found: Tipping, line: Sequence[Point]) -> str | None:
    """Return from which value of the second axis on the system stays down, where above that it does not, and where it was."""
    _, fatal = _boundary(line)
    if _all_before(line):
        return _WAS_DOWN
    words = [] if fatal is None else [spoken(found, 1, fatal)]
    up = (Ending.BACK, Ending.PARTLY, Ending.BETTER)
    if fatal is not None and (those := [point for point in line if point.values[-1] > fatal and point.ending in up]):
        words.append(f"but not at {_values_of(found, those)}")
    if before := [point for point in line if point.ending is Ending.NEVER]:
        last = list(line[-len(before) :]) == before
        words.append(f"{_WAS_DOWN} {f'from {_values_of(found, before[:1])} on' if last else f'at {_values_of(found, before)}'}")
    return ", ".join(words) or None


def _values_of(found: Tipping, points: Sequence[Point]) -> str:
    return listed([spoken(found, 1, point.values[-1]) for point in points], _SHOWN)


def _all_before(line: Sequence[Point]) -> bool:
    return all(point.ending is Ending.NEVER for point in line)


def _lines(found: Tipping) -> list[list[Point]]:
    """Return the points of each value of the first axis."""
    return [list(line) for _, line in groupby(found.points, lambda point: point.values[0])]


def _boundary(line: Sequence[Point]) -> tuple[float | None, float | None]:
    """Return the last value at which the system comes back, and the first at which it stays down, as far as was seen."""
    survived = [point.values[-1] for point in line if point.ending is Ending.BACK]
    fatal = [point.values[-1] for point in line if point.ending is Ending.STUCK]
    return max(survived, default=None), min(fatal, default=None)


def _fallen(point: Point) -> bool:
    """Tell whether the system is down at the end, of seeds most of the time, be it that it still gets better."""
    return point.ending in (Ending.STUCK, Ending.BETTER)


def _verdict(point: Point) -> str:
    count = len(point.finals)
    if count == 1:
        if point.open:
            return f"not yet, still getting better {_after(point)}"
        return {Ending.STUCK: "no", Ending.NEVER: _WAS_DOWN, Ending.PARTLY: "in part"}.get(point.ending, "yes")
    before = f", down before in {point.before}" if point.before else ""
    better = f", still getting better in {point.unfinished}" if point.unfinished else ""
    return f"not in {point.stuck} of {count}{before}{better}{f', in part in {point.partly}' if point.partly else ''}"


def _answered(point: Point) -> str:
    """Return the share that is answered; of several seeds how many stay down, since a mean of two outcomes is neither."""
    if len(point.finals) == 1:
        return format_share(round(point.finals[0], 3))
    return f"{point.stuck} of {len(point.finals)} down{f', {point.unfinished} getting better' if point.unfinished else ''}"


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
