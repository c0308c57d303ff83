"""What everything passes through, told for an entry."""

import pytest
from hypothesis import given, settings

from sosgraph.analyses.dominators import answer
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from tests.analyses.webshop import rows, webshop
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def test_the_widest_chokepoint_leads() -> None:
    """The checkout of the web shop stands before most, and is fatal."""
    (table,) = answer(webshop())
    first = rows(table)[0]
    assert (first["chokepoint"], first["size"], first["alone"]) == ("checkout", 5, True)
    assert table.lead == "of 10 that web needs, 5 are reached only through checkout, whose failure alone takes web down"
    assert dict(table.facts) == {"component": "webshop/web", "needed": 10, "chokepoints": 3}


def test_redundancy_is_told_apart_from_the_plain_graph() -> None:
    """A member of a group stands before its own needs, but is not fatal."""
    text = "components: {web: {entry: true, depends_on: [{any_of: [a, b]}]}, a: {depends_on: [x]}, b: {}, x: {}}"
    (table,) = answer(architecture(text))
    (row,) = rows(table)
    assert (row["chokepoint"], row["beyond"], row["alone"]) == ("a", ("x",), False)
    assert "leaves web up" in table.lead and any(note.startswith("alone fatal: no") for note in table.notes)


def test_without_chokepoints_that_is_said() -> None:
    """Two ways to everything, or nobody needed."""
    text = "components: {web: {depends_on: [a, b]}, a: {depends_on: [x]}, b: {depends_on: [x]}, x: {}}"
    described = architecture(text)
    assert answer(described, component=("web",))[0].lead.startswith("web needs 3, and none stands between")
    assert answer(described, component=("x",))[0].lead == "x needs nobody"
    with pytest.raises(BadCall, match="no component is called 'wbe'; did you mean 'web'"):
        answer(described, component=("wbe",))


def test_of_many_entries_some_are_shown() -> None:
    """The others are counted."""
    lines = ["components:", "  db: {}", *(f"  e{number}: {{entry: true, depends_on: [db]}}" for number in range(25))]
    tables = answer(architecture("\n".join(lines)))
    assert len(tables) == 20 and tables[-1].notes == ("the first 20 of 25 entries are shown; --component names others",)


@settings(max_examples=40)
@given(drawn=architectures())
def test_rows_are_the_widest_and_say_what_is_fatal(drawn: Architecture) -> None:
    """At most so many as asked for, with single failures as the analysis of blast radii has them."""
    failures = single_failures(drawn)
    for name in drawn.components:
        (full,) = answer(drawn, component=(name,), most=1_000)
        (short,) = answer(drawn, component=(name,), most=1)
        assert short.rows == full.rows[:1]
        by_label = {drawn.label(other): other for other in drawn.components}
        for row in rows(full):
            assert row["size"] == len(row["beyond"]) > 0
            assert row["alone"] == failures.takes_down(by_label[row["chokepoint"]], name)
