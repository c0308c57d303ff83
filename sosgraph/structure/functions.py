"""The structure functions of an architecture, each built once."""

from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import StructureFunction, structure_function


@dataclass(frozen=True, slots=True)
class _Function:
    grade: str

    def __call__(self, architecture: Architecture) -> StructureFunction:
        return structure_function(architecture, self.grade)


def function_of(architecture: Architecture, grade: str = "slo") -> StructureFunction:
    """Return the structure function, built once for each architecture and grade."""
    return architecture.once(_Function(grade))


def naive_of(architecture: Architecture) -> list[float | None]:
    """Return by number of the structure function how often it fails by the two naive rules, found once."""
    return architecture.once(_naive)


def _naive(architecture: Architecture) -> list[float | None]:
    function = function_of(architecture)
    return naive_failure_probabilities(function.equations, function.failure)
