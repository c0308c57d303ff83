"""What holds of a diff of any two architectures."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.diff import meaning, surprises
from sosgraph.diff.comparison import compared
from sosgraph.diff.composites import composites_of
from sosgraph.diff.findings import Side
from sosgraph.diff.meaning import Change, changes
from sosgraph.diff.tables import tables
from sosgraph.model.architecture import Architecture
from sosgraph.model.requirement import AtLeast, Requirement
from sosgraph.report import Report
from tests.strategies import architectures

TWO = st.tuples(architectures(max_components=5), architectures(max_components=5))


def side(architecture: Architecture, name: str = "a version") -> Side:
    """Return the version of an architecture in which no rule ran."""
    return Side(name, Report(architecture))


def mirrored(change: Change) -> Change:
    """Return the change the other way round."""
    return replace(change, kind=meaning.MIRRORED[change.kind], before=change.after, after=change.before)


@given(architectures(hostile=True))
@settings(max_examples=60, deadline=None)
def test_an_architecture_does_not_differ_from_itself(architecture: Architecture) -> None:
    """Neither in meaning nor in any answer."""
    found = compared(side(architecture), side(architecture.extended({})))
    assert not found.changes and not list(found.why_worse())
    (only,) = tables(found)
    assert not only.rows and only.lead == "nothing changed in meaning" and only.facts["worse"] is False


@given(architectures(max_components=5))
@settings(max_examples=60, deadline=None)
def test_no_answer_differs_where_nothing_changed(architecture: Architecture) -> None:
    """So that it may be passed over which answers there are."""
    same = architecture.extended({})
    assert composites_of(architecture, same) == ((), 0)
    assert not surprises.cycle_changes(architecture, same) and not surprises.shared_changes(architecture, same)
    assert not surprises.point_changes(architecture, same) and not surprises.radius_changes(architecture, same)


@given(architectures(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_means_nothing(architecture: Architecture, random: object) -> None:
    """Of components, of needs, of members of a group, of promises."""
    shuffled = list(architecture.components.values())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    components = {
        one.name: replace(
            one, requires=tuple(reversed([turned(need) for need in one.requires])), uses=one.uses[::-1], slos=one.slos[::-1]
        )
        for one in shuffled
    }
    assert not changes(architecture, replace(architecture, components=components, _known={}), str)


def turned(need: Requirement) -> Requirement:
    """Return the requirement with the members of all groups the other way round."""
    return AtLeast(need.need, tuple(reversed([turned(each) for each in need.among]))) if isinstance(need, AtLeast) else need


@given(TWO)
@settings(max_examples=80, deadline=None)
def test_changes_are_mirrored(two: tuple[Architecture, Architecture]) -> None:
    """What is added one way is removed the other way, what is hardened is softened."""
    there, back = changes(*two, str), changes(*reversed(two), str)
    assert Counter(map(mirrored, there)) == Counter(back)


@given(TWO)
@settings(max_examples=80, deadline=None)
def test_two_architectures_without_changes_answer_alike(two: tuple[Architecture, Architecture]) -> None:
    """A change that is not told would be one that moves a number all the same."""
    assert bool(changes(*two, str)) or composites_of(*two) == ((), 0)


@given(TWO)
@settings(max_examples=40, deadline=None)
def test_answers_are_mirrored(two: tuple[Architecture, Architecture]) -> None:
    """Composites, cycles, what redundancy shares, single points of failure and blast radii."""
    there, back = composites_of(*two), composites_of(*reversed(two))
    assert {each.name: (each.before, each.after) for each in there.changed} == {
        each.name: (each.after, each.before) for each in back.changed
    }
    kinds = surprises.MIRRORED
    one, other = surprises.cycle_changes(*two), surprises.cycle_changes(*reversed(two))
    assert Counter(kinds[each.kind] for each in one) == Counter(each.kind for each in other)
    shared, unshared = surprises.shared_changes(*two), surprises.shared_changes(*reversed(two))
    assert {(kinds[each.kind], each.shared.owner, each.shared.shared) for each in shared} == {
        (each.kind, each.shared.owner, each.shared.shared) for each in unshared
    }
    points, others = surprises.point_changes(*two), surprises.point_changes(*reversed(two))
    assert {(each.name, each.gone, each.new) for each in points} == {(each.name, each.new, each.gone) for each in others}
    radii, smaller = surprises.radius_changes(*two), surprises.radius_changes(*reversed(two))
    assert {(each.name, each.after, each.before) for each in radii} == {(each.name, each.before, each.after) for each in smaller}


@given(TWO)
@settings(max_examples=40, deadline=None)
def test_any_two_can_be_compared(two: tuple[Architecture, Architecture]) -> None:
    """And each number that changed is told with a reason."""
    found = compared(side(two[0], "a"), side(two[1], "b"))
    assert all(found.reasons.words.get(each.name) for each in (*found.promised, *found.others))
    assert tables(found)[0].facts["worse"] is any(True for _ in found.why_worse())
