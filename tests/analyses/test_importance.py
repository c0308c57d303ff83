"""Importance in tables: the right parts first, and a first sentence that says what to do."""

from itertools import pairwise
from math import isnan

import pytest
from hypothesis import given, settings

from sosgraph.analyses.importance import MEASURES, answer
from sosgraph.model.architecture import Architecture
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.test_vectors import ALL_SHARED, written
from tests.yaml_architecture import architecture


def test_a2_criticality() -> None:
    """A2, all states: static .2402, API .6195, IDaaS .1189; they add up to .9785, so they are no division."""
    (table,) = answer(written(ALL_SHARED), component=("app",))
    found = {row["part"]: row["criticality"] for row in rows(table)}
    assert [found[name] for name in ("static", "api", "idaas")] == pytest.approx([0.2402, 0.6195, 0.1189], abs=5e-5)
    assert sum(found.values()) == pytest.approx(0.9785, abs=5e-5)


def test_lead_says_what_to_improve_and_what_must_not_fail() -> None:
    """The part that saves most, and what no redundancy covers."""
    (table,) = answer(webshop(), component=("checkout",))
    assert table.lead == (
        "checkout is down 50 min in 30d: a perfect dns would save 43.2 min (86.4 %); "
        "no redundancy covers checkout, common cause in ledger, dns"
    )


def test_what_never_happens_is_worded() -> None:
    """A common cause cannot be perfect: there is none."""
    (table,) = answer(architecture("components: {a: {availability: 99%, replicas: {count: 4, common_cause: 10%}}}"))
    assert "in 30d: no common cause in a would save 43.2 min" in table.lead


def test_first_sentence_names_parts() -> None:
    """That an outage lasts is no part that anybody could improve; of equals the first is named, as in the table."""
    text = "components: {a: {availability: 100%, depends_on: [{on: b, tolerance: 30m}]}, b: {availability: 99%, mttr: 30m}}"
    (table,) = answer(architecture(text))
    assert {row["part"] for row in rows(table)} == {"b", "b for long"} and "a perfect b would save" in table.lead
    names = [f"m{number}" for number in range(30)]
    equals = "".join(f"  {name}: {{availability: 99%}}\n" for name in names)
    need = f"[{{at_least: 20, of: [{', '.join(names)}]}}]"
    (table,) = answer(architecture(f"components:\n  top: {{availability: 100%, depends_on: {need}}}\n{equals}"))
    assert rows(table)[0]["part"] == "m0" and "a perfect m0 would save" in table.lead and "while m0 is down" in table.lead


def test_redundant_throughout() -> None:
    """Where no part is alone, the sentence names the one whose failure raises the risk most."""
    described = architecture(
        "components: {a: {availability: 100%, depends_on: [{any_of: [b, c]}]}, b: {availability: 99%}, c: {availability: 99.9%}}"
    )
    (table,) = answer(described)
    assert table.lead.endswith("while c is down, it is 1000 times as likely to be down")


def test_structure_alone_has_an_answer() -> None:
    """Without any number there are structural, Birnbaum's and achievement measures, and no shares."""
    (table,) = answer(architecture("components: {a: {depends_on: [{any_of: [b, c]}]}, b: {}, c: {}}"))
    assert table.lead == "no number says how often a is down; by its structure alone a matters most"
    first, *others = rows(table)
    assert first["part"] == "a" and first["structural"] == 0.75 and first["criticality"] is None
    assert [row["structural"] for row in others] == [0.25, 0.25]


@pytest.mark.parametrize("by", MEASURES.words)
def test_sorted_by_the_measure(by: str) -> None:
    """The greatest first, whatever the measure."""
    (table,) = answer(webshop(), component=("checkout",), by=by)
    values = [row[by.replace("-", "_")] for row in rows(table)]
    assert all(earlier >= later * (1 - 1e-8) for earlier, later in pairwise(values))


@settings(max_examples=30)
@given(drawn=architectures())
def test_any_architecture_has_an_answer(drawn: Architecture) -> None:
    """RAW and RRW are at least 1, shares lie between none and all."""
    for table in answer(drawn, most=100):
        for row in rows(table):
            assert row["raw"] >= 1 - 1e-9 and (row["rrw"] is None or row["rrw"] >= 1)
            for share in ("criticality", "fussell_vesely", "diagnosis", "birnbaum", "structural"):
                assert row[share] is None or isnan(row[share]) or -1e-12 <= row[share] <= 1 + 1e-9


def test_few_are_shown() -> None:
    """And how many there are."""
    (table,) = answer(webshop(), most=3)
    assert len(table.rows) == 3 and "shown: 3 of 14 parts" in table.notes
