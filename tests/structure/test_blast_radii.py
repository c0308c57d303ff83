"""Sizes and weights of blast radii against putting one component after another down."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import KINDS
from sosgraph.structure.blast_radii import Worth, blast_radii
from sosgraph.structure.function import failure_function
from sosgraph.structure.own_unavailability import own_unavailability
from sosgraph.structure.restricted import restricted
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(max_examples=60)
@given(drawn=architectures(), kinds=st.none() | st.sets(st.sampled_from(KINDS)))
def test_sizes_and_losses_are_those_of_what_is_down(drawn: Architecture, kinds: set[str] | None) -> None:
    """In the greatest solution of the dependencies that count; how often it happens is asked of the whole."""
    counted = restricted(drawn, kinds)
    function = failure_function(counted)
    names = list(drawn.components)
    worth = Worth(drawn, names)
    radii = blast_radii(drawn, tuple(sorted(kinds)) if kinds is not None else None)
    for place, name in enumerate(names):
        solution = function.equations.greatest_solution([function.part[name]])
        down = [index for index, other in enumerate(names) if not solution[function.up[other]]]
        assert radii.sizes[place] == len(down) - 1
        assert radii.losses[place] == worth.loss(sum(1 << index for index in down))
        assert radii.own[place] == own_unavailability(drawn.components[name])
        for index in down:
            assert index == place or names[index] in radii.exposed
    fell = {
        name for name in radii.exposed if any(single_failures(counted).takes_down(other, name) for other in {*names} - {name})
    }
    assert fell == radii.exposed


@given(drawn=architectures(), most=st.integers(1, 4))
def test_the_worst_are_the_first_of_all(drawn: Architecture, most: int) -> None:
    """However few are asked for."""
    radii = blast_radii(drawn)
    assert radii.worst(most) == radii.worst()[:most]
    assert sorted(radii.worst()) == sorted(drawn.components)


def test_what_weighs_most_comes_first() -> None:
    """Share of visits, then tiers, then rates of entries, then entries; then how many fall, where some numbers are not known."""
    text = """
    components:
      wide: {}
      d: {depends_on: [wide, seldom, often]}
      seldom: {availability: 99.99%}
      often: {availability: 99%}
      top: {tier: 0}
      some: {tier: 1, depends_on: [wide]}
      slow: {entry: {rate: 1/s}}
      fast: {entry: {rate: 100/s}}
      plain: {entry: true}
      rare: {}
      main: {}
      rest: {}
    journeys:
      buy: {through: [main], share: 60%}
      look: {through: [rare], share: 10%}
      other: {through: [rest]}
    """
    worst = [name.removeprefix("test/") for name in blast_radii(architecture(text)).worst()]
    assert worst == ["main", "rest", "rare", "top", "wide", "some", "fast", "slow", "plain", "often", "seldom", "d"]


def test_where_all_numbers_are_known_the_frequent_comes_first() -> None:
    """However few fall with it; what takes nobody down comes last."""
    text = """
    components:
      d: {depends_on: [seldom, often]}
      e: {depends_on: [seldom]}
      seldom: {availability: 99.99%}
      often: {availability: 99%}
      alone: {availability: 90%}
    """
    worst = [name.removeprefix("test/") for name in blast_radii(architecture(text)).worst()]
    assert worst == ["often", "seldom", "alone", "d", "e"]
