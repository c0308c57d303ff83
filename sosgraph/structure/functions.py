"""The structure functions of an architecture, each built once."""

from collections.abc import Collection

from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.structure.below import below
from sosgraph.structure.function import StructureFunction, structure_function

_MANY = 4  # one of so many components


@dataclass(frozen=True, slots=True)
class _Function:
    grade: str

    def __call__(self, architecture: Architecture) -> StructureFunction:
        return structure_function(architecture, self.grade)


def function_of(architecture: Architecture, grade: str = "slo") -> StructureFunction:
    """Return the structure function, built once for each architecture and grade."""
    return architecture.once(_Function(grade))


def enough_for(architecture: Architecture, names: Collection[str], grade: str = "slo") -> Architecture:
    """Return an architecture in which the components `names` are what they are in the whole, to ask for its structure function.

    That is what is `below` them, or the whole where they are many, or its function is there already: then all who ask share
    it. What negates stays below: somewhere in the whole, it would keep what nothing negates from being solved at once.
    """
    whole = _Function(grade)
    many = len(names) * _MANY >= len(architecture.components)
    if (many or architecture.answered(whole)) and architecture.once(whole).equations.coherent:
        return architecture
    return below(architecture, names)


def naive_of(architecture: Architecture) -> list[float | None]:
    """Return by number of the structure function how often it fails by the two naive rules, found once."""
    return architecture.once(_naive)


def _naive(architecture: Architecture) -> list[float | None]:
    function = function_of(architecture)
    return naive_failure_probabilities(function.equations, function.failure)
