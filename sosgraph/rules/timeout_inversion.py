"""A caller gives up while its callee still waits: work is done that nobody takes, and tried again."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency, Retry
from sosgraph.quantity import format_duration
from sosgraph.rules import Rule

_SLACK = 1 + 1e-9


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each call that may last longer than the most impatient caller of its caller waits."""
    calls = [
        (caller, dependency, dependency.timeout_s)
        for caller, dependency, _ in architecture.dependencies()
        if dependency.kind == "call" and "run" in dependency.phases and dependency.timeout_s is not None
    ]
    patience: dict[str, tuple[Component, Dependency, float]] = {}
    for call in calls:
        known = patience.get(call[1].callee)
        if known is None or call[2] < known[2]:
            patience[call[1].callee] = call
    label = architecture.label
    for caller, dependency, timeout_s in calls:
        if caller.name not in patience:
            continue
        above, waiting, given_s = patience[caller.name]
        longest_s = timeout_s if dependency.retry is None else _longest_s(timeout_s, dependency.retry)
        if longest_s > given_s * _SLACK:
            tried = f" in {dependency.retry.attempts} attempts" if dependency.retry and dependency.retry.attempts > 1 else ""
            message = (
                f"{label(caller.name)} waits up to {_words(longest_s)} for {label(dependency.callee)}{tried}, but "
                f"{label(above.name)} waits only {format_duration(given_s)} for {label(caller.name)}; "
                f"let the outer wait be longer"
            )
            note = Note(waiting.at / "timeout", f"{label(above.name)} gives up after {format_duration(given_s)}")
            yield Finding(dependency.at / "timeout", message, (note,))


def _longest_s(timeout_s: float, retry: Retry) -> float:
    """Return the seconds of all attempts and the pauses between them, jitter taken as its longest."""
    if retry.attempts < 2:
        return timeout_s
    return retry.attempts * timeout_s + retry.pauses_s


def _words(seconds: float) -> str:
    return format_duration(seconds) if seconds < 1e10 else "centuries"


RULE = Rule("timeout-inversion", "a callee may wait longer than its caller does", Severity.WARNING, check)
