"""Overlays that miss what they are laid over."""

import pytest

from sosgraph.rules.unmatched_overlay import RULE
from tests.yaml_architecture import architecture

SHOP = """
system: shop
components:
  web: {depends_on: [cart, db]}
  cart:
  db:
---
"""


def found(other: str) -> list[str]:
    """Return the messages about `other` beside the shop."""
    return [finding.message for finding in RULE.check(architecture(f"{SHOP}{other}"))]


def test_the_system_that_was_meant_is_named() -> None:
    """Most of the names, however few they are; the finding stands where the system is named."""
    assert found("system: ov\ncomponents: {web: {slo: 99%}, db: , cartt: }") == [
        "2 of 3 components of system ov are called like those of system shop, and nothing connects them; "
        "did you mean 'system: shop'?"
    ]
    assert found("system: ov\ncomponents: {db: {slo: 99%}}")[0].startswith("the only component of system ov is called like one")
    (finding,) = RULE.check(architecture(f"{SHOP}system: ov\ncomponents: {{db: }}"))
    assert finding.at.path == (1, "system") and [note.at.path for note in finding.notes] == [(0, "components", "db")]


@pytest.mark.parametrize(
    "other",
    [
        "system: stage\ncomponents: {web: {depends_on: [cart]}, cart: }",
        "system: net\ncomponents: {web: {depends_on: [shop/db]}, db: }",
        "system: net\ncomponents: {db: , dns: }",
        "system: shop\ncomponents: {db: {slo: 99%}}",
    ],
    ids=["a second whole", "connected", "half of it", "matched"],
)
def test_other_systems_are_left_alone(other: str) -> None:
    """One with dependencies of its own, one that is connected, one that shares few names, and an overlay that matches."""
    assert found(other) == []


def test_two_systems_without_any_dependency_say_nothing() -> None:
    """Neither can be said to lie over the other."""
    text = "system: a\ncomponents: {db: }\n---\nsystem: b\ncomponents: {db: }\n"
    assert list(RULE.check(architecture(text))) == []
