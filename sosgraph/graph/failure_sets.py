"""What fails when one variable alone fails, redundancy and cycles respected.

S(x) = {x} for a variable; a gate that needs k of n fails with the variables in at least n - k + 1 of its arguments' sets:
the union for a conjunction, the intersection for a disjunction. The least fixpoint is the answer for a system that is running.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from sosgraph.equations import Equations
from sosgraph.graph.bit_sets import bit_set, members
from sosgraph.graph.components import postorder, strong_components
from sosgraph.graph.flat_equations import FlatEquations, flat_equations
from sosgraph.graph.sparse import integers

_TABLE = 1 << 25  # octets that are transposed together; bounds the memory beside the answer
_SPARSE = 300  # from one bit in so many on, moving bits singly is dearer than turning all of them


def failure_sets(equations: Equations) -> list[int]:
    """Return for every number the bit set of the variables each of which, alone false, makes the number false.

    In the sense of the greatest solution. A number that is false anyway has all variables in its set. Numbers that fail
    together for structural reasons share one integer; memory grows with numbers times variables. Raises `ValueError` where the
    system is not coherent.
    """
    return Failures(flat_equations(equations)).of(range(equations.variables), range(len(equations)))


class Failures:
    """Equations in the order in which failure sets are found, so that they may be asked for some variables at a time."""

    def __init__(self, equations: FlatEquations) -> None:
        """Find the order."""
        self._variables, self._fallen = equations.variables, equations.fallen
        self._enough, heads = integers(equations.enough), tuple(integers(equations.heads))
        self._arguments = [heads[begin:end] for begin, end in pairwise(integers(equations.starts))]
        self._components = strong_components(self._arguments, equations.variables)

    def of(self, asked: Sequence[int], watched: Sequence[int]) -> list[int]:
        """Return for each of `watched` the bit set of the places in `asked` of the variables that, alone false, make it false."""
        enough, arguments = self._enough, self._arguments
        found = _Found(self._variables, enough, arguments, asked)
        sets, any_of = found.sets, found.any_of
        for component in self._components:
            number = component[0]
            if len(component) > 1:
                found.close(component)
            elif enough[number] == 1:
                needed = arguments[number]
                sets[number] = any_of(needed) if len(needed) != 1 else sets[needed[0]]
            elif number in arguments[number]:
                found.close(component)
            else:
                sets[number] = found.failing(number)
        if not self._fallen:
            return [found.of(number) for number in watched]
        everything = (1 << len(asked)) - 1
        return [everything if self._fallen[number] else found.of(number) for number in watched]


class _Found:
    """The sets of the numbers whose arguments have theirs; that of variable v alone is `~v`, and made where it is needed."""

    def __init__(self, variables: int, enough: Sequence[int], arguments: Sequence[Sequence[int]], asked: Sequence[int]) -> None:
        """Know the variables."""
        self._enough, self._arguments = enough, arguments
        self._places: list[int] = list(asked)
        if asked != range(variables):
            self._places = [-1] * variables
            for place, variable in enumerate(asked):
                self._places[variable] = place
        self.sets: list[int] = [*range(-1, ~variables, -1), *[0] * (len(arguments) - variables)]

    def of(self, number: int) -> int:
        """Return the set of a number."""
        one = self.sets[number]
        if one >= 0:
            return one
        place = self._places[~one]
        return 1 << place if place >= 0 else 0

    def failing(self, number: int) -> int:
        """Return what fails a gate, given what fails its arguments."""
        enough, arguments = self._enough[number], self._arguments[number]
        if enough == 1:
            return self.any_of(arguments)
        if enough != len(arguments):
            return in_at_least(enough, map(self.of, arguments))
        failing = self.of(arguments[0])
        for argument in arguments[1:]:
            failing &= self.of(argument)
        return failing

    def any_of(self, arguments: Sequence[int]) -> int:
        """Return what fails any of `arguments`; variables, whose bits may be far up, come last."""
        failing, own, sets, places = 0, 0, self.sets, self._places
        for argument in arguments:
            one = sets[argument]
            if one >= 0:
                failing = failing | one if failing else one
            elif (place := places[~one]) >= 0:
                own = own | 1 << place if own else 1 << place
        return failing | own if own else failing

    def close(self, component: list[int]) -> None:
        """Write the sets of gates that need one another."""
        if all(self._enough[member] == 1 for member in component):
            # All fail together, with whatever any of them needs.
            wanted = {argument for member in component for argument in self._arguments[member]}.difference(component)
            places = [self._places[~self.sets[argument]] for argument in wanted if self.sets[argument] < 0]
            together = self.any_of([argument for argument in wanted if self.sets[argument] >= 0])
            together |= bit_set([place for place in places if place >= 0])
            for member in component:
                self.sets[member] = together
        else:
            self._grow(component)

    def _grow(self, component: list[int]) -> None:
        """Write the sets of a component, growing them from empty until nothing changes."""
        place_of = {member: place for place, member in enumerate(component)}
        inside = [[place_of[arc] for arc in self._arguments[member] if arc in place_of] for member in component]
        callers: list[list[int]] = [[] for _ in component]
        for place, heads in enumerate(inside):
            for head in heads:
                callers[head].append(place)
        order = postorder(inside)
        turn_of = [0] * len(order)
        for turn, place in enumerate(order):
            turn_of[place] = turn
        # Sweeping callees before callers carries a change around a cycle in few sweeps; `find` skips what is settled.
        unsettled = bytearray(b"\x01") * len(order)
        turn = unsettled.find(1)
        while turn >= 0:
            unsettled[turn] = 0
            place = order[turn]
            failing = self.failing(component[place])
            if failing != self.sets[component[place]]:
                self.sets[component[place]] = failing
                for caller in callers[place]:
                    unsettled[turn_of[caller]] = 1
            turn = unsettled.find(1, turn + 1)
            if turn < 0:
                turn = unsettled.find(1)


def in_at_least(threshold: int, sets: Iterable[int]) -> int:
    """Return the bit set of what is in at least `threshold` (1 or more) of `sets`, counted with repeats.

    All bits are counted at once: plane i holds the i-th binary digit of every count.
    """
    planes: list[int] = []
    for carry in sets:
        for place, plane in enumerate(planes):
            if not carry:
                break
            planes[place], carry = plane ^ carry, plane & carry
        if carry:
            planes.append(carry)
    if threshold.bit_length() > len(planes):
        return 0
    above = 0
    equal = -1
    for place in range(len(planes) - 1, -1, -1):
        if threshold >> place & 1:
            equal &= planes[place]
        else:
            above |= equal & planes[place]
            equal &= ~planes[place]
    return above | equal


def column_counts(sets: Iterable[int], width: int) -> list[int]:
    """Return how many of `sets` each of the bits 0 … width-1 is in.

    All bits are counted at once: three integers of one binary digit make one of it and one of the next.
    """
    pending: list[list[int]] = [[]]
    for one in sets:
        digit, carry = 0, one
        while True:
            waiting = pending[digit]
            waiting.append(carry)
            if len(waiting) < 3:
                break
            a, b, c = waiting
            either = a ^ b
            pending[digit] = [either ^ c]
            carry = a & b | either & c
            digit += 1
            if digit == len(pending):
                pending.append([])
    counts = [0] * width
    for digit, waiting in enumerate(pending):
        for bits in waiting:
            for place in members(bits):
                counts[place] += 1 << digit
    return counts


def transposed(sets: Sequence[int], variables: int) -> list[int]:
    """Return for every variable the bit set of the numbers whose set it is in: what it brings down."""
    columns = [bytearray() for _ in range(variables)]
    singles: list[list[int]] = [[] for _ in range(variables)]
    rows_at_once = 8 * max(8, _TABLE // (variables + 8))
    for start in range(0, len(sets), rows_at_once):
        rows = sets[start : start + rows_at_once]
        if sum(map(int.bit_count, rows)) * _SPARSE < len(rows) * variables:
            for number, row in enumerate(rows, start):
                for variable in members(row):
                    singles[variable].append(number)
        else:
            _add_blocks(columns, rows, start)
    columns.reverse()  # so that each can be given up when its integer is made
    return [int.from_bytes(columns.pop(), "little") | bit_set(numbers) for numbers in singles]


def _add_blocks(columns: list[bytearray], rows: Sequence[int], start: int) -> None:
    """Add the bits of `rows`, the first of which is number `start`, to `columns` eight variables at a time.

    Eight rows of eight bits are turned by three exchanges, all rows in one integer; source: H. Warren, Hacker's Delight, 7-3.
    """
    height = -(-len(rows) // 8)
    width = -(-len(columns) // 8)
    table = b"".join(row.to_bytes(width, "little") for row in rows)
    exchanges = [
        (shift, int.from_bytes(mask.to_bytes(8, "little") * height, "little"))
        for shift, mask in ((7, 0x00AA00AA00AA00AA), (14, 0x0000CCCC0000CCCC), (28, 0x00000000F0F0F0F0))
    ]
    for octet in range(width):
        strip = int.from_bytes(table[octet::width], "little")
        if not strip:
            continue
        for shift, mask in exchanges:
            swapped = (strip ^ (strip >> shift)) & mask
            strip ^= swapped ^ (swapped << shift)
        turned = strip.to_bytes(8 * height, "little")
        for bit, column in enumerate(columns[8 * octet : 8 * octet + 8]):
            column.extend(bytes(start // 8 - len(column)))
            column.extend(turned[bit::8])
