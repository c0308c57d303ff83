"""Watches that fall with what they watch."""

import pytest

from sosgraph.rules.observation_cycle import RULE
from tests.yaml_architecture import architecture


@pytest.mark.parametrize(
    ("shop", "metrics"),
    [("", "{on: shop, kind: observe, soft: true}"), ("{on: metrics, kind: observe, soft: true}", "")],
)
def test_the_direction_in_which_the_watch_is_written_does_not_matter(shop: str, metrics: str) -> None:
    """What counts is who falls with whom."""
    text = f"""
    components:
      shop: {{depends_on: [{shop}]}}
      dns: {{depends_on: [shop]}}
      metrics: {{depends_on: [dns{metrics and ", "}{metrics}]}}
    """
    (found,) = RULE.check(architecture(text))
    assert found.message.startswith("metrics falls with shop, and one of the two watches the other: when shop fails")
    assert [note.message for note in found.notes] == ["metrics -> dns", "dns -> shop"]


def test_to_watch_is_not_to_need() -> None:
    """A hard observe dependency alone is no circle, and neither is one in both directions."""
    assert list(RULE.check(architecture("components: {m: {depends_on: [{on: s, kind: observe}]}, s: }"))) == []
    both = "components: {m: {depends_on: [{on: s, kind: observe}]}, s: {depends_on: [{on: m, kind: observe}]}}"
    assert list(RULE.check(architecture(both))) == []


def test_a_third_that_takes_both_down_is_no_circle() -> None:
    """A zone that both stand in is another question."""
    text = """
    components:
      m: {runs_on: zone, depends_on: [{on: s, kind: observe, soft: true}]}
      s: {runs_on: zone}
      zone:
    """
    assert list(RULE.check(architecture(text))) == []


def test_a_watch_with_another_way_survives() -> None:
    """Redundancy on the way counts."""
    text = """
    components:
      s:
      m: {depends_on: [{on: s, kind: observe, soft: true}, {any_of: [s, elsewhere]}]}
      elsewhere:
    """
    assert list(RULE.check(architecture(text))) == []
