"""Small architectures in which much waits for much to start, and the definition of the cold start spelt out."""

from collections.abc import Collection, Mapping
from functools import cache

from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency, Fallback
from sosgraph.model.requirement import AtLeast, Requirement
from sosgraph.quantity import Ratio

_PHASES = st.sampled_from((("start",), ("run",), ("start", "run")))
_GUESSED = st.sampled_from((False, False, False, True))
_KINDS = st.sampled_from(("call", "call", "config", "observe"))


@cache
def start_systems(
    most: int = 7, phases: st.SearchStrategy[tuple[str, ...]] = _PHASES, inferred: bool = False
) -> st.SearchStrategy[Architecture]:
    """Return architectures of 2 to `most` components, each with up to three needs, some of them groups or with a fallback.

    Where they may be `inferred`, some are.
    """
    return st.integers(2, most).flatmap(lambda count: _of_size(count, phases, _GUESSED if inferred else st.just(False)))


def _of_size(
    count: int, phases: st.SearchStrategy[tuple[str, ...]], inferred: st.SearchStrategy[bool]
) -> st.SearchStrategy[Architecture]:
    names = [f"c{number}" for number in range(count)]

    def needs(name: str) -> st.SearchStrategy[tuple[Requirement, ...]]:
        others = st.sampled_from([other for other in names if other != name])
        fallback = st.none() | st.none() | st.builds(Fallback, others, st.just(Ratio(1.0, 0.0)))
        one = st.builds(Dependency, others, _KINDS, phases, fallback=fallback, inferred=inferred)
        group = st.lists(one, min_size=2, max_size=3).flatmap(
            lambda among: st.builds(AtLeast, st.integers(1, len(among)), st.just(tuple(among)))
        )
        return st.lists(one | one | group, max_size=3).map(tuple)

    return st.tuples(*map(needs, names)).map(
        lambda drawn: Architecture(
            {name: Component(name, "", requires=requires) for name, requires in zip(names, drawn, strict=True)}
        )
    )


def holds(requirement: Requirement, phase: str, up: Collection[str]) -> bool | None:
    """Tell whether a requirement holds in a phase of a healthy system in which `up` are up; None if it asks nothing."""
    if isinstance(requirement, Dependency):
        if phase not in requirement.phases:
            return None
        alternatives = [requirement.callee, *([requirement.fallback.callee] if requirement.fallback is not None else [])]
        return requirement.inferred or requirement.probability is not None or any(name in up for name in alternatives)
    assert isinstance(requirement, AtLeast)
    members = [found for part in requirement.among if (found := holds(part, phase, up)) is not None]
    return sum(members) >= min(requirement.need, len(members)) if members else None


def comes_up(component: Component, before: Collection[str], together: Collection[str]) -> bool:
    """R_i^start(X) ∧ R_i^run(Y), where what was only inferred holds always."""
    for requirement in component.requires:
        if holds(requirement, "start", before) is False or holds(requirement, "run", together) is False:
            return False
    replicas = component.replicas
    if replicas is None or not replicas.over:
        return True
    return sum(replicas.over[copy % len(replicas.over)] in together for copy in range(replicas.count)) >= replicas.need


def waves_of(drawn: Architecture, given_up: Collection[str] = ()) -> Mapping[str, int]:
    """Return the wave of every component in μX. νY, from 1, when `given_up` are up by other means (wave 0)."""
    wave = dict.fromkeys(given_up, 0)
    while True:
        together = set(drawn.components)
        while fallen := {
            name for name in together if name not in given_up and not comes_up(drawn.components[name], wave, together)
        }:
            together -= fallen
        if together <= set(wave):
            return wave
        reached = max(wave.values(), default=0) + 1
        wave |= {name: reached for name in together if name not in wave}


def never_up(drawn: Architecture, given_up: Collection[str] = ()) -> set[str]:
    """Return what is not in μX. νY, when `given_up` are up by other means."""
    return set(drawn.components) - set(waves_of(drawn, given_up))
