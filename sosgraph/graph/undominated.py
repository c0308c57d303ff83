# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Sets but those that contain another, elements but those that another replaces: a kernel (`undominated.pxd` beside it)."""

from collections.abc import Sequence

from sosgraph.graph.sparse import Numbers, numbers

COMPILED = not __file__.endswith(".py")


class Undominated:
    """What is left of sets where only the lightest elements that meet them all are asked for; asked again and again.

    `rank` tells for every element whether it is lighter than another one, or as heavy. `looks` counts the elements looked at.
    """

    __slots__ = (
        "_begins",
        "_common",
        "_count",
        "_degree",
        "_ends",
        "_first",
        "_items",
        "_marked",
        "_order",
        "_rank",
        "_starts",
        "looks",
    )

    def __init__(self, rank: Numbers) -> None:
        """Make room for as many elements as `rank` has."""
        self._rank = rank
        self._first, self._marked, self._common = numbers(len(rank), -1), numbers(len(rank)), numbers(len(rank))
        self._degree, self._begins = numbers(len(rank)), numbers(len(rank))
        self.looks = 0

    def of(self, sets: Sequence[tuple[int, ...]]) -> tuple[list[tuple[int, ...]], list[int]]:
        """Return the sets that are left when what some lightest answer has anyway is taken, and these elements.

        A set that contains another is met with it. An element that meets no more than one that is lighter, or as heavy and
        smaller, is left out of all sets. Elements of a set ascend; short sets come first, else in the order given.
        """
        self._read(sets)
        taken: list[int] = []
        before = -1
        while True:
            self._leave_out_supersets()
            taken.extend(self._single())
            if self._count == before or not self._leave_out_replaced():
                break  # of the same sets there are no more
            before = self._count
        items = list(self._items)
        return [tuple(items[self._starts[one] : self._ends[one]]) for one in self._order[: self._count]], taken

    def _read(self, sets: Sequence[tuple[int, ...]]) -> None:
        total, self._count = 0, len(sets)
        for one in sets:
            total += len(one)
        starts, ends, order, items = numbers(len(sets)), numbers(len(sets)), numbers(len(sets)), numbers(total)
        total = 0
        for number, one in enumerate(sets):
            order[number] = number
            starts[number] = total
            for element in one:
                items[total] = element
                total += 1
            ends[number] = total
        self._starts, self._ends, self._order, self._items = starts, ends, order, items

    def _leave_out_supersets(self) -> None:
        """Keep the sets that contain no other one, short ones first; of equal ones the first."""
        starts, ends, items, marked, first = self._starts, self._ends, self._items, self._marked, self._first
        order, count = self._by_length(), 0
        following = numbers(len(self._starts), -1)
        for place in range(self._count):
            one = order[place]
            for at in range(starts[one], ends[one]):
                marked[items[at]] = 1
            self.looks += ends[one] - starts[one]
            if not self._contains(one, following):
                least = items[starts[one]]  # what contains it has this element too
                following[one] = first[least]
                first[least] = one
                order[count] = one
                count += 1
            for at in range(starts[one], ends[one]):
                marked[items[at]] = 0
        for place in range(count):
            first[items[starts[order[place]]]] = -1
        self._order, self._count = order, count

    def _by_length(self) -> Numbers:
        """Return the sets, short ones first, else as they were."""
        starts, ends = self._starts, self._ends
        longest = 0
        for place in range(self._count):
            one = self._order[place]
            longest = max(longest, ends[one] - starts[one])
        begins, order = numbers(longest + 2), numbers(self._count)
        for place in range(self._count):
            one = self._order[place]
            begins[ends[one] - starts[one] + 1] += 1
        for length in range(longest + 1):
            begins[length + 1] += begins[length]
        for place in range(self._count):
            one = self._order[place]
            length = ends[one] - starts[one]
            order[begins[length]] = one
            begins[length] += 1
        return order

    def _contains(self, one: int, following: Numbers) -> int:
        """Return 1 when the set, whose elements are marked, contains one that is kept."""
        starts, ends, items, marked, first = self._starts, self._ends, self._items, self._marked, self._first
        for at in range(starts[one], ends[one]):
            other = first[items[at]]
            while other >= 0:
                inside = starts[other]
                while inside < ends[other] and marked[items[inside]]:
                    inside += 1
                if inside == ends[other]:
                    return 1
                other = following[other]
        return 0

    def _single(self) -> list[int]:
        """Return the elements of sets with one element, ascending, and leave out all sets that they meet."""
        alone: list[int] = []
        for place in range(self._count):
            one = self._order[place]
            if self._ends[one] - self._starts[one] == 1:
                alone.append(self._items[self._starts[one]])
        for element in alone:
            self._marked[element] = 1
        count = 0
        for place in range(self._count):
            one = self._order[place]
            at = self._starts[one]
            while at < self._ends[one] and not self._marked[self._items[at]]:
                at += 1
            if at == self._ends[one]:
                self._order[count] = one
                count += 1
        self._count = count
        for element in alone:
            self._marked[element] = 0
        alone.sort()
        return alone

    def _leave_out_replaced(self) -> int:
        """Leave out elements that meet no more than a lighter one, or one as heavy and smaller; return how many."""
        present, holding = self._holding()
        gone = 0
        for place in range(len(present)):
            element = present[place]
            if self._degree[element] > 1:  # else it is in one set, as all others there are
                self._count_common(element, holding, 1)
            if self._replaced(element, holding[self._begins[element]]):
                self._marked[element] = 1
                gone += 1
            if self._degree[element] > 1:
                self._count_common(element, holding, -1)
        for place in range(self._count if gone else 0):
            one = self._order[place]
            end = self._starts[one]
            for at in range(self._starts[one], self._ends[one]):
                if not self._marked[self._items[at]]:
                    self._items[end] = self._items[at]
                    end += 1
            self._ends[one] = end
        for place in range(len(present)):
            self._marked[present[place]] = 0
            self._degree[present[place]] = 0
        self.looks += len(present)
        return gone

    def _holding(self) -> tuple[Numbers, Numbers]:
        """Return the elements that there are, and the sets that hold each, from `_begins` on; `_degree` is how many."""
        starts, ends, items, degree, begins = self._starts, self._ends, self._items, self._degree, self._begins
        present = numbers(len(self._items))
        total = kinds = 0
        for place in range(self._count):
            one = self._order[place]
            for at in range(starts[one], ends[one]):
                element = items[at]
                if not degree[element]:
                    present[kinds] = element
                    kinds += 1
                degree[element] += 1
                total += 1
        holding = numbers(total)
        total = 0
        for place in range(kinds):
            element = present[place]
            total += degree[element]
            begins[element] = total
        for place in range(self._count):
            one = self._order[place]
            for at in range(starts[one], ends[one]):
                begins[items[at]] -= 1
                holding[begins[items[at]]] = one
        return present[:kinds], holding

    def _count_common(self, element: int, holding: Numbers, step: int) -> None:
        """Add `step` to each element as often as it is in a set with `element`."""
        starts, ends, items, common = self._starts, self._ends, self._items, self._common
        for place in range(self._begins[element], self._begins[element] + self._degree[element]):
            one = holding[place]
            for at in range(starts[one], ends[one]):
                common[items[at]] += step

    def _replaced(self, element: int, one: int) -> int:
        """Return 1 when an element of the set `one` is in all sets that `element` is in, and to be preferred."""
        items, common, rank = self._items, self._common, self._rank
        degree = self._degree[element]
        for at in range(self._starts[one], self._ends[one]):
            other = items[at]
            if other != element and (degree == 1 or common[other] == degree):
                lighter = rank[element] - rank[other]
                if lighter > 0 or (lighter == 0 and (other < element or self._degree[other] > degree)):
                    return 1
        return 0
