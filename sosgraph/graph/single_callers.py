"""Chains of vertices each of which is needed by the next alone: what one brings down, its next brings down, and itself."""

from collections.abc import Iterator, Sequence

from sosgraph.graph.bit_sets import bit_set
from sosgraph.graph.columns import Columns


class SingleCallers:
    """The chains that begin at the variables `wanted`, as trees that hang from where chains end."""

    def __init__(self, system: Columns, watched: Sequence[int], wanted: Sequence[int]) -> None:
        """Find the ends."""
        self.ends: list[int] = []
        self._variables: dict[int, list[int]] = {}
        self._needs: dict[int, list[int]] = {}
        self._places: dict[int, list[int]] = {}
        for place, number in enumerate(watched):
            self._places.setdefault(system.vertex_of[number], []).append(place)
        seen = bytearray(len(system.following))
        for variable in wanted:
            vertex = system.vertex_of[variable]
            self._variables.setdefault(vertex, []).append(variable)
            while not seen[vertex]:
                seen[vertex] = 1
                following = system.following[vertex]
                if following < 0:
                    self.ends.append(vertex)
                    break
                self._needs.setdefault(following, []).append(vertex)
                vertex = following

    def places(self, vertex: int) -> int:
        """Return the bit set of the places in `watched` for which the vertex stands."""
        return bit_set(self._places.get(vertex, ()))

    def below(self, end: int, bits: int) -> Iterator[tuple[int, int]]:
        """Yield each variable whose chain ends at `end` and what it brings down, where `end` brings down `bits`."""
        pending = [(end, bits)]
        while pending:
            vertex, bits = pending.pop()
            for place in self._places.get(vertex, ()):
                bits |= 1 << place
            for variable in self._variables.get(vertex, ()):
                yield variable, bits
            pending.extend((other, bits) for other in self._needs.get(vertex, ()))
