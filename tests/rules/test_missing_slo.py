"""Components of which no number is known."""

from sosgraph.rules.missing_slo import RULE
from tests.yaml_architecture import architecture


def test_what_nobody_needs_to_run_is_left_alone() -> None:
    """Soft callees and callees of other phases may do without a number."""
    text = """
    components:
      a: {slo: 99%, depends_on: [{on: b, soft: true}, {on: c, phase: [start]}]}
      b:
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_any_number_will_do() -> None:
    """An SLA, counts, or mean times are numbers; a time to repair alone is not."""
    text = """
    components:
      a: {slo: 99%, depends_on: [b, c, d, e]}
      b: {sla: 99%}
      c: {observed: {good: 9, total: 10}}
      d: {mtbf: 30d, mttr: 1h}
      e: {mttr: 1h}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-1] for finding in findings] == ["e"]


def test_an_entry_is_covered_by_a_journey_with_an_slo() -> None:
    """An entry needs an SLO of its own only where no journey through it has one."""
    text = """
    components:
      a: {entry: true}
      b: {entry: true}
    journeys:
      buy: {through: [a], slo: 99%}
      look: {through: [b]}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-1] for finding in findings] == ["b"]
