"""What the analyses tell the picture."""

from sosgraph.drawing.marks import marks
from tests.drawing.examples import webshop


def test_the_webshop_shows_its_cycle_and_its_one_dns() -> None:
    """Both payment vendors meet in the DNS; catalog and pricing need one another; every component has an availability."""
    known = marks(webshop())
    assert known.cycles == (("shop/catalog", "shop/pricing"),)
    assert known.shared == ("platform/dns",)
    assert list(known.estimates) == list(webshop().components)
