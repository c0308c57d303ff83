"""Requirements become gates: what is common to the structure function, the failure sets and the cold start."""

import math
from collections.abc import Callable, Iterable

from sosgraph.equations import Equations, Gate
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement

Number = Callable[[str], int]
"""From the full name of a callee to its reference: ≥ 0 is a variable, < 0 is gate `~reference`."""


class Builder:
    """Equations in the making. References: `v` ≥ 0 is variable `v`, `g` < 0 is gate `~g`."""

    __slots__ = ("architecture", "failure", "gates", "groups", "names", "probabilistic")

    def __init__(self, architecture: Architecture, probabilistic: bool) -> None:
        self.architecture = architecture
        self.probabilistic = probabilistic
        self.names: list[str] = []
        self.failure: list[float] = []
        self.gates: list[Gate | None] = []
        self.groups: dict[int, int] = {}

    def variable(self, name: str, failure: float = 0.0) -> int:
        """Return the reference of a new variable that is false with probability `failure`."""
        self.names.append(name)
        self.failure.append(failure)
        return len(self.names) - 1

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
        return ~(len(self.gates) - 1)

    def conjunction(self, references: Iterable[int]) -> int:
        """Return the reference of a gate that needs all of `references`."""
        arguments = tuple(dict.fromkeys(references))
        return self.gate(len(arguments), arguments)

    def needed(self, requirement: Requirement, phase: str, number: Number, memory: dict[object, int]) -> int | None:
        """Return the reference that says whether the requirement holds in `phase`; None when it asks nothing in it.

        `memory` keeps the variables that several edges share. The depth of requirements is bounded by the reader.
        """
        if isinstance(requirement, Dependency):
            return self._edge(requirement, number, memory) if phase in requirement.phases else None
        members = [found for part in requirement.among if (found := self.needed(part, phase, number, memory)) is not None]
        if not members:
            return None
        return self._known_as(requirement, self.gate(min(requirement.need, len(members)), members))

    def _known_as(self, group: object, reference: int) -> int:
        self.groups[id(group)] = reference
        return reference

    def _edge(self, dependency: Dependency, number: Number, memory: dict[object, int]) -> int:
        alternatives = [number(dependency.callee)]
        if dependency.probability is not None and not self.probabilistic:
            return self.gate(0, ())  # some requests never ask, so its failure alone never takes the caller down
        if dependency.tolerance_s is not None and self.probabilistic:
            mttr_s = self.architecture.components[dependency.callee].own.mttr_s
            if mttr_s:
                alternatives.append(self._short_outage(dependency, dependency.tolerance_s, mttr_s, memory))
        if dependency.fallback is not None:
            secondary = number(dependency.fallback.callee)
            if self.probabilistic and dependency.fallback.coverage.complement > 0:
                covered = self.variable(f"coverage of {dependency.fallback.callee}", dependency.fallback.coverage.complement)
                secondary = self.conjunction([covered, secondary])
            alternatives.append(secondary)
            self._known_as(dependency.fallback, pair := self.gate(1, alternatives))
            alternatives = [pair]
        if dependency.probability is not None:
            alternatives.append(self.variable(f"{dependency.callee} not asked", dependency.probability.value))
        return self.gate(1, alternatives)

    def _short_outage(self, dependency: Dependency, tolerance_s: float, mttr_s: float, memory: dict[object, int]) -> int:
        """Edges to one callee with one tolerance share the variable (`docs/format.md`, tolerance): P(long) = exp(-τ/MTTR)."""
        key = (dependency.callee, tolerance_s)
        if key not in memory:
            memory[key] = self.variable(f"outage of {dependency.callee} short", math.exp(-tolerance_s / mttr_s))
        return memory[key]

    def equations(self) -> Equations:
        """Return what was built, with gates numbered after the variables."""
        count = len(self.names)
        gates = []
        for gate in self.gates:
            assert gate is not None, "a reserved gate was never given"
            gates.append(Gate(gate.need, tuple(a if a >= 0 else count + ~a for a in gate.arguments)))
        return Equations(count, tuple(gates))

    def numbered(self, reference: int) -> int:
        """Return the number of a reference in `equations()`."""
        return reference if reference >= 0 else len(self.names) + ~reference
