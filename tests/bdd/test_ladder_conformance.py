"""The ladder on models that outgrow every engine: certain intervals around what others sampled."""

import pytest

from sosgraph.bdd.enclosure import enclosure
from sosgraph.bdd.ladder import answers
from tests.bdd.fault_trees import FOLDER, fault_tree

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the reference data is not at hand"),
]


@pytest.mark.parametrize(
    ("file", "least", "most"),
    [
        ("synthetic/synth_1000_2.xml", 0.05861478, 0.05865198),
        ("synthetic/synth_3000_1.xml", 0.0988479, 0.1003),
    ],
)
def test_certain_intervals_lie_within_the_published_ones(file: str, least: float, most: float) -> None:
    """With few nodes the answer is an interval inside the one that order 3 (2) gave, not wider than a part in a thousand."""
    equations, top, failure = fault_tree(file)
    answer = answers(equations, failure, [top], node_limit=20_000)[0]
    assert answer.certificate == "bounds"
    assert least - 5e-9 <= answer.lower < answer.upper <= most


@pytest.mark.parametrize(("file", "exact"), [("synthetic/synth_300_2.xml", 0.0443734), ("synthetic/synth_1000_1.xml", 0.0790593)])
def test_enclosures_contain_the_published_probability(file: str, exact: float) -> None:
    """Small cut sets alone, without any diagram, give the published digits."""
    equations, top, failure = fault_tree(file)
    found = enclosure(equations, failure, top, 1_000_000, 0)
    assert found.lower - 5e-8 <= exact <= found.upper + 5e-8
    assert found.upper < found.lower * (1 + 1e-4)


def test_a_tree_that_no_engine_finishes_is_bracketed() -> None:
    """nus9601: Monte Carlo by others says 1.007e-5 ± 3.1e-7."""
    equations, top, failure = fault_tree("nus9601.xml")
    answer = answers(equations, failure, [top], node_limit=20_000)[0]
    assert answer.certificate in ("bounds", "sampled")
    assert answer.lower <= 1.007e-5 + 3 * 3.1e-7
    assert answer.upper >= 1.007e-5 - 3 * 3.1e-7
