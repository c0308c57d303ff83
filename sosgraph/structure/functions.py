"""The structure functions of an architecture, each built once."""

from dataclasses import dataclass

from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import StructureFunction, structure_function


@dataclass(frozen=True)
class _Function:
    grade: str

    def __call__(self, architecture: Architecture) -> StructureFunction:
        return structure_function(architecture, self.grade)


def function_of(architecture: Architecture, grade: str = "slo") -> StructureFunction:
    """Return the structure function, built once for each architecture and grade."""
    return architecture.once(_Function(grade))
