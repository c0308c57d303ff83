"""Is it a fault tree? Then its numbers are probabilities of events, and minutes of downtime say nothing."""

from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture

EVENT_KINDS = frozenset(("gate", "basic-event", "house-event", "common-cause"))
"""What the components of a fault tree are."""


def is_fault_tree(architecture: Architecture) -> bool:
    """Tell whether all components are events and gates."""
    return bool(architecture.components) and all(one.kind in EVENT_KINDS for one in architecture.components.values())


def probability(estimate: Estimate) -> str:
    """Return in words how likely the event happens, with six digits that count: `0.00117058`, a range where it is one."""
    low, high = f"{estimate.unavailability_low:.6g}", f"{estimate.unavailability_high:.6g}"
    if estimate.upper_bound:
        return f"≥ {low}"
    about = "≈ " if estimate.doubtful else ""
    return about + (high if estimate.certificate is Certificate.EXACT else f"{low} to {high}")
