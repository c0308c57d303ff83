"""What needs something to fail: exact where probabilities are added up, always true where failures alone count."""

from itertools import product

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement, all_of, any_of, dependencies_of, groups_of
from sosgraph.model.slo import OwnPart
from sosgraph.quantity import Ratio
from sosgraph.rules.tier_inversion import check as tier_inversions
from sosgraph.structure.cold_start import deadlocks
from sosgraph.structure.function import structure_function
from sosgraph.structure.single_failures import single_failures

A, B = Dependency("s/a"), Dependency("s/b")


def architecture(*requires: Requirement, **others: Requirement) -> Architecture:
    """Return `top` that needs `requires`, and parts a and b that may need something too."""
    own = OwnPart(Ratio(0.9, 0.1))
    parts = {f"s/{name}": Component(f"s/{name}", "s", tier=2, own=own) for name in "ab"}
    needy = {f"s/{name}": Component(f"s/{name}", "s", own=own, requires=(need,)) for name, need in others.items()}
    top = Component("s/top", "s", tier=1, requires=requires)
    return Architecture({"s/top": top, **parts, **needy}, ("s",))


REQUIREMENTS = {
    "not a": (Negation(A), lambda a, b: not a),
    "not not a": (Negation(Negation(A)), lambda a, b: a),
    "not (a or b)": (Negation(any_of(A, B)), lambda a, b: not (a or b)),
    "a and not b": (all_of(A, Negation(B)), lambda a, b: a and not b),
    "one of a, not b": (any_of(A, Negation(B)), lambda a, b: a or not b),
    "two of a, b, not a": (AtLeast(2, (A, B, Negation(A))), lambda a, b: b),
}


@pytest.mark.parametrize("words", REQUIREMENTS)
def test_up_is_what_the_words_say(words: str) -> None:
    """In all four states of a and b."""
    need, truth = REQUIREMENTS[words]
    function = structure_function(architecture(need))
    for a, b in product((False, True), repeat=2):
        down = [function.part[name] for name, works in (("s/a", a), ("s/b", b)) if not works]
        assert bool(function.equations.greatest_solution(down)[function.up["s/top"]]) == truth(a, b)


def test_a_negated_part_breaks_nothing_when_failures_alone_count() -> None:
    """Neither a, which must fail, nor b, which has a substitute that always holds, is a single point of failure."""
    model = architecture(Negation(A), any_of(B, Negation(A)))
    failures = single_failures(model)
    assert failures.names(failures.sets["s/top"]) == ("s/top",)
    assert failures.of_requirement(Negation(A)) == 0


def test_a_negated_part_stops_no_start() -> None:
    """Two that wait for one another to be down both start."""
    start = ("start", "run")
    model = architecture(a=Negation(Dependency("s/b", phases=start)), b=Negation(Dependency("s/a", phases=start)))
    assert deadlocks(model) == ()


def test_on_a_circle_a_negation_holds_always() -> None:
    """A part that is up when it is down has no state; it is taken as up."""
    model = architecture(Negation(A), a=Dependency("s/top"))
    function = structure_function(model)
    solution = function.equations.greatest_solution()
    assert solution[function.up["s/top"]] and solution[function.up["s/a"]]


def test_a_walk_sees_negated_dependencies_but_no_groups_there() -> None:
    """The graph has their edges; a group that must fail survives nothing."""
    need = all_of(A, Negation(any_of(A, B)))
    assert list(dependencies_of(need)) == [A, A, B] and list(groups_of(need)) == []


def test_what_must_fail_may_be_less_important() -> None:
    """No inversion of tiers is found in a negation."""
    assert len(list(tier_inversions(architecture(A)))) == 1
    assert not list(tier_inversions(architecture(Negation(A))))
