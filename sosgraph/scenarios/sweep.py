"""The same system over a range: of load, up and down again; of how large and how long what happens is."""

import re
from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.quantity import Ratio, parse_count, parse_duration, parse_number, parse_rate, parse_ratio
from sosgraph.scenarios.backlog import draining
from sosgraph.scenarios.fan_out import Means
from sosgraph.scenarios.incident import SIZES, Incident, in_words
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.reading import DOWN, HALF, Ending, Reading, reading, windows
from sosgraph.scenarios.runs import ROUGH, Run, courses, of_one_length, seeded
from sosgraph.scenarios.stretches import Shortened, grown, shortened
from sosgraph.scenarios.struck import with_fallen
from sosgraph.scenarios.timing import Timing, timing
from sosgraph.scenarios.triggers import triggers_of
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

NAMES = ("load", "size", "duration")
"""What may be swept over."""
GRAMMAR = "load=100/s..300/s, load=50%..150%, size=10%..100%, duration=1s..60s; :20 behind it for so many steps"
MOST_POINTS, MOST_RUNS = 2_500, 25_000
"""How many points a sweep has at most, which is a map of 50 × 50; with seeds, how many of these there are at all its points."""
_POINTS = 13
_DECADE = 10  # what spans more is stepped through in equal ratios
_percent = re.compile(r"\d{1,6}(\.\d{1,6})?%").fullmatch


class Axis(NamedTuple):
    """The values of one of `NAMES`, ascending, as they are written: rates or shares of the load, sizes, seconds."""

    name: str
    low: str
    high: str
    points: int


class Point(NamedTuple):
    """One place of a sweep: its values by axis, and what share of what arrived was answered at the end, by seed or once.

    `stuck` tells how many of these stay down, as `Ending` has it, `before` how many of them were down before anything happened,
    and `partly` how many come back in part. `unfinished` are down, too, but still got better at the end, `watched_s` after what
    happens was over: whether they come back, nobody has seen.
    """

    values: tuple[float, ...]
    finals: tuple[float, ...]
    stuck: int
    unfinished: int = 0
    watched_s: float = 0.0
    partly: int = 0
    before: int = 0

    @property
    def chance(self) -> float:
        """The share that stays down."""
        return self.stuck / len(self.finals)

    @property
    def ending(self) -> Ending:
        """How the system ends, of seeds most of the time: what is worse counts as what is less so, too."""
        so_far = 0
        counts = (self.before, self.stuck - self.before, self.unfinished, self.partly)
        for ending, count in zip((Ending.NEVER, Ending.STUCK, Ending.BETTER, Ending.PARTLY), counts, strict=True):
            so_far += count
            if so_far / len(self.finals) >= HALF:
                return ending
        return Ending.BACK

    @property
    def open(self) -> bool:
        """Whether it depends on those that still got better if the system stays down."""
        return self.ending is Ending.BETTER


class Hysteresis(NamedTuple):
    """Points by load in requests a second, reached from below (`rising`) and from the highest of them (`falling`)."""

    rising: tuple[Point, ...]
    falling: tuple[Point, ...]
    seeds: int


class Tipping(NamedTuple):
    """Points over one or two axes; the last axis changes fastest. `what` happens at all of them, in words without its size."""

    axes: tuple[str, ...]
    kind: str
    what: str
    points: tuple[Point, ...]
    seeds: int


def parse_axis(text: str) -> Axis:
    """Return the range that `text` describes; raises `ValueError` for anything else."""
    name, _, rest = text.partition("=")
    values, colon, count = rest.partition(":")
    low, dots, high = values.partition("..")
    if name not in NAMES or not dots or not low or not high:
        raise ValueError(f"{text!r} is no range; write it like {GRAMMAR}")
    points = parse_count(count) if colon else _POINTS
    if points < 2:
        raise ValueError(f"{text!r} has one point; write 2 or more")
    return Axis(name, low.strip(), high.strip(), points)


def affordable(axes: Sequence[Axis], seeds: int) -> None:
    """Raise `BadCall` for more points than a sweep has at most, counted before any of them is made."""
    points = prod(axis.points for axis in axes)
    if points > MOST_POINTS:
        raise BadCall(f"--sweep: {points} points are asked for; {MOST_POINTS} are the most")
    if points * seeds > MOST_RUNS:
        runs, few = points * seeds, f"say --seeds {MOST_RUNS // points}"
        raise BadCall(f"--sweep: {points} points with {seeds} seeds are {runs} runs; {MOST_RUNS} are the most: {few}")


def _values(axis: Axis, parse: object) -> list[float]:
    low, high = (_number(axis, parse, text) for text in (axis.low, axis.high))
    if not 0 <= low < high:
        raise BadCall(f"the range of {axis.name} goes from {axis.low} to {axis.high}; write the smaller one first")
    steps = axis.points - 1
    wide = low > 0 and high / low >= _DECADE
    middle = (low * (high / low) ** (place / steps) if wide else low + (high - low) * place / steps for place in range(1, steps))
    return sorted({low, *(float(f"{value:.{2 if wide else 3}g}") for value in middle), high})


def _number(axis: Axis, parse: object, text: str) -> float:
    try:
        value = parse(text)  # type: ignore[operator]
    except ValueError as mistake:
        raise BadCall(f"the range of {axis.name}: {mistake}") from None
    return value.value if isinstance(value, Ratio) else float(value)


def _loads(axis: Axis, network: Network) -> list[float]:
    """Return loads of the whole in requests a second; a percentage is of what is written."""
    whole = sum(network.arriving)
    if _percent(axis.low) and _percent(axis.high):
        shares = axis._replace(low=axis.low[:-1], high=axis.high[:-1])
        return [value / 100 * whole for value in _values(shares, parse_number)]
    return _values(axis, parse_rate)


def hysteresis(architecture: Architecture, axis: Axis, means: Means, seeds: int, until_s: float | None) -> Hysteresis:
    """Return how the system fares at each load that it reaches from below, and that it reaches from the highest of the range.

    From below it begins empty. From above it serves the highest load for as long as it would take to calm down, then this one.
    """
    affordable((axis,), seeds)
    network = network_of(architecture)
    whole, loads = sum(network.arriving), _loads(axis, network)
    if not loads[0]:
        raise BadCall(f"a load of {axis.low} asks nothing; begin with more")
    entries = [place for place, rate in enumerate(network.arriving) if rate]
    when = timing(architecture, network, (), until_s)
    held = when._replace(end_s=when.calm_s, until_s=when.calm_s + when.until_s)
    runs = [Run((), held, load / whole) for load in loads]
    for load in loads:
        above = tuple(Trigger("load-spike", place, False, 0.0, 2 * held.calm_s, factor=loads[-1] / load) for place in entries)
        runs.append(Run(above, held, load / whole))
    found = _points(network, runs, [(load,) for load in loads] * 2, means, seeds, absolute=True)
    return Hysteresis(tuple(found[: len(loads)]), tuple(found[len(loads) :]), seeds)


def tipping(
    architecture: Architecture, incident: Incident, axes: Sequence[Axis], means: Means, seeds: int, until_s: float | None
) -> Tipping:
    """Return whether, or with which chance, the system stays down after the incident, at all points of the axes."""
    if len(incident.scenarios) != 1:
        raise BadCall("a sweep is over one thing that happens; name it with --scenario or --trigger")
    affordable(axes, seeds)
    scenario, network = incident.scenarios[0], network_of(architecture)
    grid = [_axis(axis, scenario, network) for axis in axes]
    places = [(value,) for value in grid[0]] if len(grid) == 1 else [(one, two) for one in grid[0] for two in grid[1]]
    runs: list[Run] = []
    names = [axis.name for axis in axes]
    for values in places:
        changed, factor = _changed(scenario, dict(zip(names, values, strict=True)), sum(network.arriving))
        fallen = with_fallen(architecture, (changed,))
        when = timing(architecture, network, triggers_of(architecture, fallen), until_s)
        triggers = triggers_of(architecture, fallen, when.calm_s)
        cut = Shortened(triggers, when) if seeds else shortened(triggers, when)
        runs.append(Run(cut.triggers, cut.timing, factor, cut.stretches))
    found = _points(network, of_one_length(runs), places, means, seeds)
    size, what = SIZES.get(scenario.kind, ""), scenario
    if "size" in names:
        what = replace(what, share=None, factor=None, delay_s=None)
    if "duration" in names:
        what = replace(what, duration_s=None)
    return Tipping(tuple(names), size, in_words(architecture, what), tuple(found), seeds)


def _axis(axis: Axis, scenario: Scenario, network: Network) -> list[float]:
    if axis.name == "load":
        return _loads(axis, network)
    if axis.name == "duration":
        return _values(axis, parse_duration)
    if scenario.kind not in SIZES:
        raise BadCall(f"{scenario.kind} has no size that could be swept over; sweep over load or duration")
    return _values(axis, {"share": parse_ratio, "factor": parse_number, "delay": parse_duration}[SIZES[scenario.kind]])


def _changed(scenario: Scenario, values: dict[str, float], whole: float) -> tuple[Scenario, float]:
    """Return the trigger with these values in place of its own, and how many times the load arrives."""
    if "duration" in values:
        scenario = replace(scenario, duration_s=values["duration"])
    if "size" in values:
        size, value = SIZES[scenario.kind], values["size"]
        if size == "share":
            scenario = replace(scenario, share=Ratio(value, 1 - value))
        else:
            scenario = replace(scenario, factor=value) if size == "factor" else replace(scenario, delay_s=value)
    return scenario, values["load"] / whole if "load" in values else 1.0


def _points(
    network: Network,
    runs: Sequence[Run],
    places: Sequence[tuple[float, ...]],
    means: Means,
    seeds: int,
    absolute: bool = False,
) -> list[Point]:
    """Return what each run came to; `absolute` compares with what arrives instead of with what was answered before."""
    if seeds:
        seen = seeded(network, runs, seeds, means)
        kept = [[each for each in of_run if each.reading.ending is not Ending.UNDECIDED] for of_run in seen]
        read = [[_End(each.reading, each.timing, each.reading.improving) for each in of_run] for of_run in kept]
        if not all(read):
            raise BadCall("a point of the sweep takes more requests than can be simulated; say less load, or leave out --seeds")
    else:
        found, _ = courses(network, runs, means, ROUGH)
        for (course, _), each in zip(found, runs, strict=True):
            grown(network, course, each.stretches)  # refuses what was cut before it was steady
        read = [[_end(course, when)] for course, when in found]
    return [_point(values, several, absolute) for values, several in zip(places, read, strict=True)]


class _End(NamedTuple):
    """What a run came to, when, and whether it still got better then."""

    said: Reading
    timing: Timing
    better: bool


def _end(course: Course, when: Timing) -> _End:
    """Return the end of a course in rates, which gets better also where a queue is worked off for longer than anybody waits."""
    said = reading(course, when)
    drains = said.ending is not Ending.BACK and draining(course, windows(course, when)) is not None
    return _End(said, when, said.improving or drains)


def _point(values: tuple[float, ...], ends: Sequence[_End], absolute: bool) -> Point:
    finals = tuple(each.said.after / each.said.arriving if each.said.arriving else 1.0 for each in ends)
    endings = [each.said.ending for each in ends]
    if absolute:
        endings = [Ending.STUCK if final < HALF else Ending.BACK for final in finals]
    down = sum(ending in (*DOWN, Ending.BETTER) for ending in endings)
    unfinished = sum(each.better for each, end in zip(ends, endings, strict=True) if end in (Ending.STUCK, Ending.BETTER))
    watched_s = min(each.timing.until_s - each.timing.end_s for each in ends)
    partly, before = endings.count(Ending.PARTLY), endings.count(Ending.NEVER)
    return Point(values, finals, down - unfinished, unfinished, watched_s, partly, before)
