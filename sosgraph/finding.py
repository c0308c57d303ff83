"""What a rule or the reader has to say: a place, a sentence, further places, and how grave it is."""

from enum import Enum

from sosgraph.frozen import dataclass
from sosgraph.source import Pointer

BAD_INPUT = "bad-input"
"""The name under which every mistake in an input file is reported."""
BROKEN = "broken-contract"
"""The name under which a dependency is reported that a contract of the policy forbids."""
UNREASONED = "suppression-without-reason"
"""The name under which a comment is reported that allows something and does not say why."""
UNANSWERABLE = "unanswerable"
"""The name under which a question says what it needs and the description lacks."""
UNUSED = "unused-suppression"
"""The name under which a comment is reported that allows nothing."""


class Severity(Enum):
    """How grave a finding is; the value is the word that users write."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return ("error", "warning", "info").index(self.value)


BESIDE_THE_RULES = {
    BAD_INPUT: Severity.ERROR,
    BROKEN: Severity.ERROR,
    UNREASONED: Severity.ERROR,
    UNUSED: Severity.WARNING,
}
"""What is judged without a rule of the shelf, and how grave it is; its page stands in `docs`."""
OF_MANY = (BAD_INPUT, BROKEN)
"""What may be said of several things at one place, so that the place does not tell which of them is meant."""
NEVER_SILENT = (BAD_INPUT, UNREASONED, UNUSED)
"""What no comment silences."""


@dataclass(frozen=True, slots=True)
class Note:
    """One further place of a finding. Notes with the same `branch` form one path, in its order."""

    at: Pointer
    message: str
    branch: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where.

    Rules fill in the first three, and whether the notes are further hops of one circle, none of which is more to blame than
    another; `lint` adds the rule's name and its severity under the policy.
    """

    at: Pointer
    message: str
    notes: tuple[Note, ...] = ()
    rule: str = BAD_INPUT
    severity: Severity = Severity.ERROR
    circular: bool = False

    @property
    def branches(self) -> tuple[tuple[Note, ...], ...]:
        """The notes, one group a branch in the order of their numbers, each in its order."""
        found: dict[int, list[Note]] = {}
        for note in self.notes:
            found.setdefault(note.branch, []).append(note)
        return tuple(tuple(found[number]) for number in sorted(found))
