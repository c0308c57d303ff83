"""What the question about circles answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.analyses.cycles import ANALYSIS, answer
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from tests.strategies import architectures
from tests.yaml_architecture import architecture

THREE = """
components:
  a: {depends_on: [b]}
  b: {depends_on: [c, d]}
  c: {depends_on: [a, b]}
  d: {depends_on: [{on: a, soft: true}]}
"""


def test_without_options_the_running_cycles_and_a_line_for_each_other_kind() -> None:
    """The answer in a sentence, one row for the strong component, and its cycles one by one as there are two."""
    first, one_by_one = answer(architecture(THREE))
    assert first.lead == "3 of 4 components need one another in a circle while running: a, b and c; leaving out b -> c opens it"
    assert [(row[0], row[1], row[2], row[4], row[5]) for row in first.rows] == [
        (3, ("a", "b", "c"), "b -> c -> b", ("b -> c",), "yes")
    ]
    assert first.notes[1:] == (
        "call: 1 strong component of 4 components; `--of call` shows it",
        "call+config, start, recover, observe, deploy, feedback, systems, owners: none",
    )
    assert [row[:4] for row in one_by_one.rows] == [(2, 1, "b -> c -> b", "call"), (3, 1, "a -> b -> c -> a", "call")]
    assert one_by_one.notes == ()


def test_a_cycle_that_comes_before_shorter_ones_is_called_so() -> None:
    """Those that fall together come first, and those with what is asked for; a note says it where another cycle is shorter."""
    text = """
    components:
      a: {depends_on: [b, {any_of: [d, e]}]}
      b: {depends_on: [c]}
      c: {depends_on: [{on: a, phase: PHASE}]}
      d: {depends_on: [a]}
      e: {}
    """
    first, one_by_one = answer(architecture(text.replace("PHASE", "run")))
    assert (first.rows[0][2], one_by_one.rows[0][2]) == ("a -> b -> c -> a", "a -> d -> a")
    assert first.notes[1] == (
        "in row 1 the cycle shown is a shortest of those in which each takes its caller down by failing alone; others are shorter"
    )
    first, one_by_one = answer(architecture(text.replace("PHASE", "[start]")), of="start")
    assert (first.rows[0][2], one_by_one.rows[0][2]) == ("c -> a -> b -> c", "a -> d -> a")
    assert first.notes == (
        "in row 1 the cycle shown is a shortest of those with a dependency of phase start; others are shorter",
    )
    alone = text.replace("{any_of: [d, e]}", "e").replace("PHASE", "run")
    assert not any("shorter" in note for note in answer(architecture(alone))[0].notes)


def test_there_may_be_none() -> None:
    """Then the sentence says so."""
    (table,) = answer(architecture("components: {a: {depends_on: [b]}, b: {}}"))
    assert table.lead == "no components need one another in a circle while running"
    assert table.rows == ()


def test_what_is_not_listed_is_counted() -> None:
    """Exactly where the search ended, else as more than."""
    _, listed = answer(architecture(THREE), most=1)
    assert listed.notes == ("1 more not listed",)
    names = "abcdefgh"
    dense = "\n".join(f"  {one}: {{depends_on: [{', '.join(other for other in names if other != one)}]}}" for one in names)
    _, listed = answer(architecture(f"components:\n{dense}"))
    assert listed.notes == ("more than 990 more; search stopped",)


def test_kinds_and_phases_may_be_chosen() -> None:
    """And soft dependencies; but not together with a named question."""
    described = architecture(
        """
        components:
          flags: {depends_on: [{on: shop, kind: data, phase: [start]}]}
          shop: {depends_on: [{on: flags, kind: config, soft: true}]}
        """
    )
    assert answer(described, kind=("data", "config"), phase=("run", "start"))[0].rows == ()
    (table,) = answer(described, kind=("data", "config"), phase=("run", "start"), soft=True)
    assert table.title == "Cycles (run, start by data, config, soft ones too)"
    assert table.rows[0][1] == ("flags", "shop")
    assert table.rows[0][4] == ("shop -> flags",)
    with pytest.raises(BadCall, match="leave out --of"):
        answer(described, of="start", soft=True)


def test_feedback_is_told_with_sign_and_delay() -> None:
    """What carries it, in order, and how long it takes."""
    described = architecture(
        """
        components: {a: {depends_on: [b]}, b: {}}
        feedback: [{from: a, to: b, sign: -, delay: 2h, through: pricing}]
        """
    )
    (table,) = answer(described, of="feedback")
    assert table.lead == "1 loop of influence: 1 balancing"
    assert table.rows[0][:4] == ("balancing", "2h", "a -> b -> a", ("pricing (-, 2h)", "call (+)"))
    assert "feedback: 1 loop; `--of feedback` shows it" in answer(described)[0].notes


def test_teams_are_told_with_the_dependencies_between_their_components() -> None:
    """And those without an owner are counted."""
    described = architecture(
        """
        components:
          a: {owner: red, depends_on: [b]}
          b: {owner: blue}
          c: {owner: blue, depends_on: [d]}
          d: {owner: red}
          e: {}
        """
    )
    (table,) = answer(described, of="owners")
    assert table.lead == "red and blue need one another in a circle, though no cycle of components joins all of them"
    assert table.rows[0][:3] == (("red", "blue"), "red -> blue -> red", ("a -> b", "c -> d"))
    assert table.notes == ("without an owner, left out: 1 component",)
    assert answer(described, of="systems")[0].lead.startswith("no systems need one another")


@settings(max_examples=40)
@given(architectures(hostile=True), st.data())
def test_every_question_has_an_answer(drawn: Architecture, data: st.DataObject) -> None:
    """Whatever is drawn: rows as long as the columns, and a sentence."""
    questions = next(parameter for parameter in ANALYSIS.parameters if parameter.name == "of").summary
    of = data.draw(st.sampled_from(questions.partition(": ")[2].split(", ")))
    for table in answer(drawn, of=of):
        assert table.lead or table.name != "cycles"
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_large_counts_are_grouped() -> None:
    """By thousands, wherever they stand in a sentence."""
    pairs = ", ".join(f"a{n}: {{depends_on: [b{n}]}}, b{n}: {{depends_on: [a{n}]}}" for n in range(1_001))
    first, one_by_one = answer(
        architecture(f"components: {{{pairs}, c: {{depends_on: [d]}}, d: {{depends_on: [c, d2]}}, d2: {{depends_on: [d]}}}}")
    )
    assert first.lead.startswith(
        "2,005 of 2,005 components need one another in a circle while running, in 1,002 strong components "
    )
    assert "; 1,003 dependencies have to go" in first.lead
    assert one_by_one.notes == ("993 more not listed",)
