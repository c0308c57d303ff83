"""Promises that somebody multiplied."""

import pytest
from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.rules import contradictory_slo, unattainable_slo
from sosgraph.rules.naive_composite import RULE
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def shop(slo: str, cart: str = "", search: str = "", db: str = "availability: 99.8%") -> str:
    """Return a web that needs a cart and a search, both of which need a database."""
    return f"""
    components:
      web: {{availability: 99.99%, slo: {slo}, depends_on: [cart, search]}}
      cart: {{availability: 99.99%, {cart} depends_on: [db]}}
      search: {{availability: 99.99%, {search} depends_on: [db]}}
      db: {{{db}}}
    """


def test_the_product_of_all_parts_is_told() -> None:
    """0.9999³ · 0.998² is 99.57 %, but the database fails once: 99.77 %."""
    (finding,) = RULE.check(architecture(shop("99.57%")))
    assert finding.message == (
        "web promises 99.57 %, the product of all that it rests on, but these share db, which the product counts more than "
        "once: together they reach 99.77006 % at most; take the promise from sosgraph composite-slo"
    )
    assert [note.message for note in finding.notes] == ["cart needs db", "search needs db"]


@pytest.mark.parametrize("slo", ["99.58%", "99.56%", "99.6%", "99.5%", "99.77%", "99.8%"])
def test_other_promises_are_not(slo: str) -> None:
    """A digit beside it, round numbers, what is reached, and more than that."""
    assert list(RULE.check(architecture(shop(slo)))) == []


def test_the_product_of_promises_is_told() -> None:
    """0.9978 · 0.9976 is 99.54 %, with the own part 99.53 %."""
    for slo in ("99.54%", "99.53%"):
        (finding,) = RULE.check(architecture(shop(slo, "slo: 99.78%,", "slo: 99.76%,")))
        assert finding.message.startswith(f"web promises {slo[:-1]} %, the product of what its callees promise, but these share")


def test_what_shares_nothing_may_be_multiplied() -> None:
    """The product is right then, and promises below it are prudent."""
    text = """
    components:
      web: {availability: 100%, slo: 99.54%, depends_on: [cart, search]}
      cart: {availability: 99.99%, slo: 99.78%}
      search: {availability: 99.99%, slo: 99.76%}
    """
    assert list(RULE.check(architecture(text))) == []


@given(architectures())
def test_a_promise_gets_one_finding(drawn: Architecture) -> None:
    """∀ architectures: of a promise that is broken nothing is said here."""
    broken = {finding.message.partition(" promises")[0] for finding in unattainable_slo.RULE.check(drawn)}
    broken |= {finding.message.partition(" promises")[0] for finding in contradictory_slo.RULE.check(drawn)}
    assert not broken & {finding.message.partition(" promises")[0] for finding in RULE.check(drawn)}
