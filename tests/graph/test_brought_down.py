"""What each variable brings down, against the greatest solution with that variable false, at every speed."""

import errno
import mmap
import random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.graph import sparse
from sosgraph.graph.failure_sets import column_counts, failure_sets, transposed
from tests.graph.speeds import DOORS, KERNELS, SOURCE
from tests.graph.test_failure_sets import brute_force, systems

LONG = 50_000
flat_equations = SOURCE["flat_equations"].flat_equations  # every speed takes them; those that are compiled, `structure` asks
at_every_speed = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


def drawn_system(draw: random.Random, variables: int, gates: int) -> Equations:
    """Return a system that is mostly callers of what comes before, with groups, and a few arguments that lead back."""
    made = []
    for number in range(variables, variables + gates):
        back = [draw.randrange(variables + gates)] if draw.random() < 0.02 else []
        arguments = tuple(draw.randrange(max(number - 60, 0), number) for _ in range(draw.randrange(1, 5))) + tuple(back)
        need = draw.choice((len(arguments), len(arguments), len(arguments), 1, draw.randrange(len(arguments) + 1)))
        made.append(Gate(need, arguments))
    return Equations(variables, tuple(made))


@at_every_speed
@given(systems(), st.data())
def test_a_variable_brings_down_what_is_false_without_it(door: ModuleType, equations: Equations, data: st.DataObject) -> None:
    """Whatever is watched, be it watched twice, and whichever variables are asked for; each of them once."""
    watched = data.draw(st.lists(st.integers(0, len(equations) - 1), max_size=9))
    asked = data.draw(st.lists(st.integers(0, equations.variables - 1), max_size=9)) if equations.variables else None
    sets = brute_force(equations)
    found = [pair for block in door.brought_down(flat_equations(equations), watched, asked) for pair in zip(*block, strict=True)]
    wanted = range(equations.variables) if asked is None else sorted(set(asked))
    down = [(x, sum(1 << place for place, number in enumerate(watched) if sets[number] >> x & 1)) for x in wanted]
    assert sorted(found) == down


@at_every_speed
@given(systems(), st.data())
def test_sizes_are_those_of_the_sets(door: ModuleType, equations: Equations, data: st.DataObject) -> None:
    """For a variable how many it brings down, for a number how many bring it down."""
    watched = data.draw(st.lists(st.integers(0, len(equations) - 1), max_size=9))
    sets = brute_force(equations)
    sizes, singles = door.brought_down_counts(flat_equations(equations), watched)
    assert list(sizes) == [sum(sets[number] >> x & 1 for number in watched) for x in range(equations.variables)]
    assert list(sizes) == list(door.brought_down_sizes(flat_equations(equations), watched))
    assert list(singles) == [sets[number].bit_count() for number in watched]


@at_every_speed
@pytest.mark.parametrize("seed", range(3))
def test_many_blocks_are_as_right_as_one(door: ModuleType, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows, columns and bit sets that span several blocks and squares, dense and sparse."""
    monkeypatch.setattr(door, "_OCTETS", 1)
    monkeypatch.setattr(door, "_INTEGER_OCTETS", 1)
    equations = drawn_system(random.Random(seed), 700, 1_500)
    watched = list(range(len(equations)))
    steps: list[tuple[int, int]] = []
    sets = failure_sets(equations)
    blocks = door.brought_down(flat_equations(equations), watched, None, lambda *step: steps.append(step))
    found = dict(pair for block in blocks for pair in zip(*block, strict=True))
    assert [found[x] for x in range(700)] == transposed(sets, 700)
    sizes, singles = door.brought_down_counts(flat_equations(equations), watched)
    assert list(sizes) == [found[x].bit_count() for x in range(700)]
    assert list(singles) == [one.bit_count() for one in sets]
    assert steps == sorted(steps) and steps[-1] == (700, 700)


def knotted_system(draw: random.Random, winding: bool) -> Equations:
    """Return 200 gates, 40 in a circle that need them, and 400 that need any of these; with `winding`, some need the last."""
    gates = [conjunction(draw.sample(range(number), 2)) for number in range(300, 500)]
    gates += [conjunction((500 + (number + 1) % 40, draw.randrange(300, 500))) for number in range(40)]
    for number in range(540, 940):
        arguments = draw.sample(range(300, number), 3)
        gates.append(Gate(draw.choice((1, 2, 3, 3)), tuple(arguments)))
    if winding:
        for number in draw.sample(range(200), 9):
            gates[number] = Gate(1, (draw.randrange(540, 940), draw.randrange(500)))
    return Equations(300, tuple(gates))


@at_every_speed
@pytest.mark.parametrize("winding", [False, True], ids=["in order", "winding"])
@pytest.mark.parametrize("seed", range(3))
def test_what_a_large_circle_settles_is_found(
    door: ModuleType, seed: int, winding: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In many blocks, and where only some variables are asked for: what brings the circle down brings down what it does."""
    monkeypatch.setattr(door, "_OCTETS", 1)
    monkeypatch.setitem(door.columns_of.__globals__, "_MANY", 0)
    equations = knotted_system(random.Random(seed), winding)
    assert len(SOURCE["columns"].columns_of(flat_equations(equations)).parts) == 2
    watched, some = range(0, len(equations), 2), range(1, 300, 3)
    sets = failure_sets(equations)
    down = transposed([sets[number] for number in watched], 300)
    sizes, singles = door.brought_down_counts(flat_equations(equations), watched)
    assert list(sizes) == [one.bit_count() for one in down]
    assert list(singles) == [sets[number].bit_count() for number in watched]
    blocks = door.brought_down(flat_equations(equations), watched, some)
    assert dict(pair for block in blocks for pair in zip(*block, strict=True)) == {x: down[x] for x in some}


def test_a_circle_alone_is_swept_again() -> None:
    """Where a hub brings it down against its order, a row at a time; what stands elsewhere is looked at once."""

    class Heads(list[int]):
        looks = 0

        def __getitem__(self, arc: Any) -> Any:
            self.looks += 1
            return super().__getitem__(arc)

    circle, others = 60, 1_000  # after the hub and a row that does not fall
    heads = Heads([*range(3, circle + 2), 0, *[1] * others])
    starts = [0, 0, *range(circle + others + 1)]
    ends = [0, 0, *[circle + 2] * circle, *[0] * others]
    down = SOURCE["hub"].brought_down_by([1] * len(ends), starts, heads, ends, 0)
    assert list(down) == [1, 0, *[1] * circle, *[0] * others]
    assert heads.looks <= circle * circle + others


@at_every_speed
@pytest.mark.parametrize("watched", [range(4, -1, -1), range(0, 5, 3), range(3, 4, 2**70), range(9, 9)])
def test_a_range_is_watched_as_its_list_is(door: ModuleType, watched: range) -> None:
    """Backwards, with gaps, and with one number or none, whatever its step is then."""
    equations = flat_equations(Equations(3, (conjunction((0, 1)), conjunction((2, 3)))))
    assert list(door.brought_down_sizes(equations, watched)) == list(door.brought_down_sizes(equations, list(watched)))


@at_every_speed
def test_long_chains_and_long_cycles_need_no_recursion(door: ModuleType) -> None:
    """All of 50,000 gates in a row fail with the one variable at its end; closed to a ring with a disjunction in it, too."""
    chain = [conjunction((number + 1,)) for number in range(1, LONG)]
    for gates in ((*chain, conjunction((0,))), (*chain, conjunction((0, 1))), (Gate(1, (2, 2)), *chain[1:], conjunction((0, 1)))):
        sizes, singles = door.brought_down_counts(flat_equations(Equations(1, gates)), range(1, LONG + 1))
        assert list(sizes) == [LONG] and set(singles) == {1}


@at_every_speed
def test_what_is_not_there_is_refused(door: ModuleType) -> None:
    """A number that the system has not, and one that it negates."""
    with pytest.raises(IndexError):
        door.brought_down_sizes(flat_equations(Equations(1, ())), [1])
    with pytest.raises(IndexError):
        list(door.brought_down(flat_equations(Equations(1, ())), [0], [1]))


@at_every_speed
@pytest.mark.parametrize("need", [-(2**70), -(2**40), -(2**32), -1, 0, 1, 2, 3, 2**31, 2**32, 2**32 + 1, 2**40, 2**70])
def test_a_need_of_any_size_is_none_some_or_too_many(door: ModuleType, need: int) -> None:
    """Beyond 32 bits as well: below none nothing brings the gate down, above all everything does."""
    system = Equations(3, (Gate(need, (0, 1)), Gate(1, (3,))))
    down = {
        number: bits
        for numbers, sets in door.brought_down(flat_equations(system), [3, 4])
        for number, bits in zip(numbers, sets, strict=True)
    }
    of_both, of_none = (0b11 if need >= 2 else 0), (0b11 if need > 2 else 0)
    assert down == {0: of_both, 1: of_both, 2: of_none}
    sizes = door.brought_down_sizes(flat_equations(system), [3, 4])
    assert list(sizes) == [down[variable].bit_count() for variable in range(3)]


@given(st.lists(st.integers(0, 2**20 - 1), max_size=40))
def test_columns_are_counted_all_at_once(sets: list[int]) -> None:
    """For every bit the number of sets it is in."""
    assert column_counts(sets, 20) == [sum(one >> bit & 1 for one in sets) for bit in range(20)]


def test_a_kernel_says_its_speed() -> None:
    """Run from source, each says that it is interpreted."""
    assert not any(SOURCE[name].COMPILED for name in KERNELS)


@pytest.mark.parametrize("kernel", [sparse, SOURCE["sparse"]], ids=["installed", "interpreted"])
def test_memory_where_there_are_no_large_pages(kernel: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system whose kernel was built without large pages refuses to be advised of them; small ones do as well."""

    class Small(mmap.mmap):
        def madvise(self, *advice: int) -> None:
            raise OSError(errno.EINVAL, "no such advice")

    monkeypatch.setattr(mmap, "mmap", Small)
    memory = kernel.untouched(100)
    assert isinstance(memory.obj, Small) and len(memory) >= 100 and not any(memory[:100])
