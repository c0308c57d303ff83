"""What a team decided: which rules run, how grave their findings are, their parameters and those of importers, contracts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sosgraph.document import Document
from sosgraph.finding import BAD_INPUT, Finding, Severity
from sosgraph.frozen import dataclass, field
from sosgraph.source import Pointer

if TYPE_CHECKING:  # of the most policies there are none
    from sosgraph.policy.path_rules import PathRules

OFF = "off"
"""The severity of a rule that does not run."""
LONGEST = 1024 * 1024
"""The largest policy that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract as it is written: its name, its type, and the parameters of that, as written.

    `at` is where its name stands; `places` where the texts in it do.
    """

    name: str
    type: str
    terms: Mapping[str, Any]
    at: Pointer
    places: Mapping[str, Pointer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """Decisions; what is not decided is the default.

    `select` and `ignore` name rules (`*` is all of them). `rules` and `importers` hold parameters as written, by name. Of
    `per_path` the later one wins. `mistakes` are what is wrong in the files it was read from, which are `documents`; that counts
    for nothing.
    """

    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ("*",)
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    importers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    per_path: tuple["PathRules", ...] = ()
    contracts: tuple[Agreement, ...] = ()
    mistakes: tuple[Finding, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)

    def runs(self, rule: str) -> bool:
        """Tell whether a rule runs."""
        chosen = "*" in self.select or rule in self.select
        return chosen and rule not in self.ignore and "*" not in self.ignore and self.severities.get(rule) != OFF

    def judges(self, rule: str, document: str) -> bool:
        """Tell whether findings of a rule count in a document; mistakes in it always do."""
        if rule == BAD_INPUT:
            return True
        here = [each for each in self.per_path if each.hold_for(document)] if self.per_path else []
        if any(rule in each.ignore or "*" in each.ignore for each in here):
            return False
        return self.runs(rule) and next((each.severities[rule] for each in reversed(here) if rule in each.severities), "") != OFF

    def severity(self, rule: str, default: Severity, document: str = "") -> Severity:
        """Return how grave the findings of a rule are in a document."""
        for each in reversed(self.per_path):
            if rule in each.severities and each.hold_for(document):
                return Severity(each.severities[rule])
        return Severity(self.severities[rule]) if rule in self.severities else default
