"""Which redundancy is an illusion? What takes a redundancy group down with fewer failures than it should survive."""

from collections.abc import Iterator

from sosgraph.analyses import Analysis
from sosgraph.enumeration import some_of
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_number
from sosgraph.selection import selected_components
from sosgraph.structure.joint_failures import ORDER, claimed, joint_failures
from sosgraph.structure.likeness import MOST_BRANCHES, Likeness, likenesses
from sosgraph.structure.losses import Loss, losses
from sosgraph.structure.partly_shared import PartlyShared, partly_shared
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.wholly_shared import SharedDependency, shared_dependencies
from sosgraph.structure.witness import witnesses
from sosgraph.table import Column, Table

_NAMED = 10
_WHAT_COUNTS = (
    "a group is, while running: any_of or at_least with a member to spare, replicas over failure domains, or a fallback"
)

_Row = tuple[SharedDependency | PartlyShared, tuple[str, ...], tuple[str, ...], int]


def answer(architecture: Architecture, *, component: tuple[str, ...] = ()) -> tuple[Table, ...]:
    """Return what takes each group down with too few failures, the evidence for it link by link, and how alike branches are.

    `component`: of the groups of these components alone.
    """
    owners = frozenset(selected_components(architecture, component))
    shared_by_one = (shared for shared in shared_dependencies(architecture) if shared.owner in owners)
    shared_by_several = (shared for shared in partly_shared(architecture) if shared.owner in owners)
    alone: list[_Row] = [(shared, (shared.shared,), shared.behind, 1) for shared in shared_by_one]
    in_part: list[_Row] = [(shared, shared.failed, (), shared.enough) for shared in shared_by_several]
    alike = tuple(each for each in likenesses(architecture) if each.group.owner.name in owners)
    tables = [_shared(architecture, alone, in_part, len(alike), owners)]
    if alone or in_part:
        tables.append(_evidence(architecture, [*alone, *in_part]))
    return (*tables, _branches(architecture, alike)) if alike else tuple(tables)


def _shared(architecture: Architecture, alone: list[_Row], in_part: list[_Row], groups: int, owners: frozenset[str]) -> Table:
    here = {shared.identity for shared, *_ in (*alone, *in_part)}
    lost = {identity: loss for identity, loss in losses(architecture).items() if identity in here}
    label = architecture.label
    survives = {group.identity: claimed(group) for group in redundancy_groups(architecture)} if lost else {}
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
            _independent(lost[shared.identity]),
            lost[shared.identity].factor,
            shared.at,
        )
        for shared, failed, behind, enough in (*alone, *in_part)
    )
    notes = list(_notes(architecture, bool(alone), bool(in_part), owners))
    if not groups:
        notes.append(_WHAT_COUNTS)
    if any(loss.exact.upper_bound for loss in lost.values()):
        notes.append("≤: rests on parts without a number, taken as 100 %, so that what the sharing costs is not known")
    lead = _lead(architecture, [*alone, *in_part], lost, groups) if groups else _without_groups(architecture, owners)
    return Table("shared-dependencies", "Shared dependencies of redundancy groups", _COLUMNS, rows, tuple(notes), lead=lead)


def _independent(loss: Loss) -> Estimate | None:
    """Return what the group would have if its members shared nothing, an upper bound where the other number is one."""
    if loss.independent is None:
        return None
    return Estimate(loss.independent, loss.independent, upper_bound=loss.exact.upper_bound)


def _lead(architecture: Architecture, rows: list[_Row], lost: dict[int, Loss], groups: int) -> str:
    """Return how many groups are worth less than they seem, and the one that loses most."""
    if not lost:
        return (
            f"{'the only redundancy group survives' if groups == 1 else f'all {groups} redundancy groups survive'} what it should"
        )
    worst, failed, _, enough = max(rows, key=lambda row: lost[row[0].identity].factor or 0.0)
    factor = lost[worst.identity].factor
    costs = f", {format_number(factor)} times the unavailability that it seems to have" if factor and factor > 1 else ""
    names = " and ".join(architecture.label(name) for name in failed)
    falls = "" if enough == len(failed) else f" and {enough - len(failed)} more"
    of = f"{len(lost)} of {groups} redundancy group{'' if groups == 1 else 's'}"
    survive = "survives less than it should" if len(lost) == 1 else "survive less than they should"
    return f"{of} {survive}: '{worst.group}' of {architecture.label(worst.owner)} falls with {names}{falls}{costs}"


def _without_groups(architecture: Architecture, owners: frozenset[str]) -> str:
    """Return that nobody, or none of those asked about, has a redundancy group that could share anything."""
    if len(owners) == len(architecture.components):
        return "there is no redundancy group"
    asked = [architecture.label(name) for name in architecture.components if name in owners]
    return f"{some_of(asked, _NAMED)} {'has' if len(asked) == 1 else 'have'} no redundancy group"


def _evidence(architecture: Architecture, rows: list[_Row]) -> Table:
    """Return every link of the chains, where it is written and what passes along it."""
    label = architecture.label
    found = witnesses(architecture)
    links = tuple(
        (label(shared.owner), " and ".join(map(label, failed)), side, f"{label(caller)} -> {label(callee)}", kind, at)
        for shared, failed, _, _ in rows
        for side, chain in enumerate(shared.chains, 1)
        for (caller, callee, at), kind in zip(found.places(chain), found.kinds(chain), strict=True)
    )
    columns = (
        Column("owner", "text", "component"),
        Column("shared", "text", "shared"),
        Column("side", "count", "side"),
        Column("link", "text", "link"),
        Column("kind", "text", "passes"),
        Column("at", "place", "at"),
    )
    return Table("evidence", "A shortest way to what is shared on each side", columns, links)


def _branches(architecture: Architecture, alike: tuple[Likeness, ...]) -> Table:
    """Return for every group how much the needs of its branches overlap."""
    label = architecture.label
    rows = tuple(
        (
            label(each.group.owner.name),
            each.group.words,
            tuple(dict.fromkeys(" with ".join(map(label, callees)) for callees in each.branches)),
            each.least,
            each.most,
            tuple(map(label, each.shared)),
            each.hands,
            each.group.at,
        )
        for each in alike
    )
    columns = (
        Column("owner", "text", "component"),
        Column("group", "text", "group"),
        Column("branches", "names", "branches"),
        Column("least", "share", "least alike"),
        Column("most", "share", "most alike"),
        Column("needed", "names", "needed by two"),
        Column("hands", "names", "both run by"),
        Column("at", "place", "at"),
    )
    notes = ["alike: what both need as a share of what either needs (Jaccard), whatever redundancy is on the way"]
    through = [label(each.group.owner.name) for each in alike if each.only_through_hands]
    if through:
        notes.append(f"alike only through the owner or vendor, which no failure of a component shows: groups of {_some(through)}")
    if any(len(each.branches) > MOST_BRANCHES for each in alike):
        notes.append(f"in groups of more than {MOST_BRANCHES} branches each is compared with the next one only")
    return Table("branches", "How alike the branches of redundancy groups are", columns, rows, tuple(notes))


def _some(names: list[str]) -> str:
    return some_of(list(dict.fromkeys(names)), _NAMED)


def _notes(architecture: Architecture, alone: bool, in_part: bool, owners: frozenset[str]) -> Iterator[str]:
    if alone:
        yield "shared, where one failure is enough: the group is no better than it"
    if in_part:
        yield f"enough: so many failures with the shared ones among them lose the group; looked for up to {ORDER}"
    left = [identity for identity, joint in joint_failures(architecture).items() if not joint.complete]
    if left:
        entangled = [group.owner.name for group in redundancy_groups(architecture) if group.identity in left]
        names = _some([architecture.label(name) for name in dict.fromkeys(entangled) if name in owners])
        if names:
            yield f"too entangled to be searched for all combinations of failures; single ones are all there: groups of {names}"


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
    parameters=(Parameter("component", "only the redundancy groups of this component (may be repeated)", str, (), several=True),),
)
