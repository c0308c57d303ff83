"""Few failures that take more members of a redundancy group down than they are: it survives fewer than it claims.

Where each failure takes one member down, a group of n that needs k falls with n - k + 1 of them. A minimal cut set of fewer
has a part of t failures that takes more than t members down: what these share.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.bdd.small_cut_sets import small_cut_sets
from sosgraph.equations import Gate
from sosgraph.graph.bit_sets import members
from sosgraph.graph.failure_sets import in_at_least
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.structure.fatal_losses import fatal_losses
from sosgraph.structure.function import failure_function
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.resting import resting
from sosgraph.structure.shared_part import SharedPart, below, shared_part

ORDER = 3
"""How many failures a combination has at most that is looked for."""

_NUMBERS = 20_000  # of the structure function, looked at for all groups together
_WORK = 20_000  # unions of two sets, for each group
_SETS = 300  # cut sets of a group that are looked at


class JointFailure(NamedTuple):
    """`failed` together take the members `fallen` (places in the group) down; `enough` failures with them lose the group."""

    failed: tuple[str, ...]
    fallen: tuple[int, ...]
    enough: int


class JointFailures(NamedTuple):
    """What was found for one group, the fewest failures first. `complete`: all with at most `ORDER` failures."""

    found: tuple[JointFailure, ...]
    complete: bool


_NOTHING = JointFailures((), True)


def claimed(group: RedundancyGroup) -> int:
    """Return how many failures a group should survive: losses of members; of replicas, losses of whole zones, one at least."""
    spare = len(group.members) - group.need
    if group.words != "replicas":
        return spare
    if len({member.callees for member in group.members}) == len(group.members):
        return spare
    lost = 0
    copies = sorted(Counter(member.callees for member in group.members).values())
    while lost <= spare:
        lost += copies.pop()
    zones = len({member.callees for member in group.members})
    return max(zones - len(copies) - 1, 1)  # else there would be no use in standing on zones


def joint_failures(architecture: Architecture) -> dict[int, JointFailures]:
    """Return by identity what the groups share that should survive two failures or more; no group that shares nothing.

    Only what is nearest: not what acts on the group through it alone, or takes it down. What takes a whole group down alone
    is not among it.
    """
    return architecture.once(_found)


def _found(architecture: Architecture) -> dict[int, JointFailures]:
    groups = list(_possible(architecture))
    if not groups:
        return {}
    search = _Search(architecture)
    found = ((group.identity, search.of(group)) for group in groups)
    return {identity: joint for identity, joint in found if joint != _NOTHING}


def _possible(architecture: Architecture) -> Iterator[RedundancyGroup]:
    """Yield the groups that should survive two failures or more, but for those whose members are plain and need nothing."""
    place = {name: index for index, name in enumerate(architecture.components)}
    below = resting(architecture)
    possible: dict[tuple[int, int], bool] = {}  # by the members, which many replicas have in common
    for group in redundancy_groups(architecture):
        alike = id(group.members), group.need
        if alike not in possible:
            apart = all(len(member.callees) == 1 and not below[place[member.callees[0]]] for member in group.members)
            possible[alike] = not apart and claimed(group) > 1
        if possible[alike]:
            yield group


class _Search:
    """Groups are searched one after another, until all work that is allowed is done."""

    def __init__(self, architecture: Architecture) -> None:
        self._fatal = fatal_losses(architecture)
        self._function = architecture.once(failure_function)
        self._names = {number: name for name, number in self._function.up.items()}
        self._index = {name: index for index, name in enumerate(architecture.components)}
        self._reached = reachable_sets(resting(architecture))
        self._left = _NUMBERS
        self._known: dict[tuple[Gate, str], JointFailures] = {}

    def of(self, group: RedundancyGroup) -> JointFailures:
        """Return what was found for `group`; what several owners need alike is searched once."""
        reached = [self._below(member.callees) for member in group.members]
        shared = in_at_least(2, {member.callees: bits for member, bits in zip(group.members, reached, strict=True)}.values())
        if not shared:
            return _NOTHING
        owner = group.owner.name if any(bits >> self._index[group.owner.name] & 1 for bits in reached) else ""
        key = self._gate(group), owner
        if key not in self._known:
            self._known[key] = self._searched(group, key[0], shared)
        return self._known[key]

    def _below(self, callees: tuple[str, ...]) -> int:
        bits = 0
        for callee in callees:
            bits |= self._reached[self._index[callee]]
        return bits

    def _gate(self, group: RedundancyGroup) -> Gate:
        """Return the gate over the members; replicas are as good as the zones that they are on."""
        if group.words == "replicas":
            return Gate(group.need, tuple(self._function.up[member.callees[0]] for member in group.members))
        return self._function.equations.gates[self._function.group[group.identity] - self._function.equations.variables]

    def _searched(self, group: RedundancyGroup, gate: Gate, shared: int) -> JointFailures:
        fatal = frozenset(self._fatal[group.identity])
        never = fatal | {group.owner.name}

        def closed(number: int) -> bool:
            name = self._names.get(number)
            return name is not None and (not self._reached[self._index[name]] & shared or name in fatal)

        found = below(self._function, gate.arguments, closed, self._left)
        if found is None:
            return JointFailures((), False)
        self._left -= len(found.numbers)
        part = shared_part(self._function, gate, found, never, self._names)
        order = min(claimed(group), ORDER)
        sets = small_cut_sets(part.equations, part.root, order, _WORK)
        cores = _Cores(part)
        for mask in sets.larger[:_SETS]:
            cores.add(mask)
        nearest = [self._joint(part, core, cores) for core in cores.enough if not self._behind(core, cores)]
        in_order = sorted(
            nearest, key=lambda joint: (joint.enough, len(joint.failed), [self._index[name] for name in joint.failed])
        )
        complete = len(sets.larger) <= _SETS and (sets.complete or sets.order >= order)
        return JointFailures(tuple(in_order), complete)

    def _joint(self, part: SharedPart, core: int, cores: "_Cores") -> JointFailure:
        names = sorted((part.names[variable] for variable in members(core)), key=self._index.__getitem__)
        return JointFailure(tuple(names), tuple(cores.fallen_members(core)), cores.enough[core])

    def _behind(self, core: int, cores: "_Cores") -> bool:
        """Tell whether another core is nearer: all of it falls with this one, and it is as bad."""
        value = cores.value(core)
        for other in cores.enough:
            if other == core or cores.enough[other] > cores.enough[core] or other.bit_count() > core.bit_count():
                continue
            if all(not value[cores.up[variable]] for variable in members(other)):
                mutual = all(not cores.value(other)[cores.up[variable]] for variable in members(core))
                if not mutual or other.bit_count() < core.bit_count() or other < core:
                    return True
        return False


class _Cores:
    """What is left of the cut sets of a group without failures that take one more member down each."""

    def __init__(self, part: SharedPart) -> None:
        self._part = part
        self.up = [part.up[name] for name in part.names]
        self._values: dict[int, bytearray] = {}
        self.enough: dict[int, int] = {}

    def add(self, mask: int) -> None:
        """Take a cut set in: its core, and the fewest failures that it is enough with."""
        core = mask
        for variable in reversed(members(mask)):
            without = core & ~(1 << variable)
            if len(self._distinct(core)) - len(self._distinct(without)) <= 1:
                core = without
        self.enough[core] = min(self.enough.get(core, mask.bit_count()), mask.bit_count())

    def value(self, mask: int) -> bytearray:
        """Return what still holds when the variables in `mask` are false."""
        if mask not in self._values:
            self._values[mask] = self._part.equations.greatest_solution(members(mask))
        return self._values[mask]

    def fallen_members(self, mask: int) -> Iterator[int]:
        """Yield the places of the members that fall, of several copies on one zone the first."""
        places = {number: place for place, number in reversed(list(enumerate(self._part.members)))}
        yield from (places[number] for number in self._distinct(mask))

    def _distinct(self, mask: int) -> list[int]:
        value = self.value(mask)
        return [number for number in dict.fromkeys(self._part.members) if not value[number]]
