"""Names in a sentence."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.enumeration import listed, some_of

_NAMES = st.lists(st.sampled_from("abcdefg"), max_size=12)


@given(_NAMES, st.integers(1, 12))
def test_of_many_a_few_are_named_and_the_rest_is_counted(names: list[str], most: int) -> None:
    """As many names as are to be shown, and as many more as are left: together all."""
    words, *more = some_of(names, most, str.upper).split(" and ")
    shown = words.split(", ") if words else []
    assert shown == [name.upper() for name in names[:most]]
    assert more == ([f"{len(names) - len(shown)} more"] if len(names) > most else [])


@given(_NAMES)
def test_all_of_a_list_read_as_a_sentence(names: list[str]) -> None:
    """Commas between all but the last two, `and` between these."""
    assert listed(names).replace(" and ", ", ").split(", ") == (names or [""])
    assert listed(names).count(" and ") == (len(names) > 1)


def test_the_rest_of_a_long_list_is_its_last_member() -> None:
    """So that nothing is joined by `and` twice."""
    assert listed("abcd", 4) == "a, b, c and d"
    assert listed("abcde", 3) == "a, b, c and 2 more"
    assert listed(["a"], 3) == "a" and listed(["a", "b"], 3) == "a and b"
