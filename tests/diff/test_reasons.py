"""Which change moved a number, and whether all of it is worse."""

import pytest
from pytest import approx

from sosgraph.diff.comparison import Comparison, compared
from sosgraph.diff.findings import FindingChanges, Side
from sosgraph.diff.tables import tables
from sosgraph.finding import BAD_INPUT, BROKEN, Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.report import Report
from sosgraph.source import Pointer
from tests.diff.test_meaning import told

BEFORE = "web: {slo: 99%, availability: 99.9%, depends_on: [db, {on: auth, soft: true}]}"


def between(before: Architecture, after: Architecture, *findings: Finding) -> Comparison:
    """Return the comparison, the second version having these findings."""
    return compared(Side("before", Report(before)), Side("after", Report(after, findings=findings)))


def because(found: Comparison, name: str = "shop/web") -> str:
    """Return why a component changed."""
    return found.reasons.words[name]


def test_the_only_change_below_is_the_reason() -> None:
    """Others, of what it does not rest on, are not."""
    before = told(f"{{{BEFORE}, db: {{availability: 99.9%}}, auth: {{availability: 99%}}, other: {{availability: 99%}}}}")
    after = told(f"{{{BEFORE}, db: {{availability: 99.5%}}, auth: {{availability: 99%}}, other: {{availability: 98%}}}}")
    found = between(before, after)
    assert because(found) == "own part of db availability 99.9 % -> availability 99.5 %"
    assert [each.kind for each in found.why_worse()] == ["lower composite"]


def test_of_several_changes_each_is_told_with_what_it_does_alone() -> None:
    """The one that does most first; what does nothing is not told."""
    before = told(f"{{{BEFORE}, db: {{availability: 99.9%}}, auth: {{availability: 99.9%}}}}")
    hard = BEFORE.replace("{on: auth, soft: true}", "auth").replace("99.9%", "99.8%")
    after = told(f"{{{hard}, db: {{availability: 99.9%, mttr: 1h}}, auth: {{availability: 99.9%}}}}")
    first, second = because(between(before, after)).split("; ")
    assert {first, second} == {
        "own part of web availability 99.9 % -> availability 99.8 % (+43.2 min alone)",
        "auth became hard for web (+43.1 min alone)",
    }


def test_changes_that_only_act_together() -> None:
    """Neither zone alone takes both members down."""
    group = "web: {{slo: 99%, depends_on: [{{any_of: [a, b]}}]}}, a: {{availability: {0}}}, b: {{availability: {1}}}"
    before, after = told(f"{{{group.format('100%', '100%')}}}"), told(f"{{{group.format('99%', '99%')}}}")
    assert because(between(before, after)).startswith("only together: own part of a ")


def test_a_promise_that_is_broken() -> None:
    """Is the gravest reason, and told with what is reached."""
    before = told(f"{{{BEFORE}, db: {{availability: 99.9%}}, auth: {{availability: 99%}}}}")
    after = told(
        f"{{{BEFORE.replace('{on: auth, soft: true}', 'auth')}, db: {{availability: 99.9%}}, auth: {{availability: 99%}}}}"
    )
    (worse,) = between(before, after).why_worse()
    assert worse.words == ("web can no longer keep its promise of 99 %: it reaches 98.8021 %, because auth became hard for web")
    (row,) = next(table for table in tables(between(before, after)) if table.name == "diff-promises").rows
    assert row[3] == approx((0.999 * 0.999 * 0.01) * 30 * 1440) and row[5] == "kept -> out of reach"
    assert not list(between(after, before).why_worse())


def test_to_promise_more_than_is_reached() -> None:
    """Breaks a promise too, though no number moved."""
    before = told(f"{{{BEFORE}, db: {{availability: 99.9%}}, auth: {{}}}}")
    after = told(f"{{{BEFORE.replace('99%', '99.9%', 1)}, db: {{availability: 99.9%}}, auth: {{}}}}")
    found = between(before, after)
    assert [each.kind for each in found.why_worse()] == ["broken promise"]
    assert because(found) == "slo of web 99 % over 30d -> 99.9 % over 30d"


def test_to_learn_a_number_makes_nothing_worse() -> None:
    """Unless it proves that a promise cannot be kept."""
    before = told(f"{{{BEFORE}, db: {{}}, auth: {{}}}}")
    assert not list(between(before, told(f"{{{BEFORE}, db: {{availability: 99.9%}}, auth: {{}}}}")).why_worse())
    broken = between(before, told(f"{{{BEFORE}, db: {{availability: 98%}}, auth: {{}}}}"))
    assert [each.kind for each in broken.why_worse()] == ["broken promise"]


def test_cycles_and_redundancy_on_one_thing() -> None:
    """Are worse when they are new, and not when they are gone."""
    before = told("{web: {depends_on: [{any_of: [a, b]}]}, a: {depends_on: [dns]}, b: {}, dns: {}}")
    after = told(
        "{web: {depends_on: [{any_of: [a, b]}]}, a: {depends_on: [dns]}, b: {depends_on: [dns]}, dns: {depends_on: [a]}}"
    )
    kinds = [each.kind for each in between(before, after).why_worse()]
    assert "cycle" in kinds and "hidden shared dependency" in kinds
    assert not list(between(after, before).why_worse())


VENDORS = "cards: {external: true, sla: 99%, depends_on: [dns]}, wallets: {external: true, sla: 99%, depends_on: [dns]}, dns: {}"


@pytest.mark.parametrize(
    ("api", "more", "name", "words"),
    [
        ("slo: 98%", "", "shop/api", "the promises of the callees of api leave 98.9802 %, before 99.97 %, because"),
        (
            "slo: 99.9%",
            "",
            "shop/api",
            "api can no longer keep its promise of 99.9 %: its callees' promises leave 98.9802 %, because",
        ),
        ("entry: true", "", "shop/api", "the promises of the callees of api leave 98.9802 %, before 99.97 %, because"),
        (
            "kind: service",
            "journeys: {buy: {through: [api], slo: 98%}}",
            "journey buy",
            "the promises of the callees of journey buy leave 98.9802 %, before 99.97 %, because",
        ),
    ],
)
def test_redundancy_of_vendors_that_only_promise_is_missed(api: str, more: str, name: str, words: str) -> None:
    """What is declared reaches as much as before, and what the contracts leave is less: that number decides, and is shown."""
    text = f"{{api: {{{api}, availability: 99.98%, depends_on: [NEEDS]}}, {VENDORS}}}"
    before, after = told(text.replace("NEEDS", "{any_of: [cards, wallets]}"), more), told(text.replace("NEEDS", "cards"), more)
    found = between(before, after)
    first, *_ = found.why_worse()
    assert first.words == f"{words} cards became hard for api; api no longer depends on wallets"
    one = next(each for each in found.composites.changed if each.name == name)
    assert one.left_before == approx(0.00029998) and one.left_after == approx(0.010198, abs=1e-9) and not one.moved
    table = next(table for table in tables(found) if table.name in ("diff-promises", "diff-composites"))
    columns = [column.name for column in table.columns]
    assert [approx(0.00029998), approx(0.010198, abs=1e-9)] in [
        [row[columns.index(f"left_{side}")] for side in ("before", "after")] for row in table.rows
    ]
    assert not any(each.kind == "lower composite" for each in between(after, before).why_worse())


def test_to_learn_what_a_vendor_promises_makes_nothing_worse() -> None:
    """A contract that is written down now held before."""
    api = "api: {entry: true, availability: 99.98%, depends_on: [cards]}"
    before = told(f"{{{api}, cards: {{external: true, depends_on: [dns]}}, dns: {{}}}}")
    after = told(f"{{{api}, cards: {{external: true, sla: 99%, depends_on: [dns]}}, dns: {{}}}}")
    assert not list(between(before, after).why_worse())


def test_what_nobody_promises_may_become_worse() -> None:
    """It is told, and fails nothing."""
    found = between(told("{db: {availability: 99.9%}}"), told("{db: {availability: 90%}}"))
    assert not list(found.why_worse()) and [each.name for each in found.others] == ["shop/db"]


def test_a_new_error_is_worse_unless_it_only_moved() -> None:
    """To another file, or to the new name of its component."""
    before, after = told("{db: {owner: a}}"), told("{store: {owner: a}}")
    old, new = (Finding(Pointer(f"{name}.yaml", (0,)), f"{name} is bad", rule="r") for name in ("db", "store"))
    sides = Side("before", Report(before, findings=(old,))), Side("after", Report(after, findings=(new,)))
    assert not compared(*sides).findings.new
    other = Finding(Pointer("store.yaml", (0,)), "store is worse", rule="r")
    found = between(before, after, other)
    assert [each.words for each in found.why_worse()] == ["r: store is worse"]


def test_a_cycle_grows_and_shrinks() -> None:
    """To grow is worse: somebody is in a circle with more than before."""
    small = told("{a: {depends_on: [b]}, b: {depends_on: [a]}, c: {depends_on: [a]}}")
    large = told("{a: {depends_on: [b, c]}, b: {depends_on: [a]}, c: {depends_on: [a]}}")
    there, back = between(small, large), between(large, small)
    assert [each.kind for each in there.cycles] == ["grown"] and [each.kind for each in back.cycles] == ["shrunk"]
    assert "cycle" in [each.kind for each in there.why_worse()] and not list(back.why_worse())


def test_a_finding_in_other_words_is_changed() -> None:
    """Neither new nor gone, and no worse by itself; one that became graver is new, and two mistakes are two."""
    architecture = told("{db: {owner: a}}")

    def pair(rule: str, graver: bool) -> FindingChanges:
        ends = (Pointer("a.yaml", (0, "x")), Pointer("a.yaml", (0, "y")))
        weights = (Severity.WARNING if graver else Severity.ERROR, Severity.ERROR)
        sides = [
            Side(name, Report(architecture, findings=(Finding(Pointer("a.yaml", (0,)), name, (Note(end, ""),), rule, weight),)))
            for name, end, weight in zip(("old", "new"), ends, weights, strict=True)
        ]
        found = compared(*sides)
        assert bool(list(found.why_worse())) is bool(found.findings.new)
        return found.findings

    changed = pair("r", False)
    assert [(old.message, new.message) for old, new in changed.changed] == [("old", "new")] and not (changed.new or changed.gone)
    for apart in (pair("r", True), pair(BAD_INPUT, False), pair(BROKEN, False)):
        assert (len(apart.new), len(apart.gone), apart.changed) == (1, 1, ())
