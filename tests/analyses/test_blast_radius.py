"""Blast radii as people read them."""

import pytest
from hypothesis import given

from sosgraph.analyses import blast_radius
from sosgraph.analyses.blast_radius import answer
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
    components:
      web: {tier: 1, depends_on: [checkout, {on: ads, soft: true}]}
      checkout: {depends_on: [{any_of: [stripe, adyen]}, db, {on: boot, phase: [start]}]}
      report: {depends_on: [{on: db, probability: 10%}, {on: web, fallback: {to: ads, coverage: 90%}}]}
      stripe: {}
      adyen: {}
      ads: {}
      boot: {}
      db: {availability: 99.9%, replicas: {count: 2, over: [zone-a, zone-b]}}
      zone-a: {availability: 99%}
      zone-b: {availability: 99%}
    journeys:
      buy: {through: [web], share: 40%}
"""


def test_redundancy_and_fallbacks_limit_the_radius() -> None:
    """Losing a member, a zone, a soft dependency or a fallback degrades; a conditional call fails in part; a need takes down."""
    (table,) = answer(architecture(SHOP))
    found = {row["component"]: (row["falls"], row["degraded"], row["partial"], row["reached"]) for row in rows(table)}
    assert found["stripe"] == ((), ("checkout",), (), 3)
    assert found["zone-a"] == ((), ("db",), (), 4)
    assert found["ads"] == ((), ("web", "report"), (), 1)
    assert found["db"] == (("web", "checkout"), (), ("report",), 3)
    assert found["report"] == ((), (), (), 0)


def test_the_worst_comes_first_and_the_sentence_says_why() -> None:
    """With its journeys, its minutes and the chain to what users see."""
    (table,) = answer(architecture(SHOP))
    first = rows(table)[0]
    assert (first["component"], first["size"], first["journeys"]) == ("db", 2, ("buy",))
    assert first["minutes_a_year"] == pytest.approx(0.001**2 * 525_600)
    assert table.lead == (
        "db hurts most: down 0.526 min a year by itself, it takes 2 others down (web -> checkout -> db); "
        "lost: buy (40 % of visits)"
    )


def test_a_component_that_is_asked_for_is_told_link_by_link() -> None:
    """Each that falls with its chain."""
    asked, why = answer(architecture(SHOP), component=("test/db",))
    assert [row[0] for row in asked.rows] == ["db"]
    assert [row[:2] for row in why.rows] == [("web", "web -> checkout -> db"), ("checkout", "checkout -> db")]


def test_together_is_more_than_each() -> None:
    """Both zones take down what neither does; the chance is that of both."""
    zones = ("zone-a", "zone-b")
    (each,) = answer(architecture(SHOP), component=zones)
    assert [(row["component"], row["size"]) for row in rows(each)] == [("zone-a", 0), ("zone-b", 0)]
    both, why = answer(architecture(SHOP), component=zones, together=True)
    (row,) = rows(both)
    assert (row["component"], row["falls"]) == ("zone-a with zone-b", ("web", "checkout", "db"))
    assert row["minutes_a_year"] == pytest.approx(0.0001 * 525_600)
    assert why.rows[2][1] == "db -> both of (zone-a, zone-b)"


def test_a_replica_is_a_part_and_a_system_is_all_of_its_components() -> None:
    """One replica degrades; a system fails as a whole, and how often is not known."""
    (table,) = answer(architecture(SHOP), component=("db#2",))
    (row,) = rows(table)
    assert (row["component"], row["falls"], row["degraded"]) == ("db#2", (), ("db",))
    assert row["minutes_a_year"] == pytest.approx(0.001 * 525_600)
    (table,) = answer(architecture(SHOP), system=("test",))
    (row,) = rows(table)
    assert (row["component"], row["size"], row["minutes_a_year"]) == ("system test", 0, None)


def test_only_what_counts_takes_down() -> None:
    """In the phase start what is needed to start; of a kind what passes it; numbers stay those of the whole."""
    (table, _) = answer(architecture(SHOP), component=("boot", "db"), phase=("start",))
    assert [row["falls"] for row in rows(table)] == [("checkout",), ()]
    assert table.lead.startswith("boot hurts most: it keeps 1 other from starting (checkout -> boot)")
    (table,) = answer(architecture(SHOP), component=("db",), kind=("dns",))
    assert [(row["falls"], row["minutes_a_year"]) for row in rows(table)] == [((), pytest.approx(0.001**2 * 525_600))]
    assert any(note.startswith("counted: only dependencies of kind dns") for note in table.notes)


def test_only_twenty_are_shown_unless_all_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A note says how many are left; of all, those beyond a limit are told in numbers alone."""
    many = architecture("components: {hub: {}, " + ", ".join(f"c{n}: {{depends_on: [hub]}}" for n in range(30)) + "}")
    (table,) = answer(many)
    assert len(table.rows) == 20 and table.notes[0] == "11 more; --all lists them"
    (table,) = answer(many, all=True)
    assert len(table.rows) == 31 and rows(table)[0]["size"] == 30
    monkeypatch.setattr(blast_radius, "_DETAILED", 2)
    (table,) = answer(many, all=True)
    assert [(row["size"], row["falls"]) for row in rows(table)[1:3]] == [(0, ()), (0, None)]
    monkeypatch.setattr(blast_radius, "_NAMED", 29)
    (table,) = answer(many)
    assert (rows(table)[0]["size"], rows(table)[0]["falls"]) == (30, None)


def test_chains_of_many_are_cut_unless_all_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The note says how many there are more."""
    monkeypatch.setattr(blast_radius, "_CHAINS", 1)
    _, why = answer(architecture(SHOP), component=("db",))
    assert len(why.rows) == 1 and why.notes == ("1 more; --all lists them",)
    _, why = answer(architecture(SHOP), component=("db",), all=True)
    assert len(why.rows) == 2 and not why.notes


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"together": True}, "name it with --component or --system"),
        ({"system": ("tset",)}, "no system is called 'tset'; did you mean 'test'?"),
        ({"component": ("db#3",)}, "db has no replica #3; it has #1 to #2"),
        ({"component": ("ads#1",)}, "ads has no replica #1; it has none"),
        ({"component": ("dbb",)}, "no component is called 'dbb'"),
    ],
)
def test_what_there_is_not_is_a_bad_call(asked: dict[str, object], words: str) -> None:
    """The message says what there is."""
    with pytest.raises(BadCall, match=words.replace("?", r"\?")):
        answer(architecture(SHOP), **asked)


def test_the_web_shop_names_what_hurts_most() -> None:
    """The one failure behind both payment vendors."""
    (table,) = answer(webshop())
    assert table.lead.startswith(
        "dns hurts most: down 526 min a year by itself, it takes 4 others down (web -> checkout -> both of"
    )
    assert table.lead.endswith("lost: buy (12 % of visits)")


def test_where_nothing_else_falls_no_failure_hurts_most() -> None:
    """It says that no single failure takes anything else down; what is lost by the worst itself is added."""
    text = """
components:
  a: {availability: 99.9%, depends_on: [{any_of: [b, c]}]}
  b: {availability: 99%}
  c: {availability: 99%}
"""
    (table,) = answer(architecture(text))
    assert table.lead == "no single failure takes anything else down"
    (table,) = answer(architecture(text), phase=("start",))
    assert table.lead == "no single failure keeps anything else from starting"
    tables = answer(architecture(text), component=("b", "c"))
    assert tables[0].lead == "none of these takes anything else down"
    (table,) = answer(architecture(f"{text}journeys: {{buy: {{through: [a]}}}}"))
    assert table.lead.startswith(
        "no single failure takes anything else down; a hurts most: down 526 min a year by itself; lost: buy"
    )
    (table,) = answer(architecture(text), component=("b",))
    assert table.lead.endswith("takes nothing else down; redundancy saves 1 of 1")


def test_an_empty_architecture_has_no_radius() -> None:
    """No row, no sentence."""
    (table,) = answer(Architecture())
    assert not table.rows and not table.lead


@given(architectures())
def test_a_journey_is_stopped_by_those_whose_rows_say_so(described: Architecture) -> None:
    """Asked about a journey, the same rows stand there as in the table of all, but only those that lose it."""
    (everything,) = answer(described, all=True)
    for journey in described.journeys.values():
        (alone,) = answer(described, journey=(journey.name,), all=True)
        assert [row[0] for row in alone.rows] == [row[0] for row in everything.rows if journey.name in row[-1]]


def test_a_journey_there_is_not_and_one_beside_a_component() -> None:
    """Both are bad calls that say what to write."""
    described = architecture("{components: {web: {}}, journeys: {buy: {through: [web]}}}")
    with pytest.raises(BadCall, match="did you mean 'buy'"):
        answer(described, journey=("bye",))
    with pytest.raises(BadCall, match="leave one of them out"):
        answer(described, journey=("buy",), component=("web",))
    assert [row[0] for row in answer(described, journey=("buy",))[0].rows] == ["web"]
