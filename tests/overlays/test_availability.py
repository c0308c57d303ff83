"""Availability on a scale."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.availability import overlaid
from sosgraph.structure.composites import composite_availability
from tests.overlays.shops import fixture, words, written
from tests.strategies import architectures


@pytest.mark.parametrize(
    ("number", "step"),
    [
        ("89.9%", "below 90 %"),
        ("90%", "90 % to 99 %"),
        ("99.9%", "99.9 % to 99.99 %"),
        ("99.8999%", "99 % to 99.9 %"),
        ("99.999%", "99.999 % and above"),
        ("100%", "99.999 % and above"),
    ],
)
def test_a_step_begins_with_its_number(tmp_path: Path, number: str, step: str) -> None:
    """And ends below the next."""
    assert words(overlaid(written(tmp_path, f"system: s\ncomponents:\n  a: {{availability: {number}}}\n"))) == {"a": step}


@settings(max_examples=40)
@given(architectures())
def test_who_is_down_more_is_never_lighter(architecture: Architecture) -> None:
    """The order of the scale is the order of the numbers."""
    estimates = composite_availability(architecture)
    marks = overlaid(architecture).components
    ranked = sorted(marks, key=lambda name: -estimates[name].unavailability_high)
    ranks = [mark.look.rank for name in ranked if (mark := marks[name]).look is not None]
    assert ranks == sorted(ranks)


def test_says_who_is_down_most() -> None:
    """In the sentence of the picture."""
    assert overlaid(fixture("webshop")).answer.endswith("recommendations is down most, at 99 %")
