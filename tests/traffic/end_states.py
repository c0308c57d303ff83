"""Where the fluid simulation ends, undisturbed and after a long outage, beside the least and the greatest steady state."""

from typing import NamedTuple

from sosgraph.fluid.run import run
from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.network import network_of
from sosgraph.simulation.trigger import Trigger
from sosgraph.traffic.branches import branches

DB = 1


class Both(NamedTuple):
    """Requests a second at `DB`, those repeated at once included, in a steady state and where a simulation ends.

    And the shares of calls that are lost there.
    """

    state: float
    fluid: float
    state_lost: float
    fluid_lost: float


def both(architecture: Architecture, until_s: float = 2000.0, outage_s: float = 100.0) -> tuple[Both, Both]:
    """Return them for the healthy side and for the side that is overloaded at first."""
    struck = Trigger("outage", DB, start_s=0.0, duration_s=outage_s)
    found, courses = branches(architecture), run(network_of(architecture), [[], [struck]], until_s, samples=20).courses
    assert found.settled
    low, high = (
        Both(
            state.arriving[DB] + state.repeated[DB],
            course.offered[DB][-1],
            state.lost[0],
            1 - course.goodput[-1] / course.arriving[-1],
        )
        for state, course in zip((found.healthy, found.collapsed), courses, strict=True)
    )
    return low, high
