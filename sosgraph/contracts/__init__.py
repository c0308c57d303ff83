"""What the dependencies of a system of systems must keep to: one file a type of contract, each binding `CONTRACT`."""

from collections.abc import Callable, Iterable, Mapping

from sosgraph.errors import BadCall
from sosgraph.finding import Finding
from sosgraph.frozen import dataclass, field
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import KINDS, PHASES
from sosgraph.parameter import Parameter
from sosgraph.quantity import OneOf
from sosgraph.selection import means_somebody, selected_components

WHICH = (
    Parameter("kinds", "only dependencies of these kinds count; else those of all", OneOf(KINDS), (), several=True),
    Parameter("phases", "only what is needed in these phases counts; else in any", OneOf(PHASES), (), several=True),
)
"""Which dependencies count in the eyes of a contract."""
_GUESSED = 100
"""For how many names that mean nobody a near one is sought: it takes a walk over all components for each."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A type of contract.

    `check(terms, **parameters)` yields a finding for each way in which one is broken, in reading order, at its first hop and
    with the others as notes; which contract it is, rule and severity are filled in. `needs` are the parameters that must be
    given.
    """

    name: str
    summary: str
    check: Callable[..., Iterable[Finding]]
    parameters: tuple[Parameter, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The architecture that a contract is about, and who is meant by what is written in it.

    `refused` collects, by text, what is wrong with what is written; that is a finding at the text, and counts for nothing.
    """

    architecture: Architecture
    refused: dict[str, str] = field(default_factory=dict)

    def meant(self, written: str) -> frozenset[int]:
        """Return the numbers of the components that a name, a system or a pattern like `pay-*` stands for."""
        if len(self.refused) >= _GUESSED and not means_somebody(self.architecture, written):
            self.refuse(written, f"no component is called {written!r}")
            return frozenset()
        try:
            names = selected_components(self.architecture, (written,))
        except BadCall as mistake:
            self.refuse(written, str(mistake))
            return frozenset()
        number = self.architecture.once(_numbers)
        return frozenset(number[name] for name in names)

    def all_meant(self, written: Iterable[str]) -> frozenset[int]:
        """Return the numbers of the components that any of these stands for."""
        return frozenset().union(*map(self.meant, written))

    def refuse(self, written: str, why: str) -> None:
        """Remember what is wrong with a text; the first thing counts."""
        self.refused.setdefault(written, why)


def _numbers(architecture: Architecture) -> Mapping[str, int]:
    return {name: number for number, name in enumerate(architecture.components)}
