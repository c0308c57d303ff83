"""Why a combination of failures takes a component down."""

import pytest

from sosgraph.structure.function import structure_function
from sosgraph.structure.reasons import Reasons, hidden_causes
from tests.yaml_architecture import architecture

SHOP = """
    components:
      app: {availability: 99%, depends_on: [mid, {any_of: [cards, wallets]}, {on: extra, probability: 10%}]}
      mid: {depends_on: [db]}
      cards: {depends_on: [dns]}
      wallets: {depends_on: [dns]}
      db: {availability: 99%, replicas: {count: 2, common_cause: 10%}}
      dns: {}
      extra: {}
"""


@pytest.mark.parametrize(
    ("failed", "why"),
    [
        (["test/app"], "its own part"),
        (["test/mid"], "needed: app -> mid"),
        (["test/dns"], "defeats 'any of cards, wallets' (hidden)"),
        (["test/cards", "test/wallets"], "defeats 'any of cards, wallets'"),
        (["test/db#1", "test/db#2"], "defeats '1 of 2 replicas' of db"),
        (["test/db#common-cause"], "all copies fail at once: app -> mid -> db"),
        (["test/extra", "test/extra not asked"], "no other way is left"),
    ],
)
def test_reasons(failed: list[str], why: str) -> None:
    """The own part, the chain of needs, or the redundancy that is defeated, hidden or not."""
    described = architecture(SHOP)
    function = structure_function(described)
    hidden = {(identity, "test/dns"): "behind another owner" for identity in function.group}
    reasons = Reasons(described, function, "test/app", function.up["test/app"], hidden)
    assert reasons.why([function.names.index(name) for name in failed]) == why


def test_nothing_has_to_fail() -> None:
    """What a setting takes down has its reason without any failure; nothing of that is overlooked."""
    described = architecture("components: {app: {availability: 100%, depends_on: [h]}, h: {kind: house-event, availability: 0%}}")
    function = structure_function(described)
    reasons = Reasons(described, function, "test/app", function.up["test/app"], hidden_causes(described))
    assert reasons.why(()) == "down by its settings (house events) alone" and reasons.overlooked(()) is None
