"""Two versions in one picture."""

from pathlib import Path

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.diff import LOST, NEW, OTHER, WORSE, overlaid
from tests.overlays.shops import words, written
from tests.strategies import architectures

BASE = "system: s\ncomponents:\n  web: {entry: true, depends_on: [db, old]}\n  db: {availability: 99.9%}\n  old: {}\n  same: {}\n"
HEAD = """
system: s
components:
  web: {entry: true, depends_on: [db, new]}
  db: {availability: 99%, owner: them}
  new: {owner: us}
  same: {}
"""


def test_shows_all_four(tmp_path: Path) -> None:
    """Added, removed and drawn all the same, worse for a callee's sake; what did not change is as ever."""
    base, head = written(tmp_path, BASE), written(tmp_path, HEAD)
    over = overlaid(head, base)
    assert words(over) == {"web": WORSE.words, "db": WORSE.words, "new": NEW.words, "old": LOST.words}
    assert [each.name for each in over.gone] == ["s/old"] and over.gone_dependencies == (("s/web", "s/old"),)
    assert over.dependencies["s/web", "s/new"].look == NEW and over.dependencies["s/web", "s/old"].look == LOST
    assert over.components["s/db"].text == "99.9 % → 99 %, itself changed"
    assert over.answer == "2 added, 2 removed, 2 other changes; 2 components worse"


def test_a_change_of_words_is_a_change(tmp_path: Path) -> None:
    """That is no worse."""
    base, head = (
        written(tmp_path, "system: s\ncomponents:\n  a: {}\n"),
        written(tmp_path, "system: s\ncomponents:\n  a: {tier: 1}\n"),
    )
    assert words(overlaid(head, base)) == {"a": OTHER.words}


@settings(max_examples=40)
@given(architectures())
def test_nothing_changed_is_nothing_shown(architecture: Architecture) -> None:
    """From a version to itself."""
    over = overlaid(architecture, architecture)
    assert (over.answer, dict(over.components), over.gone) == ("nothing changed in meaning", {}, ())


@settings(max_examples=25)
@given(architectures(), architectures())
def test_what_is_gone_is_in_the_base_alone(head: Architecture, base: Architecture) -> None:
    """And what is added in the head alone."""
    over = overlaid(head, base)
    assert {each.name for each in over.gone} == base.components.keys() - head.components.keys()
    added = {name for name, mark in over.components.items() if mark.look == NEW}
    assert added == head.components.keys() - base.components.keys()
