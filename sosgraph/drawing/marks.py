"""What the analyses know of an architecture and a picture shows."""

from collections.abc import Mapping
from typing import NamedTuple

from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture


class Marks(NamedTuple):
    """Composite availabilities by name, the members of every dependency cycle, and the hidden shared dependencies."""

    estimates: Mapping[str, Estimate]
    cycles: tuple[tuple[str, ...], ...]
    shared: tuple[str, ...]


def marks(architecture: Architecture) -> Marks:
    """Return what the analyses answer; they are loaded only here, when something is drawn."""
    from sosgraph.structure.composites import composite_availability
    from sosgraph.structure.dependency_cycles import dependency_cycles
    from sosgraph.structure.wholly_shared import shared_dependencies

    return Marks(
        estimates=composite_availability(architecture),
        cycles=tuple(cycle.components for cycle in dependency_cycles(architecture)),
        shared=tuple(dict.fromkeys(found.shared for found in shared_dependencies(architecture))),
    )
