"""A call that is tried again and again, with nothing that ends it when all callers do so."""

from collections.abc import Iterable, Iterator, Mapping

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_count
from sosgraph.rules import Rule


def check(architecture: Architecture, *, attempts: int = 5) -> Iterator[Finding]:
    """Yield one finding for each dependency tried more than `attempts` times with neither a budget nor a breaker.

    None for calls above or below others that are tried again: how these multiply is told by another rule.
    """
    label = architecture.label
    many = [
        (caller, dependency, dependency.retry.attempts)
        for caller, dependency, _ in architecture.dependencies()
        if dependency.retry is not None and dependency.retry.attempts > attempts and "run" in dependency.phases
        if dependency.retry.budget is None and dependency.breaker is None
    ]
    layers = _Layers(architecture) if many else None
    for caller, dependency, tried in many:
        if layers is not None and not layers.has(caller, dependency):
            message = (
                f"{label(caller.name)} tries {label(dependency.callee)} {tried} times, and nothing ends it when that is "
                f"overloaded; give the retry a budget or the call a breaker, or try {attempts} times at most"
            )
            yield Finding(dependency.at / "retry", message)


class _Layers:
    """Which calls stand above or below another one that is tried again without a budget."""

    def __init__(self, architecture: Architecture) -> None:
        above: dict[str, list[str]] = {}
        below: dict[str, list[str]] = {}
        tried: list[tuple[str, str]] = []
        for caller, dependency, _ in architecture.dependencies():
            if _is_call(dependency):
                above.setdefault(dependency.callee, []).append(caller.name)
                below.setdefault(caller.name, []).append(dependency.callee)
                if dependency.retry is not None and dependency.retry.attempts > 1 and dependency.retry.budget is None:
                    tried.append((caller.name, dependency.callee))
        self._below = _reached((callee for _, callee in tried), below)
        self._above = _reached((caller for caller, _ in tried), above)

    def has(self, caller: Component, dependency: Dependency) -> bool:
        """Tell whether the dependency is such a call."""
        return _is_call(dependency) and (caller.name in self._below or dependency.callee in self._above)


def _is_call(dependency: Dependency) -> bool:
    return dependency.kind == "call" and "run" in dependency.phases


def _reached(sources: Iterable[str], adjacency: Mapping[str, list[str]]) -> set[str]:
    pending = list(dict.fromkeys(sources))
    reached = set(pending)
    for name in pending:
        for other in adjacency.get(name, ()):
            if other not in reached:
                reached.add(other)
                pending.append(other)
    return reached


RULE = Rule(
    "unbounded-retry",
    "a call is tried many times, without a budget or a breaker",
    Severity.WARNING,
    check,
    (Parameter("attempts", "so many attempts, the first included, are fine without a budget", parse_count, 5),),
)
