"""Retries above retries multiply: what fails below is asked far more often than anybody decided."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Optional

from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.components import strong_components
from sosgraph.graph.reachability import shortest_path
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_number, parse_count
from sosgraph.rules import Rule

_MOST = 10**12  # attempts are counted no further: longer numbers tell nobody anything
_SHOWN = 10


class _Call(NamedTuple):
    """A call; `attempts` is 1 where it is not tried again, or only within a budget; `times` how often one request makes it."""

    caller: int
    callee: int
    dependency: Dependency
    attempts: int
    times: float

    @property
    def asked(self) -> float:
        """How often one request of the caller reaches the callee when it fails."""
        return self.attempts * self.times


class _Path(NamedTuple):
    """Successive calls from the last one back, the first of them retrying, and what they multiply to."""

    attempts: float
    layers: int
    last: _Call
    before: Optional["_Path"]


def check(architecture: Architecture, *, layers: int = 2) -> Iterator[Finding]:
    """Yield one finding for each deepest retrying call below others, along the path with the most attempts.

    And one for each circle of calls in which one is retried: there attempts multiply without end.
    """
    if not any(_attempts(dependency) > 1 for _, dependency, _ in architecture.dependencies()):
        return
    names = tuple(architecture.label(name) for name in architecture.components)
    calls = _calls(architecture)
    adjacency: list[list[int]] = [[] for _ in names]
    for call in calls:
        adjacency[call.caller].append(call.callee)
    circles = strong_components(adjacency)
    group = [0] * len(names)
    for number, members in enumerate(circles):
        for member in members:
            group[member] = number
    for path in _worst_paths(calls, group, len(circles)):
        if group[path.last.caller] == group[path.last.callee]:
            yield _endless(names, path, adjacency)
        elif path.layers >= layers:
            yield _finding(names, path)


def _calls(architecture: Architecture) -> list[_Call]:
    """Return the run-phase calls, in reading order."""
    index = {name: number for number, name in enumerate(architecture.components)}
    found = []
    for caller, dependency, _ in architecture.dependencies():
        if dependency.kind == "call" and "run" in dependency.phases:
            times = dependency.calls if dependency.calls > 1 else 1.0
            found.append(_Call(index[caller.name], index[dependency.callee], dependency, _attempts(dependency), times))
    return found


def _attempts(dependency: Dependency) -> int:
    retry = dependency.retry
    return 1 if retry is None or retry.budget is not None else retry.attempts


def _worst_paths(calls: Sequence[_Call], group: Sequence[int], groups: int) -> Iterator[_Path]:
    """Yield the path with the most attempts to the most tried call of each circle, and to each retrying call above no other.

    A circle is passed as one layer, that of its call with the most attempts: from there every call that leaves it is reached.
    """
    inside: list[_Call | None] = [None] * groups
    leaving: list[list[_Call]] = [[] for _ in range(groups)]
    for call in calls:
        here = group[call.caller]
        if here != group[call.callee]:
            leaving[here].append(call)
        elif call.attempts > max(1, known.attempts if (known := inside[here]) else 1):
            inside[here] = call
    below = bytearray(groups)  # whether a call is retried in the group or below it; callees have the smaller numbers
    for here in range(groups):
        below[here] = inside[here] is not None
        for call in leaving[here]:
            if call.attempts > 1 or below[group[call.callee]]:
                below[here] = 1
                break
    worst: list[_Path | None] = [None] * groups
    for here in range(groups - 1, -1, -1):
        above, circling = worst[here], inside[here]
        if circling is not None:
            above = _extended(above, circling)
            yield above
        for call in leaving[here] if below[here] else ():
            if above is None and call.attempts == 1:
                continue
            path, there = _extended(above, call), group[call.callee]
            if call.attempts > 1 and not below[there]:
                yield path
            known_path = worst[there]
            if known_path is None or path[:2] > known_path[:2]:
                worst[there] = path


def _extended(path: _Path | None, call: _Call) -> _Path:
    layer = int(call.attempts > 1)
    if path is None:
        return _Path(min(call.asked, _MOST), layer, call, None)
    return _Path(min(path.attempts * call.asked, _MOST), path.layers + layer, call, path)


def _finding(names: Sequence[str], path: _Path) -> Finding:
    first, notes = _above(names, path)
    attempts = f"{format_number(path.attempts)} attempts" if path.attempts < _MOST else f"{_MOST} attempts or more"
    message = (
        f"one request of {names[first.caller]} becomes {attempts} on {names[path.last.callee]} when it fails, "
        f"by retries in {path.layers} layers; retry in one layer only, or give retries a budget"
    )
    return Finding(path.last.dependency.at / "retry", message, notes)


def _endless(names: Sequence[str], path: _Path, adjacency: Sequence[Sequence[int]]) -> Finding:
    call = path.last
    around = [call.caller, *(shortest_path(adjacency, call.callee, call.caller) or ())]
    circle = [names[vertex] for vertex in around]
    shown = " -> ".join(circle if len(circle) <= _SHOWN else [*circle[:_SHOWN], "…", circle[0]])
    message = (
        f"{names[call.caller]} tries {names[call.callee]} {call.attempts} times in a circle of calls ({shown}), where attempts "
        f"multiply without end; retry outside the circle only, or give the retry a budget"
    )
    return Finding(call.dependency.at / "retry", message, _above(names, path)[1])


def _above(names: Sequence[str], path: _Path) -> tuple[_Call, tuple[Note, ...]]:
    """Return the first call of a path, and notes on all but the last, and on this where one request makes it more than once."""
    chain = [path.last]
    before = path.before
    while before is not None:
        chain.append(before.last)
        before = before.before
    chain.reverse()
    told = chain if path.last.times > 1 else chain[:-1]
    return chain[0], tuple(_note(names, call) for call in told)


def _note(names: Sequence[str], call: _Call) -> Note:
    caller, callee = names[call.caller], names[call.callee]
    often = f" {format_number(call.times)} times for each request" if call.times > 1 else ""
    if call.attempts == 1:
        return Note(call.dependency.at / "on", f"{caller} calls {callee}{often}")
    if often:
        return Note(call.dependency.at / "retry", f"{caller} calls {callee}{often}, and tries each {call.attempts} times")
    return Note(call.dependency.at / "retry", f"{caller} tries {callee} {call.attempts} times")


RULE = Rule(
    "retry-layers",
    "retries in successive layers multiply",
    Severity.WARNING,
    check,
    (Parameter("layers", "so many successive retrying calls are reported", parse_count, 2),),
)
