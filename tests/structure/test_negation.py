"""What needs something to fail: exact where probabilities are added up, always true where failures alone count."""

from dataclasses import replace
from itertools import product

import pytest

from sosgraph import catalog
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement, all_of, any_of, dependencies_of, groups_of
from sosgraph.model.slo import AvailabilityObjective, OwnPart
from sosgraph.model.workload import Entry
from sosgraph.quantity import Ratio
from sosgraph.rules.tier_inversion import check as tier_inversions
from sosgraph.structure.cold_start import deadlocks
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.function import structure_function
from sosgraph.structure.negation import down_from_the_start, negates
from sosgraph.structure.promises import failure_of_needs
from tests.single_failures import single_failures

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


def promising() -> Architecture:
    """Return a component that promises, with copies that fail together, above what needs exactly one of a and b."""
    found = architecture(any_of(all_of(A, Negation(B)), all_of(B, Negation(A))), c=A)
    slos = (AvailabilityObjective(Ratio(0.99, 0.01)),)
    web = Component(
        "s/web",
        "s",
        own=OwnPart(Ratio(0.99, 0.01)),
        slos=slos,
        entry=Entry(),
        requires=(Dependency("s/top"), any_of(A, Dependency("s/c"))),
        replicas=Replicas(3, common_cause=Ratio(0.1, 0.9)),
    )
    bare = replace(web, name="s/bare", own=OwnPart(), replicas=None)
    return found.extended({"s/web": web, "s/bare": bare})


def test_what_promises_leave_is_exact_despite_negation() -> None:
    """Of two that work nine times in ten, just one does in 18 % of the time, and just the first in half of that."""
    model = promising()
    needs = failure_of_needs(model, [model.components["s/bare"]])["s/bare"]
    assert needs.exact and needs.lower == pytest.approx(1 - 0.9 * 0.1)
    assert composite_availability(model)["s/top"].unavailability_low == pytest.approx(1 - 2 * 0.9 * 0.1)


@pytest.mark.parametrize("rule", catalog.names("rules"))
def test_every_rule_judges_what_negates(rule: str) -> None:
    """With promises, copies that fail together and a group that shares all."""
    for finding in catalog.find("rules", rule).check(promising()):
        assert finding.message


@pytest.mark.parametrize("analysis", catalog.names("analyses"))
def test_every_analysis_answers_what_negates_or_refuses(analysis: str) -> None:
    """None is at a loss."""
    model = promising()
    given = {"what-if": {"remove": ("b",)}, "allocation": {"target": ("web=99%",)}, "composite-slo": {"bounds": True}}
    try:
        assert catalog.find("analyses", analysis).answer(model, **given.get(analysis, {}))
    except BadCall as refused:
        assert "has to fail" in str(refused)


def test_only_what_is_above_a_negation_negates() -> None:
    """Neither a part beside it, nor a system without any."""
    function = structure_function(architecture(Negation(A), a=B))
    assert [name for name, number in function.up.items() if negates(function, number)] == ["s/top"]
    assert down_from_the_start(function, function.up["s/top"]) == "with everything working, until something fails"
    function = structure_function(architecture(A))
    assert not any(negates(function, number) for number in function.up.values())
    assert down_from_the_start(function, function.up["s/top"]) == "by its settings (house events) alone"


def test_what_is_not_known_leaves_in_doubt_what_negates_it() -> None:
    """Taken for perfect it may make it better or worse: no bound. Whoever needs it unnegated can only be worse."""
    described = architecture(A, Negation(B))
    unknown = described.extended({"s/b": replace(described.components["s/b"], own=OwnPart())})
    found = composite_availability(unknown)
    assert (found["s/top"].upper_bound, found["s/top"].doubtful, str(found["s/top"])) == (False, True, "≈ 0 %")
    assert (found["s/b"].upper_bound, found["s/b"].doubtful, str(found["s/b"])) == (True, False, "≤ 100 %")
    assert not any(each.doubtful for each in composite_availability(described).values())
    (table,) = catalog.find("analyses", "composite-slo").answer(unknown, component=("top",))
    assert table.notes[-1].startswith("≈: parts without a number") and not any("upper bound" in note for note in table.notes)
