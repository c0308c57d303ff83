"""Cycles by kind."""

from pathlib import Path

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.cycles import NEVER, REPAIR, RUN, SOFT, START, TOLD, overlaid
from sosgraph.structure.dependency_cycles import dependency_cycles
from tests.overlays.shops import fixture, ways, words, written
from tests.strategies import architectures


def test_the_webshop_has_one() -> None:
    """Catalog and pricing, and the two arrows between them."""
    over = overlaid(fixture("webshop"))
    assert words(over) == {"catalog": RUN.words, "pricing": RUN.words}
    assert ways(over) == {"catalog -> pricing", "pricing -> catalog"}
    assert over.answer == "1 cycle of hard dependencies, the largest through 2 components"


def test_each_kind_has_its_look(tmp_path: Path) -> None:
    """A soft arrow back, a watch by what falls with it, a repair that needs what it repairs."""
    text = """
system: s
components:
  a: {depends_on: [b]}
  b: {depends_on: [{on: a, soft: true}]}
  c: {depends_on: [{on: monitor, kind: observe, soft: true}]}
  monitor: {depends_on: [c]}
  d: {depends_on: [{on: console, phase: recover}]}
  console: {depends_on: [d]}
"""
    found = words(overlaid(written(tmp_path, text)))
    assert (found["a"], found["b"]) == (SOFT.words, SOFT.words)
    assert found["c"] == found["monitor"] == TOLD.words
    assert found["d"] == REPAIR.words


def test_what_cannot_start_is_gravest() -> None:
    """The shipped cold start never comes up again."""
    assert NEVER.words in words(overlaid(fixture("cold-start"))).values()
    assert NEVER.rank < min(look.rank for look in (RUN, REPAIR, START, TOLD, SOFT))


@settings(max_examples=40)
@given(architectures())
def test_every_member_of_a_hard_cycle_is_marked(architecture: Architecture) -> None:
    """As gravely at least as that."""
    marks = overlaid(architecture).components
    for cycle in dependency_cycles(architecture):
        assert all((look := marks[name].look) is not None and look.rank <= RUN.rank for name in cycle.components)
