"""What hangs together, against merging sets until nothing changes."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.connected import apart, leaders

GROUPS = st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4, unique=True).map(tuple), max_size=10)


def merged(groups: list[tuple[int, ...]]) -> list[set[int]]:
    """Return the parts by merging whatever meets."""
    parts: list[set[int]] = []
    for group in groups:
        meeting = [part for part in parts if part & set(group)]
        parts = [part for part in parts if part not in meeting] + [set(group).union(*meeting)]
    return parts


@given(GROUPS)
def test_parts_are_what_merging_leaves(groups: list[tuple[int, ...]]) -> None:
    """No element in common between parts, none apart that hangs together, and nothing lost."""
    parts = apart(groups)
    assert sorted(sorted(set().union(*part)) for part in parts) == sorted(map(sorted, merged(groups)))
    assert sorted(group for part in parts for group in part) == sorted(groups)


@given(GROUPS)
def test_one_leads_each_part(groups: list[tuple[int, ...]]) -> None:
    """A member of it, the same for all."""
    leader = leaders(groups)
    for part in merged(groups):
        (led,) = {leader[element] for element in part}
        assert led in part
