"""Promises above what vendors owe."""

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.rules import contradictory_slo, unattainable_slo
from sosgraph.rules.slo_tighter_than_sla import RULE
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def test_a_promise_that_leans_on_luck_is_told() -> None:
    """Through a component that promises nothing; the way and the contract are in the notes."""
    text = """
    components:
      web: {availability: 99.99%, slo: 99.95%, depends_on: [cart]}
      cart: {availability: 99.999%, depends_on: [pay]}
      pay: {external: true, availability: 99.999%, sla: 99.5%}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("web promises 99.95 %, but pay, which it cannot do without, owes just 99.5 % by contract")
    assert [note.message for note in finding.notes] == ["web -> cart", "cart -> pay", "pay owes 99.5 %"]


def test_a_promise_between_the_two_answers_for_it() -> None:
    """Who promises less than the contract has room; who needs that one is its affair."""
    text = """
    components:
      web: {availability: 99.999%, slo: 99.9%, depends_on: [cart]}
      cart: {availability: 99.999%, slo: 99.4%, depends_on: [pay]}
      pay: {external: true, availability: 99.999%, sla: 99.5%}
    """
    assert list(RULE.check(architecture(text))) == []


def test_what_others_tell_is_not_told_again() -> None:
    """A contract that is the vendor's only number makes the promise unattainable; a lower slo is a weakest promise."""
    text = """
    components:
      web: {availability: 99.99%, slo: 99.95%, depends_on: [pay]}
      app: {availability: 99.99%, slo: 99.95%, depends_on: [mail]}
      pay: {external: true, sla: 99.5%}
      mail: {external: true, availability: 99.999%, slo: 99.9%, sla: 99.5%}
    """
    assert list(RULE.check(architecture(text))) == []
    assert len(list(unattainable_slo.RULE.check(architecture(text)))) == 1


@given(architectures())
def test_a_promise_gets_one_finding(drawn: Architecture) -> None:
    """∀ architectures: of a promise that is broken nothing is said here."""
    broken = {finding.message.partition(" promises")[0] for finding in unattainable_slo.RULE.check(drawn)}
    broken |= {finding.message.partition(" promises")[0] for finding in contradictory_slo.RULE.check(drawn)}
    assert not broken & {finding.message.partition(" promises")[0] for finding in RULE.check(drawn)}
