# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""What a large circle that much needs and that needs much settles beforehand: a kernel (`hub.pxd` beside it).

Whatever fails such a *hub* brings down all that the hub does. For those columns the rows below are true without a look; what
is left to find is how much they bring down beside it. In a knotted graph that is little.
"""

from sosgraph.graph.sparse import Numbers, numbers

COMPILED = not __file__.endswith(".py")

_LEAST = 256  # a circle that is a smaller part of all is not worth the look
_WORTH = 16  # nor is what it settles, where that is a smaller part of all rows and columns


def hub_of(vertex_of: Numbers, size: int) -> int:
    """Return the one of `size` vertices that stands for most numbers, which fail together; -1 where they are few."""
    standing, best = numbers(size), 0
    for number in vertex_of:
        standing[number] += 1
    for vertex in range(size):
        if standing[vertex] > standing[best]:
            best = vertex
    return best if size and standing[best] > 1 + len(vertex_of) // _LEAST else -1


def brought_down_by(enough: Numbers, starts: Numbers, heads: Numbers, ends: Numbers, hub: int) -> Numbers:
    """Return for every row 1 where it fails if row `hub` does, else 0; a circle is swept until nothing changes in it."""
    down, row = numbers(len(enough)), 0
    down[hub] = 1
    while row < len(enough):
        last, changing = max(ends[row], row + 1), 0
        for one in range(row, last):
            if not down[one]:
                failing = 0
                for arc in range(starts[one], starts[one + 1]):
                    failing += down[heads[arc]]
                if failing >= enough[one]:
                    down[one] = changing = 1
        if not changing:
            row = last
    return down


def needed_by(enough: Numbers, starts: Numbers, heads: Numbers, hub: int) -> Numbers:
    """Return for every row 1 where its failing fails row `hub`, by conjunctions alone, else 0; callees come before callers."""
    needed = numbers(len(enough))
    needed[hub] = 1
    for row in range(hub, -1, -1):
        if needed[row] and enough[row] == 1:
            for arc in range(starts[row], starts[row + 1]):
                needed[heads[arc]] = 1
    return needed


def parted(columns: Numbers, needed: Numbers, down: Numbers) -> tuple[Numbers, int]:
    """Return the numbers of the columns, those first that the hub settles, and how many these are; none where it is not worth it.

    What the hub brings down and is needed by it as well is a row of its own, and settled by nothing.
    """
    order, settled, total, fallen = numbers(len(columns)), 0, 0, 0
    for column in range(len(columns)):
        if needed[columns[column]] and not down[columns[column]]:
            order[settled] = column
            settled += 1
    for row in range(len(down)):
        fallen += down[row]
    if settled * _WORTH < len(columns) or fallen * _WORTH < len(down):
        settled = 0
    total = settled
    for column in range(len(columns)):
        if not settled or not needed[columns[column]] or down[columns[column]]:
            order[total] = column
            total += 1
    return order, settled


def relieved(enough: Numbers, starts: Numbers, heads: Numbers, down: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the same rows where those that are `down` have failed: they have no argument, and are none."""
    size, total = len(enough), 0
    among, begins, found = numbers(size, 1), numbers(size + 1), numbers(len(heads))
    for row in range(size):
        if not down[row]:
            among[row] = enough[row]
            for arc in range(starts[row], starts[row + 1]):
                if down[heads[arc]]:
                    among[row] -= 1
                else:
                    found[total] = heads[arc]
                    total += 1
        begins[row + 1] = total
    return among, begins, found


def places_of(order: Numbers) -> Numbers:
    """Return at which place of `order`, which holds every number below its length once, each number stands."""
    found = numbers(len(order))
    for place in range(len(order)):
        found[order[place]] = place
    return found


def weight_of(down: Numbers, weights: Numbers) -> int:
    """Return the weight of all rows that are `down`."""
    total = 0
    for row in range(len(down)):
        if down[row]:
            total += weights[row]
    return total


def raised(down: Numbers, values: Numbers, by: int) -> None:
    """Raise the values of all rows that are `down`."""
    for row in range(len(down)):
        if down[row]:
            values[row] += by
