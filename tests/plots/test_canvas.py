"""Sheets: labels apart from one another, titles in lines, the same bytes each time."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.plots.canvas import apart, captioned, entitled, labelled, sheet, written


@given(st.lists(st.floats(0, 1), max_size=8).map(sorted), st.floats(0, 0.1))
def test_labels_are_apart_and_in_order(heights: list[float], gap: float) -> None:
    """∀ heights in [0, 1]: as far apart as asked, none above the top, and unmoved where that holds already."""
    found = apart(heights, gap)
    assert len(found) == len(heights) and all(height <= 1 + 1e-9 for height in found)
    assert all(two - one >= gap - 1e-9 for one, two in pairwise(found))
    if all(two - one >= gap + 1e-9 for one, two in pairwise(heights)):
        assert found == pytest.approx(heights)


def test_long_names_are_shortened_in_the_middle() -> None:
    """Both ends are there to tell them apart, what is said of them stays, and all letters are in the title of the file."""
    name = f"checkout-{'x' * 180}-europe"
    with sheet(1, 1, 8.0, 3.0) as (figure, axes):
        entitled(figure, f"{name} is down", 8.0)
        captioned(axes[0, 0], f"outage of {name}", 60)
        labelled(axes[0, 0], [(0.5, f"{name} can serve 300/s", "black")])
        above, beside = figure.get_suptitle(), axes[0, 0].texts[0].get_text()
        drawn = ElementTree.fromstring(written(figure, "svg"))
        said = axes[0, 0].get_title(loc="left")
    assert above.startswith("checkout-x") and "…" in above and above.endswith("-europe is down") and len(above) < 60
    assert "\n" not in said and said.endswith("-europe")
    assert beside.startswith("checkout-") and beside.endswith("-europe can serve 300/s")
    assert drawn.findtext("{http://www.w3.org/2000/svg}title") == f"{name} is down"
