"""What rates, which are means, leave out, in words: each a note that says what tells more."""

from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_duration, format_number, format_share
from sosgraph.scenarios.falling import Falling
from sosgraph.scenarios.luck import Luck
from sosgraph.scenarios.simulated import Simulated
from sosgraph.scenarios.spoken_times import about
from sosgraph.simulation.network import Link, Network

BY_RATES = "by rates, which are means: near a boundary chance decides; --seeds 20 tells how often it stays down"
"""What is said besides where nothing but rates tells that a system does not come back."""


def by_luck(architecture: Architecture, each: Simulated, luck: Luck) -> str:
    """Return what chance can do, which rates do not see."""
    name, watched = architecture.label(each.network.stations[luck.place].name), about(each.timing.until_s - each.timing.end_s)
    chance, times = format_share(round(luck.chance, 3)), format_number(float(f"{luck.times:.2g}"))
    return (
        f"by rates, which are means: {name} serves the {luck.requests} requests there within {format_duration(luck.within_s)}, "
        f"while somebody waits for them, with a chance of {chance}, about {times} times in {watched}; only --seeds 20 tells how "
        f"often that brings it back"
    )


def by_chance(architecture: Architecture, each: Simulated, falling: Falling) -> str:
    """Return what chance alone does, which rates do not see."""
    name, watched = architecture.label(each.network.stations[falling.place].name), about(each.timing.until_s)
    times = format_number(float(f"{falling.times:.2g}"))
    return (
        f"by rates, which are means: by chance the queue of {name} gets as long as callers wait, "
        f"{format_duration(falling.within_s)}, about {times} times in {watched}, and an overload outlasts its cause there; only "
        f"--seeds 20 tells how often it stays down"
    )


def let_go_sooner(architecture: Architecture, network: Network, link: Link) -> str:
    """Return which callers rates let go sooner than their timeout does."""
    caller, callee = (architecture.label(network.stations[place].name) for place in (link.caller, link.callee))
    return (
        f"by rates, attempts of {caller} -> {callee} that are lost let their callers go sooner than after their timeout of "
        f"{format_duration(link.timeout_s)}; --seeds 20 tells when"
    )
