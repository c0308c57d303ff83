"""What a simulation takes for granted about an architecture: said with every answer, since nobody wrote it."""

from collections.abc import Iterator

from sosgraph.enumeration import some_of
from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.settings import Setting
from sosgraph.traffic.calls import is_call
from sosgraph.traffic.demand import demand

_MOST = 5


def assumptions_of(architecture: Architecture, assumed: tuple[Setting, ...], changed: tuple[Setting, ...]) -> tuple[str, ...]:
    """Return in words what was assumed, what was set, what is taken as unlimited, and what is left out."""
    label = architecture.label
    return (
        *(f"assumed: {each.written}" for each in assumed),
        *(f"set: {each.written}" for each in changed),
        *_told("taken as without limit, since no capacity is written", map(label, _unlimited(architecture))),
        *_told("left out, since it is no call that is made while running", _others(architecture)),
        *_told("left out, since no 'target' says what it aims at", _aimless(architecture)),
    )


def _told(what: str, names: Iterator[str]) -> Iterator[str]:
    found = list(dict.fromkeys(names))
    if found:
        yield f"{what}: {some_of(found, _MOST)}"


def _unlimited(architecture: Architecture) -> Iterator[str]:
    """Yield the components that requests reach, and of which nothing says how much they can take."""
    found = architecture.once(demand)
    for name, offered in zip(found.calls.names, found.offered, strict=True):
        capacity = architecture.components[name].capacity
        if offered and (capacity is None or capacity.concurrency is None):
            yield name


def _aimless(architecture: Architecture) -> Iterator[str]:
    return (f"controller {each.name}" for each in architecture.controllers if each.target is None)


def _others(architecture: Architecture) -> Iterator[str]:
    for caller, dependency, _ in architecture.dependencies():
        if not is_call(dependency):
            yield f"{architecture.label(caller.name)} -> {architecture.label(dependency.callee)} ({dependency.kind})"
