"""The numbers under the pointer are those of the analyses."""

from hypothesis import given, settings

from sosgraph.escaping import markdown
from sosgraph.language_server.numbers import numbers
from sosgraph.model.architecture import Architecture
from sosgraph.structure.blast_radii import blast_radii
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.single_points import single_points
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(deadline=None)
@given(architectures())
def test_a_part_of_the_architecture_gives_the_numbers_of_the_whole(architecture: Architecture) -> None:
    """What is looked at is only what the component rests on, and what rests on it."""
    radii = blast_radii(architecture)
    reached = composite_availability(architecture)
    for name, size in zip(radii.names, radii.sizes, strict=True):
        said = numbers(architecture, name)
        assert f"reaches **{markdown(str(reached[name]))}** " in said
        assert (f"blast radius: **{size:,}** of" in said) == (size > 0)
        others = len(single_points(architecture, [(name,)])[0])
        assert any(f"**{count:,}** (" in said for count in (others, others - 1)) or "none besides itself" in said


def test_a_promise_is_told_in_minutes() -> None:
    """The budget of its window, and what of it is expected to be spent."""
    found = architecture("components: {web: {availability: 99.95%, slo: {availability: 99.9%, window: 10d}, owner: a_b}}")
    assert numbers(found, "test/web").split("\n\n") == [
        "**web**: a_b",
        "reaches **99.95 %** with all that it needs (exact)",
        "own part 99.95 % (`availability`)",
        "promises 99.9 % (kept): error budget **14.4 min** in 10d, of which 7.2 min are expected to be spent",
        "blast radius: nothing else falls with it",
        "single points of failure: none besides itself",
    ]


def test_what_is_not_known_is_said() -> None:
    """An upper bound is told apart from a number."""
    said = numbers(architecture("components: {web: {depends_on: [db]}, db: {slo: 99%}}"), "test/web")
    assert "reaches **≤ 99 %** with all that it needs (exact; an upper bound, since 1 part has no number)" in said
    assert "own part unknown, taken as 100 %" in said
