"""What sharing costs a group: which groups are priced where not all are."""

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from sosgraph.equations import support
from sosgraph.model.architecture import Architecture
from sosgraph.structure.functions import function_of
from sosgraph.structure.losses import losses
from tests.strategies import architectures


@settings(max_examples=100)
@given(drawn=architectures(), most=st.integers(0, 80))
def test_of_many_groups_the_smallest_are_priced(drawn: Architecture, most: int) -> None:
    """Those with fewest numbers below them, as many as have `most` together; what is said of them is what is said of all."""
    every = losses(drawn)
    function = function_of(drawn)
    sizes = sorted((len(support(function.equations, [number])), number) for number in {function.group[each] for each in every})
    within = [number for (_, number), total in zip(sizes, accumulate(size for size, _ in sizes), strict=True) if total <= most]
    priced = losses(drawn, most)
    assert list(priced) == [each for each in every if function.group[each] in within]
    for each, loss in priced.items():  # of a smaller system the last digit may differ
        assert loss.exact.unavailability_low == approx(every[each].exact.unavailability_low, rel=1e-14)
        assert loss.exact.unavailability_high == approx(every[each].exact.unavailability_high, rel=1e-14)
        assert loss.independent == (every[each].independent if loss.independent is None else approx(every[each].independent))
