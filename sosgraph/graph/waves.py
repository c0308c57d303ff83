"""In which order things come up: the least fixed point of what was true before, the greatest of what becomes true together.

    μX. νY. gates(X, Y)

In each wave the gates become true that hold with what was true in earlier waves, and with one another. A variable stands for
a number in an earlier wave: it becomes true one wave after the number that it follows.
"""

from collections.abc import Collection, Sequence
from heapq import heapify, heappop, heappush

from sosgraph.equations import Equations
from sosgraph.graph.components import strong_components


def waves(equations: Equations, follows: Sequence[int], given: Collection[int] = ()) -> list[int | None]:
    """Return for every number the wave, from 0, in which it becomes true; None when it never does.

    Variable v follows the number `follows[v]`. The numbers `given` are true from wave 0 on, whatever their gates say. Linear
    in the number of arguments but for what waits for itself in a circle: there, at worst, times the number of its waves. Raises
    `ValueError` when an argument is negated.
    """
    if not equations.coherent:
        raise ValueError("waves need equations that negate nothing; take out what is negated")
    variables = equations.variables
    never = len(equations) + 1
    wave = [never] * len(equations)
    arcs: list[Sequence[int]] = [(number,) for number in follows]
    arcs += [gate.arguments for gate in equations.gates]
    for number in given:
        wave[number] = 0
        arcs[number] = ()
    for component in strong_components(arcs):
        first = component[0]
        if len(component) > 1 or first in arcs[first]:
            _Circle(equations, follows, component, wave, never).close()
        elif wave[first]:
            if first < variables:
                wave[first] = min(wave[follows[first]] + 1, never)
            else:
                need, arguments = equations.gates[first - variables]
                wave[first] = _reached(need, [wave[argument] for argument in arguments], never)
    return [None if reached >= never else reached for reached in wave]


def _reached(need: int, arrivals: list[int], never: int) -> int:
    """Return when `need` of `arrivals` have arrived."""
    if not need:
        return 0
    if need == len(arrivals):
        return max(arrivals)
    return sorted(arrivals)[need - 1] if need < len(arrivals) else never


class _Circle:
    """Numbers that wait for themselves. What becomes true in a wave needs something that just arrived, so only that is tried.

    `missing[g]` arguments of gate g have yet to become true; `open[g]` of them are gates of the circle, which may do so in
    the same wave.
    """

    __slots__ = ("_arrivals", "_callers", "_followers", "_missing", "_open", "_times", "_variables", "_wave")

    def __init__(
        self, equations: Equations, follows: Sequence[int], component: Sequence[int], wave: list[int], never: int
    ) -> None:
        variables = self._variables = equations.variables
        self._wave = wave
        self._callers: dict[int, list[int]] = {number: [] for number in component}
        self._followers: dict[int, list[int]] = {}
        self._missing: dict[int, int] = {}
        self._open: dict[int, int] = {}
        self._arrivals: dict[int, list[int]] = {}
        for number in component:
            if number < variables:
                self._followers.setdefault(follows[number], []).append(number)
                continue
            self._missing[number], arguments = equations.gates[number - variables]
            self._open[number] = sum(argument >= variables and argument in self._callers for argument in arguments)
            for argument in arguments:
                if argument in self._callers:
                    self._callers[argument].append(number)
                elif wave[argument] < never:
                    self._arrivals.setdefault(wave[argument], []).append(number)
        self._times = [*self._arrivals]
        heapify(self._times)

    def close(self) -> None:
        """Write the wave of every number of the circle that becomes true."""
        tried = dict.fromkeys(self._missing)
        now = 0
        while True:
            if self._times and self._times[0] <= now:
                now = heappop(self._times)
                for gate in self._arrivals[now]:
                    if gate in self._missing:
                        self._missing[gate] -= 1
                        tried[gate] = None
            for gate in self._together(tried):
                self._enter(gate, now)
            if not self._times:
                return
            tried = {}
            now = self._times[0]

    def _enter(self, gate: int, now: int) -> None:
        self._wave[gate] = now
        del self._missing[gate]
        for caller in self._callers[gate]:
            if caller in self._missing:
                self._missing[caller] -= 1
                self._open[caller] -= 1
        for variable in self._followers.get(gate, ()):
            self._wave[variable] = now + 1
            waiting = [caller for caller in self._callers[variable] if caller in self._missing]
            if waiting and now + 1 not in self._arrivals:
                self._arrivals[now + 1] = []
                heappush(self._times, now + 1)
            self._arrivals.get(now + 1, []).extend(waiting)

    def _together(self, tried: Collection[int]) -> list[int]:
        """Return the gates that become true now: the greatest set of those that `tried` may bring about, held up by itself."""
        hoping = [gate for gate in tried if gate in self._missing and self._missing[gate] <= self._open[gate]]
        lacking = {gate: self._missing[gate] for gate in hoping}
        for gate in hoping:
            for caller in self._callers[gate]:
                if caller in self._missing and caller not in lacking and self._missing[caller] <= self._open[caller]:
                    lacking[caller] = self._missing[caller]
                    hoping.append(caller)
        for gate in hoping:
            for caller in self._callers[gate]:
                if caller in lacking:
                    lacking[caller] -= 1
        failed = [gate for gate in hoping if lacking[gate] > 0]
        while failed:
            gate = failed.pop()
            del lacking[gate]
            for caller in self._callers[gate]:
                if caller in lacking:
                    lacking[caller] += 1
                    if lacking[caller] == 1:
                        failed.append(caller)
        return list(lacking)
