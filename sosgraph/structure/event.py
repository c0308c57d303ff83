"""What a variable of the structure function stands for: something that happens when it is false."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class EventKind(Enum):
    """What happens: the name of the variable, and the words for the event, with component and copy in their places."""

    PART = "{0}", "{0}"
    COPY = "{0}#{1}", "{0}#{1}"
    COMMON_CAUSE = "{0}#common-cause", "common cause in {0}"
    COVERAGE = "coverage of {0}", "switching to {0}"
    ASKED = "{0} not asked", "{0} asked"
    ERROR = "further calls to {0}", "another call to {0}"
    LONG = "outage of {0} short", "{0} for long"
    PROMISE = "promise of {0}", "{0}"


CIRCUMSTANCES = frozenset({EventKind.ASKED, EventKind.LONG})
"""Events that break nothing: they decide whether what is broken matters."""


class Event(NamedTuple):
    """An event that happens with some probability; `copy` counts from 1 and is 0 where there are no copies."""

    kind: EventKind
    component: str
    copy: int = 0

    @property
    def name(self) -> str:
        """The name of the variable, with the full name of the component; `name#2` for a copy."""
        return str(self.kind.value[0]).format(self.component, self.copy)

    def words(self, label: Callable[[str], str]) -> str:
        """Return what happens in a few words, components called as `label` does."""
        return str(self.kind.value[1]).format(label(self.component), self.copy)
