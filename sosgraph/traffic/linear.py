"""Loads that add up along calls: the solution of V = e + MᵀV, and the gain of circles."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from sosgraph.frozen import dataclass
from sosgraph.graph.components import strong_components
from sosgraph.quantity import format_number

_STEPS = 2_000
_EXACT = 1e-13
_ENDLESS = 1 - 1e-9


Flow = tuple[int, int, float]
"""Tail, head and weight: how many requests each request at the tail makes at the head."""


class Circle(NamedTuple):
    """A strong component of calls: its members and its gain, the spectral radius of the calls among them."""

    members: tuple[int, ...]
    gain: float

    @property
    def endless(self) -> bool:
        """Whether one request breeds requests without end."""
        return self.gain >= _ENDLESS

    @property
    def growth(self) -> str:
        """What the gain says, in words; of two that call one another by 1 and by 1.5 calls a request it is √1.5."""
        return f"each request becomes {format_number(self.gain)} with every call on its way around"


@dataclass(frozen=True, slots=True)
class Flows:
    """Flows between `len(out)` vertices, made ready to be asked for the loads of one arrival after another.

    `out` holds the heads and weights of each tail; `strong` all strong components, callees before callers, and `home` the place
    of each vertex among them; `circles` those that are some, `around` the same by any member.
    """

    out: tuple[tuple[tuple[int, float], ...], ...]
    strong: tuple[tuple[int, ...], ...]
    home: tuple[int, ...]
    circles: tuple[Circle, ...]
    around: dict[int, Circle]

    def loads(self, arriving: Sequence[float]) -> list[float]:
        """Return the requests at each vertex: those `arriving` from outside, and those that flow in.

        Infinite where a circle with a gain of 1 or more is reached. Within a circle by repetition, or where that does not come
        to rest within a bounded number of steps by `solved.visits`; linear in the flows otherwise.
        """
        total = [float(each) for each in arriving]
        for members in reversed(self.strong):
            self._pass_on(members, total)
        return total

    def loads_of(self, entry: int) -> dict[int, float]:
        """Return the requests at each vertex that one request at `entry` reaches; linear in the flows that it reaches."""
        total: dict[int, float] = defaultdict(float, {entry: 1.0})
        waiting, seen = [-self.home[entry]], {self.home[entry]}
        while waiting:
            members = self.strong[-heappop(waiting)]
            self._pass_on(members, total)
            for tail in members:
                for head, _ in self.out[tail]:
                    if self.home[head] not in seen:
                        seen.add(self.home[head])
                        heappush(waiting, -self.home[head])
        return dict(total)

    def _pass_on(self, members: tuple[int, ...], total: list[float] | dict[int, float]) -> None:
        """Add what the members of a strong component make of their requests to `total`, which is complete but for circles."""
        circle = self.around.get(members[0])
        if circle is not None:
            _settle(circle, self.out, total)
        for tail in members:
            here = total[tail]
            if here:
                for head, weight in self.out[tail]:
                    if circle is None or self.home[head] != self.home[tail]:
                        total[head] += here * weight


def flowing(size: int, flows: Iterable[Flow]) -> Flows:
    """Return the flows with a weight between `size` vertices, with their strong components and circles."""
    out: list[list[tuple[int, float]]] = [[] for _ in range(size)]
    own: set[int] = set()
    for tail, head, weight in flows:
        if weight > 0:
            out[tail].append((head, weight))
            if tail == head:
                own.add(tail)
    strong = strong_components([[head for head, _ in heads] for heads in out])
    home = [0] * size
    for place, members in enumerate(strong):
        for member in members:
            home[member] = place
    found = tuple(_circle(members, out) for members in strong if len(members) > 1 or members[0] in own)
    around = {member: circle for circle in found for member in circle.members}
    return Flows(tuple(map(tuple, out)), tuple(map(tuple, strong)), tuple(home), found, around)


def _circle(members: Sequence[int], out: Sequence[Sequence[tuple[int, float]]]) -> Circle:
    inside = set(members)
    weights: dict[tuple[int, int], float] = {}
    for tail in members:
        for head, weight in out[tail]:
            if head in inside:
                weights[tail, head] = weights.get((tail, head), 0.0) + weight
    return Circle(tuple(members), gain(members, [(tail, head, weight) for (tail, head), weight in weights.items()]))


def gain(members: Sequence[int], flows: Sequence[tuple[int, int, float]]) -> float:
    """Return the spectral radius of the flows among the members of one strong component.

    By powers of I + M, between whose smallest and largest growth it lies (Collatz & Wielandt); where these do not meet within
    a bounded number of steps, as on a long circle, by `solved.radius`.
    """
    at = {member: place for place, member in enumerate(members)}
    within = [(at[tail], at[head], weight) for tail, head, weight in flows]
    vector = [1.0] * len(at)
    for _ in range(max(_STEPS // len(at), 50)):
        grown = vector[:]
        for tail, head, weight in within:
            grown[head] += weight * vector[tail]
        growths = [after / before for after, before in zip(grown, vector, strict=True)]
        low, high = min(growths), max(growths)
        if high - low <= _EXACT * high:
            return high - 1
        largest = max(grown)
        vector = [max(each / largest, 1e-300) for each in grown]
    from sosgraph.traffic.solved import radius  # SciPy takes longer to load than most circles to settle

    return radius(within, len(at))


def _settle(circle: Circle, out: Sequence[Sequence[tuple[int, float]]], total: list[float] | dict[int, float]) -> None:
    """Replace what arrives at the members of a circle by what is there when it went around for ever."""
    if not any(total[member] for member in circle.members):
        return
    if circle.endless or any(total[member] == inf for member in circle.members):
        for member in circle.members:
            total[member] = inf
        return
    inside = set(circle.members)
    wave, whole = {member: total[member] for member in circle.members}, {member: total[member] for member in circle.members}
    for _ in range(max(_STEPS // len(inside), 50)):
        after = dict.fromkeys(circle.members, 0.0)
        for tail, amount in wave.items():
            for head, weight in out[tail]:
                if head in inside:
                    after[head] += amount * weight
        for member, amount in after.items():
            whole[member] += amount
        wave = after
        if sum(wave.values()) <= 1e-15 * sum(whole.values()):
            for member, amount in whole.items():
                total[member] = amount
            return
    from sosgraph.traffic.solved import visits

    at = {member: place for place, member in enumerate(circle.members)}
    within = [(at[tail], at[head], weight) for tail in at for head, weight in out[tail] if head in at]
    for member, amount in zip(at, visits(within, [total[member] for member in at]), strict=True):
        total[member] = amount
