"""Why a combination of failures takes a component down."""

from dataclasses import replace

import pytest
from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import structure_function
from sosgraph.structure.reasons import Reasons
from sosgraph.structure.wholly_shared import shared_by, shared_dependencies
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
    components:
      app: {owner: shop, availability: 99%, depends_on: [mid, {any_of: [cards, wallets]}, {on: extra, probability: 10%}]}
      mid: {depends_on: [db]}
      cards: {depends_on: [dns]}
      wallets: {depends_on: [dns]}
      db: {availability: 99%, replicas: {count: 2, common_cause: 10%}}
      dns: {owner: network}
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
    reasons = Reasons(described, function, "test/app", function.up["test/app"])
    variables = tuple([function.names.index(name) for name in failed])
    hidden = reasons.overlooked([variables])
    assert reasons.why(variables, variables in hidden) == why
    assert hidden == ({variables: ("test/dns", "run by network")} if "hidden" in why else {})


def test_nothing_has_to_fail() -> None:
    """What a setting takes down has its reason without any failure; nothing of that is overlooked."""
    described = architecture("components: {app: {availability: 100%, depends_on: [h]}, h: {kind: house-event, availability: 0%}}")
    function = structure_function(described)
    reasons = Reasons(described, function, "test/app", function.up["test/app"])
    assert reasons.why(()) == "down by its settings (house events) alone" and not reasons.overlooked([()])


@given(architectures())
def test_what_is_asked_about_is_found_as_among_all(drawn: Architecture) -> None:
    """Some groups share what they share among all; what is asked about later is found as well."""
    every = shared_dependencies(drawn)
    asked = replace(drawn, _known={})
    for one in every[:3]:
        for name in (one.shared, *one.behind):
            found = [each for each in shared_by(asked, {(one.identity, name)}) if name in (each.shared, *each.behind)]
            among = [each for each in every if name in (each.shared, *each.behind)]
            assert [each for each in found if each.identity == one.identity] == [
                each for each in among if each.identity == one.identity
            ]
