"""The structure functions of an architecture, each built once."""

from dataclasses import dataclass

from sosgraph.bdd.independent import Merged, merged_gates, naive_failure_probabilities
from sosgraph.bdd.quick_bounds import quick_bounds
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


def naive_of(architecture: Architecture) -> list[float | None]:
    """Return by number of the structure function how often it fails by the two naive rules, found once."""
    return architecture.once(_naive)


def _naive(architecture: Architecture) -> list[float | None]:
    function = function_of(architecture)
    return naive_failure_probabilities(function.equations, function.failure, architecture.once(_in_order))


def quick_of(architecture: Architecture) -> list[float]:
    """Return by number of the structure function, which negates nothing, how often it fails at most, found fast and once."""
    return architecture.once(_quick)


def _quick(architecture: Architecture) -> list[float]:
    return quick_bounds(function_of(architecture).equations, naive_of(architecture), architecture.once(_in_order))


def _in_order(architecture: Architecture) -> list[Merged]:
    return list(merged_gates(function_of(architecture).equations))
