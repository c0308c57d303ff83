"""What one service names of others: each reference with its place, before those to one callee become one dependency."""

from collections.abc import Iterable, Iterator, Mapping

from sosgraph.description.parts import DependencyDescription
from sosgraph.frozen import dataclass, replace
from sosgraph.source import Pointer

_PHASES = ("start", "run")


@dataclass(frozen=True, slots=True)
class Reference:
    """A service as it is named in one place, and what that place says of the dependency."""

    on: str
    at: Pointer
    phases: tuple[str, ...] = _PHASES
    kind: str = "call"
    soft: bool = False
    inferred: bool = False
    weak: bool = False
    """Inferred from so little that it does not hold against what its callee says."""


def dependencies(references: Iterable[Reference]) -> Iterator[DependencyDescription]:
    """Yield one dependency for each callee, at its first place.

    It is needed in every phase that a reference names. What is declared decides over what is inferred whether it is
    soft, and so does a declared kind other than a call.
    """
    merged: dict[str, Reference] = {}
    for reference in references:
        known = merged.get(reference.on)
        merged[reference.on] = reference if known is None else _merged(known, reference)
    for reference in merged.values():
        values: dict[str, object] = {"kind": reference.kind, "phase": reference.phases}
        if reference.inferred:
            values["inferred"] = True
        yield DependencyDescription(reference.on, reference.at, values, reference.soft or None)


def _merged(first: Reference, second: Reference) -> Reference:
    decided = second.inferred and not first.inferred
    return replace(
        first,
        phases=tuple(phase for phase in _PHASES if phase in first.phases or phase in second.phases),
        kind=second.kind if not second.inferred and first.kind == "call" else first.kind,
        soft=first.soft and (second.soft or decided),
        inferred=first.inferred and second.inferred,
    )


def names_of(services: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return which service each name on the network means.

    The name of a service goes before any other name for it; another name that several services share means none.
    """
    names: dict[str, str] = {}
    for service, others in services.items():
        for other in filter(None, others):
            names[other] = service if names.get(other, service) == service else ""
    return {name: service for name, service in names.items() if service} | {name: name for name in services}
