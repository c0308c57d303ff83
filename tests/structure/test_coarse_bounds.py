"""Bounds from components alone, against the exact composites and the two naive rules."""

import pytest
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.coarse_bounds import coarse_bounds
from sosgraph.structure.composites import composites
from tests.strategies import architectures
from tests.yaml_architecture import architecture

ROUNDING = 1 + 1e-9


@settings(max_examples=300)
@given(drawn=architectures(max_components=7))
def test_nothing_is_down_more_often_nor_less_by_the_rules(drawn: Architecture) -> None:
    """The exact unavailability is never above the one bound, and the naive one, where there is one, never below the other."""
    bounds = coarse_bounds(drawn)
    most, naive_least = bounds.most, bounds.naive_least
    assert list(most) == list(naive_least) == list(drawn.components)
    for name, composite in composites(drawn).items():
        assert composite.estimate.unavailability_low <= bounds.together([name]) * ROUNDING
        assert composite.estimate.unavailability_low <= most[name] * ROUNDING
        assert composite.naive is None or naive_least[name] <= composite.naive * ROUNDING


def test_what_shares_nothing_is_as_by_the_rules() -> None:
    """Copies on zones of their own: what each copy and its zone lose, multiplied; in series hardly more than the sum."""
    described = architecture("""
        components:
          zone-a: {availability: 99.9%}
          zone-b: {availability: 99.9%}
          web: {availability: 99%, replicas: {count: 2, need: 1, over: [zone-a, zone-b]}}
          shop: {availability: 99.9%, depends_on: [web]}
    """)
    bounds = coarse_bounds(described)
    most, naive_least = bounds.most, bounds.naive_least
    assert most["test/web"] == pytest.approx(0.011**2)
    assert most["test/shop"] == pytest.approx(0.001 + 0.011**2)
    assert naive_least["test/shop"] == pytest.approx(composites(described)["test/shop"].naive or 0.0, rel=1e-3)


def test_what_is_needed_anyhow_costs_a_choice_nothing() -> None:
    """A group with a member that is needed beside it, and a fallback to one, of which only the switch may fail."""
    described = architecture("""
        components:
          a: {availability: 99%}
          b: {availability: 98%}
          group: {availability: 100%, depends_on: [a, {any_of: [a, b]}]}
          switch: {availability: 100%, depends_on: [a, {on: b, fallback: {to: a, coverage: 90%}}]}
          either: {availability: 100%, depends_on: [{any_of: [a, b]}]}
    """)
    most = coarse_bounds(described).most
    assert most["test/group"] == pytest.approx(0.01)
    assert most["test/switch"] == pytest.approx(0.01 + 0.02 * 0.1)
    assert most["test/either"] == pytest.approx(0.01)


def test_together_what_is_shared_counts_once() -> None:
    """Two callers of one service, and who needs both: the service is one part."""
    described = architecture("""
        components:
          disk: {availability: 99%}
          a: {availability: 99.9%, depends_on: [disk]}
          b: {availability: 99.9%, depends_on: [disk]}
          both: {availability: 100%, depends_on: [a, b]}
    """)
    bounds = coarse_bounds(described)
    assert bounds.most["test/both"] == pytest.approx(0.022)
    assert bounds.together(["test/both"]) == bounds.together(["test/a", "test/b"]) == pytest.approx(0.012)


def test_a_circle_is_down_with_any_part_of_it() -> None:
    """Each member of a circle has the bound of all their parts, and of what they need outside, counted once."""
    described = architecture("""
        components:
          a: {availability: 99%, depends_on: [b]}
          b: {availability: 98%, depends_on: [a, c]}
          c: {availability: 97%}
    """)
    most = coarse_bounds(described).most
    assert most["test/a"] == most["test/b"] == pytest.approx(0.06)
