"""The part of an architecture below some components, against the whole of it."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.structure.below import below
from sosgraph.structure.coarse_bounds import coarse_bounds
from sosgraph.structure.component_function import component_function
from sosgraph.structure.composites import composites
from sosgraph.structure.witness import witnesses
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@given(drawn=architectures(), data=st.data())
def test_whoever_is_asked_about_fails_alike_in_the_part(drawn: Architecture, data: st.DataObject) -> None:
    """The same bounds, and the same chains from the same causes: nothing that matters is left out."""
    asked = data.draw(st.lists(st.sampled_from(list(drawn.components)), min_size=1, max_size=2, unique=True))
    part = below(drawn, asked)
    assert set(asked) <= set(part.components) <= set(drawn.components)
    whole = witnesses(drawn)
    inside = witnesses(part)
    for name in asked:
        assert coarse_bounds(part).most[name] == coarse_bounds(drawn).most[name]
        for cause in drawn.components:
            assert whole.chain(name, cause) == (inside.chain(name, cause) if cause in part.components else ())


def test_a_zone_without_a_copy_is_not_below() -> None:
    """Of three zones the first two carry the copies; what stands on them is judged without the third."""
    described = architecture("""
        components:
          a: {availability: 99%}
          b: {availability: 99%}
          c: {availability: 99%}
          web: {availability: 100%, replicas: {count: 2, need: 2, over: [a, b, c]}}
    """)
    part = below(described, ["test/web"])
    assert list(part.components) == ["test/a", "test/b", "test/web"]
    assert component_function(part).equations.variables == 3
    assert witnesses(part).chain("test/web", "test/b") == ("test/web", "test/b")
    assert composites(part)["test/web"] == composites(described)["test/web"]
