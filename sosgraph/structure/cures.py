"""What would keep a promise that is not kept: better numbers, one copy more, other places; in words."""

from collections.abc import Iterator, Sequence
from math import floor, log10

from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations, conjunction
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.patience import interrupted
from sosgraph.quantity import Ratio, format_percent
from sosgraph.structure.allowance import allowance_of
from sosgraph.structure.composites import SLACK
from sosgraph.structure.domains import is_given
from sosgraph.structure.entangled import is_nearly_whole
from sosgraph.structure.event import EventKind
from sosgraph.structure.function import promised_function
from sosgraph.structure.functions import function_of
from sosgraph.structure.improvable import Improvable, improvables
from sosgraph.structure.improvements import Improvement, joint_improvement, single_improvements
from sosgraph.structure.remedies import Remedy, more_copies, places_apart
from sosgraph.structure.solutions import Solved, solution_of, solved_number

_CURES = 2
_TOGETHER = 4
_TRIED = 24  # changes of the structure that are tried, each of which is solved anew
_WORDS = {EventKind.COPY: "each copy of {}", EventKind.COVERAGE: "switching to {}"}


class Cures:
    """What would keep promises of one architecture. `exhausted` tells whether changes of the structure were left untried."""

    def __init__(self, architecture: Architecture) -> None:
        """Begin with all tries left."""
        self._architecture = architecture
        self._left = _TRIED
        self.exhausted = False

    def of(self, through: Sequence[str], published: Ratio) -> str:
        """Return what would do for all of `through` together: single changes, else few together."""
        below = _Below(self._architecture, through, published)
        if below.entangled:
            return "better parts (too entangled to tell which)"
        single = below.singles(given=False)
        found = [_in_words(self._architecture, each, "at") for each in single[:_CURES]]
        copied = self._tried(more_copies(self._architecture, [each.component for each in single]), through, published)
        found += [remedy.words for remedy, after in copied if after.enough][:1]
        moved = self._tried(places_apart(self._architecture, below.components), through, published)
        found += [remedy.words for remedy, after in moved if after.enough][:1]
        if found:
            return " or ".join(found)
        return self._together(below, moved)

    def _together(self, below: "_Below", moved: "list[tuple[Remedy, _Below]]") -> str:
        if words := below.together(given=False):
            return words
        for remedy, after in moved:
            if single := after.singles(given=False):
                return f"{remedy.words}, and {_in_words(self._architecture, single[0], 'at')}"
            if words := after.together(given=False):
                return f"{remedy.words}, {words}"
        single = below.singles(given=True)
        words = " or ".join(_in_words(self._architecture, each, "at") for each in single[:_CURES])
        return words or below.together(given=True) or f"no {_TOGETHER} perfect parts"

    def _tried(self, remedies: Iterator[Remedy], through: Sequence[str], published: Ratio) -> "list[tuple[Remedy, _Below]]":
        found = []
        for remedy in remedies:
            if not self._left:
                self.exhausted = True
                break
            self._left -= 1
            found.append((remedy, _Below(remedy.after(), through, published)))
            if found[-1][1].enough:
                break
        return found


class _Below:
    """What is below a promise, solved."""

    def __init__(self, architecture: Architecture, through: Sequence[str], published: Ratio) -> None:
        self._architecture = architecture
        self._published = published
        self._function = function_of(architecture)
        self._solved = _solved(architecture, through)
        self._improvables = improvables(architecture, self._function, self._solved.solution.support)
        self.components = frozenset(each.component for each in self._improvables)

    @property
    def entangled(self) -> bool:
        """Tell whether too little of it could be solved to tell what any part is worth."""
        return not is_nearly_whole(self._solved, self._function.failure)

    @property
    def enough(self) -> bool:
        """Tell whether the promise is kept."""
        return self._solved.upper <= self._published.complement * SLACK

    def singles(self, given: bool) -> list[Improvement]:
        """Return the single improvements that would do, of what is `given` too if so."""
        return single_improvements(self._solved.solution, self._function.failure, self._among(given), self._gap)

    def together(self, given: bool) -> str:
        """Return in words few improvements that would do together; empty when there are none."""
        found = joint_improvement(self._solved.solution, self._function.failure, self._among(given), self._gap, _TOGETHER)
        if not found:
            return ""
        *others, last = [_in_words(self._architecture, each, "at") for each in found]
        return f"{', '.join(others)} and {last}" if others else last

    @property
    def _gap(self) -> float:
        return self._solved.upper - self._published.complement

    def _among(self, given: bool) -> list[Improvable]:
        components = self._architecture.components
        return [each for each in self._improvables if given or not is_given(components[each.component])]


def better_promises(architecture: Architecture, name: str, published: Ratio) -> str:
    """Return which single better promise of a callee would do, where that can be told."""
    function = architecture.once(promised_function)
    number = function.needs[name]
    nodes = allowance_of(architecture).share
    needs = solved(function.equations, number, function.never_fails, (), nodes, interrupted) if number is not None else None
    if needs is None:
        return "better promises of its callees"
    gap = needs.failure(function.failure) - published.complement
    below = improvables(architecture, function, needs.support)
    single = single_improvements(needs, function.failure, below, gap)
    promised = [each for each in single if each.unavailability > 0]  # nobody can promise 100 %
    words = " or ".join(_in_words(architecture, each, "promising more than") for each in promised[:_CURES])
    return words or "no single better promise of a callee"


def _solved(architecture: Architecture, through: Sequence[str]) -> Solved:
    function = function_of(architecture)
    numbers = [function.up[name] for name in through]
    if len(numbers) == 1:
        return solved_number(architecture, numbers[0])
    equations = Equations(function.equations.variables, (*function.equations.gates, conjunction(numbers)))
    return solution_of(replace(function, equations=equations), len(equations) - 1, allowance_of(architecture))


def _in_words(architecture: Architecture, improvement: Improvement, preposition: str) -> str:
    whole = _WORDS.get(improvement.kind, "{}").format(architecture.label(improvement.component))
    if improvement.unavailability <= 0:
        return f"a perfect {architecture.label(improvement.component)}"
    return f"{whole} {preposition} {format_percent(_rounded_down(improvement.unavailability))}"


def _rounded_down(value: float) -> float:
    """Return the number with three digits that count, never more than it is, so that what is printed is enough."""
    scale = 10.0 ** (2 - floor(log10(value)))
    return floor(value * scale * (1 + 1e-12)) / scale
