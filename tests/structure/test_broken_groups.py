"""Which redundancy groups a combination of failures defeats."""

from sosgraph.equations import Solutions
from sosgraph.structure.broken_groups import broken_groups, named_groups
from sosgraph.structure.function import structure_function
from tests.yaml_architecture import architecture

SHOP = """
    components:
      app: {depends_on: [{any_of: [cards, wallets]}, {on: db, fallback: {to: cache}}]}
      cards: {depends_on: [dns]}
      wallets: {depends_on: [dns]}
      db: {availability: 99.9%, replicas: {count: 3, need: 2}}
      cache: {}
      dns: {}
"""


def broken(*names: str) -> list[str]:
    described = architecture(SHOP)
    function = structure_function(described)
    failed = [function.names.index(f"test/{name}") for name in names]
    return [group.words for group in broken_groups(named_groups(described), function, Solutions(function.equations), failed)]


def test_groups_are_named_as_people_read_them() -> None:
    """Groups, fallbacks, and copies, whether they stand on zones or not, each with how many losses it survives."""
    groups = {group.words: group.survives for group in named_groups(architecture(SHOP))}
    assert groups == {"any of cards, wallets": 1, "db or its fallback cache": 1, "2 of 3 replicas": 1}


def test_a_single_failure_defeats_what_shares_it() -> None:
    """And nothing where redundancy holds."""
    assert broken("dns") == ["any of cards, wallets"]
    assert broken("cards") == []


def test_only_what_needs_all_of_the_failures_is_named() -> None:
    """Of the groups that are down, those that would be up if any of the failures had not happened."""
    assert broken("db#1", "db#3") == ["2 of 3 replicas"]
    assert broken("db#1", "db#2", "cache") == ["db or its fallback cache"]
    assert broken("cards", "wallets") == ["any of cards, wallets"]
