"""The search for cycles of a given length, pruned by the distance back to the start."""

from collections.abc import Collection, Iterator, Mapping, Sequence

EDGES_A_STEP = 20  # looking at an edge for a distance is that much cheaper than extending a path


class Inside:
    """The subgraph of some members, and which of its vertices can be the smallest of a cycle.

    Take the vertices away in ascending order, each time with all that are then without caller or callee: `gone[v]` is the
    vertex whose turn takes v away. A cycle whose smallest vertex is s has only vertices with `gone[v] >= s`, so that
    only the vertices with `gone[s] == s` (the `starts`, ascending) need a search.
    """

    __slots__ = ("gone", "heads", "starts", "tails")

    def __init__(self, adjacency: Sequence[Sequence[int]], members: Collection[int]) -> None:
        wanted = frozenset(members)
        self.heads = {tail: sorted(wanted.intersection(adjacency[tail])) for tail in sorted(wanted)}
        self.tails: dict[int, list[int]] = {vertex: [] for vertex in self.heads}
        for tail, heads in self.heads.items():
            for head in heads:
                self.tails[head].append(tail)
        self.gone: dict[int, int] = {}
        ways_in = {vertex: len(tails) for vertex, tails in self.tails.items()}
        ways_out = {vertex: len(heads) for vertex, heads in self.heads.items()}
        self._take_away([vertex for vertex in self.heads if not (ways_in[vertex] and ways_out[vertex])], -1, ways_in, ways_out)
        for vertex in self.heads:
            self._take_away([vertex], vertex, ways_in, ways_out)
        self.starts = [vertex for vertex in self.heads if self.gone[vertex] == vertex]

    def _take_away(self, pending: list[int], turn: int, ways_in: dict[int, int], ways_out: dict[int, int]) -> None:
        """Mark `pending`, and all that lose their last caller or callee by it, as gone at `turn`."""
        while pending:
            vertex = pending.pop()
            if vertex in self.gone:
                continue
            self.gone[vertex] = turn
            for neighbours, ways in ((self.heads[vertex], ways_in), (self.tails[vertex], ways_out)):
                for neighbour in neighbours:
                    ways[neighbour] -= 1
                    if not ways[neighbour]:
                        pending.append(neighbour)

    def shortest_start(self, allowance: int | None) -> tuple[int | None, int, int]:
        """Return the smallest vertex of a shortest cycle, or None, the cycle's length, and the edges looked at.

        Gives up when more than `allowance` edges have been looked at.
        """
        best: int | None = None
        length = len(self.heads) + 1
        spent = 0
        for start in self.starts:
            found, looked_at = self._girth(start, length)
            spent += looked_at
            if found < length:
                best, length = start, found
            if length == 1 or (allowance is not None and spent > allowance):
                break
        return best, length, spent

    def _girth(self, start: int, below: int) -> tuple[int, int]:
        """Return how long a shortest cycle with smallest vertex `start` is, at most `below`, and the edges looked at."""
        seen = {start}
        level = [start]
        spent = 0
        for length in range(1, below):
            reached = []
            for vertex in level:
                spent += len(self.heads[vertex])
                for head in self.heads[vertex]:
                    if head == start:
                        return length, spent
                    if head not in seen and self.gone[head] >= start:
                        seen.add(head)
                        reached.append(head)
            level = reached
            if not level:
                break
        return below, spent

    def cycle_through(self, vertex: int) -> list[int]:
        """Return the lexicographically smallest of the shortest cycles through `vertex`, empty when there is none."""
        to_vertex = distances(self.tails, vertex)
        from_vertex = distances(self.heads, vertex)
        around = [to_vertex[head] + 1 for head in self.heads[vertex] if head in to_vertex]
        if not around:
            return []
        length = min(around)
        first = min([vertex, *(other for other, far in from_vertex.items() if far + to_vertex.get(other, length) == length)])
        cycle = [first]
        if first != vertex:
            cycle += [*self._between(first, to_vertex), vertex]
        return cycle + self._between(vertex, distances(self.tails, first))

    def _between(self, source: int, to_target: Mapping[int, int]) -> list[int]:
        """Return what lies on the lexicographically smallest shortest way from `source` to the target, both left out."""
        between: list[int] = []
        while True:
            source = min((head for head in self.heads[source] if head in to_target), key=to_target.__getitem__)
            if not to_target[source]:
                return between
            between.append(source)


def distances(neighbours: Mapping[int, Sequence[int]], source: int) -> dict[int, int]:
    """Return the number of edges from `source` to each vertex that it reaches, nearest first."""
    far = {source: 0}
    queue = [source]
    for vertex in queue:
        for neighbour in neighbours[vertex]:
            if neighbour not in far:
                far[neighbour] = far[vertex] + 1
                queue.append(neighbour)
    return far


class CyclesOfLength:
    """The elementary cycles of one length and one smallest vertex, in lexicographical order; to be iterated once.

    Afterwards `next_length` bounds the length of the next longer ones from below (None: there are none), and `left` is what
    is left of the edges that may be looked at, less than 0 when the search has given up.
    """

    __slots__ = ("_beyond", "_far", "_inside", "_length", "_start", "left", "next_length")

    def __init__(self, inside: Inside, start: int, length: int, left: int) -> None:
        self._inside = inside
        self._start = start
        self._length = length
        self.left = left
        self.next_length: int | None = None
        self._far, self._beyond = self._way_back()

    def _way_back(self) -> tuple[dict[int, int], int | None]:
        """Return the distances to the start, and what all the others have at least (None: the others cannot reach it)."""
        tails, gone = self._inside.tails, self._inside.gone
        far = {self._start: 0}
        level = [self._start]
        radius = spent = 0
        while level and radius < self._length - 1:
            radius += 1
            reached = []
            for vertex in level:
                spent += len(tails[vertex])
                for tail in tails[vertex]:
                    if tail not in far and gone[tail] >= self._start:
                        far[tail] = radius
                        reached.append(tail)
            level = reached
        self.left -= spent
        return far, radius + 1 if level else None

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        heads = self._inside.heads
        known: list[dict[int, list[int]]] = [{} for _ in range(self._length)]  # the vertices that may follow, by walked edges
        path = [self._start]
        on_path = {self._start}
        pending = [iter(self._onward(self._start, 1))]
        while path:
            for head in pending[-1]:
                if head == self._start:
                    yield tuple(path)
                elif head not in on_path:
                    self.left -= EDGES_A_STEP + len(heads[head])
                    if self.left < 0:
                        return
                    following = known[len(path)]
                    path.append(head)
                    on_path.add(head)
                    if head not in following:
                        following[head] = self._onward(head, len(path))
                    pending.append(iter(following[head]))
                    break
            else:
                on_path.discard(path.pop())
                pending.pop()

    def _onward(self, vertex: int, walked: int) -> list[int]:
        """Return the heads of `vertex` from which a path may be back in time; of the others note when.

        The path reaches them after `walked` edges; the start is one of them where that is in time exactly.
        """
        gone, start = self._inside.gone, self._start
        fitting = []
        for head in self._inside.heads[vertex]:
            far = self._far.get(head, self._beyond)
            if far is None or gone[head] < start:
                continue
            total = walked + far
            if total == self._length or (total < self._length and head != start):
                fitting.append(head)
            elif total > self._length and (self.next_length is None or total < self.next_length):
                self.next_length = total
        return fitting
