"""What an outage does: who falls, who is degraded, for whom some requests fail, and whom redundancy saves."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sosgraph.equations import Equations, Gate
from sosgraph.frozen import replace
from sosgraph.graph.failure_sets import transposed
from sosgraph.model.architecture import Architecture
from sosgraph.structure.degraded import degrading
from sosgraph.structure.function import StructureFunction, failure_function
from sosgraph.structure.outage import Outage, OutageFailures, brought_down_by, outage_failures
from sosgraph.structure.restricted import always_asked

_AT_ONCE = 256  # outages; bounds the memory


class Effect(NamedTuple):
    """What an outage does, as bit sets over the components in reading order, those in it left out but for `down`.

    `down` are all that are down, `falls` those that are not in the outage themselves. `partial` are up, but the requests fail
    that ask for what is down, directly or through others. Of the rest `degraded` are up without something soft or with a
    member of a group less. `reached` is how many are reached from the outage over all that callers rest on: what falls
    where redundancy, fallbacks and conditions are overlooked. In `failures` the outage is the event `event`.
    """

    outage: Outage
    failures: OutageFailures
    event: int
    down: int
    falls: int
    degraded: int
    partial: int
    reached: int


def effects(architecture: Architecture, outages: Iterable[Outage]) -> Iterator[Effect]:
    """Yield the effect of each outage, in order; memory grows with components times 256."""
    remaining = iter(outages)
    while block := list(islice(remaining, _AT_ONCE)):
        yield from _effects(architecture, block)


def _effects(architecture: Architecture, outages: Sequence[Outage]) -> Iterator[Effect]:
    failures = outage_failures(architecture, outages)
    down = transposed(list(failures.sets.values()), len(outages))
    touched = transposed(degrading(architecture, failures), len(outages))
    asked = architecture.once(always_asked) or architecture
    worst = down if asked is architecture else brought_down_by(asked.once(failure_function), outages)
    plain = asked.once(_without_redundancy)
    reached = worst if plain is asked.once(failure_function) else brought_down_by(plain, outages)
    index = {name: place for place, name in enumerate(architecture.components)}
    for number, outage in enumerate(outages):
        own = sum(1 << index[part] for part in dict.fromkeys(outage.parts) if part in index)
        yield Effect(
            outage,
            failures,
            1 << number,
            down[number],
            down[number] & ~own,
            touched[number] & ~worst[number],
            worst[number] & ~down[number],
            (reached[number] & ~own).bit_count(),
        )


def _without_redundancy(architecture: Architecture) -> StructureFunction:
    """Return the structure function in which every group needs all of its members: what falls then is what is reached.

    It is the same one where there is no redundancy.
    """
    function = architecture.once(failure_function)
    gates = tuple([Gate(len(arguments), arguments) for _, arguments in function.equations.gates])
    if gates == function.equations.gates:
        return function
    return replace(function, equations=Equations(function.equations.variables, gates))
