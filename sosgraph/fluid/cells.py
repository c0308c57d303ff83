"""The arithmetic of the fluid kernels, as whole arrays have it; `cells.pxd` beside it says the same of single numbers.

A kernel is a loop over cells, the numbers of all rows and scenarios one after the other. Where it is compiled, a cell is one
number; where it is not, the only cell is the whole array (`as_cells`). Both do the same operations in the same order, and none
but these and `+ - * /`, so that their results are the same bytes.
"""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sosgraph.fluid.arrays import MOST, Array, Places, Small

Number = TypeVar("Number", np.float64, np.intp)

root, size = np.sqrt, np.abs

STRIP = 1024
"""So many cells are worked on at a time, by one kernel after the other: their numbers fit into a processor's second cache."""

_BITS, _ROOT_OF_A_HALF, _ODD = np.uint64(52), np.uint64(0x3FE6A09E667F3BCD), np.uint64(0x800)


def least(one: Array, other: Array | float) -> Array:
    """Return the lesser of two numbers, the second one where they are equal."""
    return np.where(one < other, one, other)


def most(one: Array, other: Array | float) -> Array:
    """Return the greater of two numbers, the second one where they are equal."""
    return np.where(one > other, one, other)


def pick(condition: NDArray[np.bool_] | bool, one: NDArray[Any] | float, other: NDArray[Any] | float) -> Array:
    """Return the first number where the condition holds, else the second."""
    return np.where(condition, one, other)


def bounded(value: Array) -> Array:
    """Return a number of requests, a rate or a time brought into [0, MOST]."""
    return least(most(value, 0.0), MOST)


def whole(value: Array) -> NDArray[np.int32]:
    """Return numbers from 0 without their fractions."""
    return value.astype(np.int32)


def power_of_two(shifted: Array) -> Array:
    """Return 2^k for 1.5 · 2^52 + 1023 + k: the lowest bits of that are the exponent of this."""
    found: Array = (shifted.view(np.uint64) << np.uint64(52)).view(np.float64)
    return found


def doublings(number: Array) -> Array:
    """Return the k of a number between 2^-1022 and 2^1023 that is 2^k times one from the root of 1/2 to that of 2."""
    exponent = (number.view(np.uint64) - _ROOT_OF_A_HALF) >> _BITS
    found: Array = ((exponent + _ODD) & np.uint64(0xFFF)).astype(np.float64) - 2048.0
    return found


def cells_of(rows: Places | Small, columns: int) -> Places:
    """Return the places of the cells of some rows, of several scenarios each."""
    found: Places = (rows.reshape(-1, 1) * columns + np.arange(columns)).reshape(-1)
    return found


def as_cells(values: NDArray[Number], compiled: bool) -> NDArray[Number]:
    """Return an array as a kernel takes it: as numbers where it is compiled, else as a single cell."""
    return values.reshape(-1) if compiled else values.reshape(1, -1)


def in_cells(values: Array, shape: tuple[int, ...], compiled: bool) -> Array:
    """Return an array as a kernel takes it, expanded to a shape where it has another one."""
    fitting = values if values.shape == shape and values.flags.c_contiguous else np.broadcast_to(values, shape).copy()
    return as_cells(fitting, compiled)


def in_rows(values: Array, compiled: bool) -> Array:
    """Return an array of arrays as a kernel takes it: each of them as `as_cells` has it."""
    cells = values[0].size if len(values) else 0
    return values.reshape(len(values), cells) if compiled else values.reshape(len(values), 1, cells)


def as_ring(rows: Array, compiled: bool) -> Array:
    """Return an array of arrays, one after the other, as a kernel takes it: as numbers where it is compiled, else a cell each."""
    return rows.reshape(-1) if compiled else rows.reshape(len(rows), -1)


class Given:
    """The arrays of a kernel, by name; each of a `shape`, expanded to it where it has another one, or several such."""

    def __init__(self, kernel: object, compiled: bool, shape: tuple[int, int]) -> None:
        self._kernel, self._compiled, self._shape = kernel, compiled, shape
        self._arrays: dict[str, Array] = {}

    def __call__(self, **arrays: Array) -> None:
        """Give the kernel these arrays, on which it works until others are given; those that it has are not given again."""
        for name, each in arrays.items():
            if self._arrays.get(name) is not each:
                self._arrays[name] = each
                several = each.ndim == 3
                fitting = in_rows(each, self._compiled) if several else in_cells(each, self._shape, self._compiled)
                setattr(self._kernel, name, fitting)


def span(compiled: bool, size: int) -> tuple[int, int]:
    """Return the first and the last of so many cells, as a kernel takes them: the whole array is a single one."""
    return (0, size) if compiled else (0, 1)


def strips(rows: int, columns: int) -> list[tuple[int, int]]:
    """Return where the cells of some rows at a time begin and end: so few that what one kernel finds is at hand for the next."""
    step = max(STRIP // max(columns, 1), 1)
    return [(row * columns, min(row + step, rows) * columns) for row in range(0, rows, step)]


def block(room: Array, count: int) -> Array:
    """Return the first `count` numbers of all rows, each as cells."""
    return room[:, None, :count]


def length(count: int) -> int:
    """Return how many cells so many numbers are."""
    return 1


def above(values: Array, off: int, first: int, last: int, bound: float, places: Places) -> int:
    """Write down for which places, from the first to the last, there is more than the bound so far off; return of how many."""
    found = np.flatnonzero(values[off + first] > bound)
    places[: found.size] = found
    return found.size


def above_in(room: Array, row: int, count: int, bound: float, places: Places) -> int:
    """Write down at which of the first `count` places of a row there is more than the bound; return how many there are."""
    return above(room[:, :count], row, 0, 1, bound, places)


def still(room: Array, row: int, places: Places, count: int) -> int:
    """Keep, of the first `count` places, those whose value in a row is more than 0; return how many there are."""
    found = places[:count][room[row, :count] > 0]
    places[: found.size] = found
    return found.size


def taken(values: Array, off: int, places: Places, count: int, room: Array, row: int) -> None:
    """Take the values so far off the first `count` places into a row."""
    room[row, :count] = values[off][places[:count]]


def put(room: Array, row: int, places: Places, count: int, into: Array) -> None:
    """Put a row back to the first `count` places that it was taken from."""
    into.reshape(-1)[places[:count]] = room[row, :count]


def apart(room: Array, row: int, places: Places, count: int, other: int) -> None:
    """Take what is at the first `count` places of a row into another one, or closer together in the same."""
    room[other, :count] = room[row, places[:count]]


def back(room: Array, row: int, places: Places, count: int, other: int) -> None:
    """Put a row back to the first `count` places of the other one that it was taken from."""
    room[other, places[:count]] = room[row, :count]
