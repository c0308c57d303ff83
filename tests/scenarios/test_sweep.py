"""The same system over a range, by the example of HotOS 2021: 300/s, a timeout of 1 s, one retry."""

from math import isclose

import pytest

from sosgraph.errors import BadCall
from sosgraph.scenarios import sweep
from sosgraph.scenarios.fan_out import Means
from sosgraph.scenarios.incident import incidents_of, parse_trigger
from sosgraph.scenarios.reading import Ending, Reading
from sosgraph.scenarios.sweep import Axis, Point, Tipping, hysteresis, parse_axis, tipping
from sosgraph.scenarios.sweep_tables import hysteresis_table, points_table, tipping_table
from sosgraph.scenarios.timing import Timing
from tests.yaml_architecture import architecture

_STORM = """
    components:
      web: {entry: {rate: 280/s}, depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}}]}
      db: {capacity: {concurrency: 3, service_time: 10ms}}
    """


def _tipping(trigger: str, *ranges: str, seeds: int = 0, until_s: float | None = None) -> Tipping:
    found = architecture(_STORM)
    (incident,) = incidents_of(found, (), [parse_trigger(trigger)])
    return tipping(found, incident, [parse_axis(each) for each in ranges], Means(), seeds, until_s)


@pytest.mark.parametrize(
    ("text", "axis"),
    [
        ("load=100/s..300/s", Axis("load", "100/s", "300/s", 13)),
        ("load=50%..150%:5", Axis("load", "50%", "150%", 5)),
        ("duration=1s..1m30s:2", Axis("duration", "1s", "1m30s", 2)),
    ],
)
def test_a_range_is_read_as_it_is_said(text: str, axis: Axis) -> None:
    """Its ends as they are written, and how many points; 13 unless said."""
    assert parse_axis(text) == axis


@pytest.mark.parametrize(
    "text", ["load", "load=1/s", "load=..2/s", "speed=1..2", "load=1/s..2/s:1", "load=1/s..2/s:x", "=..", ""]
)
def test_no_other_range_is_read(text: str) -> None:
    """Nor one of a single point."""
    with pytest.raises(ValueError, match=r"write"):
        parse_axis(text)


@pytest.mark.parametrize(
    ("ranges", "why"),
    [
        (("load=nan..3/s",), "not a rate"),
        (("load=3/s..2/s",), "smaller one first"),
        (("duration=5..10",), "no unit"),
        (("size=10%..20%",), "no size"),
        (("load=1/s..2/s:100000000",), "100000000 points are asked for; 2500 are the most"),
        (("load=1/s..2/s:100", "duration=1s..2s:26"), "2600 points are asked for; 2500 are the most"),
    ],
)
def test_what_cannot_be_swept_is_a_bad_call(ranges: tuple[str, ...], why: str) -> None:
    """Numbers that are none, ranges that run backwards, what the trigger has not, and more than can be done."""
    with pytest.raises(BadCall, match=why):
        _tipping("outage of db for 10s", *ranges)


def test_the_points_of_a_sweep_have_a_bound() -> None:
    """Whatever is swept over; and so have the runs that seeds make of them."""
    wide = parse_axis("load=1/s..2/s:100000000")
    with pytest.raises(BadCall, match="100000000 points are asked for; 2500 are the most"):
        hysteresis(architecture(_STORM), wide, Means(), 0, None)
    with pytest.raises(BadCall, match=r"50000 runs; 25000 are the most: say --seeds 5000"):
        _tipping("outage of db for 10s", "load=100/s..200/s:5", seeds=10_000)


def test_load_up_and_down_is_a_loop() -> None:
    """Hidden capacity: it falls near 300/s and comes back only below 150/s (Bronson et al. 2021)."""
    found = hysteresis(architecture(_STORM), parse_axis("load=80/s..320/s:4"), Means(), 0, 240.0)
    assert [point.values[0] for point in found.rising] == [80.0, 160.0, 240.0, 320.0]
    assert [point.stuck for point in found.rising] == [0, 0, 0, 1]
    assert [point.stuck for point in found.falling] == [0, 1, 1, 1]
    table = hysteresis_table(found)
    words = "rising load brings it down between 240/s and 320/s; once down it comes back below a load between 80/s and 160/s"
    assert table.lead.startswith(words)
    assert table.facts == {"falls_at_per_s": 320.0, "stays_down_at_per_s": 160.0}


@pytest.mark.parametrize(
    ("until_s", "words", "so"),
    [
        (
            60.0,
            "once down, at 80/s and 120/s it was still getting better after 60s, and from 160/s on it does not come back",
            ["still getting better after 60s", "still getting better after 60s", "stays as it is"],
        ),
        (
            240.0,
            "once down it comes back below a load between 80/s and 160/s: between these two it stays as it is; "
            "at 120/s it was still getting better after 4m",
            ["recovers", "still getting better after 4m", "stays as it is"],
        ),
        (
            None,
            "once down it comes back below a load between 120/s and 160/s: between these two it stays as it is",
            ["recovers", "recovers", "stays as it is"],
        ),
    ],
)
def test_what_has_not_recovered_yet_is_not_said_to_stay(until_s: float | None, words: str, so: list[str]) -> None:
    """At 120/s, below the hidden capacity of 150/s, a backlog is worked off: how far it is depends on when one looks."""
    table = hysteresis_table(hysteresis(architecture(_STORM), parse_axis("load=80/s..320/s:7"), Means(), 0, until_s))
    assert table.lead.endswith(f"; {words}") and [row[-1] for row in table.rows[:3]] == so
    assert table.facts["stays_down_at_per_s"] == 160.0
    assert any("a longer --until may tell" in note for note in table.notes) is (until_s is not None)


def test_an_outage_that_is_not_worked_off_yet_is_no_loss() -> None:
    """All outages pass at 140/s; those that had no time to are told apart from those that never do, by seeds too."""
    found = _tipping("outage of db for 10s", "load=50%..100%:2", "duration=8s..30s:2", until_s=60.0)
    assert [(point.stuck, point.unfinished) for point in found.points] == [(0, 1), (0, 1), (1, 0), (1, 0)]
    table = tipping_table(found)
    assert "at a load of 140/s was not back yet whatever the duration, at a load of 280/s stays down" in table.lead
    assert table.lead.endswith("; at 2 points it was still getting better when its run ended") and table.facts["fatal"] == 2
    seen = _tipping("outage of db for 10s", "load=50%..100%:2", seeds=2, until_s=60.0)
    rows = tipping_table(seen).rows
    assert [row[-1] for row in rows] == ["not in 0 of 2, still getting better in 2", "not in 2 of 2"]
    assert [point.chance for point in seen.points] == [0.0, 1.0]


def test_one_rule_counts_what_comes_back() -> None:
    """Most of the seeds decide; what comes back in part is neither back nor down, nor is what still gets better."""
    ends = [(0, 0, 0), (0, 0, 2), (0, 2, 0), (1, 1, 0), (2, 0, 0)]
    points = tuple(
        Point((float(1 + place),), (0.5,) * 4, stuck, unfinished, 60.0, partly)
        for place, (stuck, unfinished, partly) in enumerate(ends)
    )
    assert [point.ending for point in points] == [Ending.BACK, Ending.PARTLY, Ending.BETTER, Ending.BETTER, Ending.STUCK]
    table = tipping_table(Tipping(("duration",), "", "outage of db", points, 4))
    assert table.facts["fatal"] == 1 and table.lead == (
        "after the outage of db the system comes back up to a duration of 1s, and stays down from 5s on; "
        "at 1 point it comes back in part; at 2 points it was still getting better when its run ended"
    )
    assert [row[-1] for row in table.rows][1:4] == [
        *("not in 0 of 4, in part in 2", "not in 0 of 4, still getting better in 2", "not in 1 of 4, still getting better in 1")
    ]


def test_what_was_down_before_stays_down_in_a_sweep_too() -> None:
    """Be it that it gets better, from little to less little: as scenarios are counted."""
    was_down = sweep._End(Reading(Ending.NEVER, 9.0, 1.0, 1.0, 2.0, None, True), Timing(5.0, 5.0, 60.0), True)
    point = sweep._point((1.0,), [was_down], False)
    assert (point.stuck, point.before, point.unfinished, point.ending) == (1, 1, 0, Ending.NEVER)


_BOUNDED = """
    components:
      web: {entry: {rate: 150/s}, depends_on: [{on: db, timeout: 200ms, retry: {attempts: 2, backoff: 50ms, jitter: full}}]}
      db: {capacity: {concurrency: 4, service_time: 20ms, queue: 40}}
    """


def _of_bounded(*ranges: str, seeds: int = 0) -> Tipping:
    found = architecture(_BOUNDED)
    (incident,) = incidents_of(found, (), [parse_trigger("outage of db for 5s")])
    return tipping(found, incident, [parse_axis(each) for each in ranges], Means(), seeds, None)


def test_a_load_that_brings_it_down_alone_is_not_said_to_be_survived() -> None:
    """At 180/s and 200/s of 200/s it falls by itself, as single runs have it: in the table, the sentence and for programs."""
    found = _of_bounded("load=160/s..200/s:3", "duration=100ms..10s:3")
    table = tipping_table(found)
    assert table.rows == (
        ("160/s", "10s", None),
        *(("180/s", "was down before", "was down before"), ("200/s", "was down before", "was down before")),
    )
    words = (
        "at a load of 160/s comes back whatever the duration, at a load of 200/s was down before; at 6 points it was down before"
    )
    assert table.lead.endswith(words) and table.facts == {"points": 9, "fatal": 0, "down_before": 6}
    assert any(note.startswith("was down before: ") for note in table.notes)
    assert [row[-1] for row in points_table(found).rows] == [0] * 3 + [1] * 6
    turned = tipping_table(_of_bounded("duration=100ms..10s:2", "load=160/s..200/s:3"))
    assert turned.rows[0] == ("100ms", "160/s", "was down before from 180/s on")


def test_over_load_alone_each_verdict_says_what_was_down_before() -> None:
    """Of seeds how many were."""
    ends = [(0, 0), (1, 1), (2, 0)]
    for seeds, said in ((1, ["yes", "was down before", "no"]), (2, ["not in 0 of 2", "not in 1 of 2, down before in 1"])):
        points = tuple(
            Point((100.0 + place,), (0.5,) * seeds, stuck if seeds > 1 else min(1, stuck), before=before)
            for place, (stuck, before) in enumerate(ends)
        )
        table = tipping_table(Tipping(("load",), "", "outage of db", points, seeds * (seeds > 1)))
        assert [row[-1] for row in table.rows][: len(said)] == said and table.lead.endswith("; at 1 point it was down before")


def test_a_row_tells_its_holes() -> None:
    """What comes back at 4s, in part only at 2s and not at all at 1s, does not come back up to 4s without exception."""
    ends = ((0, 0), (1, 0), (0, 1), (0, 0), (1, 0), (0, 1))
    points = tuple(
        Point((9.0, second), (0.5,), stuck, partly=partly)
        for second, (stuck, partly) in zip((0.5, 1, 2, 4, 8, 9), ends, strict=True)
    )
    row = tipping_table(Tipping(("load", "duration"), "", "outage of db", points, 0)).rows[0]
    assert row == ("9/s", "4s, but not at 1s, in part at 2s", "1s, but not at 2s, 4s and 9s")


def test_what_is_survived_depends_on_how_long_it_lasts() -> None:
    """The ladder of durations at 280/s: half a second passes, two seconds do not."""
    found = _tipping("outage of db for 10s", "duration=500ms..2s:2")
    assert [point.stuck for point in found.points] == [0, 1]
    assert tipping_table(found).lead.endswith("comes back up to a duration of 500ms, and stays down from 2s on")


def test_a_map_has_a_boundary() -> None:
    """At 140/s every outage passes, at 280/s a short one; the rows say up to which."""
    found = _tipping("outage of db for 10s", "load=50%..100%:2", "duration=500ms..4s:2")
    table = tipping_table(found)
    assert table.rows == (("140/s", "4s", None), ("280/s", "500ms", "4s"))
    assert [column.name for column in points_table(found).columns] == [
        *("load_per_s", "duration_s", "answered", "chance", "unfinished", "partly", "before")
    ]
    assert len(points_table(found).rows) == 4


def test_seeds_are_counted_not_averaged() -> None:
    """The same ladder, request by request."""
    found = _tipping("outage of db for 10s", "duration=200ms..4s:2", seeds=3)
    assert [(point.stuck, len(point.finals)) for point in found.points] == [(0, 3), (3, 3)]
    assert [row[1] for row in tipping_table(found).rows] == ["0 of 3 down", "3 of 3 down"]


def test_wide_ranges_are_stepped_through_in_equal_ratios() -> None:
    """From one end to the other, in numbers that can be said."""
    values = [point.values[0] for point in _tipping("error of db by 10% for 1s", "duration=100ms..10s:3", until_s=20.0).points]
    assert values == [0.1, 1.0, 10.0] and all(isclose(value, float(f"{value:.2g}")) for value in values)


def test_sizes_are_of_their_kind() -> None:
    """A share, a factor, a time; said as such."""
    assert tipping_table(_tipping("capacity-loss of db for 5s", "size=10%..100%:2")).rows[0][0] == "10 %"
    assert tipping_table(_tipping("load-spike of web for 5s", "size=1..4:2")).rows[1][0] == "4 ×"
    assert tipping_table(_tipping("latency of db for 5s", "size=10ms..4s:2")).rows[0][0] == "10ms"
