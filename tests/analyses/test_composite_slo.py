"""Composite availability in tables: what is promised, what is reached, and what holds without independence."""

from dataclasses import replace

import pytest
from hypothesis import given

from sosgraph.analyses.composite_slo import answer
from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composites, journey_availability
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.yaml_architecture import architecture

DIAMOND = """
    components:
      app: {availability: 100%, depends_on: [{any_of: [b, c]}]}
      b: {availability: 99.9%, depends_on: [d]}
      c: {availability: 99.9%, depends_on: [d]}
      d: {availability: 99%}
"""


def test_naive_stands_beside_exact() -> None:
    """V27: in a diamond the exact unavailability is 83 times that of the two naive rules, and the table says so."""
    composite = composites(architecture(DIAMOND))["test/app"]
    assert composite.times_naive == pytest.approx(82.8, abs=0.05)
    (table,) = answer(architecture(DIAMOND))
    assert any(note.startswith("off by") for note in table.notes)
    assert composites(architecture(DIAMOND))["test/b"].times_naive == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ("availability: 99.9%, slo: 99%", "out of reach"),
        ("availability: 99.9%, slo: 98%", "kept"),
        ("slo: 98%", "within reach"),
        ("slo: 99.9%", "contradicted"),
        ("tier: 1", None),
    ],
)
def test_verdict_on_a_promise(values: str, verdict: str | None) -> None:
    """A promise is kept, within reach while own parts are unknown, or out of reach whatever they are."""
    described = architecture(f"components: {{app: {{{values}, depends_on: [db]}}, db: {{availability: 99%}}}}")
    (table,) = answer(described, component=("test/app",))
    assert table.rows[0][-1] == verdict


@pytest.mark.parametrize(
    ("text", "reached", "words"),
    [
        (
            "{web: {availability: 99.95%, slo: 99.9%, depends_on: [db]}, db: {slo: 99.9%, runs_on: rack}, rack: {slo: 99.99%}}",
            "99.94 %",
            "99.85005 %",
        ),
        (
            "{web: {availability: 99.99%, slo: 99.9%, depends_on: [s3]}, s3: {external: true, sla: 99.9%, depends_on: [a]}, "
            "a: {slo: 99.99%}}",
            "99.98 %",
            "99.89001 %",
        ),
        (
            "{web: {availability: 99.99%, slo: 99.5%, depends_on: [auth]}, auth: {slo: 99%, depends_on: [db]}, "
            "db: {slo: 99.99%}}",
            "99.98 %",
            "98.9901 %",
        ),
    ],
)
def test_an_own_part_does_not_excuse_callees_that_only_promise(text: str, reached: str, words: str) -> None:
    """Its composite stays an upper bound, but the promise is judged by what is known best."""
    (table,) = answer(architecture(f"components: {text}"))
    web = rows(table)[0]
    assert str(web["composite"]) == f"\u2264 {reached}" and web["kept"] == "out of reach"
    assert words in table.lead


def test_what_could_not_be_read_is_no_perfect_part() -> None:
    """What rests on it is an upper bound, and no promise above it is kept."""
    text = "components: {web: {availability: 99.99%, slo: 99.9%, depends_on: [mid]}, mid: {availability: 100%}, db: {slo: 99%}}"
    described = replace(architecture(text), mistaken=frozenset({"test/mid"}))
    (table,) = answer(described)
    assert [str(row["composite"]) for row in rows(table)] == ["\u2264 99.99 %", "\u2264 100 %", "99 %"]
    assert [row["kept"] for row in rows(table)] == ["within reach", None, "kept"]
    assert "not read as a whole, so that what rests on it is an upper bound (\u2264): mid" in table.notes


def test_events_of_a_fault_tree_have_probabilities() -> None:
    """Only the top events are shown unless others are asked for, and nothing of minutes."""
    text = """
    components:
      top: {kind: gate, availability: 100%, entry: true, depends_on: [a, b]}
      a: {kind: basic-event, availability: 99.9%}
      b: {kind: basic-event, availability: 99.5%}
    """
    (table,) = answer(architecture(text))
    assert [list(row.values())[:2] for row in rows(table)] == [["top", "0.005995"]]
    assert table.lead == "top happens with probability 0.005995"
    assert len(answer(architecture(text), component=("*",))[0].rows) == 3


def test_grades_stand_side_by_side() -> None:
    """What contracts, promises and counts say of the same architecture, in one table."""
    counted = "slo: 99%, sla: 95%, observed: {good: 9993, total: 10000}"
    (table,) = answer(
        architecture(f"components: {{app: {{availability: 100%, depends_on: [db]}}, db: {{{counted}}}}}"), grade="all"
    )
    names = [column.name for column in table.columns]
    row = dict(zip(names, table.rows[0], strict=True))
    assert [str(row[grade]) for grade in ("sla", "slo", "observed")] == ["95 %", "99 %", "99.93 %"]
    assert row["sla_downtime_min"] == pytest.approx(2160)
    assert "observed: 1 of 2 own parts have such a number; the others keep the one that they have" in table.notes


def test_what_is_of_a_whole_is_told_beside_the_grades() -> None:
    """Contract and counts of what needs others are no own part, and not passed over in silence."""
    numbers = "availability: 99.99%, sla: 99.8%, observed: {good: 995000, total: 1000000}"
    (table,) = answer(architecture(f"components: {{web: {{{numbers}, depends_on: [db]}}, db: {{sla: 99.9%}}}}"), grade="all")
    whole = "of a whole, callees included, so that it is no own part: web"
    assert f"contracted {whole} 99.8 %" in table.notes and f"counted {whole} 99.5 %" in table.notes


@given(drawn=architectures())
def test_bounds_contain_the_composite(drawn: Architecture) -> None:
    """The exact composite is in the interval for associated parts, and that in the one for any dependence."""
    _, table = answer(drawn, bounds=True)
    for row in table.rows:
        found = dict(zip((column.name for column in table.columns), row, strict=True))
        exact, associated, anyhow = found["composite"], found["associated"], found["frechet"]
        assert associated.unavailability_low * (1 - 1e-9) <= exact.unavailability_low
        assert exact.unavailability_high <= associated.unavailability_high * (1 + 1e-9)
        assert anyhow.unavailability_low <= associated.unavailability_low * (1 + 1e-9)
        assert associated.unavailability_high <= anyhow.unavailability_high * (1 + 1e-9)


def test_f1_two_of_three_whatever_depends_on_what() -> None:
    """F1: 2 of 3 of .99 work with .985 at least, and may always work."""
    parts = "a: {availability: 99%}, b: {availability: 99%}, c: {availability: 99%}"
    text = f"components: {{app: {{availability: 100%, depends_on: [{{at_least: 2, of: [a, b, c]}}]}}, {parts}}}"
    _, table = answer(architecture(text), component=("app",), bounds=True)
    frechet = dict(zip((column.name for column in table.columns), table.rows[0], strict=True))["frechet"]
    assert (frechet.lower, frechet.upper) == pytest.approx((0.985, 1.0), abs=1e-12)


def test_lead_counts_what_its_rows_say() -> None:
    """A promise that callees contradict by their own is not one that may be kept."""
    (table,) = answer(
        architecture("components: {web: {slo: 99.5%, depends_on: [auth]}, auth: {slo: 99%, depends_on: [db]}, db: {slo: 99.99%}}")
    )
    assert table.lead == (
        "1 of 3 promises is contradicted by its callees: web promises 99.5 %, but its callees promise 99 % at best, "
        "216 min over its budget in 30d"
    )
    both = architecture("""
        components:
          web: {slo: 99.5%, depends_on: [auth]}
          auth: {slo: 99%, depends_on: [db]}
          db: {slo: 99.99%, depends_on: [disk]}
          disk: {availability: 99.9%}
    """)
    assert answer(both)[0].lead.startswith("2 of 3 promises are contradicted by their callees: web")


def test_grades_are_judged_side_by_side() -> None:
    """Each grade has its verdict; the first sentence counts them, and no note is about a column that is not there."""
    described = architecture("""
        components:
          web: {availability: 100%, slo: 99.9%, depends_on: [{any_of: [a, b]}, db]}
          a: {availability: 99%, depends_on: [db]}
          b: {availability: 99%, depends_on: [db]}
          db: {slo: 99.95%, observed: {good: 990, total: 1000}}
    """)
    (table,) = answer(described, grade="all")
    assert [rows(table)[0][key] for key in ("sla_kept", "slo_kept", "observed_kept")] == ["kept", "kept", "out of reach"]
    assert table.lead == "broken: none of 2 promises by SLAs, none by SLOs, 2 as observed"
    assert not any(note.startswith("off by") for note in table.notes)


def test_too_pessimistic_rules_are_explained() -> None:
    """Two that need one thing in series: the naive rules fail by it twice."""
    (table,) = answer(
        architecture("components: {a: {slo: 99%, depends_on: [b, c]}, b: {depends_on: [d]}, c: {depends_on: [d]}, d: {slo: 99%}}")
    )
    assert rows(table)[0]["times_naive"] < 0.6 and any(note.startswith("off by less than 1") for note in table.notes)


def test_journeys_and_systems_are_asked_by_name() -> None:
    """A journey stands beside its components; a system stands for all of its own."""
    (table,) = answer(webshop(), component=("buy", "ledger"))
    assert [row["component"] for row in rows(table)] == ["journey buy", "ledger"]
    assert rows(table)[0]["composite"].upper == pytest.approx(journey_availability(webshop())["buy"].upper)
    assert len(answer(webshop(), component=("webshop",))[0].rows) == len(webshop().components)


def test_lead_says_which_promise_is_missed_by_most() -> None:
    """How many are out of reach and the worst of them; nothing where nothing is promised."""
    text = "components: {a: {slo: SLO, availability: 99.9%, depends_on: [db]}, db: {availability: 99%, slo: 98%}}"
    (table,) = answer(architecture(text.replace("SLO", "99%")))
    assert table.lead == "1 of 2 promises is out of reach: a promises 99 % and reaches 98.901 %, 42.8 min over its budget in 30d"
    (table,) = answer(architecture(text.replace("SLO", "98%")))
    assert table.lead == "all 2 promises can be kept"
    assert answer(architecture("components: {a: {availability: 99%}}"))[0].lead == ""


def test_the_number_that_breaks_a_promise_is_named() -> None:
    """Where the composite alone would keep it, and of each such row."""
    text = """
    components:
      api: {availability: 99.98%, slo: 99.9%, depends_on: [cards]}
      shop: {availability: 99.98%, slo: 99.5%, depends_on: [cards]}
      cards: {external: true, sla: 99%, depends_on: [dns]}
      dns: {}
    """
    (table,) = answer(architecture(text))
    assert [row["kept"] for row in rows(table)][:2] == ["out of reach", "out of reach"]
    assert table.notes[-1] == "broken not by the composite but by what the callees' promises leave: api 98.9802 %, shop 98.9802 %"
