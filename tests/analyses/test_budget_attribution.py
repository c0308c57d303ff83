"""Who eats the error budget: the vector, the sum, and the words."""

import pytest
from hypothesis import given, settings

from sosgraph.analyses.budget_attribution import answer, eaters
from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.functions import function_of
from sosgraph.structure.solutions import solved_number
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.test_vectors import ALL_SHARED, written
from tests.yaml_architecture import architecture


def test_a2_attribution() -> None:
    """A2, all states: static .2478, API .6290, IDaaS .1233, edges next to nothing; the sum is 1."""
    (table,) = answer(written(ALL_SHARED), component=("app",))
    found = {row["component"]: row["share"] for row in rows(table)}
    assert [found[name] for name in ("static", "api", "idaas")] == pytest.approx([0.2478, 0.6290, 0.1233], abs=5e-5)
    assert sum(found.values()) == pytest.approx(1, rel=1e-12)


@settings(max_examples=40)
@given(drawn=architectures())
def test_parts_add_up_to_the_unavailability(drawn: Architecture) -> None:
    """Whatever depends on what; nobody gets less than nothing, and shown shares add up to 100 %."""
    function = function_of(drawn)
    for name, estimate in composite_availability(drawn).items():
        found = eaters(function, solved_number(drawn, function.up[name]))
        assert sum(eater.part for eater in found) == pytest.approx(estimate.unavailability_low, rel=1e-9, abs=1e-15)
        assert all(eater.part >= 0 for eater in found)
    for table in answer(drawn, most=2):
        shares = [row["share"] for row in rows(table)]
        assert not shares or sum(shares) == pytest.approx(1)


def test_lead_names_who_eats_most() -> None:
    """How long, of which budget, who, and whose that is."""
    web, checkout = answer(webshop(), component=("web", "checkout"))
    assert web.lead == (
        "web is down 97.4 min in 30d, 45.1 % of its budget of 216 min: dns (team-network) eats 44.3 %, "
        "catalog 22.2 %, pricing 22.2 %"
    )
    assert "2.31 times its budget of 21.6 min" in checkout.lead


def test_how_it_eats() -> None:
    """Alone by a chain, with others, or itself; copies and common causes are their component's."""
    (table,) = answer(webshop(), component=("checkout",))
    how = {row["component"]: row["how"] for row in rows(table)}
    assert how["checkout"] == "itself"
    assert how["dns"] == "alone: checkout -> both of (cards, wallets) -> dns"
    assert how["ledger"] == "mostly a common cause of its copies: checkout -> ledger"
    assert how["cards"] == "only together with others"


def test_copies_do_not_eat_alone() -> None:
    """Two of three have to fail, which stands before the chain; where each copy is needed, each does it alone."""
    text = "components: {a: {availability: 100%, depends_on: [q]}, q: {availability: 99%, replicas: {count: 3, need: NEED}}}"
    (table,) = answer(architecture(text.replace("NEED", "2")), component=("a",))
    assert rows(table)[0]["how"] == "several of its copies together: a -> q"
    (table,) = answer(architecture(text.replace("NEED", "3")), component=("a",))
    assert rows(table)[0]["how"] == "each of its copies alone: a -> q"
    (table,) = answer(architecture(text.replace("NEED", "2")), component=("q",))
    assert rows(table)[0]["how"] == "several of its own copies together"


def test_owners_are_summed() -> None:
    """What the components of each owner take together, those too that are not named; nothing where there is one owner."""
    (table,) = answer(webshop(), component=("checkout",), most=1)
    assert (
        table.notes[0]
        == "by owner: team-network 86.5 % (43.2 min), team-shop 13.4 % (6.68 min), team-platform 0.188 % (0.0937 min)"
    )
    assert sum(table.facts["by_owner"].values()) == pytest.approx(table.facts["unavailability_low"])
    (table,) = answer(architecture("components: {a: {availability: 99%}}"))
    assert not any(note.startswith("by owner") for note in table.notes)


def test_others_are_summed() -> None:
    """One row for all that are not named, unless that is a single one."""
    (table,) = answer(webshop(), component=("checkout",), most=2)
    assert [row["component"] for row in rows(table)] == ["dns", "checkout", "6 others"]
    (table,) = answer(webshop(), component=("checkout",), most=7)
    assert len(table.rows) == 8 and rows(table)[-1]["component"] == "wallets"


def test_asking_is_nobodys_fault() -> None:
    """A conditional call puts all that it costs down to the callee."""
    described = architecture(
        "components: {a: {availability: 100%, depends_on: [{on: b, probability: 20%}]}, b: {availability: 99%}}"
    )
    (table,) = answer(described)
    assert [(row["component"], row["share"]) for row in rows(table)] == [("b", pytest.approx(1))]


def test_without_numbers_nobody_eats() -> None:
    """And the notes name whose numbers are missing."""
    (table,) = answer(architecture("components: {a: {depends_on: [b]}, b: {}}"))
    assert table.rows == () and table.lead == "nothing with a number takes a down"
    assert table.notes[0].endswith("a, b")
