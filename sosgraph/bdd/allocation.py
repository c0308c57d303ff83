"""Which numbers must the parts have, so that the whole keeps its budget? Four rules for dividing it.

What one part breaks alone gets its own number. Of what several have to break together only the product counts, which
no division can tell apart: all such parts get one number, together.
"""

from collections.abc import Callable, Sequence

from sosgraph.bdd.dials import Aim, Panel

WORST = 0.1
"""No part is allowed to fail more often."""
_STEPS = 100  # of a bisection


class Shares:
    """The aims that can be reached, and the units that share their budgets: dials of one number each.

    `impossible` are the positions of the aims whose budget what is fixed uses up; they are left out of everything. `together`
    are the dials of the last unit: those that break no aim alone.
    """

    def __init__(self, panel: Panel, aims: Sequence[Aim]) -> None:
        """Find the units of the aims."""
        self.panel = panel
        perfect = [0.0] * len(panel.dials)
        first = [panel.slopes(aim.solution, perfect) for aim in aims]
        self.impossible = tuple(place for place, (fixed, _) in enumerate(first) if fixed >= aims[place].budget)
        left = [place for place in range(len(aims)) if place not in self.impossible]
        self.aims = [aims[place] for place in left]
        self.fixed = [first[place][0] for place in left]
        self._slopes = [first[place][1] for place in left]
        inner = [panel.slopes(aim.solution, [WORST] * len(panel.dials))[1] for aim in self.aims]
        self.dials = [{dial for dial, slope in enumerate(slopes) if slope > 0} for slopes in inner]
        needed = sorted(set().union(*self.dials))
        alone = [dial for dial in needed if any(slopes[dial] > 0 for slopes in self._slopes)]
        self.together = tuple(dial for dial in needed if dial not in set(alone))
        self.units = [(dial,) for dial in alone] + ([self.together] if self.together else [])

    @property
    def of_aims(self) -> list[list[int]]:
        """By aim the units that matter to it."""
        return [[unit for unit, dials in enumerate(self.units) if found.intersection(dials)] for found in self.dials]

    def numbers(self, by_unit: Sequence[float]) -> list[float]:
        """Return by dial the number of its unit; `WORST` for what matters to no aim."""
        found = [WORST] * len(self.panel.dials)
        for dials, number in zip(self.units, by_unit, strict=True):
            for dial in dials:
                found[dial] = number
        return found

    def for_share(self, place: int, unit: int, share: float) -> float:
        """Return the number with which a unit, all others perfect, makes the aim at `place` fail so much more often."""
        numbers = [0.0] * len(self.panel.dials)

        def within(number: float) -> bool:
            for dial in self.units[unit]:
                numbers[dial] = number
            return self.panel.reached(self.aims[place].solution, numbers) - self.fixed[place] <= share * (1 + 1e-9)

        slope = self._slopes[place][self.units[unit][0]]
        straight = min(WORST, share / slope) if slope > 0 else 0.0
        dial = self.panel.dials[self.units[unit][0]]
        linear = len(dial.whole) == 1 and not dial.copies and not dial.further
        return straight if straight and (linear or within(straight)) else _largest(within)


def equal_shares(shares: Shares) -> list[float]:
    """Return by dial its number when all units of an aim get 1/N of its budget, what is fixed taken off first.

    Where several aims want a number, the strictest counts. Source: B. Treynor et al., The calculus of service availability, 2017.
    """
    found = [WORST] * len(shares.units)
    for place, units in enumerate(shares.of_aims):
        share = (shares.aims[place].budget - shares.fixed[place]) / max(1, len(units))
        for unit in units:
            found[unit] = min(found[unit], shares.for_share(place, unit, share))
    return shares.numbers(found)


def extra_nine(shares: Shares) -> list[float]:
    """Return by dial its number when each unit gets a tenth of the budget, and the own part of the aim what they leave."""
    found = [WORST] * len(shares.units)
    for place, units in enumerate(shares.of_aims):
        aim = shares.aims[place]
        others = [unit for unit in units if shares.units[unit] != (aim.own,)]
        for unit in others:
            found[unit] = min(found[unit], shares.for_share(place, unit, aim.budget / 10))
        left = max(0.0, aim.budget - shares.fixed[place] - len(others) * aim.budget / 10)
        for unit in units:
            if unit not in others:
                found[unit] = min(found[unit], shares.for_share(place, unit, left))
    return shares.numbers(found)


def equal_numbers(shares: Shares) -> list[float]:
    """Return by dial the number that all parts of an aim may have alike: A^(1/N) in series, exact for every structure."""
    found = [WORST] * len(shares.panel.dials)
    for aim, dials in zip(shares.aims, shares.dials, strict=True):

        def within(number: float, aim: Aim = aim, dials: set[int] = dials) -> bool:
            return shares.panel.reached(aim.solution, [number * (dial in dials) for dial in range(len(found))]) <= aim.budget

        common = _largest(within)
        for dial in dials:
            found[dial] = min(found[dial], common)
    return found


def _largest(within: Callable[[float], bool]) -> float:
    """Return the largest number up to `WORST` that is `within` what is allowed, to twelve digits that count."""
    if within(WORST):
        return WORST
    low, high = 0.0, WORST
    for _ in range(_STEPS):
        middle = (low * high) ** 0.5 if low > 0 and high > 4 * low else (low + high) / 2 if low > 0 else high / 16
        if within(middle):
            low = middle
        else:
            high = middle
        if high - low <= 1e-13 * high:
            break
    return low
