"""Under each name the composite availability, without any colour."""

from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Mark, Overlaid, Overlay
from sosgraph.structure.composites import composite_availability

HOW_TO_READ = "percentages under the names: composite availability, the steady-state mean of the declared graph (≤: at best)"


def overlaid(architecture: Architecture) -> Overlaid:
    """Return each component's composite availability in words; nothing where no number is known."""
    estimates = composite_availability(architecture)
    known = {name: each for name, each in estimates.items() if not (each.upper_bound and each.unavailability_high == 0)}
    return Overlaid(HOW_TO_READ if known else "", {name: Mark(text=str(each)) for name, each in known.items()})


OVERLAY = Overlay(name="numbers", summary="the composite availability under each name", overlaid=overlaid)
