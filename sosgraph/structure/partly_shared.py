"""What several members of a redundancy group share, so that fewer failures take it down than it should survive."""

from collections.abc import Iterable

from sosgraph.frozen import dataclass
from sosgraph.graph.reachability import shortest_path
from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer
from sosgraph.structure.joint_failures import JointFailure, claimed, joint_failures
from sosgraph.structure.overlooked import Side, overlooked
from sosgraph.structure.redundancy import Member, RedundancyGroup, redundancy_groups
from sosgraph.structure.resting import resting
from sosgraph.structure.witness import witnesses


@dataclass(frozen=True, slots=True)
class PartlyShared:
    """`failed` together take `fallen`, members of the group of `owner` at `at`, down, and are fewer.

    `enough` failures, those among them, lose the group, which should survive `survives`. `fallen` has the callees of each
    member. `chains` lead from the owner to what fails, `hidden` says in
    words why it is easily overlooked. `group` are the words for the kind of group, `identity` the `id` of its model object.
    """

    owner: str
    group: str
    failed: tuple[str, ...]
    fallen: tuple[tuple[str, ...], ...]
    enough: int
    survives: int
    chains: tuple[tuple[str, ...], ...]
    hidden: tuple[str, ...]
    at: Pointer
    identity: int


def partly_shared(architecture: Architecture) -> tuple[PartlyShared, ...]:
    """Return what takes several members of a group down, not all that it takes: groups in reading order, the worst first.

    Of groups that should survive two failures and more; only what is nearest, with few failures (`joint_failures`).
    """
    return architecture.once(_found_in_part)


def _found_in_part(architecture: Architecture) -> tuple[PartlyShared, ...]:
    joint = joint_failures(architecture)
    groups = [group for group in redundancy_groups(architecture) if group.identity in joint] if joint else []
    return tuple(_in_part(architecture, group, each) for group in groups for each in joint[group.identity].found)


def _in_part(architecture: Architecture, group: RedundancyGroup, joint: JointFailure) -> PartlyShared:
    fallen = [group.members[place] for place in joint.fallen]
    most = 2 if len(joint.failed) == 1 else 1
    sides = [side for name in joint.failed for side in _ways(architecture, group.owner.name, fallen, name)[:most]]
    return PartlyShared(
        owner=group.owner.name,
        group=group.words,
        failed=joint.failed,
        fallen=tuple(member.callees for member in fallen),
        enough=joint.enough,
        survives=claimed(group),
        chains=tuple(side.chain for side in sides),
        hidden=overlooked(architecture, group.owner, sides),
        at=group.at,
        identity=group.identity,
    )


def _ways(architecture: Architecture, owner: str, members: Iterable[Member], failed: str) -> list[Side]:
    """Return the side of each of `members` with a shortest chain to what failed, those first that fall with it alone."""
    found: dict[tuple[str, ...], tuple[bool, Side]] = {}
    for member in members:
        chains = [chain for callee in member.callees if (chain := witnesses(architecture).chain(callee, failed))]
        through = chains or [way for callee in member.callees if (way := _way(architecture, callee, failed))]
        if through:
            side = Side(member.callees, (owner, *min(through, key=len)))
            found.setdefault(side.chain, (not chains, side))
    return [side for _, side in sorted(found.values(), key=lambda pair: pair[0])]


def _way(architecture: Architecture, start: str, end: str) -> tuple[str, ...]:
    """Return a shortest chain of callers and callees that rest on one another while running; empty when there is none."""
    names = tuple(architecture.components)
    index = {name: number for number, name in enumerate(names)}
    path = shortest_path(resting(architecture), index[start], index[end])
    return tuple(names[vertex] for vertex in path or ())
