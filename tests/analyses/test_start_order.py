"""What the analysis of the start says."""

import pytest

from sosgraph.analyses.start_order import answer
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import any_of
from tests.yaml_architecture import architecture

TEXT = """
components:
  web: {depends_on: [{on: api, phase: [start, run]}]}
  api: {depends_on: [{any_of: [{on: db, phase: [start]}, {on: copy, phase: [start]}]}]}
  db:
  copy:
  log:
"""
STUCK = """
  x: {depends_on: [{on: y, phase: [start]}]}
  y: {depends_on: [x]}
  z: {depends_on: [x]}
"""


def test_waves_and_the_longest_wait() -> None:
    """The sentence above says how many waves, and through whom the last one waits."""
    waves, chain = answer(architecture(TEXT))
    assert waves.lead == "all of it comes up in 3 waves; the longest wait is web -> api -> db"
    assert waves.rows == ((1, 3, ("db", "copy", "log")), (2, 1, ("api",)), (3, 1, ("web",)))
    assert [row[:4] for row in chain.rows] == [(3, "web", "starts after", "api"), (2, "api", "starts after", "db")]


def test_one_component_and_what_it_cannot_do_without() -> None:
    """Members of a group stand in for one another; what it does not wait for is left out."""
    waves, _ = answer(architecture(TEXT), component=("web",))
    assert waves.rows == ((1, 2, ("db", "copy"), ()), (2, 1, ("api",), ("api",)), (3, 1, ("web",), ()))
    with pytest.raises(BadCall):
        answer(architecture(TEXT), component=("nowhere",))


def test_what_never_starts_is_counted_once() -> None:
    """Groups that wait for one another, who would have to start first, and how many wait for them."""
    *_, never = answer(architecture(TEXT + STUCK))
    assert never.rows == ((2, ("x", "y"), ("x",), 1),)
    assert never.notes == ("1 more wait for these; --all names them",) and never.facts["waiting"] == ("z",)
    *_, never, waiting = answer(architecture(TEXT + STUCK), all=True)
    assert never.notes == ("1 more wait for these",) and waiting.rows == (("z", ("x",)),)
    waves, never = answer(architecture(TEXT + STUCK), component=("z",))
    assert waves.lead == "nothing comes up; 3 never start" and len(never.rows) == 1


def test_a_system_that_needs_nothing_to_start_is_one_wave() -> None:
    """Circles of what is needed to run come up together."""
    (waves,) = answer(architecture("components: {a: {depends_on: [b]}, b: {depends_on: [a]}}"))
    assert waves.lead.startswith("no dependency says that it is needed to start (phase: [start])")
    assert waves.rows == ((1, 2, ("a", "b")),)
    (waves,) = answer(architecture("components: {a: {depends_on: [{on: b, phase: [start], soft: true}]}, b: {}}"))
    assert waves.lead == "all of it comes up at once: nothing has to be up before something else starts"


def test_an_inferred_member_of_a_group_holds_nobody_up() -> None:
    """Neither the waves nor the sentence know of a wait for what was only guessed, alone in its group or not."""
    guess, certain = Dependency("b", phases=("start",), inferred=True), Dependency("a", phases=("start",))
    described = Architecture({"a": Component("a", "", requires=(any_of(guess),)), "b": Component("b", "", requires=(certain,))})
    waves, chain = answer(described)
    assert waves.lead == "all of it comes up in 2 waves; the longest wait is b -> a" and len(chain.rows) == 1


def test_who_waits_for_itself_never_starts() -> None:
    """No file can say so, but a library's caller can; the sentence names nobody who would have to start first."""
    itself = Dependency("a", phases=("start",))
    *_, never = answer(Architecture({"a": Component("a", "", requires=(itself,))}))
    assert not never.rows and never.lead == "none of it comes up: it waits for itself"
