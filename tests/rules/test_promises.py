"""The table and the two rules on promises say the same."""

from hypothesis import given, settings

from sosgraph.analyses.composite_slo import answer
from sosgraph.model.architecture import Architecture
from sosgraph.rules import contradictory_slo, unattainable_slo
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def told(drawn: Architecture) -> list[str]:
    """Return who is said to promise too much, in order, journeys left out."""
    findings = [*unattainable_slo.RULE.check(drawn), *contradictory_slo.RULE.check(drawn)]
    names = [finding.message.partition(" promises ")[0] for finding in findings]
    return sorted(name for name in names if not name.startswith("journey "))


@settings(max_examples=200)
@given(drawn=architectures())
def test_a_promise_is_broken_in_the_table_if_one_rule_says_so(drawn: Architecture) -> None:
    """Exactly one finding for each promise that is out of reach or contradicted, and none for another."""
    (table,) = answer(drawn)
    assert told(drawn) == sorted(str(row[0]) for row in table.rows if row[-1] in ("out of reach", "contradicted"))


def test_a_contract_below_the_promise_breaks_it() -> None:
    """What a vendor owes comes first as the own number of what is external, so that its SLO is judged by it."""
    described = architecture("components: {web: {external: true, slo: 99.99%, sla: 99%}}")
    assert told(described) == ["web"]


def test_callees_that_break_their_promise_leave_less_than_it() -> None:
    """A promise that rests on a broken one is broken too, though the promises agree."""
    text = """
    components:
      a: {slo: 99.9%, depends_on: [b]}
      b: {slo: 99.99%, availability: 99%}
    """
    assert told(architecture(text)) == ["a", "b"]
    (finding,) = contradictory_slo.RULE.check(architecture(text))
    assert "what its callees reach leaves 99 % at best" in finding.message
