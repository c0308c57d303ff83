"""Which promises can be kept, by what the component and all it needs can reach."""

from sosgraph.enumeration import some_of
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look, Mark, Overlaid, Overlay
from sosgraph.quantity import format_percent
from sosgraph.structure.composites import composite_availability, verdict_on
from sosgraph.structure.own_part import published_slo
from sosgraph.structure.promises import left_by_promises

_NAME = "slo-feasibility"
LOOKS = {
    "out of reach": Look(_NAME, "promises more than it can reach", 0, "pale-vermillion", "vermillion", sign="!"),
    "contradicted": Look(
        _NAME, "promises more than its callees leave", 1, "pale-vermillion", "vermillion", sign="!", dashed=True
    ),
    "undecided": Look(_NAME, "not known exactly enough to decide", 2, "pale-orange", "orange", sign="?"),
    "within reach": Look(_NAME, "within reach, if what is unknown is perfect", 3, "pale-blue", "sky", sign="≤"),
    "kept": Look(_NAME, "promise kept", 4, "pale-green", "green", sign="✓"),
}
"""By verdict, worst first."""


def overlaid(architecture: Architecture) -> Overlaid:
    """Return the verdict on each component that promises something, with what it promises and what it reaches."""
    promising = [name for name, one in architecture.components.items() if published_slo(one) is not None]
    estimates = composite_availability(architecture, wanted=promising)
    left = left_by_promises(architecture)
    marks = {}
    broken = []
    for name in promising:
        least = left.get(name, 0.0)
        verdict = verdict_on(architecture.components[name], estimates[name], least)
        if verdict is not None:
            worse = least > estimates[name].unavailability_high
            reached = f"≤ {format_percent(least)}" if worse else str(estimates[name])
            marks[name] = Mark(LOOKS[verdict], f"reaches {reached}")
            broken += [name] if LOOKS[verdict].rank < LOOKS["undecided"].rank else []
    return Overlaid(_answer(len(marks), [architecture.label(name) for name in broken]), marks)


def _answer(promises: int, broken: list[str]) -> str:
    if not promises:
        return "no component promises anything"
    if not broken:
        return f"none of {promises} promises of components is out of reach"
    return f"{len(broken)} of {promises} promises of components cannot be kept: {some_of(broken)}"


OVERLAY = Overlay(name=_NAME, summary="which promises can be kept", overlaid=overlaid)
