"""A tier may only need the same one or a better one."""

import networkx
from hypothesis import given

from sosgraph.model.architecture import Architecture
from tests.contracts.breaking import broken, messages, needs
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
components:
  checkout: {tier: 1, depends_on: [{any_of: [cards, vouchers]}, {on: stats, soft: true}]}
  cards: {tier: 1}
  vouchers: {depends_on: [mail]}
  mail: {tier: 3, depends_on: [cards]}
  stats: {tier: 4}
"""


def test_redundancy_does_not_excuse_it() -> None:
    """Nor a component without a tier in between; what is soft is not needed."""
    (found,) = messages(architecture(SHOP), "tiers")
    assert found.startswith("checkout of tier 1 needs mail of tier 3: checkout -> vouchers -> mail; a tier may only need")


def test_only_some_may_be_asked_about() -> None:
    """The tiers of the others do not count, and the way may lead through them."""
    assert not messages(architecture(SHOP), "tiers", among=["checkout", "cards"])


@given(architectures())
def test_broken_where_a_worse_tier_is_reached(described: Architecture) -> None:
    """Nothing is found exactly where no component leads to a worse tier at all."""
    tiers = {name: component.tier for name, component in described.components.items() if component.tier is not None}
    graph = needs(described, roles=("hard", "zone"))
    worse = any(tiers.get(callee, 0) > tier for name, tier in tiers.items() for callee in networkx.descendants(graph, name))
    assert bool(broken(described, "tiers")) == worse
