"""The whole: a system of systems, as its files describe it together (an architecture description, ISO/IEC/IEEE 42010)."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from sosgraph.frozen import dataclass, field, replace
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import dependencies_of
from sosgraph.source import Pointer

if TYPE_CHECKING:  # of the most architectures there are none
    from sosgraph.model.controller import Controller, Feedback
    from sosgraph.model.scenario import Scenario
    from sosgraph.model.workload import Journey

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Architecture:
    """Components under their full names `system/component`, in reading order, and what acts on them.

    `named` says where each system is first named. `mistaken` are the components in whose description something is wrong:
    what they seem to lack may stand there, misspelt. Journeys among them are called `journey buy`.
    """

    components: Mapping[str, Component] = field(default_factory=dict)
    systems: tuple[str, ...] = ()
    feedback: tuple["Feedback", ...] = ()
    controllers: tuple["Controller", ...] = ()
    journeys: Mapping[str, "Journey"] = field(default_factory=dict)
    scenarios: Mapping[str, "Scenario"] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    named: Mapping[str, Pointer] = field(default_factory=dict, compare=False)
    mistaken: frozenset[str] = field(default=frozenset(), compare=False)
    _known: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def label(self, name: str) -> str:
        """Return how people call the component: without its system where there is only one."""
        return name.partition("/")[2] if len(self.systems) == 1 and name.startswith(f"{self.systems[0]}/") else name

    def once(self, question: "Callable[[Architecture], T]") -> T:
        """Return `question(self)`, answered the first time and remembered, since an architecture never changes."""
        if question not in self._known:
            self._known[question] = question(self)
        return self._known[question]  # type: ignore[return-value]

    def answered(self, question: "Callable[[Architecture], object]") -> bool:
        """Tell whether `once` was asked this before."""
        return question in self._known

    def extended(self, components: Mapping[str, Component]) -> "Architecture":
        """Return the architecture with these components besides, or in place of those of the same names."""
        return replace(self, components={**self.components, **components}, _known={})

    def dependencies(self) -> Iterator[tuple[Component, Dependency, bool]]:
        """Yield every dependency with its caller and whether it is hard, in reading order, fallbacks excluded."""
        return iter(self.once(_dependencies))


def _dependencies(architecture: Architecture) -> tuple[tuple[Component, Dependency, bool], ...]:
    found: list[tuple[Component, Dependency, bool]] = []
    for component in architecture.components.values():
        for requirement in component.requires:
            if isinstance(requirement, Dependency):  # nearly all
                found.append((component, requirement, True))
            else:
                found.extend([(component, dependency, True) for dependency in dependencies_of(requirement)])
        found.extend([(component, dependency, False) for dependency in component.uses])
    return tuple(found)
