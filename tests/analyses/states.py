"""All states of random variables at once: an event is a bit set, so that an oracle needs no decision diagram."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product
from math import fsum, prod


@dataclass
class States:
    """All states of the random variables of an architecture; an event is the bit set of the states in which it holds."""

    failure: dict[object, float] = field(default_factory=dict)

    def variable(self, key: object, failure: float) -> Callable[[], int]:
        """Return how to ask for the event that `key` works; asked once all variables are known."""
        self.failure.setdefault(key, failure)
        return lambda: self._event(key)

    def _event(self, key: object) -> int:
        position = list(self.failure).index(key)
        block = (1 << (1 << position)) - 1
        return sum(block << start for start in range(0, 1 << len(self.failure), 2 << position))

    @property
    def everything(self) -> int:
        return (1 << (1 << len(self.failure))) - 1

    def probability_outside(self, event: int) -> float:
        """Return the probability that the event does not hold."""
        chances = list(self.failure.values())
        states = product(*((True, False) for _ in chances))  # the last varies fastest, so it is the lowest bit
        terms = []
        for state, works in enumerate(states):
            if not event >> state & 1:
                terms.append(prod(1 - q if up else q for q, up in zip(reversed(chances), works, strict=True)))
        return fsum(terms)


def at_least(need: int, events: Iterable[int], everything: int) -> int:
    """Return the states in which `need` of the events hold."""
    reached = [everything] + [0] * need
    for event in events:
        for count in range(need, 0, -1):
            reached[count] |= reached[count - 1] & event
    return reached[need]
