"""Replicas that buy nothing, since what takes all of them down at once decides."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sosgraph.bdd.ladder import answers
from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.patience import interrupted
from sosgraph.quantity import Ratio, format_duration, format_number, format_percent, format_share, parse_ratio
from sosgraph.rules import Rule
from sosgraph.structure.event import EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of

_MOST = 20  # replicas that are left out one after another, to find how many would do
_SHARE = parse_ratio("10%")
_DECIDES = 0.5  # of what is left, by common causes


class _Copies(NamedTuple):
    """Replicas with a common cause: the variable that is false when it happens, and the numbers of the copies."""

    component: Component
    replicas: Replicas
    common: int
    numbers: tuple[int, ...]

    @property
    def counts(self) -> range:
        """How many copies there may be, down from all."""
        return range(self.replicas.count, max(self.replicas.need, self.replicas.count - _MOST) - 1, -1)


def check(architecture: Architecture, *, share: Ratio = _SHARE) -> Iterator[Finding]:
    """Yield one finding for each component whose last replica lowers its unavailability by less than `share` of it."""
    if not any(_may_lack_one(one.replicas) for one in architecture.components.values()):
        return
    function = function_of(architecture)
    judged = list(_with_common_cause(architecture, function))
    for copies, failure in zip(judged, _failures(function, judged), strict=True):
        worth = [without - failing >= share.value * without for failing, without in pairwise(failure)]
        spare = worth.index(True) if True in worth else len(worth)
        by_common = function.failure[copies.common] / failure[0] if failure else 0.0
        if spare and by_common >= _DECIDES:
            yield Finding(copies.component.place("replicas") / "count", _words(architecture, copies, failure, spare, by_common))


def _words(architecture: Architecture, copies: _Copies, failure: list[float], spare: int, by_common: float) -> str:
    count, enough = copies.replicas.count, copies.replicas.count - spare
    saved, period = format_number((failure[1] - failure[0]) * DEFAULT_WINDOW_S / 60), format_duration(DEFAULT_WINDOW_S)
    return (
        f"replica {count} of {architecture.label(copies.component.name)} saves {saved} min in {period}: "
        f"{count - 1} reach {format_percent(failure[1])}, {count} reach {format_percent(failure[0])}, and common causes are "
        f"{format_share(by_common)} of the rest; {enough} would do, or make the copies less alike"
    )


def _may_lack_one(replicas: Replicas | None) -> bool:
    """Tell whether there are replicas with a common cause that survive the loss of one."""
    return replicas is not None and replicas.common_cause is not None and replicas.need < replicas.count


def _with_common_cause(architecture: Architecture, function: StructureFunction) -> Iterator[_Copies]:
    variables = function.equations.variables
    for component in architecture.components.values():
        replicas = component.replicas
        if replicas is None or not _may_lack_one(replicas):
            continue
        number = function.group[id(replicas)] - variables
        common, *others = function.equations.gates[number].arguments
        if common < variables and function.events[common].kind is EventKind.COMMON_CAUSE:
            yield _Copies(component, replicas, common, function.equations.gates[others[0] - variables].arguments)


def _failures(function: StructureFunction, judged: list[_Copies]) -> Iterator[list[float]]:
    """Yield how often each of `judged` fails, with all copies, and with fewer; nothing where that is not known exactly."""
    equations = function.equations
    gates: list[Gate] = []
    for copies in judged:
        for count in copies.counts:
            gates.append(Gate(copies.replicas.need, copies.numbers[:count]))
            gates.append(conjunction((copies.common, len(equations) + len(gates) - 1)))
    extended = Equations(equations.variables, (*equations.gates, *gates))
    wanted = range(len(equations) + 1, len(extended), 2)
    reached = iter(answers(extended, function.failure, wanted, sampling=False, interrupted=interrupted) if judged else ())
    for copies in judged:
        found = [next(reached) for _ in copies.counts]
        yield [each.lower for each in found] if all(each.certificate == "exact" for each in found) else []


RULE = Rule(
    "common-cause-floor",
    "the last replica buys next to nothing, since common causes take all of them down",
    Severity.WARNING,
    check,
    (Parameter("share", "a replica is to lower the unavailability by this share", parse_ratio, _SHARE),),
)
