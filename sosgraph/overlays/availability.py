"""Composite availability as a colour: the darker, the more often down."""

from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look, Mark, Overlaid, Overlay
from sosgraph.structure.composites import composite_availability

_STEPS = (
    (1e-1, "below 90 %"),
    (1e-2, "90 % to 99 %"),
    (1e-3, "99 % to 99.9 %"),
    (1e-4, "99.9 % to 99.99 %"),
    (1e-5, "99.99 % to 99.999 %"),
    (-1.0, "99.999 % and above"),
)
_SLACK = 1 - 1e-9  # so that 99.9 % is not below it by rounding
LOOKS = tuple(
    Look("availability", words, rank, fill=f"scale-{rank}", ink=f"on-scale-{rank}") for rank, (_, words) in enumerate(_STEPS)
)
"""The scale, worst first."""


def overlaid(architecture: Architecture) -> Overlaid:
    """Return a step of the scale for each component, by the least availability that it may have, and its number.

    A component on which no number is known has none.
    """
    marks = {}
    worst = ("", 0.0)
    for name, estimate in composite_availability(architecture).items():
        if not (estimate.upper_bound and estimate.unavailability_high == 0):
            marks[name] = Mark(_look(estimate), str(estimate))
            if estimate.unavailability_high > worst[1]:
                worst = name, estimate.unavailability_high
    name = worst[0]
    answer = (
        f"composite availability (≤: at best); {architecture.label(name)} is down most, at {marks[name].text}" if name else ""
    )
    return Overlaid(answer or "no availability is known of any component", marks)


def _look(estimate: Estimate) -> Look:
    return next(look for look, (least, _) in zip(LOOKS, _STEPS, strict=True) if estimate.unavailability_high * _SLACK > least)


OVERLAY = Overlay(name="availability", summary="composite availability, on a scale of colours", overlaid=overlaid)
