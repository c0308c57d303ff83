"""Who falls with a component."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.blast_radius import FAILS, FALLS, overlaid
from sosgraph.structure.fallen import single_failures
from tests.overlays.shops import fixture, ways, words
from tests.strategies import architectures


@settings(max_examples=40)
@given(architectures(), st.data())
def test_darkens_exactly_what_falls(architecture: Architecture, data: st.DataObject) -> None:
    """As the structure function has it; everybody else is marked otherwise."""
    of = data.draw(st.sampled_from(sorted(architecture.components)))
    over = overlaid(architecture, of)
    down = {name for name, mark in over.components.items() if mark.look in (FAILS, FALLS)}
    failures = single_failures(architecture)
    assert down == {name for name in architecture.components if failures.takes_down(of, name)} | {of}
    assert set(over.components) == set(architecture.components)


def test_says_how_it_comes_up() -> None:
    """From the DNS through both payment vendors to the users; the recommendations stay up."""
    over = overlaid(fixture("webshop"), "webshop/dns")
    assert ways(over) == {"web -> checkout", "checkout -> cards", "checkout -> wallets", "cards -> dns", "wallets -> dns"}
    assert words(over)["recommendations"] == "stays up"
    assert over.answer == "dns takes 4 others down and degrades nobody"


def test_redundancy_saves() -> None:
    """One zone of two takes nobody down, and everybody on it is degraded."""
    over = overlaid(fixture("webshop"), "webshop/zone-a")
    assert over.answer == "zone-a takes 0 others down and degrades 3; redundancy saves 3"
    assert words(over)["ledger"] == "up, but degraded"
