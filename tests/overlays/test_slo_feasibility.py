"""Which promises can be kept."""

from pathlib import Path

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.slo_feasibility import LOOKS, overlaid
from sosgraph.structure.own_part import published_slo
from tests.overlays.shops import fixture, words, written
from tests.strategies import architectures


def test_the_webshop_breaks_one() -> None:
    """Checkout promises more than it can reach; the page says so."""
    over = overlaid(fixture("webshop"))
    assert words(over)["checkout"] == LOOKS["out of reach"].words
    assert words(over)["web"] == LOOKS["kept"].words
    assert over.components["webshop/checkout"].text == "reaches 99.88434 %"
    assert over.answer == "1 of 3 promises of components cannot be kept: checkout"


def test_what_callees_leave_counts(tmp_path: Path) -> None:
    """A promise above what the callee's promise leaves is contradicted, and the number is what that leaves."""
    text = "system: s\ncomponents:\n  a: {slo: 99.99%, depends_on: [b]}\n  b: {slo: 99.9%}\n"
    over = overlaid(written(tmp_path, text))
    assert words(over)["a"] == LOOKS["contradicted"].words


@settings(max_examples=40)
@given(architectures())
def test_judges_every_promise_and_nothing_else(architecture: Architecture) -> None:
    """Who promises nothing is not marked."""
    promising = {name for name, one in architecture.components.items() if published_slo(one) is not None}
    assert set(overlaid(architecture).components) == promising
