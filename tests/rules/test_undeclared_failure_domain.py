"""Copies that stand nowhere."""

from sosgraph.rules.undeclared_failure_domain import RULE
from tests.yaml_architecture import architecture


def test_a_system_gets_one_finding() -> None:
    """All such copies are in it."""
    text = """
    components:
      web: {runs_on: zone}
      cache: {replicas: 2}
      queue: {replicas: {count: 3, need: 2}}
      zone:
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("where the copies of cache, queue stand is not said")
    assert finding.at.path[2:] == ("cache", "replicas")
    assert [note.message for note in finding.notes] == ["queue has copies here"]


def test_where_nobody_says_where_anything_stands_nothing_is_said() -> None:
    """Then places are not part of the description; so in a system beside one that describes them."""
    assert list(RULE.check(architecture("components: {cache: {replicas: 2}, web: {depends_on: [cache]}}"))) == []


def test_copies_of_which_something_is_said_are_fine() -> None:
    """A place of any kind, a common cause, all needed, a vendor's."""
    text = """
    components:
      web: {replicas: {count: 2, over: [zone]}}
      b: {replicas: 2, runs_on: zone}
      c: {replicas: {count: 2, common_cause: 5%}, availability: 99%}
      d: {replicas: {count: 2, need: 2}}
      e: {replicas: 2, external: true}
      f: {replicas: 2, depends_on: [{on: zone, kind: placement}]}
      zone:
    """
    assert list(RULE.check(architecture(text))) == []
