"""Sheets: labels apart from one another, titles in lines, the same bytes each time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.plots.canvas import apart


@given(st.lists(st.floats(0, 1), max_size=8).map(sorted), st.floats(0, 0.1))
def test_labels_are_apart_and_in_order(heights: list[float], gap: float) -> None:
    """∀ heights in [0, 1]: as far apart as asked, none above the top, and unmoved where that holds already."""
    found = apart(heights, gap)
    assert len(found) == len(heights) and all(height <= 1 + 1e-9 for height in found)
    assert all(two - one >= gap - 1e-9 for one, two in pairwise(found))
    if all(two - one >= gap + 1e-9 for one, two in pairwise(heights)):
        assert found == pytest.approx(heights)
