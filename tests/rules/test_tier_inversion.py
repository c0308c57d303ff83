"""Important components that rest on less important ones."""

from sosgraph.rules.tier_inversion import RULE
from tests.yaml_architecture import architecture


def test_what_can_be_replaced_is_left_out() -> None:
    """Members of a redundancy group, fallbacks and unknown tiers are no inversion, nested all_of is."""
    text = """
    components:
      a:
        tier: 1
        depends_on:
          - any_of: [b, c]
          - {on: b, fallback: c}
          - all_of: [unknown, c]
      b: {tier: 2}
      c: {tier: 3}
      unknown:
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[3:] for finding in findings] == [("depends_on", 2, "all_of", 1, "on")]
    assert findings[0].notes[0].at.path[2:] == ("c", "tier")
