"""Common causes that act on nothing."""

from sosgraph.rules.common_cause_without_availability import RULE
from tests.yaml_architecture import architecture


def test_only_a_number_of_one_copy_has_common_causes() -> None:
    """Mean times are such a number too; what is published is not."""
    text = """
    components:
      a: {availability: 99%, replicas: {count: 2, common_cause: 5%}}
      b: {mtbf: 30d, mttr: 1h, replicas: {count: 2, common_cause: 5%}}
      c: {slo: 99%, replicas: {count: 2, common_cause: 5%}}
      d: {replicas: {count: 2, common_cause: 5%}}
      e: {slo: 99%, replicas: 2}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[2:] for finding in findings] == [("c", "replicas", "common_cause"), ("d", "replicas", "common_cause")]
