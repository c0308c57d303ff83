# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What becomes of the attempts of a step, kernel after kernel: a kernel (`attempting.pxd` beside it), run compiled only."""

from sosgraph.fluid.arrays import Places
from sosgraph.fluid.outcomes import REMEMBERED, Meeting, Outcomes
from sosgraph.fluid.overdue import Conclusion, Overdue

COMPILED = not __file__.endswith(".py")

_REMEMBERED = REMEMBERED


class Attempting:
    """What attempts meet, who of them is late, and how they end; see `attempts.Attempts`.

    All of a step is worked out strip by strip, so that what one kernel finds is at hand for the next. `strips` tell where the
    cells of each begin and how many they are, for how many steps they are kept (0: not at all), where in the ring, and of how
    many classes. The last of all `classes` may be `repeating`.
    """

    strips: Places
    meeting: Meeting
    outcomes: Outcomes
    overdue: Overdue
    conclusion: Conclusion
    classes: int
    repeating: bool

    def send(self) -> int:
        """Add up what is sent."""
        for strip in range(len(self.strips)):
            first = self.strips[strip, 0]
            self.outcomes.send(first, first + self.strips[strip, 1], self.strips[strip, 4])
        return 0

    def advance(self, step: int, looking: bool) -> int:
        """Work out how attempts end; what they meet may have to be looked up first."""
        for strip in range(len(self.strips)):
            if looking:
                first = self.strips[strip, 0]
                self.meeting.look(first // self.meeting.columns, (first + self.strips[strip, 1]) // self.meeting.columns)
            self.find(step, strip)
            self.judge(step, strip)
            self.go_on(step, strip)
        return 0

    def find(self, step: int, strip: int) -> int:
        """Work out who is late of a strip."""
        first, then = self.strips[strip, 0], self.there(step, strip) + self.strips[strip, 1] * self.strips[strip, 4]
        last = first + self.strips[strip, 1]
        if self.strips[strip, 2]:
            self.outcomes.answer(first, last)
        self.overdue.usual(first, last, then)
        self.overdue.certain(first, last, then)
        return 0

    def judge(self, step: int, strip: int) -> int:
        """Work out how attempts of a strip end."""
        first = self.strips[strip, 0]
        self.outcomes.judge(first, first + self.strips[strip, 1], self.strips[strip, 4], self.there(step, strip))
        return 0

    def go_on(self, step: int, strip: int) -> int:
        """Work out who tries again of a strip, and how calls end."""
        first, classes, there = self.strips[strip, 0], self.strips[strip, 4], self.there(step, strip)
        last = first + self.strips[strip, 1]
        if self.repeating and classes == self.classes:
            self.outcomes.repeat(first, last, classes, there)
        self.outcomes.try_again(first, last, classes, there)
        self.conclusion.conclude(first, last)
        if self.strips[strip, 2]:
            self.outcomes.remember(first, last, there + (last - first) * classes)
        return 0

    def there(self, step: int, strip: int) -> int:
        """Return how far off its cells in the ring begin what was put by when the oldest cells of a strip were."""
        steps = int(self.strips[strip, 2])
        begin = step % steps * self.strips[strip, 1] * (self.strips[strip, 4] + _REMEMBERED) if steps else 0
        return int(self.strips[strip, 3] - self.strips[strip, 0] + begin)
