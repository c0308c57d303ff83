"""Uncertainty: the vector, what counts decide, and which unknown matters most."""

import pytest
from hypothesis import given, settings

from sosgraph.analyses.uncertainty import Knowledge, answer
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio
from sosgraph.structure.changes import changed, with_availability
from sosgraph.structure.composites import composite_availability
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.yaml_architecture import architecture

U1 = """
components:
  app: {availability: 100%, slo: PROMISE, depends_on: [a, b, c]}
  a: {observed: {good: 99900, total: 100000}}
  b: {observed: {good: 99900, total: 100000}}
  c: {observed: {good: 99900, total: 100000}}
"""


def test_u1_three_counted_parts() -> None:
    """U1: .997002999, with 95 % in [.99666, .99734]."""
    (table,) = answer(architecture(U1.replace("PROMISE", "99.7%")))
    (row,) = rows(table)
    assert 1 - row["measured"] == pytest.approx(0.997002999, abs=5e-10)
    assert (1 - row["low"], 1 - row["high"]) == pytest.approx((0.99666, 0.99734), abs=5e-6)


@pytest.mark.parametrize(("promise", "verdict"), [("99.6%", "kept"), ("99.7%", "not decided"), ("99.8%", "broken")])
def test_what_the_counts_say(promise: str, verdict: str) -> None:
    """A promise below the interval is kept, one above it broken, one within it not decided."""
    (table,) = answer(architecture(U1.replace("PROMISE", promise)))
    assert rows(table)[0]["verdict"] == verdict


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ("99.6%", "; it keeps its 99.6 % as good as certainly; "),
        ("99.7%", "; whether it keeps its 99.7 % is not decided: the chance is "),
        ("99.8%", "; it breaks its 99.8 % as good as certainly; "),
    ],
)
def test_a_sentence_says_what_the_counts_decide(promise: str, said: str) -> None:
    """In words where they do, with the chance where they do not."""
    (table,) = answer(architecture(U1.replace("PROMISE", promise)))
    assert said in table.lead


def test_which_count_leaves_most_open() -> None:
    """The one that was counted least, named in the first sentence."""
    described = architecture(
        U1.replace("PROMISE", "99.7%").replace(
            "b: {observed: {good: 99900, total: 100000}}", "b: {observed: {good: 999, total: 1000}}"
        )
    )
    (table,) = answer(described)
    assert "most is open in b 98.7 %" in table.lead and table.lead.startswith("app reaches 99.3327 % to 99.79374 % with 95 %")


def test_which_unknown_matters_most() -> None:
    """A part that is needed before one that is redundant; copies are counted with their redundancy."""
    described = architecture(
        """
        components:
          a: {availability: 100%, entry: true, depends_on: [b, {any_of: [c, d]}, e]}
          b: {}
          c: {}
          d: {availability: 99%}
          e: {replicas: {count: 2, common_cause: 10%}}
        """
    )
    _, table = answer(described)
    assert [row["component"] for row in rows(table)] == ["b", "e", "c"]
    b, e, c = rows(table)
    assert (b["with_99_9"], b["with_99"]) == pytest.approx((0.001, 0.01)) and b["birnbaum"] == 1
    assert e["with_99"] == pytest.approx(0.001 + 0.999 * (0.009 / 0.999) ** 2)
    assert c["with_99"] == pytest.approx(0.01 * 0.01) and c["birnbaum"] == pytest.approx(0.01)
    assert table.lead == "b matters most: with 99 % it would cost a 432 min in 30d, from 100 % at most to 99 %"


def test_no_single_unknown_matters() -> None:
    """Where only redundant parts have no number, none of them is named: alone it costs nothing."""
    described = architecture(
        "components: {web: {availability: 99.99%, slo: 99.9%, depends_on: [{any_of: [p, q]}]}, p: {}, q: {}}"
    )
    _, table = answer(described)
    assert [row["cost_min"] for row in rows(table)] == [0, 0]
    assert table.lead == "no single unknown matters: with 99 % none would cost anything as long as the others never fail"


def test_a_short_count_beside_long_ones() -> None:
    """A promise is broken where the whole distribution says so, however skewed a short count makes it."""
    described = architecture(
        """
        components:
          app: {availability: 99.99%, slo: 99.9%, depends_on: [vendor, store, mail]}
          vendor: {observed: {good: 99970, total: 100000}}
          store: {observed: {good: 9990, total: 10000}}
          mail: {observed: {good: 500, total: 500}}
        """
    )
    (table,) = answer(described)
    assert rows(table)[0]["sure"] == pytest.approx(0.0134, abs=2e-4) and rows(table)[0]["verdict"] == "broken"


def test_nothing_counted() -> None:
    """Says what to write; all numbers being known, there is no second table."""
    (table,) = answer(webshop())
    assert table.lead.startswith("nothing was counted here: give parts that need nobody observed")
    assert rows(table)[0]["low"] is None


def test_what_includes_others_is_no_count_of_its_own() -> None:
    """What a component with callees counted includes them."""
    described = architecture(
        "components: {a: {observed: {good: 9, total: 10}, depends_on: [b]}, b: {observed: {good: 99, total: 100}}}"
    )
    assert list(Knowledge(described).beliefs) == ["test/b"]


@settings(max_examples=40)
@given(drawn=architectures(max_components=6))
def test_agrees_with_the_composite(drawn: Architecture) -> None:
    """As measured is the composite of grade `observed`; with a number tried it is that of an architecture with this number."""
    knowledge = Knowledge(drawn)
    composite = composite_availability(drawn, "observed")
    for name in drawn.components:
        known = knowledge.of(name)
        assert known.belief.value == pytest.approx(composite[name].unavailability_low, rel=1e-9, abs=1e-15)
        for unknown in knowledge.unknowns(known):
            described = changed(drawn, unknown.component, lambda component: with_availability(component, Ratio(0.99, 0.01)))
            expected = composite_availability(described, "observed", [name])[name].unavailability_low
            assert unknown.tried[-1] == pytest.approx(expected, rel=1e-9, abs=1e-15)
    answer(drawn)
