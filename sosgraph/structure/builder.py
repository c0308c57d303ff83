"""Requirements become gates: what is common to the structure function, the failure sets and the cold start."""

import math
from collections.abc import Callable, Iterable
from typing import cast

from sosgraph.equations import Equations, Gate
from sosgraph.graph.components import strong_components
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.structure.event import Event, EventKind
from sosgraph.structure.own_unavailability import own_unavailability

Number = Callable[[str], int]
"""From the full name of a callee to its reference: ≥ 0 is a variable, < 0 is gate `~reference`."""

_NOT = -1  # the need of a gate in the making that is true when its only argument is false


class Builder:
    """Equations in the making. References: `v` ≥ 0 is variable `v`, `g` < 0 is gate `~g`."""

    __slots__ = ("architecture", "events", "failure", "gates", "grade", "groups", "probabilistic", "sheltered")

    def __init__(self, architecture: Architecture, probabilistic: bool, grade: str = "slo") -> None:
        self.architecture = architecture
        self.grade = grade
        self.probabilistic = probabilistic
        self.events: list[Event] = []
        self.failure: list[float] = []
        self.gates: list[Gate | None] = []
        self.groups: dict[int, int] = {}
        self.sheltered: dict[str, int] = {}
        """By component a gate that is given last: whether all that it rests on holds, its own part apart."""

    def variable(self, event: Event, failure: float = 0.0) -> int:
        """Return the reference of a new variable, which is false when `event` happens: with probability `failure`."""
        self.events.append(event)
        self.failure.append(failure)
        return len(self.events) - 1

    def variables(self, events: Iterable[Event], failure: float) -> range:
        """Return the references of new variables, each of which is false with probability `failure`, as in `variable`."""
        first = len(self.events)
        self.events.extend(events)
        self.failure.extend([failure] * (len(self.events) - first))
        return range(first, len(self.events))

    def reserved(self) -> int:
        """Return the reference of a gate that is given later."""
        self.gates.append(None)
        return ~(len(self.gates) - 1)

    def gate(self, need: int, references: Iterable[int]) -> int:
        """Return the reference of a new gate; of one argument that is needed, the argument itself."""
        arguments = tuple(references)
        if need == 1 and len(arguments) == 1:
            return arguments[0]
        self.gates.append(Gate(need, arguments))
        return -len(self.gates)

    def conjunction(self, references: Iterable[int]) -> int:
        """Return the reference of a gate that needs all of `references`."""
        arguments = tuple(dict.fromkeys(references))
        return self.gate(len(arguments), arguments)

    def negation(self, reference: int) -> int:
        """Return the reference of what holds when `reference` does not; where failures alone count, of what always holds."""
        if not self.probabilistic:
            return self.gate(0, ())
        self.gates.append(Gate(_NOT, (reference,)))
        return ~(len(self.gates) - 1)

    def needed(self, requirement: Requirement, phase: str, number: Number, memory: dict[object, int]) -> int | None:
        """Return the reference that says whether the requirement holds in `phase`; None when it asks nothing in it.

        `memory` keeps the variables that several edges share. The depth of requirements is bounded by the reader.
        """
        if isinstance(requirement, Dependency):
            if phase not in requirement.phases:
                return None
            beside = requirement.fallback or requirement.probability or requirement.tolerance_s is not None
            if beside or requirement.failure_mode == "error":
                return self._edge(requirement, number, memory)
            return number(requirement.callee)
        if isinstance(requirement, Negation):
            denied = self.needed(requirement.requirement, phase, number, memory)
            return None if denied is None else self.negation(denied)
        members = [found for part in requirement.among if (found := self.needed(part, phase, number, memory)) is not None]
        if not members:
            return None
        return self._known_as(requirement, self.gate(min(requirement.need, len(members)), members))

    def _known_as(self, group: object, reference: int) -> int:
        self.groups[id(group)] = reference
        return reference

    def _edge(self, dependency: Dependency, number: Number, memory: dict[object, int]) -> int:
        alternatives = [self._every_call(dependency, number)]
        if dependency.probability is not None and not self.probabilistic:
            return self.gate(0, ())  # some requests never ask, so its failure alone never takes the caller down
        if dependency.tolerance_s is not None and self.probabilistic:
            mttr_s = self.architecture.components[dependency.callee].own.mttr_s
            if mttr_s:
                alternatives.append(self._short_outage(dependency, dependency.tolerance_s, mttr_s, memory))
        if dependency.fallback is not None:
            fallback = dependency.fallback.callee
            secondary = number(fallback)
            if self.probabilistic and dependency.fallback.coverage.complement > 0:
                covered = self.variable(Event(EventKind.COVERAGE, fallback), dependency.fallback.coverage.complement)
                secondary = self.conjunction([covered, secondary])
            # the primary is one of two, however its outages are tolerated
            alternatives = [self._known_as(dependency.fallback, self.gate(1, (self.gate(1, alternatives), secondary)))]
        if dependency.probability is not None:
            alternatives.append(self.variable(Event(EventKind.ASKED, dependency.callee), dependency.probability.value))
        return self.gate(1, alternatives)

    def _every_call(self, dependency: Dependency, number: Number) -> int:
        """Return the reference that says whether all calls of one request are answered.

        An outage meets all of them alike; errors meet each call on its own, so that a callee that answers with probability
        a answers n calls with aⁿ (vector V35): its own part decides the first call, one more variable the others. A callee
        with replicas answers while enough of them do.
        """
        if not self.probabilistic or dependency.failure_mode != "error" or dependency.calls <= 1:
            return number(dependency.callee)
        errs = own_unavailability(self.architecture.components[dependency.callee], self.grade) or 0.0
        if not 0 < errs < 1:
            return number(dependency.callee)
        others = -math.expm1((dependency.calls - 1) * math.log1p(-errs))
        return self.conjunction([number(dependency.callee), self.variable(Event(EventKind.ERROR, dependency.callee), others)])

    def _short_outage(self, dependency: Dependency, tolerance_s: float, mttr_s: float, memory: dict[object, int]) -> int:
        """Return the reference that says that the callee's own outage is short, and all that it rests on holds.

        How long the outages of what it rests on last is not known from its `mttr`: they are not forgiven. Edges to one callee
        with one tolerance share the variable (`docs/format.md`, tolerance): P(long) = exp(-τ/MTTR).
        """
        key = (dependency.callee, tolerance_s)
        if key not in memory:
            short = self.variable(Event(EventKind.LONG, dependency.callee), math.exp(-tolerance_s / mttr_s))
            if dependency.callee not in self.sheltered:
                self.sheltered[dependency.callee] = self.reserved()
            memory[key] = self.conjunction([short, self.sheltered[dependency.callee]])
        return memory[key]

    def equations(self) -> Equations:
        """Return what was built, with gates numbered after the variables; on a circle, a negation holds always."""
        assert all(self.gates), "a reserved gate was never given"
        given = cast(list[Gate], self.gates)
        first = len(self.events)
        # the number of each reference stands at its place, counted from the end where it is negative
        number = [*range(first), *range(first + len(given) - 1, first - 1, -1)].__getitem__
        gates = [Gate(need, tuple(map(number, references))) for need, references in given]
        negations = [index for index, (need, _) in enumerate(given) if need == _NOT]
        circular = _on_circles(self.gates) if negations else frozenset()
        for index in negations:
            gates[index] = Gate(0, ()) if index in circular else Gate(1, (~gates[index].arguments[0],))
        return Equations(len(self.events), tuple(gates))

    def numbered(self, reference: int) -> int:
        """Return the number of a reference in `equations()`."""
        return reference if reference >= 0 else len(self.events) + ~reference


def _on_circles(gates: Iterable[Gate | None]) -> frozenset[int]:
    """Return the indices of the gates that need themselves in the end."""
    arcs = [[~argument for argument in gate.arguments if argument < 0] if gate is not None else [] for gate in gates]
    return frozenset(member for members in strong_components(arcs) if len(members) > 1 for member in members)
