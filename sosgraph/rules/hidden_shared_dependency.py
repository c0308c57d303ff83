"""Redundancy that is an illusion: fewer failures than it should survive take a group down (`docs/format.md`)."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sosgraph.enumeration import listed
from sosgraph.estimate import Certificate
from sosgraph.finding import Finding, Note, Severity
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_percent, parse_count
from sosgraph.rules import Rule
from sosgraph.structure.joint_failures import ORDER
from sosgraph.structure.losses import Loss, losses
from sosgraph.structure.partly_shared import PartlyShared, partly_shared
from sosgraph.structure.wholly_shared import SharedDependency, shared_dependencies
from sosgraph.structure.witness import witnesses

_SHOWN = 5
_NAMED = 4
_NUMBERS = 5_000  # of the structure function, looked at to price what is shared


def check(architecture: Architecture, *, failures: int = ORDER) -> Iterator[Finding]:
    """Yield findings for each redundancy group: what takes all of it down alone, then what takes too much of it down."""
    lost = losses(architecture, _NUMBERS)
    found: list[SharedDependency | PartlyShared] = list(shared_dependencies(architecture))
    found += [shared for shared in partly_shared(architecture) if shared.enough <= failures]
    total = Counter(shared.identity for shared in found)
    seen: Counter[int] = Counter()
    for shared in found:
        seen[shared.identity] += 1
        if seen[shared.identity] > _SHOWN:
            continue
        if isinstance(shared, SharedDependency):
            finding = _alone(architecture, shared, lost)
        else:
            finding = _in_part(architecture, shared, lost)
        more = total[shared.identity] - _SHOWN
        if seen[shared.identity] == _SHOWN and more > 0:
            finding = replace(finding, message=f"{finding.message}; and {more} more of this group")
        yield finding


def _alone(architecture: Architecture, shared: SharedDependency, lost: dict[int, Loss]) -> Finding:
    name = architecture.label(shared.shared)
    if shared.every:
        said = f"{_group(architecture, shared)} all fail with {name}"
    else:
        said = f"too few of {_whose(architecture, shared)} are left when {name} fails"
    message = f"{said}{_hidden(shared)}{_cost(lost.get(shared.identity))}"
    return Finding(shared.at, message, tuple(_paths(architecture, shared.chains[:2])))


def _in_part(architecture: Architecture, shared: PartlyShared, lost: dict[int, Loss]) -> Finding:
    label = architecture.label
    failed = listed([label(name) for name in shared.failed], _NAMED)
    verb = "takes" if len(shared.failed) == 1 else "together take"
    fallen = listed([" and ".join(label(callee) for callee in callees) for callees in shared.fallen], _NAMED)
    message = (
        f"{_whose(architecture, shared)} should survive any {shared.survives} failures, but {failed} {verb} {fallen} down"
        f"{_hidden(shared)}, so that {shared.enough} are enough{_cost(lost.get(shared.identity))}"
    )
    return Finding(shared.at, message, tuple(_paths(architecture, shared.chains)))


def _group(architecture: Architecture, shared: SharedDependency) -> str:
    label = architecture.label
    if shared.group == "replicas":
        return _whose(architecture, shared)
    members = " and ".join(dict.fromkeys(label(chain[1]) for chain in shared.chains if len(chain) > 1))
    return _whose(architecture, shared) + (f", among them {members}," if members else "")


def _whose(architecture: Architecture, shared: SharedDependency | PartlyShared) -> str:
    owner = architecture.label(shared.owner)
    if shared.group == "replicas":
        return f"the replicas of {owner}"
    kind = "primary and fallback" if shared.group == "fallback" else f"'{shared.group}'"
    return f"the members of {kind} of {owner}"


def _hidden(shared: SharedDependency | PartlyShared) -> str:
    return f" ({', '.join(shared.hidden)})" if shared.hidden else ""


def _cost(loss: Loss | None) -> str:
    """Return in words what the sharing costs, or at least; nothing where it is not known, or costs nothing."""
    if loss is None:
        return ""
    if loss.exact.upper_bound and loss.exact.certificate is Certificate.EXACT and loss.independent is not None:
        return f": the group reaches {loss.exact}" if loss.exact.unavailability_low > loss.independent * (1 + 1e-9) else ""
    if loss.factor is None or loss.independent is None or loss.factor <= 1 + 1e-9:
        return ""
    reached, hoped = format_percent(loss.exact.unavailability_low), format_percent(loss.independent)
    times = f"{loss.factor:.0f}" if loss.factor >= 10 else f"{loss.factor:.2g}"
    return f": the group reaches {reached}, not {hoped} ({times} times the unavailability)"


def _paths(architecture: Architecture, chains: Iterable[tuple[str, ...]]) -> Iterator[Note]:
    label = architecture.label
    for branch, chain in enumerate(chains):
        for caller, callee, place in witnesses(architecture).places(chain):
            yield Note(place, f"{label(caller)} -> {label(callee)}", branch)


RULE = Rule(
    "hidden-shared-dependency",
    "fewer failures than it should survive take a redundancy group down",
    Severity.ERROR,
    check,
    (Parameter("failures", f"so many failures or fewer are too few; 1: single ones only, {ORDER} at most", parse_count, ORDER),),
)
