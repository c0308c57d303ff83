"""What reaches most of a system at once."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.quantity import Ratio, parse_ratio
from sosgraph.rules.global_config import RULE
from tests.yaml_architecture import architecture

_HALF = parse_ratio("50%")


def fleet(source: str, takers: int, others: int = 0, kind: str = "config") -> str:
    """Return a source, so many that take from it, and others that do not."""
    lines = [f"  t{number}: {{depends_on: [{{on: source, kind: {kind}, soft: true}}]}}" for number in range(takers)]
    return "\n".join(["components:", f"  source: {source}", *lines, *(f"  o{number}:" for number in range(others))])


def found(text: str, share: Ratio = _HALF) -> list[str]:
    """Return what is found, up to the cure."""
    return [finding.message.partition(" at once")[0] for finding in RULE.check(architecture(text), share=share)]


def test_most_of_the_others_are_too_many() -> None:
    """More than the share, and five at least; half is not more than half."""
    assert found(fleet("", 6, 4)) == ["what changes in source reaches 6 of 10 other components (60 %)"]
    assert found(fleet("", 5, 5)) == [] and found(fleet("", 4)) == []
    assert found(fleet("", 5, 5), parse_ratio("49%")) == ["what changes in source reaches 5 of 10 other components (50 %)"]


def test_stages_make_it_safe() -> None:
    """Two or more; one stage is everywhere at once."""
    assert found(fleet("{stages: 2}", 6)) == []
    assert len(found(fleet("{stages: 1}", 6))) == 1


def test_what_is_asked_for_data_pushes_none() -> None:
    """A database, by its kind; what configures is another matter, and what is called is, too."""
    assert len(found(fleet("", 6, kind="data"))) == 1
    assert found(fleet("{kind: database}", 6, kind="data")) == []
    assert len(found(fleet("{kind: database}", 6))) == 1
    assert found(fleet("", 6, kind="call")) == []


def test_of_several_in_a_row_the_last_before_the_many_is_told() -> None:
    """In a circle, the first written; a relay with stages passes nothing on at once."""
    relay = "  origin: \n  relay: {depends_on: [{on: origin, kind: data}]}"
    takers = "\n".join(f"  t{number}: {{depends_on: [{{on: relay, kind: config}}]}}" for number in range(6))
    assert found(f"components:\n{relay}\n{takers}") == ["what changes in relay reaches 6 of 7 other components (85.7 %)"]
    circle = relay.replace("origin: ", "origin: {depends_on: [{on: relay, kind: config}]}")
    assert found(f"components:\n{circle}\n{takers}") == ["what changes in origin reaches 7 of 7 other components (100 %)"]
    assert found(f"components:\n{relay.replace('{depends', '{stages: 3, depends')}\n{takers}") == []


def test_vendors_and_failure_domains_are_not_counted() -> None:
    """They take nothing of ours."""
    text = (
        fleet("", 5, 4) + "\n" + "\n".join(f"  v{number}: {{external: true}}\n  z{number}: {{kind: zone}}" for number in range(9))
    )
    assert found(text) == ["what changes in source reaches 5 of 9 other components (55.6 %)"]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=16))
def test_how_many_are_reached_is_what_a_walk_finds(pairs: list[tuple[int, int]]) -> None:
    """∀ graphs: a source is told exactly where a walk from it reaches enough; or one that its changes reach is."""
    edges = {(taker, source) for taker, source in pairs if taker != source}
    needs = [[f"{{on: c{source}, kind: data}}" for one, source in sorted(edges) if one == taker] for taker in range(9)]
    lines = [f"  c{taker}: {{depends_on: [{', '.join(each)}]}}" for taker, each in enumerate(needs)]
    told = {message.split()[3]: int(message.split()[5]) for message in found("\n".join(["components:", *lines]))}
    reached: dict[int, set[int]] = {}
    for source in range(9):
        pending, seen = [source], {source}
        for one in pending:
            for taker, other in edges:
                if other == one and taker not in seen:
                    seen.add(taker)
                    pending.append(taker)
        reached[source] = seen - {source}
    wide = {source for source in reached if len(reached[source]) >= 5}
    assert all(len(reached[int(name[1:])]) == count for name, count in told.items())
    assert {int(name[1:]) for name in told} <= wide
    assert all(any(int(name[1:]) in reached[source] | {source} for name in told) for source in wide)
