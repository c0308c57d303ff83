"""Components without an owner."""

from sosgraph.rules.unowned_component import RULE
from tests.yaml_architecture import architecture


def test_without_any_owner_nothing_is_said() -> None:
    """Where nobody writes owners they are not part of the description."""
    text = """
    components:
      a:
      b:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_a_system_gets_one_finding() -> None:
    """All components without an owner are in one finding."""
    text = """
    components:
      a: {owner: team}
      b:
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-1] for finding in findings] == ["b"]
    assert "nobody owns b, c in" in findings[0].message
    assert [note.at.path[-1] for note in findings[0].notes] == ["c"]
