"""Retries above retries multiply: what fails below is asked far more often than anybody decided."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple, Optional

from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.components import strong_components
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_count
from sosgraph.rules import Rule

_MOST = 10**12  # attempts are counted no further: longer numbers tell nobody anything


class _Call(NamedTuple):
    caller: str
    dependency: Dependency
    attempts: int


class _Path(NamedTuple):
    """Successive retrying calls from the last one back, and what they multiply to."""

    attempts: int
    layers: int
    last: _Call
    before: Optional["_Path"]


def check(architecture: Architecture, *, layers: int = 2) -> Iterator[Finding]:
    """Yield one finding for each deepest retrying call below others, along the path with the most attempts."""
    calls = _retrying(architecture)
    group = _circles(architecture, calls)
    onward = {group[call.caller] for call in calls if group[call.caller] != group[call.dependency.callee]}
    for call, path in zip(calls, _worst_paths(calls, group), strict=True):
        if group[call.dependency.callee] not in onward and path.layers >= layers:
            yield _finding(architecture, path)


def _finding(architecture: Architecture, path: _Path) -> Finding:
    label = architecture.label
    chain = [path.last]
    before = path.before
    while before is not None:
        chain.append(before.last)
        before = before.before
    chain.reverse()
    notes = tuple(
        Note(call.dependency.at / "retry", f"{label(call.caller)} tries {label(call.dependency.callee)} {call.attempts} times")
        for call in chain[:-1]
    )
    callee = label(path.last.dependency.callee)
    attempts = f"{path.attempts} attempts" if path.attempts < _MOST else f"{_MOST} attempts or more"
    message = (
        f"one request of {label(chain[0].caller)} becomes {attempts} on {callee} when it fails, "
        f"by retries in {path.layers} layers; retry in one layer only, or give retries a budget"
    )
    return Finding(path.last.dependency.at / "retry", message, notes)


def _retrying(architecture: Architecture) -> list[_Call]:
    """Return the run-phase calls that are tried more than once and limited by no budget, in reading order."""
    return [
        _Call(caller.name, dependency, dependency.retry.attempts)
        for caller, dependency, _ in architecture.dependencies()
        if dependency.kind == "call"
        and "run" in dependency.phases
        and dependency.retry is not None
        and dependency.retry.attempts > 1
        and dependency.retry.budget is None
    ]


def _circles(architecture: Architecture, calls: list[_Call]) -> dict[str, int]:
    """Return for each component the number of its strong component among retrying calls, callers after callees."""
    names = tuple(architecture.components)
    index = {name: number for number, name in enumerate(names)}
    adjacency: list[list[int]] = [[] for _ in names]
    for call in calls:
        adjacency[index[call.caller]].append(index[call.dependency.callee])
    return {names[member]: number for number, members in enumerate(strong_components(adjacency)) for member in members}


def _worst_paths(calls: list[_Call], group: dict[str, int]) -> list[_Path]:
    """Return for each call the path that ends with it and has the most attempts; in a circle it takes one call at most."""
    found: list[_Path | None] = [None] * len(calls)
    worst: dict[str, _Path] = {}

    def above(place: int) -> int:
        return -group[calls[place].caller]

    for _, members in groupby(sorted(range(len(calls)), key=above), above):
        places = list(members)
        inside = [place for place in places if group[calls[place].dependency.callee] == -above(place)]
        leaving = [place for place in places if group[calls[place].dependency.callee] != -above(place)]
        for together in (inside, leaving):
            paths = [_extended(worst.get(calls[place].caller), calls[place]) for place in together]
            for place, path in zip(together, paths, strict=True):
                found[place] = path
                _keep(worst, path)
    return [path for path in found if path is not None]


def _extended(path: _Path | None, call: _Call) -> _Path:
    if path is None:
        return _Path(call.attempts, 1, call, None)
    return _Path(min(path.attempts * call.attempts, _MOST), path.layers + 1, call, path)


def _keep(worst: dict[str, _Path], path: _Path) -> None:
    known = worst.get(path.last.dependency.callee)
    if known is None or path[:2] > known[:2]:
        worst[path.last.dependency.callee] = path


RULE = Rule(
    "retry-layers",
    "retries in successive layers multiply",
    Severity.WARNING,
    check,
    (Parameter("layers", "so many successive retrying calls are reported", parse_count, 2),),
)
