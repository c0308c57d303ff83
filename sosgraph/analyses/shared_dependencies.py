"""Which redundancy is an illusion? What takes a redundancy group down with fewer failures than it should survive."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sosgraph.analyses import Analysis
from sosgraph.bdd.bounds import associated_bounds
from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.bdd.probability import failure_probabilities
from sosgraph.bdd.small_cut_sets import support
from sosgraph.equations import Equations
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer
from sosgraph.structure.functions import function_of
from sosgraph.structure.joint_failures import ORDER, claimed, joint_failures
from sosgraph.structure.overlooked import overlooked
from sosgraph.structure.partly_shared import PartlyShared, partly_shared
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.single_failures import single_failures
from sosgraph.structure.witness import witnesses
from sosgraph.table import Column, Table

_NAMED = 10


@dataclass(frozen=True, slots=True)
class SharedDependency:
    """`shared` failing alone takes the group of `owner` at `at` down; each of `chains` leads from the owner to it.

    `behind` are further components that do so only through `shared`. `hidden` says in words why it is easily
    overlooked. `group` are the words for the kind of group, `identity` the `id` of its model object.
    """

    owner: str
    group: str
    shared: str
    chains: tuple[tuple[str, ...], ...]
    behind: tuple[str, ...]
    hidden: tuple[str, ...]
    at: Pointer
    identity: int


@dataclass(frozen=True, slots=True)
class Loss:
    """What the sharing costs a group: its exact availability, and its unavailability if the members shared nothing."""

    exact: Estimate
    independent: float | None

    @property
    def factor(self) -> float | None:
        """How many times the independent unavailability the exact one is; None where either is not known."""
        if not self.independent or self.exact.certificate is not Certificate.EXACT:
            return None
        return self.exact.unavailability_low / self.independent


_Row = tuple[SharedDependency | PartlyShared, tuple[str, ...], tuple[str, ...], int]


def shared_dependencies(architecture: Architecture) -> tuple[SharedDependency, ...]:
    """Return what each redundancy group shares: groups, replicas over zones, primary and fallback, in reading order.

    Only the nearest is listed where one takes the other down; further ones are `behind` it.
    """
    return architecture.once(_found)


def losses(architecture: Architecture, most: int | None = None) -> dict[int, Loss]:
    """Return what sharing costs each group that shares something, by the group's identity.

    `most` numbers of the structure function, below all groups together, are looked at for what is exact, the groups with
    fewest first; what is beyond that lies between bounds.
    """
    alone = [shared.identity for shared in shared_dependencies(architecture)]
    identities = list(dict.fromkeys([*alone, *(shared.identity for shared in partly_shared(architecture))]))
    if not identities:
        return {}
    function = function_of(architecture)
    equations = function.equations
    numbers = {identity: function.group[identity] for identity in identities}
    every = sorted(set(numbers.values()))
    cheap = every if most is None or not equations.coherent else _cheapest(equations, every, most)
    exact = dict(zip(cheap, failure_probabilities(equations, function.failure, cheap), strict=True))
    bounds = associated_bounds(equations, function.failure) if len(cheap) < len(every) else []
    naive = naive_failure_probabilities(equations, function.failure)
    found = {}
    for identity, number in numbers.items():
        lower, upper, certain = exact[number] if number in exact else (*bounds[number], False)
        found[identity] = Loss(Estimate(lower, upper, Certificate.EXACT if certain else Certificate.BOUNDS), naive[number])
    return found


def _cheapest(equations: Equations, numbers: Sequence[int], most: int) -> list[int]:
    """Return those of `numbers` that are made of fewest others, as many as are made of `most` together."""
    sizes = sorted((len(support(equations, [number])), number) for number in numbers)
    together = accumulate(size for size, _ in sizes)
    return [number for total, (_, number) in zip(together, sizes, strict=True) if total <= most]


def _found(architecture: Architecture) -> tuple[SharedDependency, ...]:
    nearest = _Nearest(architecture)
    return tuple(shared for group in redundancy_groups(architecture) for shared in _shared(architecture, group, nearest))


class _Nearest:
    """Of what takes a group down, the nearest: whatever takes them down too stands behind them."""

    def __init__(self, architecture: Architecture) -> None:
        failures = single_failures(architecture)
        self._failures = failures
        self._components = sum(1 << failures.bit[name] for name in architecture.components)
        self._found: dict[int, tuple[tuple[str, tuple[str, ...]], ...]] = {}

    def of(self, failures: int, owner: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return each nearest component in the bit set `failures` but `owner`, and those behind it, in reading order."""
        wanted = failures & self._components & ~(1 << self._failures.bit[owner])
        if wanted not in self._found:
            self._found[wanted] = tuple(self._among(wanted))
        return self._found[wanted]

    def _among(self, wanted: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        # Callers have larger sets than their callees; what one that was taken already contains stands behind it.
        names = self._failures.names(wanted)
        order = {name: position for position, name in enumerate(names)}
        sets = {name: self._failures.sets[name] & wanted for name in names}
        nearest, covered = [], 0
        for name in sorted(names, key=lambda name: (-sets[name].bit_count(), order[name])):
            if not covered >> self._failures.bit[name] & 1:
                nearest.append(name)
                covered |= sets[name]
        for name in sorted(nearest, key=order.__getitem__):
            yield name, self._failures.names(sets[name] & ~(1 << self._failures.bit[name]))


def _shared(architecture: Architecture, group: RedundancyGroup, nearest: _Nearest) -> Iterator[SharedDependency]:
    for name, behind in nearest.of(group.failures, group.owner.name):
        chains = _chains(architecture, group, name)
        hidden = overlooked(architecture, group.owner, chains)
        yield SharedDependency(group.owner.name, group.words, name, chains, behind, hidden, group.at, group.identity)


def _chains(architecture: Architecture, group: RedundancyGroup, shared: str) -> tuple[tuple[str, ...], ...]:
    """Return the shortest chains through the first two members that `shared` takes down."""
    bit = 1 << single_failures(architecture).bit[shared]
    found: dict[tuple[str, ...], None] = {}
    for member in group.members:
        if member.failures & bit:
            chains = [chain for callee in member.callees if (chain := witnesses(architecture).chain(callee, shared))]
            if chains:
                found.setdefault((group.owner.name, *min(chains, key=len)))
    return tuple(found)[:2]


def answer(architecture: Architecture) -> tuple[Table, ...]:
    """Return one row for each redundancy group and nearest component that takes it down, or too many of its members."""
    lost = losses(architecture)
    label = architecture.label
    survives = {group.identity: claimed(group) for group in redundancy_groups(architecture)} if lost else {}
    alone: list[_Row] = [(shared, (shared.shared,), shared.behind, 1) for shared in shared_dependencies(architecture)]
    in_part: list[_Row] = [(shared, shared.failed, (), shared.enough) for shared in partly_shared(architecture)]
    rows = tuple(
        (
            label(shared.owner),
            shared.group,
            " and ".join(label(name) for name in failed),
            tuple(" -> ".join(label(name) for name in chain) for chain in shared.chains),
            tuple(label(name) for name in behind),
            enough,
            survives[shared.identity],
            ", ".join(shared.hidden) or None,
            lost[shared.identity].exact,
            lost[shared.identity].independent,
            lost[shared.identity].factor,
            shared.at,
        )
        for shared, failed, behind, enough in (*alone, *in_part)
    )
    title = "Shared dependencies of redundancy groups"
    return (Table("shared-dependencies", title, _COLUMNS, rows, tuple(_notes(architecture, bool(alone), bool(in_part)))),)


def _notes(architecture: Architecture, alone: bool, in_part: bool) -> Iterator[str]:
    if alone:
        yield "shared, where one failure is enough: the group is no better than it"
    if in_part:
        yield f"enough: so many failures with the shared ones among them lose the group; looked for up to {ORDER}"
    if not alone and not in_part:
        yield "no redundancy group shares anything: none falls with fewer failures than it should survive"
    left = [identity for identity, joint in joint_failures(architecture).items() if not joint.complete]
    if left:
        owners = dict.fromkeys(group.owner.name for group in redundancy_groups(architecture) if group.identity in left)
        names = ", ".join(architecture.label(name) for name in list(owners)[:_NAMED])
        more = f" and {len(owners) - _NAMED} more" if len(owners) > _NAMED else ""
        yield f"too entangled to be searched for all combinations of failures; single ones are all there: groups of {names}{more}"


_COLUMNS = (
    Column("owner", "text", "component"),
    Column("group", "text", "group"),
    Column("shared", "text", "shared"),
    Column("paths", "names", "reached by"),
    Column("behind", "names", "and behind it"),
    Column("enough", "count", "enough"),
    Column("survives", "count", "should survive"),
    Column("hidden", "text", "hidden"),
    Column("exact", "availability", "group, exact"),
    Column("independent", "availability", "if independent"),
    Column("factor", "factor", "off by"),
    Column("at", "place", "at"),
)

ANALYSIS = Analysis(
    name="shared-dependencies",
    summary="what takes a redundancy group down with fewer failures than it should survive, with paths and the factor lost",
    answer=answer,
)
