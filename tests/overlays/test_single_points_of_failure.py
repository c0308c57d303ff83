"""What stops an entry alone."""

from pathlib import Path

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.single_points_of_failure import ALL, SOME, overlaid
from sosgraph.structure.fallen import single_failures
from tests.overlays.shops import fixture, words, written
from tests.strategies import architectures


def test_zones_and_vendors_are_none() -> None:
    """What has another beside it stops nobody; the one DNS below both vendors does."""
    over = overlaid(fixture("webshop"))
    assert {"dns", "ledger", "catalog"} <= words(over).keys()
    assert not {"zone-a", "cards", "wallets", "recommendations"} & words(over).keys()


def test_says_how_much_it_stops(tmp_path: Path) -> None:
    """One of two entries, or both."""
    text = """
system: s
components:
  shop: {entry: true, depends_on: [db, cart]}
  admin: {entry: true, depends_on: [db]}
  cart: {}
  db: {}
"""
    over = overlaid(written(tmp_path, text))
    assert words(over) == {"db": ALL.words, "cart": SOME.words}
    assert over.components["s/cart"].text == "stops 1 of 2"
    assert over.answer == "by failing alone, 2 components can each stop one or more of 2 entries"


def test_a_journey_through_one_component_is_stopped_by_it(tmp_path: Path) -> None:
    """An entry is not its own single point of failure."""
    text = "system: s\ncomponents: {web: {entry: true, depends_on: [cart]}, cart: {}}\njourneys: {buy: {through: [cart]}}\n"
    over = overlaid(written(tmp_path, text))
    assert words(over) == {"cart": ALL.words}
    alone = overlaid(written(tmp_path, text.replace("[cart]}}\n", "[web]}}\n")))
    assert words(alone) == {"web": ALL.words, "cart": ALL.words}


@settings(max_examples=40)
@given(architectures())
def test_what_is_marked_takes_something_down(architecture: Architecture) -> None:
    """Or is the something itself."""
    failures = single_failures(architecture)
    for name in overlaid(architecture).components:
        replicas = architecture.components[name].replicas
        assert replicas is not None or any(failures.takes_down(name, other) for other in architecture.components)
