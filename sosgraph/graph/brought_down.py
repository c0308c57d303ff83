"""What each variable alone brings down: failure sets turned, a block of columns at a time, so that memory is bounded.

S(x) = {x} for a variable; a gate that needs k of n fails with what is in at least n - k + 1 of its arguments' sets, which
is the union for a conjunction and the intersection for a disjunction; the least fixpoint is that of a running system.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence

from sosgraph.graph.bit_sets import bit_set
from sosgraph.graph.block import COMPILED, Block
from sosgraph.graph.columns import Columns, Part, columns_of
from sosgraph.graph.failure_sets import Failures, column_counts, transposed
from sosgraph.graph.flat_equations import FlatEquations
from sosgraph.graph.single_callers import SingleCallers
from sosgraph.graph.sparse import Numbers, numbers_of, untouched
from sosgraph.graph.tallies import Causes, Sizes, octets
from sosgraph.graph.turning import turned

_OCTETS = 1 << 26  # what the rows of a block, and the bit sets made of them, may each take; at least 32 each are taken
_INTEGER_OCTETS = 1 << 29  # the same for rows that are Python integers, all bits of which are set; at least 128 each
_WORDS = 32  # of 64 columns, in a block where there is room for it: 8 and 64 are slower

Progress = Callable[[int, int], None]


def _unwatched(done: int, total: int) -> None:
    """Tell nobody."""


def brought_down(
    equations: FlatEquations,
    watched: Sequence[int],
    columns: Sequence[int] | None = None,
    progress: Progress = _unwatched,
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Yield blocks of the variables `columns` (of all), and for each variable in the block the bit set of what it brings down.

    Bit p stands for the number `watched[p]`: false where the variable alone is false, in the sense of the greatest solution.
    Every variable is in one block, in an order of our own. `progress` is told how many of how many variables are done.
    Raises `IndexError` where a number is none of the system.
    """
    wanted = range(equations.variables) if columns is None else list(dict.fromkeys(columns))
    numbers_of(watched, len(equations))
    numbers_of(wanted, equations.variables)
    if not COMPILED:
        yield from _by_integers(equations, watched, wanted, progress)
        return
    system = columns_of(equations)
    callers = SingleCallers(system, watched, wanted)
    at_once = max(256, min(4_096, 8 * _OCTETS // (len(watched) + 1)))
    done, variables, sets = 0, [], []
    for last, bits in _ends(system, callers, watched):
        for variable, down in callers.below(last, bits):
            variables.append(variable)
            sets.append(down)
            if len(variables) == at_once:
                yield variables, sets
                done += at_once
                progress(done, len(wanted))
                variables, sets = [], []
    yield variables, sets
    progress(len(wanted), len(wanted))


def _by_integers(
    equations: FlatEquations, watched: Sequence[int], wanted: Sequence[int], progress: Progress
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Do as `brought_down` with rows that are Python integers: what is interpreted does much in one step then."""
    for variables, rows in _integer_rows(equations, watched, wanted, progress):
        yield variables, transposed(rows, len(variables))


def _counts_by_integers(
    equations: FlatEquations, watched: Sequence[int], progress: Progress
) -> tuple[Sequence[int], Sequence[int]]:
    """Do as `brought_down_counts` with rows that are Python integers."""
    sizes, causes = [], [0] * len(watched)
    for variables, rows in _integer_rows(equations, watched, range(equations.variables), progress):
        sizes += column_counts(rows, len(variables))
        causes = [before + row.bit_count() for before, row in zip(causes, rows, strict=True)]
    return sizes, causes


def _integer_rows(
    equations: FlatEquations, watched: Sequence[int], wanted: Sequence[int], progress: Progress
) -> Iterator[tuple[Sequence[int], list[int]]]:
    """Yield some of `wanted` and, for each of `watched`, the bit set of those that make it false; then some more."""
    failures = Failures(equations)
    width = max(1_024, 8 * _INTEGER_OCTETS // (len(equations) + 1))
    for first in range(0, len(wanted), width):
        variables = wanted[first : first + width]
        yield variables, failures.of(variables, watched)
        progress(first + len(variables), len(wanted))


def _ends(system: Columns, callers: SingleCallers, watched: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where chains of single callers end, and what comes down with that end, beside what is false anyway."""
    anyway = bit_set(place for place, number in enumerate(watched) if system.fallen and system.fallen[number])
    columns = []
    for last in callers.ends:
        if system.column_of[last] < 0:
            yield last, anyway | callers.places(last)
        else:
            columns.append(last)
    columns.sort(key=system.column_of.__getitem__)
    watched_rows = array("i", [system.row_of[system.vertex_of[number]] for number in watched])
    length = -(-len(watched) // 64)
    begin, words = 0, _words(system.size, len(watched))
    memory = _memory(system.size, words)
    for part in system.parts:
        mine = [last for last in columns if begin <= system.column_of[last] < begin + len(part.columns)]
        begin += len(part.columns)
        if not mine:
            continue
        down = [row >= 0 and part.down[row] for row in watched_rows] if part.down else []
        settled = anyway | bit_set(place for place, falls in enumerate(down) if falls)
        done = 0
        for block in _blocks(part, array("i", [system.row_of[last] for last in mine]), words, memory):
            bits = octets(turned(block, watched_rows, length))
            for place, last in enumerate(mine[done : done + block.columns]):
                yield last, settled | int.from_bytes(bits[8 * place * length : 8 * (place + 1) * length], "little")
            done += block.columns


def brought_down_sizes(equations: FlatEquations, watched: Sequence[int], progress: Progress = _unwatched) -> Sequence[int]:
    """Return for every variable how many of `watched` it alone makes false; 32 bits each.

    `progress` is told how many of how many steps are done. Raises `IndexError` where a number is none of the system.
    """
    numbers = numbers_of(watched, len(equations))
    if not COMPILED:
        return _counts_by_integers(equations, watched, progress)[0]
    system = columns_of(equations)
    sizes = Sizes(system, numbers)
    _count(system, progress, sizes)
    return sizes.of(equations.variables)


def brought_down_counts(
    equations: FlatEquations, watched: Sequence[int], progress: Progress = _unwatched
) -> tuple[Sequence[int], Sequence[int]]:
    """Return `brought_down_sizes`, and for each of `watched` how many variables make it false, each alone; 32 bits each."""
    numbers = numbers_of(watched, len(equations))
    if not COMPILED:
        return _counts_by_integers(equations, watched, progress)
    system = columns_of(equations)
    sizes, causes = Sizes(system, numbers), Causes(system)
    _count(system, progress, sizes, causes)
    return sizes.of(equations.variables), causes.of(numbers, equations.variables)


def _count(system: Columns, progress: Progress, *tallies: Sizes | Causes) -> None:
    """Let all blocks be counted."""
    done, total, words = 0, sum(len(part.columns) for part in system.parts), _words(system.size, 0)
    memory = _memory(system.size, words)
    for part in system.parts:
        last = done + len(part.columns)
        for tally in tallies:
            tally.begin(part)
        for block in _blocks(part, part.columns, words, memory):
            for tally in tallies:
                tally.add(block)
            done = min(done + block.columns, last)
            progress(done, total)


def _blocks(part: Part, columns: Numbers, words: int, memory: memoryview) -> Iterator[Block]:
    """Yield the block of the first of `columns`, which are some of the part's, of the next, …, in the same memory."""
    block = Block(*part.rows, columns, words, memory)
    for first in range(0, len(columns), 64 * words):
        block.fill(first)
        yield block


def _words(rows: int, watched: int) -> int:
    """Return how many words a row of a block may have, where the bit sets of so many watched are made of it."""
    words = _WORDS
    while words > 4 and 8 * words * max(rows, 8 * watched) > _OCTETS:
        words //= 2
    return words


def _memory(rows: int, words: int) -> memoryview:
    """Return memory for a block of so many rows."""
    return untouched(8 * words * (rows + 1)).cast("Q")
