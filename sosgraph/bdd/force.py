# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Numbers on a line, pulled together by the gates that ask for them: a kernel (`force.pxd` beside it).

Gates move to the middle of their arguments and callers, variables to the middle of their gates, again and again.
Source: F. Aloul, I. Markov, K. Sakallah, FORCE: a fast and easy-to-implement variable-ordering heuristic, 2003.
"""

from array import array
from collections.abc import MutableSequence, Sequence
from typing import Any

COMPILED = not __file__.endswith(".py")

_PATIENCE = 3  # sweeps that bring nothing closer together before it is given up


class Force:
    """Nets of numbers, and where on the line each number stands."""

    def __init__(self, variables: int, nets: Sequence[Sequence[int]], order: Sequence[int]) -> None:
        """Begin with the variables as in `order`; net k is of the gate `variables` + k and of its arguments, negated or not."""
        count = variables + len(nets)
        self._ends, self._members = _zeros(len(nets) + 1, "i"), _zeros(sum(map(len, nets)) + len(nets), "i")
        self._nets_ends, self._nets = _zeros(count + 1, "i"), _zeros(len(self._members), "i")
        self._place, self._middle = _zeros(count, "d"), _zeros(len(nets), "d")
        self._order, self._best = array("i", order), array("i", order)
        for position, variable in enumerate(order):
            self._place[variable] = position
        end = 0
        for number, net in enumerate(nets):
            self._members[end] = variables + number
            end += 1
            for argument in net:
                head = argument if argument >= 0 else ~argument
                self._members[end] = head
                self._place[variables + number] += self._place[head] / len(net)
                end += 1
            self._ends[number + 1] = end
        self._turn()

    def _turn(self) -> None:
        """Find the nets of each number, and who is in any."""
        ends, members = self._nets_ends, self._members
        count = len(ends) - 1
        for at in range(len(members)):
            ends[members[at]] += 1
        line = array("i", [number for number in range(count) if ends[number]])
        self._line, self._spare = line, array("i", line)
        total = 0
        for number in range(count + 1):
            total, ends[number] = total + ends[number], total
        for net in range(len(self._ends) - 1):
            for at in range(self._ends[net], self._ends[net + 1]):
                number = members[at]
                self._nets[ends[number]] = net
                ends[number] += 1
        for number in range(count, 0, -1):
            ends[number] = ends[number - 1]
        ends[0] = 0

    def pulled(self, sweeps: int) -> list[int]:
        """Return the variables as they stood when the nets were shortest together, in up to so many sweeps."""
        order, place = self._order, self._place
        shortest, stale = -1.0, 0
        for _ in range(sweeps):
            self._line_up()
            length = self._measured()
            stale += 1
            if shortest < 0 or length < shortest:
                shortest, stale = length, 0
                for at in range(len(order)):
                    self._best[at] = int(place[order[at]])
            if stale == _PATIENCE:
                break
            self._move()
        ranks, variables = list(self._best), list(order)
        return [variables[at] for at in sorted(range(len(ranks)), key=ranks.__getitem__)]

    def _line_up(self) -> None:
        """Sort the line by merging its ascending runs, which become few and long, and let everyone stand at its rank."""
        line, spare, place = self._line, self._spare, self._place
        count, runs = len(line), 2
        while runs > 1:
            begin, runs = 0, 0
            while begin < count:
                middle = begin + 1
                while middle < count and place[line[middle - 1]] <= place[line[middle]]:
                    middle += 1
                end = middle + 1 if middle < count else middle
                while end < count and place[line[end - 1]] <= place[line[end]]:
                    end += 1
                left, right = begin, middle
                for at in range(begin, end):
                    if right >= end or (left < middle and place[line[left]] <= place[line[right]]):
                        spare[at] = line[left]
                        left += 1
                    else:
                        spare[at] = line[right]
                        right += 1
                begin = end
                runs += 1
            line, spare = spare, line
        self._line, self._spare = line, spare
        for at in range(count):
            place[line[at]] = at

    def _measured(self) -> float:
        """Return how far apart the members of each net stand, all nets together, and find the middle of each."""
        ends, members, place = self._ends, self._members, self._place
        length = 0.0
        for net in range(len(ends) - 1):
            first, last = ends[net], ends[net + 1]
            least = most = total = place[members[first]]
            for at in range(first + 1, last):
                here = place[members[at]]
                total += here
                if here < least:
                    least = here
                if here > most:
                    most = here
            length += most - least
            self._middle[net] = total / (last - first)
        return length

    def _move(self) -> None:
        """Let everyone stand in the middle of its nets."""
        ends, nets = self._nets_ends, self._nets
        for at in range(len(self._line)):
            number = self._line[at]
            first, last = ends[number], ends[number + 1]
            total = 0.0
            for other in range(first, last):
                total += self._middle[nets[other]]
            self._place[number] = total / (last - first)


def _zeros(count: int, code: str) -> MutableSequence[Any]:
    """Return `count` zeros: an array for compiled code, a list, which is faster to read, for interpreted code."""
    return array(code, [0]) * count if COMPILED else [0.0 if code == "d" else 0] * count
