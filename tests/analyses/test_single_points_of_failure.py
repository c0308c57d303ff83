"""Single points of failure as people read them."""

import pytest

from sosgraph.analyses.single_points_of_failure import answer
from sosgraph.errors import BadCall
from tests.analyses.webshop import rows, webshop
from tests.yaml_architecture import architecture

SHOP = """
    system: shop
    owner: team-shop
    components:
      web: {availability: 99.99%, entry: true, depends_on: [pay, db]}
      help: {entry: true, depends_on: [db]}
      pay: {depends_on: [{any_of: [stripe, adyen]}]}
      stripe: {external: true, owner: stripe, sla: 99.9%}
      adyen: {external: true, owner: adyen, sla: 99%}
      db: {availability: 99.9%, replicas: {count: 2, need: 2}, depends_on: [disk]}
      disk: {owner: team-metal, availability: 99%}
    journeys:
      buy: {through: [web, pay]}
"""


def test_journeys_and_entries_beside_them_are_asked_about() -> None:
    """The part that is down most comes first, those without a number last, each with its owner and its chain."""
    buy, help_ = answer(architecture(SHOP))
    assert [buy.title, help_.title] == ["Single points of failure of journey buy", "Single points of failure of help"]
    assert [(row["part"], row["owner"], row["chain"]) for row in rows(buy)] == [
        ("disk", "team-metal", "web -> db -> disk"),
        ("db#1", "team-shop", "web -> db -> db#1"),
        ("db#2", "team-shop", "web -> db -> db#2"),
        ("web", "team-shop", "web"),
        ("pay", "team-shop", "web -> pay"),
    ]
    assert [row["minutes_a_year"] for row in rows(buy)] == [pytest.approx(one) for one in (5256, 525.6, 525.6, 52.56)] + [None]
    assert buy.lead == (
        "5 parts stop journey buy alone, first of all disk, down 5256 min a year; "
        "1 in other hands (team-metal); 1 without a number"
    )


def test_a_component_is_no_single_point_of_itself() -> None:
    """Its own copies are, where all are needed."""
    (table,) = answer(architecture(SHOP), component=("db",))
    assert [row["part"] for row in rows(table)] == ["disk", "db#1", "db#2"]
    (table,) = answer(architecture(SHOP), component=("stripe",))
    assert not table.rows and table.lead == "no other part stops stripe alone"


def test_a_journey_through_one_component_is_stopped_by_it() -> None:
    """As any journey is by what it goes through, and a system by its only entry; not by what fails in copies only."""
    text = "components: {web: {entry: true, depends_on: [cart]}, cart: {availability: 99%}}\njourneys: {buy: {through: [cart]}}"
    buy, web = answer(architecture(text))
    assert [(row["part"], row["chain"]) for row in rows(buy)] == [("cart", "cart")]
    assert buy.lead == "only one part stops journey buy alone: cart, down 5256 min a year"
    assert [row["part"] for row in rows(web)] == ["cart"]
    (system,) = answer(architecture(text), system=("test",))
    assert {row["part"] for row in rows(system)} == {"web", "cart"}
    (copied,) = answer(architecture(text.replace("99%", "99%, replicas: {count: 2}")), journey=("buy",))
    assert not copied.rows and copied.lead == "no part stops journey buy alone"


def test_a_zone_without_a_copy_is_no_part_of_it() -> None:
    """One copy over two zones stands in the first."""
    (table,) = answer(
        architecture("system: s\ncomponents: {web: {entry: true, replicas: {count: 1, need: 1, over: [a, b]}}, a: {}, b: {}}")
    )
    assert [row["part"] for row in rows(table)] == ["web#1", "a"]


def test_a_system_is_there_for_its_entries() -> None:
    """Else for what others name, else for what none of its own names."""
    (table,) = answer(architecture(SHOP), system=("shop",))
    assert table.facts["components"] == ("shop/web", "shop/help")
    assert "system shop goes on while all of these are up: web, help" in table.notes
    (table,) = answer(architecture(SHOP.replace("entry: true, ", "")), system=("shop",))
    assert table.facts["components"] == ("shop/web", "shop/help")
    round_ = "components: {a: {depends_on: [b]}, b: {depends_on: [a, c]}, c: {}, alone: {}}"
    (table,) = answer(architecture(round_), system=("test",))
    assert table.facts["components"] == ("test/a", "test/b", "test/alone")


def test_pairs_are_those_of_which_neither_is_enough() -> None:
    """With whose they are, how often, and the redundancy that they defeat."""
    _, pairs = answer(architecture(SHOP), journey=("buy",), order=2)
    (row,) = rows(pairs)
    assert (row["fail_together"], row["owners"]) == (("stripe", "adyen"), ("stripe", "adyen"))
    assert row["minutes_a_year"] == pytest.approx(0.001 * 0.01 * 525_600)
    assert row["why"] == "defeats 'any of stripe, adyen' of pay"
    assert pairs.lead.startswith("1 pair stops journey buy where no single failure does; first of all stripe with adyen")
    _, triples = answer(architecture(SHOP), component=("pay",), order=3)
    assert triples.lead.startswith("1 combination of up to 3 parts stops pay where no single failure does")
    _, triples = answer(architecture(SHOP), component=("disk",), order=3)
    assert triples.lead == "0 combinations of up to 3 parts stop disk where no single failure does"


def test_more_than_twenty_are_listed_when_all_are_asked_for() -> None:
    """A note says how many are left; so it does for pairs."""
    members = ", ".join(f"c{n}" for n in range(30))
    many = "components: {web: {depends_on: [" + members + "]}, " + ", ".join(f"c{n}: {{}}" for n in range(30)) + "}"
    (table,) = answer(architecture(many))
    assert len(table.rows) == 20 and table.notes == ("10 more; --all lists them",)
    assert table.lead == "30 parts stop web alone, such as c0; none has a number"
    (table,) = answer(architecture(many), all=True)
    assert len(table.rows) == 30 and not table.notes


def test_only_twenty_entries_are_asked_about_unless_all_are() -> None:
    """The last table says how many there are more."""
    many = "components: {hub: {}, " + ", ".join(f"c{n}: {{entry: true, depends_on: [hub]}}" for n in range(23)) + "}"
    tables = answer(architecture(many))
    assert len(tables) == 20 and tables[-1].notes[-1].startswith("3 more journeys and entries; ")
    assert len(answer(architecture(many), all=True)) == 23


def test_what_cannot_be_searched_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of a search without an end."""
    monkeypatch.setattr("sosgraph.structure.single_points._LARGEST", 3)
    _, pairs = answer(architecture(SHOP), component=("web",), order=2)
    assert not pairs.rows and pairs.notes == (
        "too many combinations to look at: what fails with more than 1 at once is not listed",
    )
    with pytest.raises(BadCall, match="4 failures at once are too many to look at"):
        answer(architecture(SHOP), order=4)


def test_an_unknown_journey_is_a_bad_call() -> None:
    """The message says which there are."""
    with pytest.raises(BadCall, match=r"no journey is called 'by'; did you mean 'buy'\?; there are buy"):
        answer(architecture(SHOP), journey=("by",))


def test_the_web_shop_stops_with_its_name_service() -> None:
    """Through both payment vendors."""
    (table,) = answer(webshop())
    assert rows(table)[0]["chain"] == "web -> checkout -> both of (cards, wallets) -> dns"


@pytest.mark.parametrize(
    ("parts", "lead"),
    [
        ("a: {}", "only one part stops web alone: a; it has no number"),
        ("a: {}, b: {}", "2 parts stop web alone, such as a; none has a number"),
        ("a: {}, b: {availability: 99.9%}", "2 parts stop web alone, first of all b, down 526 min a year; 1 without a number"),
    ],
)
def test_what_has_no_number_is_said(parts: str, lead: str) -> None:
    """Of one, of all, or of how many."""
    names = ", ".join(part[0] for part in parts.split(", "))
    (table,) = answer(architecture(f"components: {{web: {{entry: true, depends_on: [{names}]}}, {parts}}}"))
    assert table.lead == lead
