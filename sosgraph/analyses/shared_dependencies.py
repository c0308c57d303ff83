"""Which redundancy is an illusion? What takes a whole redundancy group down by failing alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from sosgraph.analyses import Analysis
from sosgraph.analyses.composite_slo import function_of
from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.bdd.probability import failure_probabilities
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.source import Pointer
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.single_failures import single_failures
from sosgraph.structure.witness import witnesses
from sosgraph.table import Column, Table


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


def shared_dependencies(architecture: Architecture) -> tuple[SharedDependency, ...]:
    """Return what each redundancy group shares: groups, replicas over zones, primary and fallback, in reading order.

    Only the nearest is listed where one takes the other down; further ones are `behind` it.
    """
    return architecture.once(_found)


def losses(architecture: Architecture) -> dict[int, Loss]:
    """Return what sharing costs each group that shares something, by the group's identity."""
    identities = list(dict.fromkeys(shared.identity for shared in shared_dependencies(architecture)))
    if not identities:
        return {}
    function = function_of(architecture)
    numbers = [function.group[identity] for identity in identities]
    exact = failure_probabilities(function.equations, function.failure, numbers)
    naive = naive_failure_probabilities(function.equations, function.failure)
    return {
        identity: Loss(
            Estimate(interval.lower, interval.upper, Certificate.EXACT if interval.exact else Certificate.BOUNDS), naive[number]
        )
        for identity, number, interval in zip(identities, numbers, exact, strict=True)
    }


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
        hidden = _reasons(architecture, group.owner, chains)
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


def _reasons(architecture: Architecture, owner: Component, chains: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return why the sharing is easily overlooked; nothing where the branches call it themselves."""
    components = [architecture.components[name] for chain in chains for name in chain[1:]]
    kinds = dict.fromkeys(kind for chain in chains for kind in witnesses(architecture).kinds(chain[1:]))
    reasons = []
    if any(component.system != owner.system for component in components):
        reasons.append("behind another system")
    elif any(component.owner not in (owner.owner, None) for component in components):
        reasons.append("behind another owner")
    if kinds and "call" not in kinds:
        reasons.append(f"only through {' and '.join(kinds)}")
    if any(len(chain) > 3 for chain in chains):
        reasons.append("only transitively")
    return tuple(reasons)


def answer(architecture: Architecture) -> tuple[Table, ...]:
    """Return one row for each redundancy group and nearest component that takes the whole group down."""
    lost = losses(architecture)
    label = architecture.label
    rows = tuple(
        (
            label(shared.owner),
            shared.group,
            label(shared.shared),
            tuple(" -> ".join(label(name) for name in chain) for chain in shared.chains),
            tuple(label(name) for name in shared.behind),
            ", ".join(shared.hidden) or None,
            lost[shared.identity].exact,
            lost[shared.identity].independent,
            lost[shared.identity].factor,
            shared.at,
        )
        for shared in shared_dependencies(architecture)
    )
    notes = ("shared: failing alone it takes the whole group down, so the group is no better than it",)
    nothing = ("no redundancy group shares anything: no single failure takes a whole group down",)
    title = "Shared dependencies of redundancy groups"
    return (Table("shared-dependencies", title, _COLUMNS, rows, notes if rows else nothing),)


_COLUMNS = (
    Column("owner", "text", "component"),
    Column("group", "text", "group"),
    Column("shared", "text", "shared"),
    Column("paths", "names", "reached by"),
    Column("behind", "names", "and behind it"),
    Column("hidden", "text", "hidden"),
    Column("exact", "availability", "group, exact"),
    Column("independent", "availability", "if independent"),
    Column("factor", "factor", "off by"),
    Column("at", "place", "at"),
)

ANALYSIS = Analysis(
    name="shared-dependencies",
    summary="what takes a whole redundancy group down by failing alone, with both paths and the factor lost",
    answer=answer,
)
