"""Would an overload outlast its cause?"""

from pathlib import Path

from hypothesis import given, settings

from sosgraph.analyses.metastability import ANALYSIS
from sosgraph.model.architecture import Architecture
from tests.strategies import architectures
from tests.yaml_architecture import architecture

STORM = Path("fixtures/architectures/retry-storm-2021.yaml").read_text("utf-8")
BREAKER = "attempts: 2}, breaker: {errors: 50%, window: 10s, sleep: 5s}"


def test_limits_and_the_loop_are_told() -> None:
    """O-1: below 150/s all recovers, near 293/s it falls by itself; the retry of web keeps it alive."""
    table, _ = ANALYSIS.answer(architecture(STORM))
    assert "below 150/s all recovers, from 293/s on it falls by itself" in table.lead
    assert table.rows == (("db", "vulnerable", "280/s", "560/s", "300/s", ("web -> db",)),)


def test_where_a_breaker_acts_only_simulation_decides() -> None:
    """And the note says why."""
    table, _ = ANALYSIS.answer(architecture(STORM.replace("attempts: 2}", BREAKER)))
    assert table.rows[0][1] == "only simulation decides" and "negative feedback" in table.notes[0]


def test_what_is_too_much_needs_no_disturbance() -> None:
    """300/s is above the ceiling."""
    table, _ = ANALYSIS.answer(architecture(STORM.replace("280/s", "300/s")))
    assert table.rows[0][1] == "overloaded from the start" and "needs no disturbance" in table.lead


def test_numbers_that_are_missing_are_named() -> None:
    """Without a rate there is no verdict."""
    table, missing = ANALYSIS.answer(architecture(STORM.replace("{rate: 280/s}", "true")))
    assert table.lead.startswith("no entry has a rate") and missing.rows[0][1] == "entry: {rate}"


@settings(max_examples=20, deadline=None)
@given(architectures(max_components=4))
def test_every_architecture_has_an_answer(architecture: Architecture) -> None:
    """Whatever its circles and numbers."""
    assert ANALYSIS.answer(architecture)[0].lead
