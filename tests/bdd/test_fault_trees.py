"""Published fault trees: the Aralia set and its like, with known probabilities and numbers of minimal cut sets."""

from math import isclose

import pytest

from sosgraph.bdd.kernel import COMPILED
from sosgraph.bdd.solution import solved
from tests.bdd.fault_trees import FOLDER, Published, fault_tree, published

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the reference data is not at hand"),
]

LARGE = {  # tens of thousands of nodes and more: a matter of seconds for the compiled kernel alone
    "cea9601.xml", "das9701.xml", "edf9203.xml", "edf9204.xml", "edfpa14b.xml", "edfpa14o.xml", "edfpa14r.xml",
}  # fmt: skip


@pytest.mark.parametrize("row", published(), ids=lambda row: row.file)
def test_published_answers(row: Published) -> None:
    """The probability to 1e-12, and the number of minimal cut sets (of non-coherent trees: of minimal p-cuts)."""
    if row.file in LARGE and not COMPILED:
        pytest.skip("too large for the interpreted kernel")
    equations, top, failure = fault_tree(row.file)
    solution = solved(equations, top, node_limit=20_000_000)
    assert solution is not None
    assert isclose(solution.failure(failure), float(row.probability), rel_tol=1e-12)
    assert isclose(solution.gradient(failure)[0], float(row.probability), rel_tol=1e-12)
    assert solution.cut_sets().count == row.cut_sets
