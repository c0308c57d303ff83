"""Retries after the same pause everywhere: whoever failed together comes back together."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_duration
from sosgraph.rules import Rule


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each dependency that is tried again after a pause without jitter."""
    label = architecture.label
    for caller, dependency, _ in architecture.dependencies():
        retry = dependency.retry
        if retry is not None and retry.attempts > 1 and retry.backoff_s > 0 and retry.jitter == "none":
            message = (
                f"{label(caller.name)} tries {label(dependency.callee)} again after {format_duration(retry.backoff_s)} sharp, so "
                f"that all requests that failed together come back together; write a jitter, like full"
            )
            yield Finding(dependency.at / "retry", message)


RULE = Rule("retry-without-jitter", "retries pause without jitter, so that they come in waves", Severity.WARNING, check)
