"""Needs that decide nothing."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.rules.redundant_edge import RULE
from tests.yaml_architecture import architecture

_LEAVES = ("a", "b", "c", "d", "e")


def messages(text: str) -> list[str]:
    """Return what is found in an architecture."""
    return [finding.message for finding in RULE.check(architecture(text))]


def test_a_group_that_always_holds_is_told() -> None:
    """Where enough members are needed anyway, in whatever group; the note says where they are."""
    text = """
    components:
      web: {depends_on: [{any_of: [a, b]}, {at_least: 2, of: [a, b, c]}, a, {all_of: [b, d]}]}
      a:
      b:
      c:
      d:
    """
    first, second = RULE.check(architecture(text))
    assert first.message.startswith("'any_of' of web decides nothing, since a is needed anyway; leave")
    assert second.message.startswith("'at_least 2' of web decides nothing, since a and b are needed anyway; leave")
    assert [note.message for note in first.notes] == ["a is needed here", "b is needed here"]


def test_what_is_needed_only_sometimes_leaves_the_group_its_sense() -> None:
    """For some requests, with a fallback, with a tolerance, in another phase, soft, or too few."""
    text = """
    components:
      web:
        depends_on:
          - any_of: [a, b]
          - any_of: [c, b]
          - any_of: [d, b]
          - any_of: [e, b]
          - any_of: [f, b]
          - {at_least: 2, of: [g, a, b]}
          - {on: a, probability: 50%}
          - {on: c, fallback: g}
          - {on: d, tolerance: 1m}
          - {on: e, phase: start}
          - {on: f, soft: true}
          - g
      a:
      b:
      c:
      d: {mttr: 1m}
      e:
      f:
      g:
    """
    assert messages(text) == []


def test_a_place_that_another_stands_on_is_told() -> None:
    """The zone stands in the region already; zones beside one another are fine, and so is a circle."""
    text = """
    components:
      web: {runs_on: [zone, region]}
      db: {runs_on: [zone, other]}
      x: {runs_on: [y, web]}
      y: {runs_on: [x]}
      zone: {runs_on: region}
      other: {runs_on: region}
      region:
    """
    assert messages(text) == ["web stands on region anyway, since zone stands there; leave region out here"]


def test_a_call_beside_a_longer_way_is_not_redundant() -> None:
    """Both calls are made."""
    assert messages("components: {web: {depends_on: [api, db]}, api: {depends_on: [db]}, db: }") == []


@given(
    st.sets(st.sampled_from(_LEAVES), max_size=3),
    st.lists(st.sampled_from(_LEAVES), min_size=2, max_size=5, unique=True).flatmap(
        lambda among: st.tuples(st.integers(1, len(among) - 1), st.just(among))
    ),
)
def test_a_group_is_told_exactly_where_it_never_decides(beside: set[str], group: tuple[int, list[str]]) -> None:
    """∀ groups with something to spare: told ⇔ in every state in which what stands beside it is up, the group holds."""
    need, among = group
    held = all(
        sum(leaf in up for leaf in among) >= need
        for size in range(len(_LEAVES) + 1)
        for up in combinations(_LEAVES, size)
        if beside <= set(up)
    )
    needs = [*sorted(beside), f"{{at_least: {need}, of: [{', '.join(among)}]}}"]
    leaves = ", ".join(f"{leaf}: " for leaf in _LEAVES)
    assert bool(messages(f"components: {{web: {{depends_on: [{', '.join(needs)}]}}, {leaves}}}")) is held
