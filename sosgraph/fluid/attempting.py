# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What becomes of the attempts of a step, kernel after kernel: a kernel (`attempting.pxd` beside it), run compiled only."""

from sosgraph.fluid.outcomes import Meeting, Outcomes
from sosgraph.fluid.overdue import Conclusion, Overdue

COMPILED = not __file__.endswith(".py")


class Attempting:
    """What attempts meet, who of them is late, and how they end; see `attempts.Attempts`. The last class may be `repeating`."""

    meeting: Meeting
    outcomes: Outcomes
    overdue: Overdue
    conclusion: Conclusion
    repeating: bool

    def send(self) -> int:
        """Add up what is sent."""
        for strip in range(len(self.outcomes.strips)):
            first = self.outcomes.strips[strip, 0]
            self.outcomes.send(first, first + self.outcomes.strips[strip, 1], self.outcomes.strips[strip, 4])
        return 0

    def advance(self, step: int) -> int:
        """Work out all of a step, strip by strip, so that what one kernel finds is at hand for the next."""
        for strip in range(len(self.outcomes.strips)):
            first, classes = self.outcomes.strips[strip, 0], self.outcomes.strips[strip, 4]
            last = first + self.outcomes.strips[strip, 1]
            self.meeting.look(first // self.meeting.columns, last // self.meeting.columns)
            self.outcomes.answer(first, last)
            self.outcomes.turn(step, strip, strip + 1)
            self.overdue.usual(first, last)
            self.overdue.certain(first, last)
            self.outcomes.judge(first, last, classes)
            if self.repeating:
                self.outcomes.repeat(first, last)
            self.outcomes.try_again(first, last, classes)
            self.conclusion.conclude(first, last)
        return 0
