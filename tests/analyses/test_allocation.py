"""Allocation in tables: the vectors in the language, the proof, and who has to improve most."""

import pytest
from hypothesis import given, settings

from sosgraph.analyses.allocation import answer, parse_cost
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import parse_ratio
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
    parts, _ = answer(webshop())
    assert parts.lead == (
        "11 parts share the budget of web (99.5 %): at least cost dns alone must become better, "
        "1.63 times, from 99.9 % to 99.93867 %"
    )
    assert rows(parts)[0]["component"] == "dns"


def test_what_is_published_in_the_end() -> None:
    """The promise of a part is its composite with the numbers at least cost: that of the root is its target."""
    parts, _ = answer(webshop(), component=("web", "checkout"))
    promise = {row["component"]: row["promise"] for row in rows(parts)}
    assert promise["checkout"].unavailability_low == pytest.approx(0.0005, rel=1e-6)
    assert promise["catalog"].unavailability_low == promise["pricing"].unavailability_low


def test_keeping_a_number() -> None:
    """What is kept is taken off first, and is no row; where it uses up all, nothing can be done."""
    parts, proof = answer(webshop(), keep=("dns",))
    assert "dns" not in [row["component"] for row in rows(parts)] and rows(proof)[0]["fixed_share"] == pytest.approx(0.2)
    (proof,) = answer(webshop(), component=("checkout",), keep=("dns",))
    assert "fixed numbers alone leave 99.9 %" in proof.lead
    with pytest.raises(BadCall, match="has no number that could be kept"):
        answer(in_series("99.9%", 1), keep=("p1",))


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
