"""Windows: the vectors in the language, and what is said where times to repair are missing."""

import pytest
from hypothesis import given, settings

from sosgraph.analyses.window import answer, outages, promises
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composite_availability
from tests.analyses.webshop import rows, webshop
from tests.bdd.renewals import downtimes, share_within
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@pytest.mark.parametrize(
    ("details", "met"),
    [
        pytest.param("mtbf: 999h, mttr: 1h", 0.68831 - 0.00038, id="W1"),
        pytest.param("availability: 99.95%, mttr: 1h", 0.83415 - 0.00014, id="W2"),
        pytest.param("availability: 99.9%, mttr: 6m", 0.55304 - 0.00011, id="W3"),
    ],
)
def test_vectors(details: str, met: float) -> None:
    """W1 to W3: a promise of 99.9 % in 30 days, kept on average; the vectors count no outage that began before the window."""
    (table,) = answer(architecture(f"components: {{a: {{{details}, slo: 99.9%}}}}"))
    assert rows(table)[0]["met"] == pytest.approx(met, abs=5e-6)


def test_lead_says_how_often_it_is_missed() -> None:
    """In how many windows, how many times a year, and the mean that looks as if all were well."""
    (table,) = answer(architecture("components: {a: {mtbf: 999h, mttr: 1h, slo: 99.9%}}"))
    assert table.lead == "a meets its 99.9 % in 68.8 % of windows of 30d and misses it 3.8 times a year; its mean is 99.9 %"


def test_missing_times_to_repair_are_named() -> None:
    """There is no answer; with an assumed time there is."""
    (table,) = answer(webshop(), component=("checkout",))
    (row,) = rows(table)
    assert row["met"] is None and set(row["missing"]) >= {"checkout", "dns", "ledger"} and "recommendations" not in row["missing"]
    assert table.lead.startswith("no answer without times to repair: give an mttr to dns, checkout, ledger")
    (table,) = answer(webshop(), component=("checkout",), mttr=3600.0)
    assert rows(table)[0]["met"] == pytest.approx(0.5503, abs=5e-4)
    assert table.notes[0] == "assumed: whatever has no mttr is repaired in 1h on average"


def test_what_carries_next_to_nothing_needs_no_time_to_repair() -> None:
    """A pair that is down together once in a lifetime hides no answer; that it was left out is said."""
    text = """
        components:
          s: {availability: 100%, slo: 99.5%, depends_on: [db, {any_of: [a, b]}]}
          db: {availability: 99.9%, mttr: 1h}
          a: {availability: 99.9%MTTR}
          b: {availability: 99.9%MTTR}
        """
    (without,) = answer(architecture(text.replace("MTTR", "")))
    (given_,) = answer(architecture(text.replace("MTTR", ", mttr: 1h")))
    assert rows(without)[0]["met"] == pytest.approx(rows(given_)[0]["met"], abs=1e-3)
    assert "no mttr, but less than 1 % of the downtime, so taken as long as the others: a, b" in without.notes
    (much,) = answer(architecture(text.replace("MTTR", "").replace("any_of", "all_of")))
    assert rows(much)[0]["met"] is None and not any(note.startswith("no mttr, but") for note in much.notes)


def test_journeys_promise_too() -> None:
    """Each with a promise has a row beside the components, and is asked by its name."""
    (table,) = answer(webshop(), mttr=3600.0)
    assert {row["component"] for row in rows(table)} >= {"web", "checkout", "journey buy"}
    (table,) = answer(webshop(), component=("buy",), mttr=3600.0)
    assert [row["component"] for row in rows(table)] == ["journey buy"] and rows(table)[0]["met"] is not None


def test_outages_of_what_is_composed() -> None:
    """Two in series: as many as both have; a redundant pair is repaired when either is, after half the time."""
    described = architecture(
        """
        components:
          s: {availability: 100%, slo: 99%, depends_on: [a, b]}
          p: {availability: 100%, slo: 99%, depends_on: [{any_of: [a, b]}]}
          a: {availability: 99.9%, mttr: 1h}
          b: {availability: 99.9%, mttr: 1h}
        """
    )
    reached = composite_availability(described)
    series, pair = (outages(described, f"test/{name}", reached[f"test/{name}"], "slo", None) for name in "sp")
    assert series.frequency == pytest.approx(2 * 0.001 * 0.999 / 3600) and pair.mean_s == pytest.approx(1800)
    assert series.mean_s is not None and 3600 < series.mean_s < 3603


def test_short_and_long_outages_mix() -> None:
    """One part is repaired in an hour, the other in five minutes: budgets of half an hour to 3.6 hours, as simulated."""
    promised = {99.9305556: 30.0, 99.861111: 60.0, 99.722222: 120.0, 99.5: 216.0}
    slos = ", ".join(f"{{availability: {target}%, window: 30d}}" for target in promised)
    text = f"""
        components:
          s: {{availability: 100%, slo: [{slos}], entry: true, depends_on: [a, b]}}
          a: {{availability: 99.95%, mttr: 1h}}
          b: {{availability: 99.95%, mttr: 5m}}
        """
    (table,) = answer(architecture(text))
    found = downtimes([(5e-4, 60.0), (5e-4, 5.0)], any, 43200.0)
    assert sorted(row["budget_min"] for row in rows(table)) == pytest.approx(list(promised.values()), rel=1e-4)
    for row in rows(table):
        share, error = share_within(found, row["budget_min"])
        assert row["met"] == pytest.approx(share, abs=error)


def test_every_objective_has_its_own_window() -> None:
    """The shorter window is missed less often where outages are rare, since most short windows have none."""
    slos = "[{availability: 99.9%, window: 7d}, {availability: 99.9%, window: 90d}]"
    described = architecture(f"components: {{a: {{availability: 99.9%, mttr: 6h, slo: {slos}}}}}")
    (table,) = answer(described)
    found = {row["window"]: row["met"] for row in rows(table)}
    assert list(found) == ["90d", "7d"] and found["7d"] > found["90d"]


def test_a_tolerated_outage_is_none() -> None:
    """What lasts no longer than the tolerance does not count: fewer outages, each as long again."""
    described = architecture(
        """
        components:
          a: {availability: 100%, slo: 99.9%, depends_on: [{on: b, tolerance: 1h}]}
          b: {availability: 99.9%, mttr: 1h}
        """
    )
    found = outages(described, "test/a", composite_availability(described)["test/a"], "slo", None)
    assert found.mean_s == pytest.approx(3600) and found.frequency == pytest.approx(0.001 / 3600 / 2.718281828)


def test_what_is_down_for_good_has_no_outages() -> None:
    """Beside one that never works, a pair is down when the other is, as often and as long."""
    text = """
        components:
          s: {availability: 100%, slo: 99%, depends_on: [{any_of: [gone, b]}]}
          gone: {availability: 0%, mttr: 1h}
          b: {availability: 99%, mttr: 1h, slo: 99%}
        """
    (table,) = answer(architecture(text), component=("s", "b"))
    s, b = rows(table)
    assert (s["outages"], s["mean_outage_min"]) == pytest.approx((b["outages"], b["mean_outage_min"]))


def test_nothing_promised() -> None:
    """A sentence; and a component without a promise is refused."""
    (table,) = answer(architecture("components: {a: {availability: 99%}}"))
    assert table.lead == "nothing is promised: no component has an slo"
    with pytest.raises(BadCall, match="dns promises nothing"):
        answer(webshop(), component=("dns",))


@settings(max_examples=40)
@given(drawn=architectures())
def test_with_an_assumed_time_every_promise_has_an_answer(drawn: Architecture) -> None:
    """A share of windows; all of them where nothing fails. None only where nothing is repaired, but something down for good."""
    names = [name for name, each in drawn.components.items() if each.availability_slos]
    owned = [each.own.availability for each in drawn.components.values()]
    down_for_good = any(own is not None and own.value == 0 for own in owned)
    for promise in promises(drawn, names, "slo", 60.0):
        assert (down_for_good and not promise.outages.kinds) if promise.missed is None else 0 <= promise.missed <= 1
    answer(drawn)


def test_an_outage_may_have_begun_before_the_window() -> None:
    """Down for a day at a time, in windows of a day: one window in fifty has part of an outage, not one in a hundred."""
    (table,) = answer(architecture("components: {a: {availability: 99%, mttr: 1d, slo: {availability: 99%, window: 1d}}}"))
    assert rows(table)[0]["met"] == pytest.approx(0.98035, abs=5e-6)
