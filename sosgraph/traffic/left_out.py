"""What steady states leave out though it may bring a system down."""

from sosgraph.enumeration import listed
from sosgraph.model.architecture import Architecture
from sosgraph.traffic.stations import station_of

_TOLD = 5


def left_out(architecture: Architecture) -> str:
    """Return what adds load or takes capacity away that no steady state counts, in words; nothing where there is none."""
    found = []
    for component in architecture.components.values():
        name, capacity = architecture.label(component.name), component.capacity
        if component.leases is not None:
            found.append(f"leases of {name}")
        if capacity is not None and capacity.slowing_s and not capacity.service_time_s:
            found.append(f"slowing of {name}")
        if component.health_check is not None and station_of(component) is None:
            found.append(f"health check of {name}")
    return listed(found, _TOLD)
