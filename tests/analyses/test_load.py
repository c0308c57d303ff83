"""How much arrives where."""

import pytest
from hypothesis import given

from sosgraph.analyses.load import ANALYSIS
from sosgraph.model.architecture import Architecture
from tests.running import run
from tests.strategies import architectures
from tests.yaml_architecture import architecture

TEXT = """
components:
  web: {entry: {rate: 280/s}, depends_on: [{on: db, retry: {attempts: 2}}]}
  db: {capacity: {concurrency: 3, service_time: 10ms}}
"""


def test_the_busiest_comes_first() -> None:
    """With its hidden capacity, and what is missing with its place."""
    loads, missing = ANALYSIS.answer(architecture(TEXT))
    assert loads.lead.startswith("db is the bottleneck: 93.3 % busy") and loads.lead.endswith("above the hidden capacity: db")
    assert loads.rows[0][:2] == ("db", 280) and loads.rows[0][-1] == 150
    assert [row[:2] for row in missing.rows] == [
        ("web", "capacity: {concurrency}"),
        ("web", "capacity: {service_time}"),
        ("web", "timeout of db"),
    ]


def test_where_users_come_to_is_missing_where_nobody_says_it() -> None:
    """At what nobody needs, with what it can take; very many numbers are counted."""
    *_, missing = ANALYSIS.answer(architecture("components: {db: {}, web: {depends_on: [db]}}"))
    assert [row[:2] for row in missing.rows][2:] == [
        ("web", "entry: {rate}"),
        ("web", "capacity: {concurrency}"),
        ("web", "capacity: {service_time}"),
    ]
    parts = ", ".join(f"c{place}" for place in range(60))
    many = architecture(f"components: {{web: {{depends_on: [{parts}]}}, {': {}, '.join(parts.split(', '))}: {{}}}}")
    *_, missing = ANALYSIS.answer(many)
    assert len(missing.rows) == 100 and missing.notes == ("and 23 more",) and missing.lead.startswith("123 numbers")


def test_circles_have_a_gain() -> None:
    """While all is well and while all fails."""
    text = "components: {a: {depends_on: [{on: b, retry: {attempts: 3}}]}, b: {depends_on: [{on: a, probability: 50%}]}}"
    _, gain, *_ = ANALYSIS.answer(architecture(text))
    assert gain.rows[0][0] == ("a", "b") and [round(each**2, 9) for each in gain.rows[0][1:]] == [0.5, 1.5]


def test_a_gain_is_of_each_call_on_the_way_around() -> None:
    """Around it becomes 1.5, in two calls: 1.22 with each."""
    _, gain, *_ = ANALYSIS.answer(architecture("components: {a: {depends_on: [b]}, b: {depends_on: [{on: a, calls: 1.5}]}}"))
    assert gain.rows[0][1] ** 2 == pytest.approx(1.5) and "with each call on its way around" in gain.notes[0]


def test_places_held_while_waiting_count() -> None:
    """20 ms of work and 80 ms of waiting, 150 times a second, take 15 of 20 places, of which 3 work; `metastability` agrees."""
    text = """
    components:
      web: {entry: {rate: 150/s}, capacity: {concurrency: 20, service_time: 20ms}, depends_on: [{on: far, timeout: TIME}]}
      far: {capacity: {concurrency: 1000, service_time: 80ms}}
    """
    loads, *_ = ANALYSIS.answer(architecture(text.replace("TIME", "1s")))
    assert loads.rows[0][0] == "web" and loads.rows[0][3:6] == pytest.approx((0.75, 0.15, 0.6))
    assert loads.lead.startswith("web is the bottleneck: 75 % busy, 15 % by its own work and 60 % held while it waits")
    loads, *_ = ANALYSIS.answer(architecture(text.replace("TIME", "40ms")))
    assert loads.rows[0][3:6] == pytest.approx((0.45, 0.15, 0.3))


def test_a_circle_that_breeds_calls_has_no_end() -> None:
    """While all is well, not only when everything fails; no capacity is hidden there."""
    text = """
    components:
      a: {entry: {rate: 1/s}, capacity: {concurrency: 1, service_time: 1ms}, depends_on: [{on: b, timeout: 1s}]}
      b: {depends_on: [a]}
    """
    loads, gain, *_ = ANALYSIS.answer(architecture(text))
    assert "asked without end" in loads.lead and loads.rows[0][-2:] == (None, 0)
    assert "1 of these while all is well too" in gain.lead


def test_what_is_left_out_is_said() -> None:
    """`most` rows are shown."""
    loads, *_ = ANALYSIS.answer(architecture(TEXT), most=1)
    assert len(loads.rows) == 1 and "1 more components" in loads.notes[0]


@given(architectures(hostile=True))
def test_every_architecture_has_an_answer(architecture: Architecture) -> None:
    """Whatever its circles and numbers."""
    assert ANALYSIS.answer(architecture)[0].name == "load"


def test_rates_are_numbers_for_programs() -> None:
    """As those of `simulate` are; however small, people read them with three digits."""
    text = "components: {web: {entry: {rate: 0.00123/s}, depends_on: [db]}, db: {capacity: {concurrency: 3, service_time: 10ms}}}"
    assert "db,0.00123,300.0," in run("load", "-f", "csv", "-", stdin=text.encode()).out
    assert "0.00123/s" in run("load", "-", stdin=text.encode()).out
