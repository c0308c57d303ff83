"""Many trials at once: bit t of a word says whether a number is false in trial t."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from sosgraph.bdd.random_bits import RandomBits
from sosgraph.bdd.strips import COMPILED, Strips
from sosgraph.equations import Equations, Gate, support
from sosgraph.graph.components import strong_components
from sosgraph.graph.failure_sets import in_at_least

TRIALS = 1 << 14  # in a word: large enough that the loop over gates costs little, small enough for the cache


class Words(Protocol):
    """A word for every number."""

    def __getitem__(self, number: int, /) -> int:
        """Return the word of a number."""


class Trials:
    """A system made ready for trials: its numbers below the roots, callees first."""

    def __init__(self, equations: Equations, failure: Sequence[float], roots: Iterable[int]) -> None:
        """Prepare trials of `roots`. Arguments may be negated where the system is not cyclic; else raises `ValueError`."""
        first = equations.variables
        below = support(equations, roots)
        self.failure = [(number, failure[number]) for number in below if number < first]
        self.random = [(number, false) for number, false in self.failure if 0.0 < false < 1.0]
        self._size = len(equations)
        self._below = below
        self._strips: _OfStrips | None = None
        self._negated = {~argument for gate in equations.gates for argument in gate.arguments if argument < 0}
        wanted = set(below)
        arcs = [
            [each - first for argument in gate.arguments if (each := max(argument, ~argument)) >= first]
            if number in wanted
            else []
            for number, gate in enumerate(equations.gates, first)
        ]
        self._steps: list[tuple[bool, list[tuple[int, Gate]]]] = []
        for component in strong_components(arcs):
            gates = [(first + member, equations.gates[member]) for member in component if first + member in wanted]
            cyclic = len(component) > 1 or component[0] in arcs[component[0]]
            if cyclic and any(argument < 0 for _, gate in gates for argument in gate.arguments):
                raise ValueError(
                    f"gate {gates[0][0]} is on a cycle with a negated argument; a cycle has no greatest solution then"
                )
            if gates:
                self._steps.append((cyclic, gates))

    def fallen(self, bits: RandomBits, tilt: float = 1.0) -> Words:
        """Return for each number, by its number, the word of the trials in which it is false; 0 for those not looked at.

        The odds of every variable to be false are multiplied by `tilt`. The words hold until the next call.
        """
        return self._by_strips(bits, tilt) if COMPILED else self._by_integers(bits, tilt)

    def _by_strips(self, bits: RandomBits, tilt: float) -> Words:
        words = self._strips = self._strips or _OfStrips(self._below, self._steps)
        for numbers, octets in self._drawn(bits, tilt):
            words.put(numbers, octets)
        words.find()
        return words

    def _by_integers(self, bits: RandomBits, tilt: float) -> Words:
        words = [0] * (2 * self._size)  # ~n is found from the end
        full = (1 << TRIALS) - 1
        octets = TRIALS // 8
        for numbers, drawn in self._drawn(bits, tilt):
            for position, number in enumerate(numbers):
                words[number] = int.from_bytes(drawn[position * octets : (position + 1) * octets], "little")
                words[~number] = full ^ words[number]
        for cyclic, gates in self._steps:
            changing = True
            while changing:
                changing = False
                for number, gate in gates:
                    word = _fallen(gate, words, full)
                    if word != words[number]:
                        words[number] = word
                        changing = cyclic
                    if number in self._negated:
                        words[~number] = full ^ word
        return words

    def failures(self, words: Words) -> list[int]:
        """Return how many variables are false in each trial, as binary digits: word i holds digit i of all trials."""
        planes: list[int] = []
        for number, _ in self.random:
            carry = words[number]
            for place, plane in enumerate(planes):
                if not carry:
                    break
                planes[place], carry = plane ^ carry, plane & carry
            if carry:
                planes.append(carry)
        return planes

    def _drawn(self, bits: RandomBits, tilt: float) -> Iterator[tuple[list[int], bytes]]:
        """Yield variables of equal probability and their words, one after another."""
        alike: dict[float, list[int]] = {}
        for number, false in self.failure:
            alike.setdefault(tilted(false, tilt), []).append(number)
        for chance, numbers in alike.items():
            yield numbers, bits.word(TRIALS * len(numbers), chance)


class _OfStrips:
    """The words of the numbers `below`, held in strips, which know these by their places."""

    def __init__(self, below: Sequence[int], steps: Sequence[tuple[bool, Sequence[tuple[int, Gate]]]]) -> None:
        self._place_of = {number: place for place, number in enumerate(below)}
        order, needs, starts, arguments, ends = array("i"), array("i"), array("i", [0]), array("i"), array("i")
        for cyclic, gates in steps:
            for number, gate in gates:
                order.append(self._place_of[number])
                needs.append(max(0, min(gate.need, len(gate.arguments) + 1)))
                arguments.extend([self._place_of[each] if each >= 0 else ~self._place_of[~each] for each in gate.arguments])
                starts.append(len(arguments))
            ends.extend([len(order) if cyclic else 0] * len(gates))
        self._strips = Strips(len(below), TRIALS // 64, order, needs, starts, arguments, ends)

    def __getitem__(self, number: int) -> int:
        place = self._place_of.get(number)
        return 0 if place is None else int.from_bytes(self._strips.word(place), "little")

    def put(self, numbers: Sequence[int], octets: bytes) -> None:
        """Write the words of some variables, which `octets` has one after another."""
        self._strips.put([self._place_of[number] for number in numbers], memoryview(octets).cast("Q"))

    def find(self) -> None:
        """Find the words of the gates."""
        self._strips.find()


def tilted(false: float, tilt: float) -> float:
    """Return the probability whose odds are `tilt` times those of `false`."""
    return false * tilt / (1.0 - false + false * tilt) if false < 1.0 else 1.0


def by_failures(word: int, planes: Sequence[int]) -> dict[int, int]:
    """Return how many trials of `word` have how many failures, given the digits of those; only counts above 0."""
    found: dict[int, int] = {}
    pending = [(word, len(planes), 0)]
    while pending:
        some, place, count = pending.pop()
        if not some:
            continue
        if not place:
            found[count] = some.bit_count()
            continue
        place -= 1
        ones = some & planes[place]
        pending.append((ones, place, count + (1 << place)))
        pending.append((some ^ ones, place, count))
    return found


def _fallen(gate: Gate, words: Sequence[int], full: int) -> int:
    """Return the trials in which `gate` is false."""
    need, arguments = gate
    if need <= 0:
        return 0
    if need > len(arguments):
        return full
    if need == len(arguments):
        word = 0
        for argument in arguments:
            word |= words[argument]
        return word
    if need > 1:
        return in_at_least(len(arguments) - need + 1, [words[argument] for argument in arguments]) & full
    word = full
    for argument in arguments:
        word &= words[argument]
    return word
