"""Copies that answer too late are taken out: the steady states are those in which the fluid simulation ends."""

from random import Random

import pytest

from sosgraph.analyses.metastability import ANALYSIS
from sosgraph.rules.metastable_vulnerable import check
from sosgraph.traffic.branches import branches
from tests.traffic.end_states import both
from tests.yaml_architecture import architecture


def drawn(seed: int) -> str:
    """Draw one whose copies are all in use again when less than 30 % are left, which never happens for long."""
    draw = Random(seed).choice
    copies, servers, service_ms = draw([2, 4]), draw([1, 4]), draw([5, 20])
    rate = copies * servers / service_ms * 1000 * draw([0.3, 0.45, 0.6, 0.8])
    limit, opening = draw(["", ", queue: 50"]), draw(["", ", fail_open: 30%"])
    retry = f"timeout: {draw([100, 300])}ms, retry: {{attempts: {draw([1, 2])}, backoff: 50ms}}"
    return f"""
    components:
      web: {{entry: {{rate: {rate:.2f}/s}}, depends_on: [{{on: db, {retry}}}]}}
      db:
        replicas: {copies}
        health_check: {{every: 2s, timeout: {draw([50, 200])}ms{opening}}}
        capacity: {{concurrency: {servers}, service_time: {service_ms}ms{limit}}}
    """


@pytest.mark.parametrize("seed", range(8))
def test_both_sides_end_where_the_fluid_does(seed: int) -> None:
    """What arrives within 1 %, and the share of calls that is lost within two points."""
    for side in both(architecture(drawn(seed)), until_s=120.0, outage_s=4.0):
        assert side.state == pytest.approx(side.fluid, rel=0.01)
        assert side.state_lost == pytest.approx(side.fluid_lost, abs=0.02)


LATE = """
    components:
      web: {entry: {rate: RATE/s}, depends_on: [{on: db, timeout: 1s}]}
      db:
        replicas: 2
        health_check: {every: 2s, timeout: 100msOPENING}
        capacity: {concurrency: 4, service_time: 20ms}
    """


@pytest.mark.parametrize(("rate", "stays"), [(170, False), (220, True), (240, True)])
def test_half_of_the_copies_is_what_stays(rate: int, stays: bool) -> None:
    """Out of a copy in time, one is out until its next question: half of 400/s are left, though nobody tries again."""
    text = architecture(LATE.replace("OPENING", "").replace("RATE", str(rate)))
    _, high = both(text, until_s=120.0, outage_s=8.0)
    found = branches(text)
    assert (high.fluid_lost > 0.5) == (high.state_lost > 0.5) == (found.vulnerable == {1}) == stays
    assert found.collapsed.left[1] == pytest.approx(0.5 if stays else 1.0, abs=0.03)
    if stays:
        table, *_ = ANALYSIS.answer(text)
        assert table.rows[0][-1] == ("health check of db",)
        (finding,) = check(text)
        assert "copies that answer too late are taken out" in finding.message


def test_where_all_are_used_again_only_simulation_decides() -> None:
    """Above half, `fail_open` is negative feedback: fewer copies are later, and the later they are the more are used again."""
    found = branches(architecture(LATE.replace("OPENING", ", fail_open: 60%").replace("RATE", "280")))
    assert not found.vulnerable and found.relieved == {1}
