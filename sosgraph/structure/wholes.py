"""What contracts and counts say of a component and all that it needs: no numbers of its own part."""

from collections.abc import Iterable, Iterator

from sosgraph.enumeration import some_of
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio, format_percent
from sosgraph.structure.own_part import contracted_sla, is_leaf

_NAMED = 10


def said_of_wholes(architecture: Architecture, names: Iterable[str]) -> Iterator[str]:
    """Yield in words what is contracted and what was counted of the components `names` that need others."""
    wholes = [one for name in names if not is_leaf(one := architecture.components[name])]
    contracted = {one.name: contracted_sla(one) for one in wholes}
    counted = {one.name: Ratio.of_counts(one.observed.good, one.observed.total) for one in wholes if one.observed is not None}
    for said, numbers in (("contracted", contracted), ("counted", counted)):
        known = [f"{architecture.label(name)} {format_percent(each.complement)}" for name, each in numbers.items() if each]
        if known:
            yield f"{said} of a whole, callees included, so that it is no own part: {some_of(known, _NAMED)}"
