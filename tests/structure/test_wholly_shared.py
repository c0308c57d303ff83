"""What redundancy groups share, when there is no time left to say how."""

from hypothesis import given

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.patience import waiting_until
from sosgraph.structure.wholly_shared import shared_dependencies
from tests.strategies import architectures


@given(architectures())
def test_late_the_same_is_told_without_its_chains(drawn: Architecture) -> None:
    """All that is shared, and what stands behind it: only the evidence is missing, which takes longest."""
    with waiting_until(lambda: True):
        late = shared_dependencies(drawn.extended({}))
    found = shared_dependencies(drawn)
    assert late == tuple(replace(shared, every=False, chains=(), hidden=()) for shared in found)
    assert all(shared.chains for shared in found)
