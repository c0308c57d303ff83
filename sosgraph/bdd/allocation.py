"""Which numbers must the parts have, so that the whole keeps its budget? Four rules for dividing it.

What one part breaks alone gets its own number. Of what several have to break together only the product counts, which
no division can tell apart: all such parts get one number, together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sosgraph.bdd.dials import WORST, Aim, Dial, Panel

_STEPS = 100  # of a bisection
_LOWERINGS = 60
_STEP = 0.25  # a power: up to four parts that only break together are not lowered too far
_ROUNDING = 1e-9
_FINER = 4


class Shares:
    """The aims that can be reached, and the units that share their budgets: dials of one number each.

    `impossible` are the positions of the aims whose budget what is fixed uses up; they are left out of everything. `together`
    are the dials of the last unit: those that break no aim alone. `worst` is by unit how large its number may be.
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
        self.dials = [_mattering(panel, aim) for aim in self.aims]
        needed = sorted(set().union(*self.dials))
        alone = [dial for dial in needed if any(slopes[dial] > 0 for slopes in self._slopes)]
        self.together = tuple(dial for dial in needed if dial not in set(alone))
        self.units = [(dial,) for dial in alone] + ([self.together] if self.together else [])
        self.worst = [max(panel.dials[dial].worst for dial in dials) for dials in self.units]

    @property
    def of_aims(self) -> list[list[int]]:
        """By aim the units that matter to it."""
        return [[unit for unit, dials in enumerate(self.units) if found.intersection(dials)] for found in self.dials]

    def numbers(self, by_unit: Sequence[float]) -> list[float]:
        """Return by dial the number of its unit; the worst for what matters to no aim."""
        found = [dial.worst for dial in self.panel.dials]
        for dials, number in zip(self.units, by_unit, strict=True):
            for dial in dials:
                found[dial] = number
        return found

    def added(self, place: int, units: Iterable[int], by_unit: Sequence[float]) -> dict[int, float]:
        """Return by unit how much seldomer the aim at `place` would fail once it is perfect."""
        solution = self.aims[place].solution
        whole, slopes = self.panel.slopes(solution, self.numbers(by_unit))
        found = {}
        for unit in units:
            first, *others = self.units[unit]
            if others or not _is_linear(self.panel.dials[first]):
                without = [number * (other != unit) for other, number in enumerate(by_unit)]
                found[unit] = whole - self.panel.reached(solution, self.numbers(without))
            else:
                found[unit] = by_unit[unit] * slopes[first]
        return found

    def for_share(self, place: int, unit: int, share: float) -> float:
        """Return the number with which a unit, all others perfect, makes the aim at `place` fail so much more often."""
        numbers = [0.0] * len(self.panel.dials)

        def within(number: float) -> bool:
            for dial in self.units[unit]:
                numbers[dial] = number
            return self.panel.reached(self.aims[place].solution, numbers) - self.fixed[place] <= share * (1 + 1e-9)

        slope = self._slopes[place][self.units[unit][0]]
        straight = min(self.worst[unit], share / slope) if slope > 0 else 0.0
        linear = _is_linear(self.panel.dials[self.units[unit][0]])
        return straight if straight and (linear or within(straight)) else _largest(within, self.worst[unit])


def _mattering(panel: Panel, aim: Aim) -> set[int]:
    """Return the dials that change how often the aim fails, where no other is perfect or lost.

    Where thousands have to work together, or dozens to fail, some numbers make so little of it that no float shows it: what
    does not show at one shows at another.
    """
    found: set[int] = set()
    number = WORST
    while True:
        slopes = panel.slopes(aim.solution, [number] * len(panel.dials))[1]
        found.update(dial for dial, slope in enumerate(slopes) if slope > 0)
        if number * len(panel.dials) <= 1:
            return found
        number /= _FINER


def _is_linear(dial: Dial) -> bool:
    """Tell whether the number is the probability of one variable and nothing else."""
    return len(dial.whole) == 1 and not dial.copies and not dial.further


def equal_shares(shares: Shares) -> list[float]:
    """Return by dial its number when all units of an aim get 1/N of its budget, what is fixed taken off first.

    Where several aims want a number, the strictest counts. Source: B. Treynor et al., The calculus of service availability, 2017.
    """
    allowed = []
    for place, units in enumerate(shares.of_aims):
        share = (shares.aims[place].budget - shares.fixed[place]) / max(1, len(units))
        allowed.append(dict.fromkeys(units, share))
    return _shared_out(shares, allowed)


def extra_nine(shares: Shares) -> list[float]:
    """Return by dial its number when each unit gets a tenth of the budget, and the own part of the aim what they leave.

    Empty where they leave it nothing: then the rule does not fit.
    """
    allowed = []
    for place, units in enumerate(shares.of_aims):
        aim = shares.aims[place]
        others = [unit for unit in units if shares.units[unit] != (aim.own,)]
        left = aim.budget - shares.fixed[place] - len(others) * aim.budget / 10
        if left < 0 or (left <= _ROUNDING * aim.budget and len(others) < len(units)):
            return []
        allowed.append({unit: aim.budget / 10 if unit in others else left for unit in units})
    return _shared_out(shares, allowed)


def _shared_out(shares: Shares, allowed: Sequence[Mapping[int, float]]) -> list[float]:
    """Return by dial its number when each unit adds to each aim what it is `allowed`, all others perfect.

    Where parts that break an aim alone break it together as well, that adds up to more. Then all that add more than they may
    while the others stand at their numbers are lowered, until the aim is kept or none does.
    """
    found = list(shares.worst)
    for place, by_unit in enumerate(allowed):
        for unit, share in by_unit.items():
            found[unit] = min(found[unit], shares.for_share(place, unit, share))
    for place, by_unit in enumerate(allowed):
        solution, budget = shares.aims[place].solution, shares.aims[place].budget
        for _ in range(_LOWERINGS):
            if shares.panel.reached(solution, shares.numbers(found)) <= budget:
                break
            added = shares.added(place, by_unit, found)
            more = {unit: added[unit] / share for unit, share in by_unit.items() if share > 0}
            if max(more.values(), default=0.0) <= 1 + _ROUNDING:
                break
            for unit, times in more.items():
                found[unit] /= max(1.0, times) ** _STEP
    return shares.numbers(found)


def equal_numbers(shares: Shares) -> list[float]:
    """Return by dial the number that all parts of an aim may have alike: A^(1/N) in series, exact for every structure."""
    found = most = shares.numbers(shares.worst)
    for aim, dials in zip(shares.aims, shares.dials, strict=True):
        bounds = [worst if dial in dials else 0.0 for dial, worst in enumerate(most)]

        def within(number: float, aim: Aim = aim, bounds: list[float] = bounds) -> bool:
            return shares.panel.reached(aim.solution, [min(number, bound) for bound in bounds]) <= aim.budget

        common = _largest(within, max(bounds, default=0.0))
        found = [min(number, common) if dial in dials else number for dial, number in enumerate(found)]
    return found


def _largest(within: Callable[[float], bool], most: float) -> float:
    """Return the largest number up to `most` that is `within` what is allowed, to twelve digits that count."""
    if within(most):
        return most
    low, high = 0.0, most
    for _ in range(_STEPS):
        middle = (low * high) ** 0.5 if low > 0 and high > 4 * low else (low + high) / 2 if low > 0 else high / 16
        if within(middle):
            low = middle
        else:
            high = middle
        if high - low <= 1e-13 * high:
            break
    return low
