"""What has to fail together, against trying all combinations; and whether it reads like an answer."""

from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings

from sosgraph.analyses.cut_sets import answer
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio
from sosgraph.structure import solutions
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def minimal_cut_sets(function: StructureFunction, number: int, label: Callable[[str], str]) -> set[frozenset[str]]:
    """Return the minimal cut sets by trying all sets of variables that may fail."""
    variables = [variable for variable in range(function.equations.variables) if variable not in function.never_fails]
    found: list[frozenset[int]] = []
    for size in range(len(variables) + 1):
        for chosen in combinations(variables, size):
            together = frozenset(chosen)
            if not any(smaller <= together for smaller in found) and not function.equations.greatest_solution(chosen)[number]:
                found.append(together)
    return {frozenset(function.events[variable].words(label) for variable in each) for each in found}


@settings(max_examples=40)
@given(drawn=architectures(max_components=4, extras=2))
def test_sets_are_the_minimal_ones(drawn: Architecture) -> None:
    """Every minimal cut set is listed and no other, with its order; their number is known without listing them."""
    function = function_of(drawn)
    assume(function.equations.variables - len(function.never_fails) <= 9)
    name = next(iter(drawn.components))
    (table,) = answer(drawn, component=(name,), most=1000)
    expected = minimal_cut_sets(function, function.up[name], drawn.label)
    assert {frozenset(row["fail_together"]) for row in rows(table)} == expected
    assert table.facts["minimal_cut_sets"] >= len(expected)  # two callers' coverage of one fallback have the same words


def test_likeliest_come_first_and_the_rest_is_accounted_for() -> None:
    """The share of each set, and what all that are not shown cause without those that are."""
    (table,) = answer(webshop(), component=("checkout",), most=2)
    first, second = rows(table)
    assert first["fail_together"] == ("dns",) and first["order"] == 1
    assert first["share"] == pytest.approx(0.001 / 0.00115656, rel=1e-4) and first["share"] > second["share"]
    assert first["minutes"] == pytest.approx(43.2)
    assert table.facts["share_of_those_shown"] == pytest.approx(0.951, abs=5e-4)
    assert table.notes[0] == (
        "shown: 2 of 16 minimal cut sets (3 of order 1, 13 of order 2); the 14 not shown alone cause 4.91 % of the downtime"
    )


def test_no_share_is_told_where_no_number_is_known() -> None:
    """The rest is counted, and nothing is said of how much of the downtime it causes."""
    (table,) = answer(architecture("system: s\ncomponents: {web: {depends_on: [db, dns]}, db: {}, dns: {}}"), most=1)
    assert table.notes[0] == "shown: 1 of 3 minimal cut sets (3 of order 1)"


def test_lead_reads_like_an_answer() -> None:
    """How long, by how few, and whether one failure is enough."""
    (table,) = answer(webshop(), component=("checkout",))
    assert table.lead == (
        "checkout is down 50 min in 30d: 2 of 16 minimal cut sets cause 95.1 % of it, first of all dns; "
        "3 single failures take it down"
    )
    assert rows(table)[0]["why"] == "defeats 'any of cards, wallets' (hidden)"
    assert "hidden: dns is shared, run by team-network, only through dns" in table.notes


def test_groups_are_asked_by_their_owner() -> None:
    """Each redundancy group of the component has a table; the illusion is called one."""
    payment, zones = answer(webshop(), group=("checkout",))
    assert payment.lead.endswith("it should survive any single failure, but dns takes it down")
    assert zones.lead.endswith("zone-a with zone-b is its only minimal cut set; it survives any single failure, as it should")
    with pytest.raises(BadCall, match="dns has no redundancy group"):
        answer(webshop(), group=("dns",))


def test_order_and_least_limit_what_is_shown() -> None:
    """Sets of at most so many failures, and with at least this share."""
    (singles,) = answer(webshop(), component=("checkout",), order=1)
    assert [row["order"] for row in rows(singles)] == [1, 1, 1]
    (large,) = answer(webshop(), component=("checkout",), least=Ratio(0.05, 0.95))
    assert [row["fail_together"] for row in rows(large)] == [("dns",), ("checkout",)]
    (pairs,) = answer(webshop(), component=("checkout",), order=2, most=1000)
    (everything,) = answer(webshop(), component=("checkout",), most=1000)
    assert rows(pairs) == rows(everything)


@pytest.mark.parametrize(
    ("limits", "none"),
    [
        ({"least": Ratio(0.9, 0.1)}, "none of its 16 minimal cut sets causes 90 % or more (the largest of all, dns, 86.5 %)"),
        (
            {"least": Ratio(0.9, 0.1), "order": 1},
            "none of its 3 minimal cut sets of at most 1 failure causes 90 % or more (the largest of all, dns, 86.5 %)",
        ),
    ],
)
def test_limits_that_leave_nothing_do_not_make_it_perfect(limits: dict[str, Any], none: str) -> None:
    """It is as long down as before; which limit no set meets is said, and the largest set that there is."""
    (table,) = answer(webshop(), component=("checkout",), **limits)
    assert table.rows == ()
    assert table.lead == f"checkout is down 50 min in 30d: {none}; 3 single failures take it down"


def test_an_order_that_no_set_has() -> None:
    """Pairs alone take it down, and single failures were asked for."""
    pair = architecture(
        "components: {a: {availability: 100%, depends_on: [{any_of: [b, c]}]}, b: {availability: 99%}, c: {availability: 99%}}"
    )
    (table,) = answer(pair, order=1)
    assert "it has no minimal cut set of at most 1 failure (the largest of all, b with c, 100 %)" in table.lead


def test_hidden_is_said_of_what_is_shown_to_be() -> None:
    """A group that survives has no note about something shared, though that is hidden below another group."""
    described = architecture("""
        components:
          web: {availability: 99.9%, replicas: {count: 2, over: [za, zb]}, depends_on: [{any_of: [m, n]}]}
          m: {availability: 99.9%, runs_on: za}
          n: {availability: 99.9%, runs_on: za}
          za: {kind: zone, owner: platform, availability: 99.9%}
          zb: {kind: zone, owner: platform, availability: 99.9%}
    """)
    replicas, whole = answer(described, group=("web",))
    if "replicas" not in replicas.title:
        replicas, whole = whole, replicas
    assert replicas.lead.endswith("it survives any single failure, as it should")
    assert not any(note.startswith("hidden") for note in replicas.notes)
    assert any(note.startswith("hidden: za is shared") for note in whole.notes)


def test_a_journey_is_asked_by_its_name() -> None:
    """All that it goes through; a system stands for what answers for it, a pattern for what it fits."""
    (table,) = answer(webshop(), component=("buy",), most=1)
    assert table.title == "What takes journey buy down" and table.lead.startswith("journey buy is down")
    assert [each.facts["component"] for each in answer(webshop(), component=("webshop",))] == ["webshop/web"]
    patterned = answer(webshop(), component=("zone-*",))
    assert [each.facts["component"] for each in patterned] == [f"webshop/zone-{letter}" for letter in "abc"]


def test_default_is_what_users_see() -> None:
    """Entries and heads of journeys; where there are none, what promises something; else what nobody needs."""
    assert [table.facts["component"] for table in answer(webshop())] == ["webshop/web"]
    promising = architecture("components: {a: {depends_on: [b]}, b: {slo: 99%}}")
    assert [table.facts["component"] for table in answer(promising)] == ["test/b"]
    plain = architecture("components: {a: {depends_on: [b]}, b: {}}")
    assert [table.facts["component"] for table in answer(plain)] == ["test/a"]


def test_structure_alone_has_an_answer() -> None:
    """Without any number the sets come by order, and say that they have none."""
    (table,) = answer(architecture("components: {a: {depends_on: [{any_of: [b, c]}]}, b: {}, c: {}}"))
    assert [(row["fail_together"], row["share"]) for row in rows(table)] == [(("a",), None), (("b", "c"), None)]
    assert table.lead == ("a never fails as far as there are numbers: it has 2 minimal cut sets; 1 single failure takes it down")
    assert any(note.startswith("no number") and note.endswith("a, b, c") for note in table.notes)


def test_what_cannot_fail_has_no_cut_set() -> None:
    """A perfect part that needs nobody."""
    (table,) = answer(architecture("components: {a: {availability: 100%}}"))
    assert table.rows == () and table.lead == "nothing that is declared takes a down"


def test_circumstances_stand_behind_what_fails() -> None:
    """A conditional call needs a failure and a request that asks."""
    described = architecture(
        "components: {a: {availability: 100%, depends_on: [{on: b, probability: 20%}]}, b: {availability: 99%}}"
    )
    (table,) = answer(described)
    assert rows(table)[0]["fail_together"] == ("b", "b asked")
    assert rows(table)[0]["share"] == pytest.approx(1)
    assert any("circumstances" in note for note in table.notes)


def test_what_never_happens_has_a_share_of_none() -> None:
    """A circumstance that has no chance is a number, not the lack of one."""
    text = "components: {a: {availability: 99%, depends_on: [{on: b, probability: 0%}]}, b: {availability: 90%}}"
    (table,) = answer(architecture(text))
    assert [(row["fail_together"], row["share"], row["minutes"]) for row in rows(table)][1] == (("b", "b asked"), 0.0, 0.0)


def test_what_is_too_entangled_is_answered_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small sets are there and the notes say that others may be missing; minutes are a range."""
    whole = solutions.solved
    monkeypatch.setattr(solutions, "solved", lambda equations, root, *limits: None if limits else whole(equations, root))
    monkeypatch.setattr(solutions, "_ORDER", 1)
    (table,) = answer(webshop(), component=("checkout",))
    assert [row["fail_together"] for row in rows(table)] == [("dns",), ("checkout",), ("common cause in ledger",)]
    assert table.facts["complete"] is False
    assert "single failures cause at least" in table.lead
    assert any(note.startswith("too entangled to be solved whole") for note in table.notes)


@settings(max_examples=30)
@given(drawn=architectures(max_components=5))
def test_any_architecture_has_an_answer(drawn: Architecture) -> None:
    """No set is likelier than the whole, likelier ones come first, and what is shown causes no more than there is."""
    for table in answer(drawn, most=50):
        shares = [row["share"] for row in rows(table) if row["share"] is not None]
        assert all(share <= 1 + 1e-9 for share in shares)
        assert all(earlier >= later * (1 - 1e-9) for earlier, later in pairwise(shares))
        assert 0 <= table.facts["share_of_those_shown"] <= 1
