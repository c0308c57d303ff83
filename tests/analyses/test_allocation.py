"""Allocation in tables: the vectors in the language, the proof, and who has to improve most."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.analyses.allocation import answer, parse_cost
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import parse_ratio
from sosgraph.structure.composites import composite_availability
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def in_series(slo: str, count: int, details: str = "") -> Architecture:
    names = [f"p{number}" for number in range(1, count + 1)]
    parts = "".join(f"  {name}: {{{details}}}\n" for name in names)
    return architecture(f"components:\n  app: {{slo: {slo}, depends_on: [{', '.join(names)}]}}\n{parts}")


def test_v21_shares() -> None:
    """V21, slo-engine: 99.99 % over three dependencies and itself is 99.9975 % each."""
    parts, proof = answer(in_series("99.99%", 3), component=("app",))
    assert [row["equal_shares"] for row in rows(parts)] == pytest.approx([2.5e-5] * 4)
    assert rows(proof)[0]["equal_shares"].lower >= 0.9999


def test_v21_vendors_that_eat_it_all() -> None:
    """V21, slo-engine: eleven vendors of 99.99 % leave 99.89 %, so 99.99 % cannot be reached."""
    (proof,) = answer(in_series("99.99%", 11, "external: true, sla: 99.99%"), component=("app",))
    assert proof.lead == "app cannot reach 99.99 % whatever the parts are worth: fixed numbers alone leave 99.89005 %"
    assert rows(proof)[0]["least_cost"] is None


def test_v22_over_four() -> None:
    """V22: .999749906 each exactly (RePyability), .99975 by shares (Ewerlöf)."""
    parts, _ = answer(in_series("99.9%", 3), component=("app",))
    for row in rows(parts):
        assert 1 - row["all_alike"] == pytest.approx(0.999749906, abs=5e-10)
        assert 1 - row["equal_shares"] == pytest.approx(0.99975, abs=1e-12)


def test_a1_by_cost() -> None:
    """A1: costs of 1, 1 and 2 divide .001 into .00025, .00025 and .0005."""
    parts, proof = answer(in_series("99.9%", 2), component=("app",), cost=(parse_cost("p2=2"),))
    found = {row["component"]: row["least_cost"] for row in rows(parts)}
    assert [found[name] for name in ("app", "p1", "p2")] == pytest.approx([0.00025, 0.00025, 0.0005], abs=5e-7)
    assert rows(proof)[0]["least_cost"].unavailability_low == pytest.approx(0.001, rel=1e-9)


def test_lead_says_who_must_improve_most() -> None:
    """Among how many, how many times, from what to what."""
    parts, _ = answer(webshop(), target=parse_ratio("99.8%"))
    assert parts.lead == (
        "8 parts share the budget of web (99.8 %): at least cost 3 must become better, most of all dns, "
        "3.43 times, from 99.9 % to 99.97082 %"
    )
    assert rows(parts)[0]["component"] == "dns"
    pair = architecture("components: {a: {availability: 99.99%, slo: 99.9%, depends_on: [b]}, b: {availability: 99.9%}}")
    parts, _ = answer(pair)
    assert parts.lead.endswith("(99.9 %): at least cost b alone must become better, 2 times, from 99.9 % to 99.94999 %")


PAIR = "{web: {availability: 99.9%, slo: 95%, entry: true, depends_on: [{any_of: [a, b]}]}, a: {availability: 80%}"


@pytest.mark.parametrize("other", ["80%", "97%"])
def test_nobody_has_to_become_better_for_a_promise_that_is_kept(other: str) -> None:
    """A pair of which one is up 80 % keeps 95 %; what it leaves goes to the others."""
    parts, proof = answer(architecture(f"components: {PAIR}, b: {{availability: {other}}}}}"))
    assert parts.lead == "3 parts share the budget of web (95 %): each with a number is good enough today"
    assert all(row["change"] == "as it is" or row["change"].startswith("may fail") for row in rows(parts))
    assert rows(proof)[0]["least_cost"].unavailability_low == pytest.approx(0.05, rel=1e-9)
    together = next(note for note in parts.notes if note.startswith("one number"))
    assert together.endswith("who is good enough keeps its own") == (other == "97%")
    assert "no part is asked for less than 90 %, or than it has" in parts.notes


def test_three_of_ten_that_are_good_enough() -> None:
    """No bound of the search asks more of them than they have: by no rule of shares, and at least cost neither."""
    names = [f"n{number}" for number in range(10)]
    text = f"web: {{availability: 99.99%, slo: 99.9%, entry: true, depends_on: [{{at_least: 3, of: [{', '.join(names)}]}}]}}"
    copies = ", ".join(f"{name}: {{availability: 76%}}" for name in names)
    parts, _ = answer(architecture(f"components: {{{text}, {copies}}}"))
    found = {row["component"]: (row["equal_shares"], row["least_cost"]) for row in rows(parts)}
    assert parts.lead.endswith("each with a number is good enough today")
    assert all(found[name] == pytest.approx((0.24, 0.24)) for name in names)
    assert "no part is asked for less than 90 %, or than it has" in parts.notes


def test_the_bound_is_named_where_it_counts() -> None:
    """Any of three that are each enough may fail oftener than once in ten; a small budget in series reaches no bound."""
    described = architecture("components: {a: {slo: 99%, depends_on: [{any_of: [x, y, z]}]}, x: {}, y: {}, z: {}}")
    assert "no part is asked for less than 90 %" in answer(described)[0].notes
    assert not any(note.startswith("no part is asked") for note in answer(in_series("99.9%", 2), component=("app",))[0].notes)


def test_what_is_published_in_the_end() -> None:
    """The promise of a part is its composite with the numbers at least cost: that of the root is its target."""
    parts, _ = answer(webshop(), component=("web", "checkout"))
    promise = {row["component"]: row["promise"] for row in rows(parts)}
    assert promise["checkout"].unavailability_low == pytest.approx(0.0005, rel=1e-6)
    assert promise["catalog"].unavailability_low == promise["pricing"].unavailability_low


def test_keeping_a_number() -> None:
    """What is kept is taken off first, and is no row; where it uses up all, nothing can be done."""
    parts, proof = answer(webshop(), keep=("dns",))
    assert "dns" not in [row["component"] for row in rows(parts)] and rows(proof)[0]["fixed_share"] == pytest.approx(
        0.2, rel=1e-3
    )
    (proof,) = answer(webshop(), component=("checkout",), keep=("dns",))
    assert "fixed numbers alone leave 99.89993 %" in proof.lead
    with pytest.raises(BadCall, match="has no number that could be kept"):
        answer(in_series("99.9%", 1), keep=("p1",))


def test_failure_domains_and_what_never_fails_keep_their_number() -> None:
    """Nobody buys a better zone; a part that is declared perfect takes no share; a kind or a pattern is kept as a whole."""
    parts, _ = answer(webshop())
    assert not {row["component"] for row in rows(parts)} & {"zone-a", "zone-b", "zone-c"}
    assert any(note.startswith("fixed, and taken off the budget first: zone-a") for note in parts.notes)
    perfect = architecture("components: {a: {availability: 100%, slo: 99.9%, depends_on: [b]}, b: {availability: 99%}}")
    (parts, _) = answer(perfect)
    assert [(row["component"], row["change"]) for row in rows(parts)] == [("b", "10 times better")]
    assert rows(parts)[0]["equal_shares"] == pytest.approx(1e-3)
    parts, _ = answer(webshop(), keep=("service", "*dns"))
    assert {row["component"] for row in rows(parts)} == {"web", "ledger"}


def test_shares_of_a_pair_keep_the_target_together() -> None:
    """Two services, each on a vendor of its own: what one may fail beside the other's vendor is too much for both."""
    pair = architecture("""
        components:
          web: {availability: 99.99%, slo: 99.9%, depends_on: [{any_of: [a, b]}]}
          a: {availability: 99.9%, depends_on: [va]}
          b: {availability: 99.9%, depends_on: [vb]}
          va: {external: true, sla: 99.95%}
          vb: {external: true, sla: 99.9%}
    """)
    parts, proof = answer(pair)
    for method in ("equal_shares", "all_alike", "extra_nine", "least_cost"):
        assert rows(proof)[0][method].unavailability_low <= 0.001 * (1 + 1e-9)
    assert all(row["change"].startswith("may fail") and row["change"].endswith("times as often") for row in rows(parts))


def test_a_rule_that_does_not_fit_says_so() -> None:
    """With a tenth of the budget for each of ten there is nothing left."""
    parts, proof = answer(in_series("99.9%", 10, "availability: 99.99%"), component=("app",))
    assert rows(parts)[0]["extra_nine"] is None and rows(proof)[0]["extra_nine"] is None
    assert any(note.startswith("extra nine does not fit") for note in parts.notes)


def test_an_entry_without_a_promise_hides_none() -> None:
    """The strictest promise that nothing else promised needs is what is allotted; a journey has its own."""
    described = architecture("""
        components: {web: {entry: true, depends_on: [shop]}, shop: {slo: 99.9%, depends_on: [db]}, db: {availability: 99%}}
        journeys: {buy: {through: [web], slo: 99.5%}}
    """)
    _, proof = answer(described)
    assert [row["component"] for row in rows(proof)] == ["shop"]
    _, proof = answer(described, component=("buy",))
    assert [(row["component"], row["target"].complement) for row in rows(proof)] == [("journey buy", pytest.approx(0.005))]


def test_where_nothing_can_be_chosen() -> None:
    """All numbers are kept, or none is good enough: in words that are true."""
    described = architecture("components: {a: {slo: 99%, availability: 99.9%, depends_on: [b]}, b: {availability: 99.9%}}")
    (proof,) = answer(described, keep=("a", "b"))
    assert proof.lead == "every number is fixed below a (20 % of its budget): keep fewer"
    (proof,) = answer(described, target=parse_ratio("100%"))
    assert proof.lead == "a cannot reach 100 %: every part that takes it down would have to be perfect"
    parts, _ = answer(described, keep=("b",))
    assert parts.lead.startswith("1 part shares the budget of a")


def test_targets() -> None:
    """A target stands for all promises; without any there is a sentence, and a name without one is refused."""
    _, proof = answer(webshop(), component=("cards",), target=parse_ratio("99.9%"))
    assert rows(proof)[0]["component"] == "cards"
    (table,) = answer(architecture("components: {a: {depends_on: [b]}, b: {}}"))
    assert table.lead.startswith("nothing is promised by what users see")
    with pytest.raises(BadCall, match="cards promises nothing; say --target"):
        answer(webshop(), component=("cards",))


@pytest.mark.parametrize(
    ("text", "says"), [("auth", "write it like auth=2"), ("auth=0", "above zero"), ("auth=-1", "not a number")]
)
def test_mistakes_in_a_cost(text: str, says: str) -> None:
    """Each says what to write."""
    with pytest.raises(ValueError, match=says):
        parse_cost(text)


@settings(max_examples=25)
@given(drawn=architectures(max_components=6))
def test_any_architecture_has_an_answer(drawn: Architecture) -> None:
    """With the proof last, whatever is promised."""
    tables = answer(drawn, target=parse_ratio("99%"))
    assert tables[-1].name == "allocation-proof" and len(tables[-1].rows) >= 1


@settings(max_examples=40)
@given(drawn=architectures(max_components=6), target=st.sampled_from(("90%", "60%", "20%")))
def test_kept_promises_ask_nobody_for_more(drawn: Architecture, target: str) -> None:
    """Whatever depends on what: where the targets are kept, nobody has to become better, and they stay kept."""
    *parts, proof = answer(drawn, target=parse_ratio(target))
    wanted = parse_ratio(target).complement
    now = {drawn.label(name): estimate for name, estimate in composite_availability(drawn).items()}
    roots = [now[row["component"]] for row in rows(proof)]
    if not any(root.upper_bound or root.unavailability_high > wanted for root in roots):
        assert not any("better" in (row["change"] or "") for table in parts for row in rows(table))
        assert all(row["least_cost"].unavailability_low <= wanted * (1 + 1e-9) for row in rows(proof) if row["least_cost"])
