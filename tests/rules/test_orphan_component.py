"""Components that nothing speaks of."""

from sosgraph.rules.orphan_component import RULE
from tests.yaml_architecture import architecture


def test_a_single_component_is_fine() -> None:
    """One component alone is an architecture."""
    text = """
    components:
      a:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_every_mention_counts() -> None:
    """Fallbacks, zones, journeys, scenarios, controllers, feedback and entries are mentions."""
    text = """
    components:
      a: {depends_on: [{on: b, fallback: c}]}
      b:
      c:
      d: {replicas: {count: 2, over: [zone]}}
      zone:
      e: {entry: true}
      f:
      g:
      h: {signals: [load]}
      i:
      j:
      orphan:
    journeys:
      buy: {through: [f]}
    scenarios:
      out: {on: g, kind: outage, for: 10s}
    controllers:
      - {name: scaler, senses: h.load, acts: h.load, needs: i}
    feedback:
      - {from: j, to: a}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-1] for finding in findings] == ["orphan"]
