"""Tolerances that are not counted."""

from sosgraph.rules.tolerance_without_mttr import RULE
from tests.yaml_architecture import architecture


def test_soft_and_start_dependencies_are_left_alone() -> None:
    """A tolerance counts for hard dependencies while running."""
    text = """
    components:
      a: {depends_on: [{on: b, soft: true, tolerance: 1m}, {on: c, phase: [start], tolerance: 1m}]}
      b:
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_each_tolerance_is_reported_at_its_place() -> None:
    """The place is the tolerance itself."""
    text = """
    components:
      a: {depends_on: [{on: b, tolerance: 1m}, {on: c, tolerance: 1m}]}
      b: {mttr: 1h}
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[2:] for finding in findings] == [("a", "depends_on", 1, "tolerance")]
