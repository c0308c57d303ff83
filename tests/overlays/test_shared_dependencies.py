"""What redundancy groups share."""

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.shared_dependencies import WHOLLY, overlaid
from sosgraph.structure.wholly_shared import shared_dependencies
from tests.overlays.shops import fixture, ways, words
from tests.strategies import architectures


def test_the_webshop_has_one_dns() -> None:
    """Both vendors lead to it."""
    over = overlaid(fixture("webshop"))
    assert words(over) == {"dns": WHOLLY.words}
    assert ways(over) == {"cards -> dns", "wallets -> dns"}
    assert over.answer == "1 redundancy group no better than what all of its members share"


def test_a_caller_that_no_group_leads_to_is_not_painted() -> None:
    """Provisioning calls the gateway too, but is a branch of nothing."""
    over = overlaid(fixture("transit-2021"))
    assert words(over) == {"gateway": WHOLLY.words}
    assert ways(over) == {"channels -> gateway", "channels-copy -> gateway"}


@settings(max_examples=40)
@given(architectures())
def test_marks_whatever_is_shared_wholly(architecture: Architecture) -> None:
    """And every arrow into what is marked."""
    over = overlaid(architecture)
    wholly = {name for name, mark in over.components.items() if mark.look == WHOLLY}
    assert wholly == {found.shared for found in shared_dependencies(architecture)}
    assert all(callee in over.components for _, callee in over.dependencies)
