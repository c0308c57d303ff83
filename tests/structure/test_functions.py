"""What is asked for the structure function of a few, against the whole."""

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.functions import enough_for, function_of
from sosgraph.structure.judged import judged_promisers
from tests.strategies import architectures
from tests.yaml_architecture import architecture

CHAIN = "\n".join(
    ["components:", "  c0: {availability: 99%}"] + [f"  c{n}: {{availability: 99%, depends_on: [c{n - 1}]}}" for n in range(1, 9)]
)


@given(drawn=architectures(), data=st.data())
def test_a_few_are_what_they_are_in_the_whole(drawn: Architecture, data: st.DataObject) -> None:
    """Whether the whole, or what is below them, is taken for it."""
    asked = data.draw(st.lists(st.sampled_from(list(drawn.components)), min_size=1, unique=True))
    whole = composite_availability(drawn, wanted=asked)
    part = enough_for(drawn, asked)
    assert set(asked) <= set(part.components)
    for name, found in composite_availability(part, wanted=asked).items():
        assert found.unavailability_low == approx(whole[name].unavailability_low, rel=1e-12, abs=1e-300)
        assert (found.certificate, found.upper_bound, found.doubtful) == (
            whole[name].certificate,
            whole[name].upper_bound,
            whole[name].doubtful,
        )


def test_the_whole_is_shared_once_somebody_built_it() -> None:
    """Few ask for what is below them, until many have asked, or the function is there already."""
    described = architecture(CHAIN)
    assert list(enough_for(described, ["test/c1"]).components) == ["test/c0", "test/c1"]
    assert enough_for(described, ["test/c1", "test/c2", "test/c5"]) is described
    assert enough_for(described, ["test/c1"]) is described
    other = architecture(CHAIN)
    function_of(other)
    assert enough_for(other, ["test/c1"]) is other


def test_what_negates_keeps_nobody_else_from_being_solved_at_once() -> None:
    """Those who do not rest on it are asked without it."""
    described = architecture(CHAIN)
    odd = replace(described.components["test/c8"], requires=(Negation(Dependency("test/c0")),))
    described = described.extended({"test/c8": odd})
    assert list(enough_for(described, ["test/c0", "test/c1", "test/c2"]).components) == ["test/c0", "test/c1", "test/c2"]


@given(drawn=architectures())
def test_what_was_found_on_the_way_is_what_is_found_when_asked(drawn: Architecture) -> None:
    """Judging promises finds some composites exactly, which are not solved again."""
    judged_promisers(drawn)
    known = composite_availability(drawn, certain=True)
    for name, found in composite_availability(drawn).items():
        assert known[name].unavailability_low == approx(found.unavailability_low, rel=1e-12, abs=1e-300)
        assert known[name].certificate == found.certificate
