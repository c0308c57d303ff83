"""Numbers under names."""

from pathlib import Path

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.numbers import overlaid
from sosgraph.structure.composites import composite_availability
from tests.overlays.shops import written
from tests.strategies import architectures


@settings(max_examples=40)
@given(architectures())
def test_are_the_composites(architecture: Architecture) -> None:
    """Word for word, and no colour."""
    marks = overlaid(architecture).components
    estimates = composite_availability(architecture)
    assert {name: mark.text for name, mark in marks.items()} == {name: str(estimates[name]) for name in marks}
    assert all(mark.look is None for mark in marks.values())


def test_an_upper_bound_of_certainty_is_no_number(tmp_path: Path) -> None:
    """Where no number is known, none is drawn, and nothing explains it."""
    over = overlaid(written(tmp_path, "system: s\ncomponents:\n  a: {depends_on: [b]}\n  b: {}\n"))
    assert (over.answer, dict(over.components)) == ("", {})
