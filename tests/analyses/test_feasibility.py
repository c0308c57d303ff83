"""Promises beside their structures: verdicts as those of the rules, and cures that cure."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from sosgraph.analyses.feasibility import answer, journey_judgements, judgements
from sosgraph.errors import BadCall
from sosgraph.estimate import Certificate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective, OwnPart
from sosgraph.quantity import Ratio
from sosgraph.rules import contradictory_slo, unattainable_slo
from sosgraph.structure.own_part import own_part
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.yaml_architecture import architecture

V39 = """
components:
  app: {slo: PROMISE, depends_on: [p1, p2]}
  p1: {slo: 99.95%}
  p2: {slo: SECOND}
"""


def v39(promise: str, second: str) -> Architecture:
    return architecture(V39.replace("PROMISE", promise).replace("SECOND", second))


def test_v39_own_part_from_promises() -> None:
    """V39, all states: 99.9 % over 99.95 % and 99.99 % leaves 99.959971 % for the own part."""
    (table,) = answer(v39("99.9%", "99.99%"))
    (row,) = rows(table)
    assert row["own_needed"].upper == pytest.approx(0.99959971, abs=5e-9)
    assert row["own_needed"].certificate is Certificate.EXACT and row["verdict"] == "within reach"


def test_v39_infeasible() -> None:
    """V39, all states: 99.95 % over 99.95 % and 99.9 % would need 100.1001 %."""
    (table,) = answer(v39("99.95%", "99.9%"))
    assert rows(table)[0]["verdict"] == "contradictory"
    assert table.notes[0] == "app: its own part would have to be 100.1001 % available"
    assert "its callees promise 99.85005 % at best" in table.lead


def test_a_better_promise_of_a_callee() -> None:
    """Where one callee's promise is the obstacle, it says which, and how much it would have to promise."""
    (table,) = answer(v39("99.9%", "99%"))
    assert rows(table)[0]["cure"] == "p2 promising more than 99.95 %"


def test_lead_names_the_worst_and_the_cure() -> None:
    """How many, which, by how much, and what would do."""
    (table,) = answer(webshop())
    assert table.lead == (
        "1 of 3 promises cannot be kept: checkout promises 99.95 %, but it reaches 99.88434 %, 28.4 min over its budget in 30d; "
        "dns at 99.9657 % would do"
    )
    assert [(row["component"], row["verdict"]) for row in rows(table)] == [
        ("checkout", "unattainable"),
        ("web", "kept"),
        ("journey buy", "kept"),
    ]


def test_the_cure_cures() -> None:
    """With dns at what is printed, checkout keeps its promise; a little less, and it does not."""
    for own, kept in (("99.9657%", True), ("99.965%", False)):
        ratio = Ratio(float(own[:-1]) / 100, 1 - float(own[:-1]) / 100)
        shop = webshop()
        components = dict(shop.components)
        components["webshop/dns"] = replace(components["webshop/dns"], own=OwnPart(ratio))
        (judged,) = judgements(replace(shop, components=components, _known={}), ["webshop/checkout"])
        assert (judged.verdict == "kept") is kept


@pytest.mark.parametrize(
    ("needs", "cure"),
    [
        ("{any_of: [b, c]}", "b at 99.95 % or c at 99.95 %"),
        ("{all_of: [b, c]}", "b at 99.99975 % and c at 99.99975 %"),
        ("r", "each copy of r at 99.777 % or one copy of r more"),
        ("vendor", "vendor at 99.9995 %"),
    ],
)
def test_cures(needs: str, cure: str) -> None:
    """One part, several that become as many times better, copies or one more of them; a vendor where nothing else is left."""
    promise = "99.9995%"
    text = f"""
    components:
      a: {{availability: 100%, slo: {promise}, depends_on: [{needs}]}}
      b: {{availability: 99%}}
      c: {{availability: 99%}}
      r: {{availability: 99%, replicas: 2}}
      vendor: {{external: true, sla: 99.9%}}
    """
    (table,) = answer(architecture(text))
    assert rows(table)[0]["cure"] == cure


ZONES = """
components:
  web: {availability: 100%, slo: SLO, depends_on: [{any_of: [m, n]}, db]}
  m: {availability: 99.9%, runs_on: za}
  n: {availability: 99.9%, runs_on: za}
  db: {availability: 99.9%}
  za: {kind: zone, availability: 99.5%}
  zb: {kind: zone, availability: 99.5%}
"""


def test_members_of_a_group_are_placed_apart() -> None:
    """Nobody can buy a better zone: another one is the cure, alone or with a better part."""
    (table,) = answer(architecture(ZONES.replace("SLO", "99.5%")))
    assert rows(table)[0]["cure"] == "n on zb instead of za"
    (table,) = answer(architecture(ZONES.replace("SLO", "99.95%")))
    assert rows(table)[0]["cure"] == "n on zb instead of za, and db at 99.9536 %"
    moved = ZONES.replace("n: {availability: 99.9%, runs_on: za}", "n: {availability: 99.9%, runs_on: zb}")
    cured = moved.replace("SLO", "99.95%").replace("db: {availability: 99.9%}", "db: {availability: 99.9536%}")
    assert rows(answer(architecture(cured))[0])[0]["verdict"] == "kept"
    worse = cured.replace("99.9536%", "99.9535%")
    assert rows(answer(architecture(worse))[0])[0]["verdict"] == "unattainable"


def test_one_copy_more_is_tried_where_there_are_copies() -> None:
    """It is said only where it does; the tries are bounded, and a note says where they ended."""
    text = "components: {app: {availability: 99%, slo: SLO, replicas: {count: 2, common_cause: 10%}}}"
    (table,) = answer(architecture(text.replace("SLO", "99.95%")))
    assert rows(table)[0]["cure"] == "each copy of app at 99.519 %"  # the common cause stays
    many = "".join(f"  a{number}: {{availability: 99%, slo: 99.999%, replicas: 2}}\n" for number in range(30))
    (table,) = answer(architecture(f"components:\n{many}"))
    assert sum(row["cure"].endswith("one copy of " + row["component"] + " more") for row in rows(table)) == 24
    assert "copies and other places were tried for the worst promises only" in table.notes


def test_a_journey_is_judged_by_name() -> None:
    """As under its own, and one that promises nothing is refused."""
    (table,) = answer(webshop(), component=("buy",))
    assert [row["component"] for row in rows(table)] == ["journey buy"]
    with pytest.raises(BadCall, match="journey look promises nothing"):
        answer(architecture("{components: {a: {availability: 99%}}, journeys: {look: {through: [a]}}}"), component=("look",))


@settings(max_examples=60)
@given(drawn=architectures())
def test_verdicts_are_those_of_the_rules(drawn: Architecture) -> None:
    """Who is unattainable here is found by `unattainable-slo`, who is contradictory by `contradictory-slo`, nobody else."""
    promising = [name for name, each in drawn.components.items() if each.availability_slos and own_part(each).source != "slo"]
    found = judgements(drawn, promising) + journey_judgements(drawn)
    for word, rule in (("unattainable", unattainable_slo), ("contradictory", contradictory_slo)):
        judged = [each.words for each in found if each.verdict == word]
        assert sorted(judged) == sorted(finding.message.partition(" promises")[0] for finding in rule.check(drawn))
    (table,) = answer(drawn)
    assert len(table.rows) == len(found)


def test_promises_that_share_what_they_rest_on() -> None:
    """Two promises that rest on one thing leave a range for the own part, since they cannot be multiplied."""
    described = architecture(
        """
        components:
          app: {slo: 99.5%, depends_on: [b, c]}
          b: {slo: 99.9%, depends_on: [d]}
          c: {slo: 99.9%, depends_on: [d]}
          d: {slo: 99.95%}
        """
    )
    row = rows(answer(described, component=("app",))[0])[0]
    assert row["own_needed"].certificate is Certificate.BOUNDS and row["own_needed"].lower < row["own_needed"].upper


def test_only_promises_can_be_judged() -> None:
    """A component without one is refused when it is asked for; a leaf whose promise is its number is left out."""
    with pytest.raises(BadCall, match="dns promises nothing; give it an slo"):
        answer(webshop(), component=("dns",))
    (table,) = answer(architecture("components: {a: {depends_on: [b]}, b: {slo: 99%}}"))
    assert table.rows == () and table.lead.startswith("no promise stands beside a structure")


def test_an_objective_may_be_met_exactly() -> None:
    """A promise that equals what is reached is kept."""
    described = architecture("components: {a: {availability: 99.9%, slo: 99.9%}}")
    assert isinstance(described.components["test/a"].slos[0], AvailabilityObjective)
    assert rows(answer(described)[0])[0]["verdict"] == "kept"


def test_a_journey_is_judged_by_all_that_it_goes_through() -> None:
    """What two components that share nothing reach together; the cure is a part of either."""
    described = architecture(
        """
        components: {a: {availability: 99.9%}, b: {availability: 99.99%}}
        journeys: {buy: {through: [a, b], slo: 99.9%}}
        """
    )
    (row,) = rows(answer(described)[0])
    assert (row["component"], row["verdict"], row["cure"]) == ("journey buy", "unattainable", "a at 99.91 % or a perfect b")
    assert row["reached"].unavailability_low == pytest.approx(1.0999e-3)
