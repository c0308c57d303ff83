"""What every analysis says of what is too entangled to be solved whole: never more than is known."""

import pytest

from sosgraph.analyses import allocation, budget_attribution, cut_sets, feasibility, importance, uncertainty, window
from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.entangled import ask_below, few_failures, in_part, nothing_found
from tests.analyses.entangled import NEARLY_ALL, NOTHING, SOME, mesh
from tests.analyses.webshop import rows
from tests.yaml_architecture import architecture

ASK = "ask about what it needs, like --component a or --component b"


def share_of_single_failures(described: Architecture) -> float:
    """Return it, of the most that it can be down."""
    (table,) = cut_sets.answer(described)
    return float(rows(table)[0]["share"])


@pytest.mark.parametrize("analysis", [cut_sets, budget_attribution, importance], ids=lambda module: module.ANALYSIS.name)
def test_where_nothing_small_is_found_that_is_said(analysis, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """How long it is down for certain, that single failures do not explain it, and what to ask instead."""
    (table,) = analysis.answer(mesh(monkeypatch, NOTHING))
    assert table.rows == () and table.facts["complete"] is False
    down, found = table.lead.split(": ", 1)
    assert down.startswith("top is down 4.32 to 4.79 min in 30d")
    assert found == f"no single failure takes it down, and combinations are too many to be looked at; {ASK}"


def test_facts_hold_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs get bounds on how often it is down, not how often the cut sets that are known fail."""
    described = mesh(monkeypatch, SOME)
    truth = composite_availability(described)["test/top"].unavailability_low
    for analysis in (cut_sets, budget_attribution, importance):
        (table,) = analysis.answer(described)
        assert table.facts["unavailability_low"] < truth < table.facts["unavailability_high"]


def test_cut_sets_share_is_one_of_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """At least: how often single failures happen is divided by the most that it can be down."""
    described = mesh(monkeypatch, SOME)
    assert 0.89 < share_of_single_failures(described) < 0.001 / composite_availability(described)["test/top"].unavailability_low
    (table,) = cut_sets.answer(described)
    assert table.lead.endswith("single failures cause at least 90 % of it; 1 single failure takes it down")
    assert any(note.endswith(ASK) for note in table.notes)


def test_a_group_may_survive_more_than_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only single failures were looked at, nobody knows whether any two are survived."""
    mesh(monkeypatch, NOTHING)
    described = architecture("""
        components:
          s: {availability: 100%, depends_on: [{any_of: [a, b, c]}]}
          a: {availability: 99%, depends_on: [{any_of: [x, y]}]}
          b: {availability: 99%, depends_on: [{any_of: [y, z]}]}
          c: {availability: 99%, depends_on: [{any_of: [z, x]}]}
          x: {availability: 99%}
          y: {availability: 99%}
          z: {availability: 99%}
    """)
    (group,) = cut_sets.answer(described, group=("s",))
    assert "no single failure takes it down, and combinations are too many" in group.lead and "survive" not in group.lead


def test_what_larger_sets_cause_is_not_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of its own, so that shares still add up; the first sentence says how much is divided."""
    (table,) = budget_attribution.answer(mesh(monkeypatch, SOME))
    assert [row["component"] for row in rows(table)] == ["top", "not divided"]
    assert sum(row["share"] for row in rows(table)) == pytest.approx(1)
    assert table.lead.endswith("at most 11.1 % of its budget of 432 min: single failures cause 90 % of that: top eats 90 %")


def test_importance_says_of_what(monkeypatch: pytest.MonkeyPatch) -> None:
    """Savings are of the minutes that the cut sets cause which are known."""
    (table,) = importance.answer(mesh(monkeypatch, SOME))
    assert "43.2 min of that by single failures: a perfect top would save 43.2 min of these" in table.lead


def test_windows_are_counted_only_where_nearly_all_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outages of larger combinations may be shorter or longer; below one hundredth they do not matter."""
    (table,) = window.answer(mesh(monkeypatch, SOME))
    assert rows(table)[0]["met"] is None and rows(table)[0]["missing"] == ()
    assert table.lead == f"no answer for top: it is too entangled, so that its outages cannot be counted; {ASK}"
    (table,) = window.answer(mesh(monkeypatch, NEARLY_ALL))
    assert rows(table)[0]["met"] is not None
    assert "too entangled to be solved whole, so all last like those that cause 99 % of it: top" in table.notes


@pytest.mark.parametrize("own", [NOTHING, SOME, NEARLY_ALL])
def test_nobody_knows_how_sure_it_is(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The composite is there; no interval, no chance and no verdict by the cut sets that are known."""
    described = mesh(monkeypatch, own)
    (table,) = uncertainty.answer(described)
    (row,) = rows(table)
    composite = composite_availability(described, "observed")["test/top"]
    assert row["measured"].unavailability_low == composite.unavailability_low
    assert (row["low"], row["high"], row["sure"], row["verdict"], row["mostly"]) == (None,) * 5
    assert table.lead == f"how sure top is cannot be told: it is too entangled; {ASK}"


@pytest.mark.parametrize("own", [NOTHING, SOME, NEARLY_ALL])
def test_no_budget_is_divided(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fixed numbers use up is not known either."""
    (proof,) = allocation.answer(mesh(monkeypatch, own))
    assert rows(proof)[0]["fixed_share"] is None and rows(proof)[0]["least_cost"] is None
    assert proof.lead == f"top is too entangled to be divided; {ASK}" and proof.title == "No budget is divided"


def test_no_part_is_said_to_be_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A promise that is not kept needs better parts; which, is told only where nearly all is known."""
    described = mesh(monkeypatch, SOME)
    strict = described.extended(
        {
            "test/top": architecture(
                "components: {top: {slo: 99.95%, availability: 99.9%, depends_on: [{any_of: [a, b]}]}, a: {}, b: {}}"
            ).components["test/top"]
        }
    )
    (table,) = feasibility.answer(strict)
    assert rows(table)[0]["cure"] == "better parts (too entangled to tell which)"
    (table,) = feasibility.answer(mesh(monkeypatch, NEARLY_ALL))
    assert rows(table)[0]["cure"] == "top at 99.089 %"  # 99.011 % would do, as a whole diagram tells


def test_words() -> None:
    """One failure is a single failure; what has no callees with callees is asked of composite-slo."""
    assert few_failures(1) == "single failures" and few_failures(3) == "minimal cut sets of up to 3 failures"
    assert in_part(2).endswith("only minimal cut sets of up to 2 failures count, larger combinations are left out")
    assert nothing_found(3).startswith("no combination of up to 3 failures takes it down")
    described = architecture("components: {a: {depends_on: [b]}, b: {}}")
    assert ask_below(described, "test/a") == "ask composite-slo how often it is down"
