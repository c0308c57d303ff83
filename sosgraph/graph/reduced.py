# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""A system of equations made small before its failure sets are sought: a kernel (`reduced.pxd` beside it).

Gates that need one another are one vertex, for they fail together. A vertex that is needed by one other alone, and for
certain, brings down itself and what that one brings down: its *next*; so only a vertex that several need, or one among
alternatives, must be followed, as a *column*. What no column brings down needs no *row*.
"""

from sosgraph.graph.sparse import Numbers, numbers, strong_order

COMPILED = not __file__.endswith(".py")


def together(enough: Numbers, starts: Numbers, heads: Numbers) -> tuple[Numbers, Numbers, int]:
    """Return the numbers, those that fail together side by side, callees of conjunctions first, and the vertex of each.

    And whether a circle leads through alternatives; where none does, callees of alternatives come first as well.
    """
    order, home = strong_order(starts, heads)
    size, total, winding = len(enough), 0, 0
    for number in range(size):
        if enough[number] != 1:
            for arc in range(starts[number], starts[number + 1]):
                if home[heads[arc]] == home[number]:
                    winding = 1
    if not winding:
        return order, home, 0
    firm, needed = numbers(size + 1), numbers(len(heads))
    for number in range(size):
        if enough[number] == 1:
            for arc in range(starts[number], starts[number + 1]):
                needed[total] = heads[arc]
                total += 1
        firm[number + 1] = total
    order, home = strong_order(firm, needed)
    return order, home, 1


def joined(
    enough: Numbers, starts: Numbers, heads: Numbers, order: Numbers, vertex_of: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Return the same system between vertices: arguments of conjunctions once each, without what is inside."""
    size = len(order)
    count = vertex_of[order[size - 1]] + 1 if size else 0
    among, begins, found, seen = numbers(count, 1), numbers(count + 1), numbers(len(heads)), numbers(count, -1)
    total = 0
    for place in range(size):
        number = order[place]
        vertex = vertex_of[number]
        first = total
        if enough[number] == 1:
            for arc in range(starts[number], starts[number + 1]):
                other = vertex_of[heads[arc]]
                if other != vertex and seen[other] != vertex:
                    seen[other] = vertex
                    found[total] = other
                    total += 1
        else:
            same = 1
            for arc in range(starts[number], starts[number + 1]):
                found[total] = vertex_of[heads[arc]]
                if found[total] != found[first]:
                    same = 0
                total += 1
            among[vertex] = enough[number]
            if same and total > first and enough[number] <= total - first and found[first] != vertex:
                among[vertex], total = 1, first + 1
        begins[vertex + 1] = total
    return among, begins, found


def renumbered(enough: Numbers, starts: Numbers, heads: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Return the system with callees before callers, the new number of each vertex, and where the circle of each ends.

    0 for a vertex that is on none; the circles that are left lead through alternatives.
    """
    size = len(enough)
    order, home = strong_order(starts, heads)
    place_of, ends = numbers(size), numbers(size)
    among, begins, found = numbers(size), numbers(size + 1), numbers(starts[size])
    for place in range(size):
        place_of[order[place]] = place
    total = first = 0
    for place in range(size):
        vertex = order[place]
        among[place] = enough[vertex]
        if place and home[vertex] != home[order[place - 1]]:
            first = place
        for arc in range(starts[vertex], starts[vertex + 1]):
            other = place_of[heads[arc]]
            found[total] = other
            total += 1
            if other >= first and home[heads[arc]] == home[vertex]:
                ends[place] = 1
        begins[place + 1] = total
    last = size
    for place in range(size - 1, -1, -1):
        if place + 1 < size and home[order[place]] != home[order[place + 1]]:
            last = place + 1
        if ends[place]:
            ends[place] = last
    return among, begins, found, place_of, ends


def next_of(enough: Numbers, starts: Numbers, heads: Numbers, ends: Numbers) -> Numbers:
    """Return for every vertex the one that alone needs it, for certain; -1 where nothing needs it, else -2.

    -2 also where the other is on a circle with it: what that one brings down may then be this one again.
    """
    size = len(enough)
    found, callers = numbers(size, -1), numbers(size)
    for vertex in range(size):
        for arc in range(starts[vertex], starts[vertex + 1]):
            found[heads[arc]] = vertex
            callers[heads[arc]] += 1
    for vertex in range(size):
        caller = found[vertex]
        if callers[vertex] > 1 or (caller >= 0 and (enough[caller] != 1 or (ends[caller] and ends[vertex] == ends[caller]))):
            found[vertex] = -2
    return found


def hosted(following: Numbers, vertex_of: Numbers, variables: int) -> Numbers:
    """Return for every vertex how many variables it is, or bring it down by their next alone."""
    found = numbers(len(following))
    for number in range(variables):
        found[vertex_of[number]] += 1
    for vertex in range(len(following)):
        if following[vertex] >= 0:
            found[following[vertex]] += found[vertex]
    return found


def columns(following: Numbers, hosts: Numbers, row_of: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the rows of the columns, ascending, for how many variables each stands, and the column of every vertex or -1."""
    size, count = len(following), 0
    at, carried, column_of = numbers(size), numbers(size), numbers(size, -1)
    for vertex in range(size):
        if following[vertex] == -2 and hosts[vertex]:
            at[count], carried[count], column_of[vertex] = row_of[vertex], hosts[vertex], count
            count += 1
    return at[:count], carried[:count], column_of


def falling(following: Numbers, weights: Numbers, column_of: Numbers, counts: Numbers) -> Numbers:
    """Return for every vertex the weight of all that it brings down: `counts` says so of a column."""
    found = numbers(len(following))
    for vertex in range(len(following) - 1, -1, -1):
        if column_of[vertex] >= 0:
            found[vertex] = counts[column_of[vertex]]
        elif following[vertex] >= 0:
            found[vertex] = weights[vertex] + found[following[vertex]]
        else:
            found[vertex] = weights[vertex]
    return found


def standing(vertex_of: Numbers, watched: Numbers, size: int) -> Numbers:
    """Return for how many of `watched` each of `size` vertices stands."""
    found = numbers(size)
    for number in watched:
        found[vertex_of[number]] += 1
    return found


def certain(following: Numbers, hosts: Numbers) -> Numbers:
    """Return `hosts` where a vertex is no column, else 0: what its row does not tell."""
    found = numbers(len(hosts))
    for vertex in range(len(hosts)):
        if following[vertex] != -2:
            found[vertex] = hosts[vertex]
    return found


def sums(one: Numbers, other: Numbers) -> Numbers:
    """Return the sums of two sequences, place by place."""
    found = numbers(len(one))
    for place in range(len(one)):
        found[place] = one[place] + other[place]
    return found


def picked(values: Numbers, places: Numbers, otherwise: int) -> Numbers:
    """Return the values at `places`; `otherwise` where a place is negative."""
    found = numbers(len(places), otherwise)
    for place in range(len(places)):
        if places[place] >= 0:
            found[place] = values[places[place]]
    return found


def spread(values: Numbers, places: Numbers, size: int) -> Numbers:
    """Return `size` numbers with the values at `places`; a value whose place is negative is left out."""
    found = numbers(size)
    for at in range(len(places)):
        if places[at] >= 0:
            found[places[at]] = values[at]
    return found


def rows(
    enough: Numbers, starts: Numbers, heads: Numbers, ends: Numbers, following: Numbers, hosts: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Return the system of the vertices that a column may bring down, and the row of each vertex, -1 for the others.

    Beside its parts: where the circle of each row ends, 0 for a row on none.
    """
    size, count, total = len(enough), 0, 0
    row_of = numbers(size, -1)
    for vertex in range(size):
        live = ends[vertex] or (following[vertex] == -2 and hosts[vertex])
        if not live:
            failing = 0
            for arc in range(starts[vertex], starts[vertex + 1]):
                if row_of[heads[arc]] >= 0:
                    failing += 1
            live = failing >= enough[vertex]
        if live:
            row_of[vertex] = count
            count += 1
    among, begins, found, last = numbers(count), numbers(count + 1), numbers(len(heads)), numbers(count)
    for vertex in range(size):
        row = row_of[vertex]
        if row < 0:
            continue
        among[row] = enough[vertex]
        if ends[vertex]:
            last[row] = row_of[ends[vertex] - 1] + 1
        for arc in range(starts[vertex], starts[vertex + 1]):
            if row_of[heads[arc]] >= 0:
                found[total] = row_of[heads[arc]]
                total += 1
        begins[row + 1] = total
    return among, begins, found, last, row_of
