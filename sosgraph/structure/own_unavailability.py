"""How often is a component down by itself, while all that it rests on is up?"""

from math import comb

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.structure.own_part import is_per_copy, own_part


def own_unavailability(component: Component, grade: str = "slo") -> float | None:
    """Return the probability that the own part of a component is down, with replicas that too few of them are up.

    None when nothing is known of it.
    """
    own = own_part(component, grade)
    if own.ratio is None:
        return None
    if component.replicas is None or not is_per_copy(component, own):
        return own.ratio.complement
    common, single = copy_failures(component.replicas, own.ratio.complement)
    count, spare = component.replicas.count, component.replicas.count - component.replicas.need
    lost = sum(comb(count, down) * single**down * (1 - single) ** (count - down) for down in range(spare + 1, count + 1))
    return common + (1 - common) * lost


def part_unavailability(architecture: Architecture, part: str) -> float | None:
    """Return the same of a part: a component, or the replica `name#2`, its common cause included. None when it is not known."""
    if part in architecture.components:
        return own_unavailability(architecture.components[part])
    component = architecture.components[part.rpartition("#")[0]]
    own = own_part(component)
    return own.ratio.complement if own.ratio is not None and is_per_copy(component, own) else None


def copy_failures(replicas: Replicas, failure: float) -> tuple[float, float]:
    """Return how likely the common cause is, and how likely a copy fails besides, where each copy fails with `failure`.

    By the beta factor that keeps the marginals (vector V32b): q_c = βq is the common part and q' = (q - q_c) / (1 - q_c)
    what is left to each copy.
    """
    common = replicas.common_cause.value * failure if replicas.common_cause is not None else 0.0
    return common, (failure - common) / (1 - common) if common < 1 else 0.0
