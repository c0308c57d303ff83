"""How many others have to fail to take a component down, against putting every few of them down."""

from itertools import combinations

import pytest
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.blast_radii import blast_radii
from sosgraph.structure.function import failure_function
from sosgraph.structure.margin import ORDER, Margin, margin
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(max_examples=60)
@given(drawn=architectures(max_components=6))
def test_it_is_the_fewest_others_that_take_it_down(drawn: Architecture) -> None:
    """Found by putting 1, 2 and 3 of the others down; more than that is said to be more."""
    function = failure_function(drawn)
    for name in drawn.components:
        others = [function.part[other] for other in drawn.components if other != name]
        falls = (
            count
            for count in range(1, ORDER + 1)
            for down in combinations(others, count)
            if not function.equations.greatest_solution(down)[function.up[name]]
        )
        fewest = next(falls, None)
        found = margin(drawn, name)
        if fewest is not None:
            assert found == Margin(fewest, True)
        else:
            assert found.failures is None or (found.failures == ORDER + 1 and not found.exact)


@settings(max_examples=40)
@given(drawn=architectures())
def test_who_falls_with_another_has_a_margin_of_one(drawn: Architecture) -> None:
    """As the blast radii say."""
    exposed = blast_radii(drawn).exposed
    assert exposed == {name for name in drawn.components if margin(drawn, name) == Margin(1, True)}


@pytest.mark.parametrize(("count", "words"), [(1, "1"), (2, "2"), (3, "3"), (4, "more than 3"), (0, "never")])
def test_it_is_said_in_words(count: int, words: str) -> None:
    """A group of so many falls with so many."""
    members = [f"c{number}" for number in range(count)]
    needs = f"{{depends_on: [{{any_of: [{', '.join(members)}]}}]}}" if members else "{}"
    described = architecture("\n".join(["components:", f"  web: {needs}", *(f"  {member}: {{}}" for member in members)]))
    assert str(margin(described, "test/web")) == words
