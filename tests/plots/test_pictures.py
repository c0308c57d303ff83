"""Pictures of simulations: well formed, the same bytes each time, and inert whatever names are in them."""

from collections.abc import Callable
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency, Retry
from sosgraph.model.scenario import Scenario
from sosgraph.model.workload import Capacity, Entry
from sosgraph.plots.colours import FRAME, PALE_BLUE, VERMILLION
from sosgraph.plots.course import courses_picture
from sosgraph.plots.seeds import seeds_picture
from sosgraph.plots.sweeps import hysteresis_picture, tipping_picture
from sosgraph.scenarios.fan_out import Means
from sosgraph.scenarios.incident import Incident
from sosgraph.scenarios.simulated import Simulated, simulated
from sosgraph.scenarios.sweep import Hysteresis, Point, Tipping

_HOSTILE = "$\\frac{1}{0}$ <script>alert(1)</script> & \x1b[31m \u202e ]]> --> 漢"


@cache
def _storm() -> Architecture:
    """Return the retry storm of HotOS 2021 under names that would do harm if they could."""
    db, web = f"s/{_HOSTILE}", f"s/web{_HOSTILE}"
    call = Dependency(db, timeout_s=1.0, retry=Retry(2))
    return Architecture(
        components={
            web: Component(web, "s", requires=(call,), entry=Entry(280.0)),
            db: Component(db, "s", capacity=Capacity(3, 0.01)),
        },
        systems=("s",),
    )


@cache
def _found(count: int, seeds: int) -> tuple[Simulated, ...]:
    outage = Scenario(_HOSTILE, "outage", f"s/{_HOSTILE}", duration_s=4.0)
    return simulated(_storm(), [Incident(_HOSTILE, (outage,))] * count, Means(), seeds, 12.0)


def _loop(seeds: int) -> Hysteresis:
    finals = (1.0,) * max(1, seeds), (0.0,) * max(1, seeds)
    rising = tuple(Point((load,), finals[load > 290], (load > 290) * max(1, seeds)) for load in (100.0, 200.0, 300.0))
    falling = tuple(Point((load,), finals[load > 150], (load > 150) * max(1, seeds)) for load in (100.0, 200.0, 300.0))
    return Hysteresis(rising, falling, seeds)


def _map(axes: tuple[str, ...], seeds: int) -> Tipping:
    places = [(load, second)[2 - len(axes) :] for load in (100.0, 280.0) for second in (0.5, 20.0)][: 2 * len(axes)]
    points = tuple(Point(place, (float(place[-1] < 1),) * max(1, seeds), (place[-1] > 1) * max(1, seeds)) for place in places)
    return Tipping(axes, "", f"outage of {_HOSTILE}", points, seeds)


PICTURES: dict[str, Callable[[str], bytes]] = {
    "one incident": lambda format: courses_picture(_storm(), _found(1, 0), format),
    "three incidents": lambda format: courses_picture(_storm(), _found(3, 0), format),
    "five incidents": lambda format: courses_picture(_storm(), _found(5, 0), format),
    "seeds": lambda format: seeds_picture(_storm(), _found(1, 3), format),
    "seeds of three incidents": lambda format: seeds_picture(_storm(), _found(3, 3), format),
    "loop": lambda format: hysteresis_picture(_loop(0), format),
    "loop of seeds": lambda format: hysteresis_picture(_loop(4), format),
    "ladder": lambda format: tipping_picture(_map(("duration",), 0), format),
    "map": lambda format: tipping_picture(_map(("load", "duration"), 0), format),
    "map of seeds": lambda format: tipping_picture(_map(("load", "duration"), 4), format),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_well_formed_and_always_the_same(name: str) -> None:
    """XML that holds no program, no link and no date; the same bytes twice."""
    content = PICTURES[name]("svg")
    root = ElementTree.fromstring(content)
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "svg" in root.tag and not kinds & {"script", "a", "foreignObject", "image"}
    assert b"alert(1)</script>" not in content and b"\x1b" not in content
    assert content == PICTURES[name]("svg")


@pytest.mark.parametrize("name", ["one incident", "map"])
def test_a_picture_of_dots_is_always_the_same(name: str) -> None:
    """A PNG without a date or a version."""
    content = PICTURES[name]("png")
    assert content.startswith(b"\x89PNG") and b"Software" not in content and content == PICTURES[name]("png")


def test_a_name_is_no_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands between dollars is drawn as it is written."""
    from matplotlib.mathtext import MathTextParser

    def refused(*words: Any, **more: Any) -> None:
        raise AssertionError("a name was read as a formula")

    monkeypatch.setattr(MathTextParser, "parse", refused)
    PICTURES["one incident"]("png")


@pytest.mark.parametrize("axes", [("duration",), ("load", "duration")])
def test_every_ending_of_a_point_is_drawn_for_what_it_is(axes: tuple[str, ...]) -> None:
    """What comes back in part or still gets better is neither back nor down, and what was down before is not what stays so."""
    ends = [(1.0, 0, 0, 0, 0), (0.7, 0, 0, 1, 0), (0.2, 0, 1, 0, 0), (0.0, 1, 0, 0, 0), (0.4, 1, 0, 0, 1)]
    points = tuple(
        Point(((9.0, second) if len(axes) > 1 else (second,)), (final,), stuck, unfinished, 60.0, partly, before)
        for second, (final, stuck, unfinished, partly, before) in enumerate(ends, 1)
    )
    drawn = tipping_picture(Tipping(axes, "", "outage of db", points, 0), "svg").decode()
    words = ("comes back", "comes back in part", "still gets better", "stays down", "was down before")
    assert all(f"<!-- {each} -->" in drawn for each in words)


def test_beside_a_map_each_word_has_the_colour_of_its_fields() -> None:
    """Pale blue, vermillion and grey: once in the map, and once more beside it."""
    ends = ((1.0, 0, 0), (2.0, 1, 0), (3.0, 1, 1))
    points = tuple(Point((9.0, second), (0.4,), stuck, before=before) for second, stuck, before in ends)
    drawn = tipping_picture(Tipping(("load", "duration"), "", "outage of db", points, 0), "svg").decode()
    assert [drawn.count(f"fill: {colour}") for colour in (PALE_BLUE, VERMILLION, FRAME)] == [2, 2, 2]
