"""Which groups become equations where only the smallest are asked about; what is said of them: `test_losses.py`."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.equations import support
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import any_of
from sosgraph.structure.functions import function_of
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.smallest_groups import with_smallest_groups
from tests.strategies import architectures


@given(drawn=architectures(), most=st.integers(0, 60))
def test_all_that_fits_is_there_and_made_of_the_same(drawn: Architecture, most: int) -> None:
    """Each group that the smallest ones leave room for is part of it, and made of as many numbers there."""
    groups = [group.identity for group in redundancy_groups(drawn)]
    if not groups:
        return
    whole, part = function_of(drawn), function_of(with_smallest_groups(drawn, groups, most))
    sizes = {each: len(support(whole.equations, [whole.group[each]])) for each in groups}
    room = most
    for each in sorted(groups, key=sizes.__getitem__):
        room -= sizes[each]
        if room < 0:
            break
        assert len(support(part.equations, [part.group[each]])) == sizes[each]


def test_little_else_is_there() -> None:
    """Of a hundred groups, each with longer chains below its members than the one before, the first few."""
    components: dict[str, Component] = {}
    for number in range(100):
        chain = [f"t/{number}-{place}" for place in range(number + 1)]
        for name, callee in zip(chain, [*chain[1:], None], strict=True):
            components[name] = Component(name, "t", requires=() if callee is None else (Dependency(callee),))
        owner = f"t/owner-{number}"
        needs = (any_of(Dependency(chain[0]), Dependency(chain[-1])), Dependency(f"t/{max(number - 1, 0)}-0"))
        components[owner] = Component(owner, "t", requires=needs)
    described = Architecture(components, ("t",))
    groups = [group.identity for group in redundancy_groups(described)]
    part = with_smallest_groups(described, groups, 50)
    assert 6 <= len(redundancy_groups(part)) <= 12
    assert len(part.components) < 100 < len(described.components)
    assert all(len(one.requires) == 1 for name, one in part.components.items() if name.startswith("t/owner"))
