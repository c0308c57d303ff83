"""What sharing costs a group, and which groups are priced where not all are."""

from itertools import accumulate, product
from math import exp, fsum, prod

from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from sosgraph.equations import support
from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.functions import function_of
from sosgraph.structure.losses import Loss, losses
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.wholly_shared import shared_dependencies
from tests.strategies import architectures
from tests.yaml_architecture import architecture


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


def the_loss(text: str, owner: str) -> Loss:
    """Return what the only group of `owner` loses."""
    described = architecture(text)
    (identity,) = {shared.identity for shared in shared_dependencies(described) if shared.owner == f"test/{owner}"}
    return losses(described)[identity]


def test_what_is_shared_inside_one_member_is_not_held_against_the_members() -> None:
    """What a shares with itself (d) costs a group of a and b nothing that a different b could spare it; z does, and little."""
    text = """
        components:
          web: {availability: 100%, depends_on: [{any_of: [a, b]}]}
          a: {availability: 100%, depends_on: [z, {any_of: [x, y]}]}
          b: {availability: 90%, depends_on: [z]}
          x: {availability: 100%, depends_on: [d]}
          y: {availability: 100%, depends_on: [d]}
          d: {availability: 90%}
          z: {availability: 99.9%}
    """
    loss = the_loss(text, "web")
    assert loss.independent == approx((1 - 0.9 * 0.999) ** 2, rel=1e-12)
    assert loss.factor == approx((0.001 + 0.999 * 0.01) / (1 - 0.9 * 0.999) ** 2, rel=1e-12)
    assert the_loss(text, "a").factor == approx(10)


def test_what_fails_all_copies_is_no_sharing_and_copies_on_one_zone_share_it() -> None:
    """A common cause stays beside copies that each have a zone of their own."""
    text = """
        components:
          db: {availability: 99%, replicas: {count: 2, over: [zone], common_cause: 10%}}
          zone: {availability: 90%}
    """
    common = 0.1 * 0.01
    copy = 1 - (1 - (0.01 - common) / (1 - common)) * 0.9
    assert the_loss(text, "db").independent == approx(1 - (1 - common) * (1 - copy**2), rel=1e-12)


def test_a_primary_whose_short_outages_are_tolerated_is_one_member() -> None:
    """It rests on one zone, not on one for its outages and one for those that are short."""
    text = """
        components:
          web: {depends_on: [{on: db, tolerance: 1h, fallback: {to: copy, coverage: 100%}}]}
          db: {availability: 99%, mttr: 30m, depends_on: [zone]}
          copy: {availability: 98%, depends_on: [zone]}
          zone: {availability: 90%}
    """
    primary = 1 - 0.9 * (1 - 0.01 * exp(-2))
    assert the_loss(text, "web").independent == approx(primary * (1 - 0.9 * 0.98), rel=1e-12)


def test_a_circle_below_a_member_has_a_number_and_one_through_the_group_has_none() -> None:
    """A member that needs the group could not do so if it shared nothing with the others."""
    text = """
        components:
          web: {depends_on: [{any_of: [a, b]}]}
          a: {availability: 99%, depends_on: [d, BACK]}
          b: {availability: 99%, depends_on: [d]}
          d: {availability: 90%, depends_on: [{any_of: [e, f]}]}
          e: {depends_on: [d]}
          f:
    """
    assert the_loss(text.replace("BACK", "f"), "web").independent == approx((1 - 0.99 * 0.9) ** 2, rel=1e-12)
    assert the_loss(text.replace("BACK", "web"), "web").independent is None


ASKED = ("any_of: [p, q]", "any_of: [q, {all_of: [p, r]}]", "at_least: 2, of: [p, q, r]")


@settings(max_examples=40)
@given(
    needs=st.lists(st.lists(st.sampled_from(ASKED), max_size=2, unique=True), min_size=2, max_size=4),
    need=st.integers(1, 3),
    percent=st.lists(st.integers(1, 100), min_size=8, max_size=8),
)
def test_independent_members_are_each_what_they_are_alone(needs: list[list[str]], need: int, percent: list[int]) -> None:
    """The group has what so many components as available as its members would have that fail on their own, state by state."""
    need = min(need, len(needs) - 1)
    own = dict(zip(("z", "p", "q", "r", "a", "b", "c", "d"), percent, strict=True))
    members = list(own)[4 : 4 + len(needs)]
    text = [f"components: {{web: {{depends_on: [{{at_least: {need}, of: [{', '.join(members)}]}}]}}"]
    text += [f"{name}: {{availability: {own[name]}%}}" for name in "zpqr"]
    text += [
        f"{name}: {{availability: {own[name]}%, depends_on: [{', '.join(('z', *(f'{{{each}}}' for each in asked)))}]}}"
        for name, asked in zip(members, needs, strict=True)
    ]
    described = architecture(", ".join(text) + "}")
    failure = [composite_availability(described)[f"test/{name}"].unavailability_low for name in members]
    few = [state for state in product((False, True), repeat=len(failure)) if sum(state) < need]
    expected = fsum(prod(1 - f if up else f for f, up in zip(failure, state, strict=True)) for state in few)
    (loss,) = (lost for identity, lost in losses(described).items() if identity == redundancy_groups(described)[0].identity)
    assert loss.independent == approx(expected, rel=1e-9)
