"""One circuit breaker over several callees: when one of them fails, the healthy ones are cut off too."""

from collections.abc import Iterator

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.rules import Rule

_SHOWN = 5


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each scope of breakers with several callees, at the first dependency on another callee."""
    scopes: dict[tuple[str, str], list[tuple[Component, Dependency]]] = {}
    for caller, dependency, _ in architecture.dependencies():
        if dependency.breaker is not None and dependency.breaker.scope is not None:
            scopes.setdefault((caller.system, dependency.breaker.scope), []).append((caller, dependency))
    label = architecture.label
    for (_, scope), members in scopes.items():
        by_callee = {dependency.callee: (caller, dependency) for caller, dependency in reversed(members)}
        callees = list(dict.fromkeys(dependency.callee for _, dependency in members))
        if len(callees) < 2:
            continue
        names = some_of(callees, _SHOWN, label)
        message = (
            f"the breaker {scope} covers {names}: when one of them fails, calls of the others are refused too; "
            f"give each callee a scope of its own"
        )
        first, second, *others = (by_callee[callee] for callee in callees)
        notes = (
            Note(dependency.at / "breaker", f"{label(caller.name)} calls {label(dependency.callee)} through it", branch)
            for branch, (caller, dependency) in enumerate((first, *others[: _SHOWN - 2]))
        )
        yield Finding(second[1].at / "breaker" / "scope", message, tuple(notes))


RULE = Rule("shared-breaker", "one circuit breaker covers several callees", Severity.WARNING, check)
