"""What every analysis says where something has to fail for something else to hold, or where nothing has to fail at all."""

from math import prod

import pytest

from sosgraph import catalog
from sosgraph.analyses import (
    allocation,
    budget_attribution,
    composite_slo,
    cut_sets,
    feasibility,
    importance,
    uncertainty,
    what_if,
    window,
)
from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.errors import BadCall, ReadRefused
from sosgraph.load import load
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import parse_ratio
from sosgraph.table import Table
from tests.analyses.webshop import rows
from tests.importers.open_psa_models import event, gate, tree, unavailability

A, B = 0.6, 0.7
FORMULAS = {
    "xor": ("<xor>{a}{b}</xor>", A * (1 - B) + B * (1 - A)),
    "iff": ("<iff>{a}{b}</iff>", A * B + (1 - A) * (1 - B)),
    "imply": ("<imply>{a}{b}</imply>", 1 - A * (1 - B)),
    "nand": ("<nand>{a}{b}</nand>", 1 - A * B),
    "not": ("<not>{a}</not>", 1 - A),
    "and not": ("<and>{a}<not>{b}</not></and>", A * (1 - B)),
}
FROM_THE_START = ("iff", "imply", "nand", "not")
PROMISING = b"system: t\ncomponents: {web: {slo: 99%, mttr: 1h, entry: true, depends_on: [top]}}"
COPIED = b"system: t\ncomponents: {web: {availability: 99%, depends_on: [top], replicas: {count: 3, common_cause: 10%}}}"


def negating(name: str, beside: bytes = b"") -> Architecture:
    formula, _ = FORMULAS[name]
    basic = {letter: f'<basic-event name="{letter}"/>' for letter in "ab"}
    return loaded(tree(gate("top", formula.format(**basic)) + event("a", A) + event("b", B)), beside)


def loaded(model: str, beside: bytes = b"") -> Architecture:
    def neighbour(path: str) -> Document:
        raise ReadRefused("it is not there")

    documents = [read_document("model.xml", model.encode())]
    documents += [read_document("web.sosgraph.yaml", beside)] if beside else []
    found = load(documents, neighbour)
    assert not found.findings
    return found.architecture


def settled() -> Architecture:
    """Return `top` that is down by a house event, and `top2` that needs two failures beside it."""
    house = '<define-house-event name="h"><constant value="true"/></define-house-event>'
    a, b, h = (f'<{kind}-event name="{name}"/>' for kind, name in (("basic", "a"), ("basic", "b"), ("house", "h")))
    gates = gate("top", f"<or>{a}{h}</or>") + gate("top2", f"<and>{a}{b}{h}</and>")
    return loaded(tree(gates + event("a", A) + event("b", B) + house))


@pytest.mark.parametrize("beside", [b"", PROMISING, COPIED], ids=["alone", "promising", "copied"])
@pytest.mark.parametrize("name", FORMULAS)
def test_everybody_has_an_answer(name: str, beside: bytes) -> None:
    """With a promise above, or copies with a common cause: no rule and no analysis gives up."""
    described = negating(name, beside)
    for rule in catalog.names("rules"):
        list(catalog.find("rules", rule).check(described))
    component = ("web",) if beside else ("top",)
    for analysis in (composite_slo, cut_sets, budget_attribution, importance, uncertainty):
        assert all(isinstance(table, Table) for table in analysis.answer(described, component=component))
    what_if.answer(described, remove=("a",))
    if beside == PROMISING:
        feasibility.answer(described)
        (table,) = window.answer(described)
        assert rows(table)[0]["met"] is None
        assert table.lead.startswith("no answer for web: something has to fail for something else to hold, so that its outages")
        with pytest.raises(BadCall, match="something has to fail for something else to hold"):
            allocation.answer(described)


@pytest.mark.parametrize("name", FORMULAS)
def test_composite_and_bounds_hold(name: str) -> None:
    """The exact number is the sum over all states, and inside both bounds."""
    described = negating(name)
    _, table = composite_slo.answer(described, component=("top",), bounds=True)
    (row,) = rows(table)
    assert row["composite"].unavailability_low == pytest.approx(FORMULAS[name][1], rel=1e-12)
    assert unavailability(described, "t/top") == pytest.approx(FORMULAS[name][1], rel=1e-12)
    for bounds in (row["associated"], row["frechet"]):
        assert bounds.unavailability_low <= FORMULAS[name][1] * (1 + 1e-9)
        assert bounds.unavailability_high >= FORMULAS[name][1] * (1 - 1e-9)


@pytest.mark.parametrize("name", FROM_THE_START)
def test_what_is_down_from_the_start(name: str) -> None:
    """Its only minimal cut set is empty: all of its downtime, and the reason."""
    (table,) = cut_sets.answer(negating(name), component=("top",))
    (row,) = rows(table)
    assert (row["fail_together"], row["order"], row["why"]) == ((), 0, "down with everything working, until something fails")
    assert row["share"] == pytest.approx(1) and table.lead.endswith("in 30d, with everything working, until something fails")


def test_shares_are_of_the_time_that_it_is_down() -> None:
    """Of either, or both but not both: each has failed in its part of the downtime, and these add up here."""
    (table,) = cut_sets.answer(negating("xor"), component=("top",))
    assert {row["fail_together"][0]: row["share"] for row in rows(table)} == {
        "a": pytest.approx(A * (1 - B) / FORMULAS["xor"][1]),
        "b": pytest.approx(B * (1 - A) / FORMULAS["xor"][1]),
    }
    assert "60.9 % of that while b has failed; 2 combinations of failures can take it down" in table.lead


@pytest.mark.parametrize("name", FORMULAS)
def test_no_share_exceeds_the_whole(name: str) -> None:
    """And what is not divided has no shares."""
    described = negating(name)
    (table,) = cut_sets.answer(described, component=("top",))
    assert all(row["share"] <= 1 + 1e-12 for row in rows(table))
    (table,) = budget_attribution.answer(described, component=("top",))
    assert table.rows == () and "cannot be divided" in table.lead
    assert not any("add up" in note for note in table.notes)


def test_a_part_that_prevents_more_than_it_causes() -> None:
    """Its improvement is below zero, RRW below one, and no first sentence advises it."""
    (table,) = importance.answer(negating("xor"), component=("top",))
    assert all(row["improvement_min"] < 0 and row["rrw"] < 1 and row["fussell_vesely"] is None for row in rows(table))
    assert rows(table)[0]["rrw"] == pytest.approx(FORMULAS["xor"][1] / A)
    assert "no part alone would save anything by being perfect" in table.lead
    (table,) = importance.answer(negating("and not"), component=("top",))
    assert "a perfect a would save" in table.lead


def test_what_is_down_by_its_settings() -> None:
    """A house event that holds is no failure: nobody eats, nobody matters, and the sentence says why it is down."""
    top, top2 = cut_sets.answer(settled())
    assert rows(top)[0]["why"] == "down by its settings (house events) alone" and rows(top)[0]["share"] == 1
    assert top.lead == "top is down 43200 min in 30d by its settings (house events) alone: no failure has a part in it"
    assert rows(top2)[0]["fail_together"] == ("a", "b")
    for analysis, says in ((budget_attribution, "no part eats any of that"), (importance, "no part matters")):
        table, _ = analysis.answer(settled())
        assert table.rows == ()
        assert table.lead == f"top is down 43200 min in 30d by its settings (house events) alone: {says}"


def test_settings_are_not_chosen() -> None:
    """No number is asked of a house event; what it takes down is out of reach whatever the parts are worth."""
    parts, proof = allocation.answer(settled(), target=parse_ratio("99%"))
    assert {row["component"] for row in rows(parts)} == {"a", "b"}
    assert proof.lead.startswith("top cannot reach 99 % whatever the parts are worth: fixed numbers alone leave 0 %")
    both = prod(row["least_cost"] for row in rows(parts))
    assert both == pytest.approx(0.01)
