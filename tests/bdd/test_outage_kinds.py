"""How long outages last: in series as their parts, in redundancy as the shortest repair, and together as often as it is down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.outage_kinds import Kind, outage_kinds
from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations, Gate, conjunction


def kinds_of(gate: Gate, parts: list[tuple[float, float]]) -> tuple[float, list[Kind]]:
    """Return how often one gate over parts with an unavailability and a time to repair is false, and its outages."""
    solution = solved(Equations(len(parts), (gate,)), len(parts))
    assert solution is not None
    failure = [unavailability for unavailability, _ in parts]
    return solution.failure(failure), outage_kinds(solution, failure, {i: repair for i, (_, repair) in enumerate(parts)})


def test_in_series_each_lasts_as_its_part() -> None:
    """As often as the part fails while the other is up; slightly longer, for what fails meanwhile."""
    _, (short, long) = kinds_of(conjunction([0, 1]), [(1e-4, 3600.0), (2e-4, 60.0)])
    assert short == pytest.approx((2e-4 * (1 - 1e-4) / 60, 60), rel=1e-4)
    assert long == pytest.approx((1e-4 * (1 - 2e-4) / 3600, 3600), rel=1e-2)


def test_a_pair_is_back_with_the_first_repair() -> None:
    """It fails when one does while the other is down; after that the faster repair decides, whichever failed first."""
    _, (kind,) = kinds_of(Gate(1, (0, 1)), [(0.01, 3600.0), (0.02, 60.0)])
    assert kind == pytest.approx((0.01 / 3600 * 0.02 + 0.02 / 60 * 0.01, 1 / (1 / 3600 + 1 / 60)))


def test_alone_as_given() -> None:
    """One part is down as often and as long as it says."""
    assert kinds_of(conjunction([0]), [(0.3, 7.0)])[1] == [pytest.approx((0.3 / 7, 7.0))]


@settings(max_examples=60)
@given(
    parts=st.lists(st.tuples(st.floats(1e-9, 0.5), st.floats(0.01, 1e6)), min_size=1, max_size=7),
    need=st.integers(1, 7),
)
def test_adds_up_to_how_often_it_is_down(parts: list[tuple[float, float]], need: int) -> None:
    """Whatever is redundant to whatever; each kind is longer than the one before."""
    chance, kinds = kinds_of(Gate(min(need, len(parts)), tuple(range(len(parts)))), parts)
    assert sum(kind.frequency * kind.mean for kind in kinds) == pytest.approx(chance)
    assert [kind.mean for kind in kinds] == sorted({kind.mean for kind in kinds})


def test_very_many_are_few_kinds() -> None:
    """Hundreds of different repairs are joined with those most alike; none is lost."""
    parts = [(1e-6, 1.03**number) for number in range(500)]
    chance, kinds = kinds_of(conjunction(range(500)), parts)
    assert len(kinds) <= 32 and sum(kind.frequency * kind.mean for kind in kinds) == pytest.approx(chance)
    assert sum(kind.frequency for kind in kinds) == pytest.approx(sum(chance / repair for chance, repair in parts), rel=1e-3)


def test_what_never_fails_has_none() -> None:
    """No outages, no kinds."""
    assert kinds_of(Gate(1, (0, 1)), [(0.1, 1.0), (0.0, 1.0)]) == (0.0, [])
