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


def test_to_watch_inside_a_group_is_not_to_need_either() -> None:
    """However deep it stands: what falls with what it watches by the watch alone is no circle."""
    text = """
    components:
      m: {depends_on: [{any_of: [dns, {all_of: [{on: s, kind: observe}, disk]}]}]}
      dns: {depends_on: [s]}
      disk: {depends_on: [BACK]}
      s:
    """
    assert list(RULE.check(architecture(text.replace("BACK", "")))) == []
    (found,) = RULE.check(architecture(text.replace("BACK", "s")))
    assert found.message.startswith("m falls with s, ")


def test_what_is_watched_in_a_group_may_keep_the_watch_up() -> None:
    """The watch does without dns while s is up, so that it does not fall with the third on which dns rests."""
    text = """
    components:
      m: {depends_on: [{any_of: [dns, {on: s, kind: observe}]}, {on: third, kind: observe, soft: true}]}
      dns: {depends_on: [third]}
      s:
      third:
    """
    assert list(RULE.check(architecture(text))) == []
