"""Which components and systems only changed their names; and an architecture under other names."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping

from sosgraph.diff.needs import need_key, needs_of
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement

_ALIKE = 0.5  # share of its components that a system keeps when it is renamed


def renamed_systems(base: Architecture, head: Architecture) -> dict[str, str]:
    """Return the new names of systems, by the old ones: of one that is gone and one that is new with half of it."""
    before, after = _locals(base), _locals(head)
    gone, new = [name for name in before if name not in after], [name for name in after if name not in before]
    pairs = [(old, name) for old in gone for name in new if _alike(before[old], after[name])]
    olds, news = Counter(old for old, _ in pairs), Counter(name for _, name in pairs)
    return {old: name for old, name in pairs if olds[old] == news[name] == 1}


def renamed_components(base: Architecture, head: Architecture) -> dict[str, str]:
    """Return the new full names of components, by the old ones: the only one that is gone and the only new one of the same body.

    The body is all that is said of a component but its name and its system. Where several have the same, or nothing is said
    of them at all, they must be needed by the same callers too. Callees that are renamed are found before their callers.
    """
    found: dict[str, str] = {}
    gone = [name for name in base.components if name not in head.components]
    new = [name for name in head.components if name not in base.components]
    if not gone or not new:
        return found
    callers_before, callers_after = _callers(base), _callers(head)
    while gone and new:
        bodies = {name: _body(base.components[name], found) for name in gone}
        others = {name: _body(head.components[name], {}) for name in new}
        fitting = _pairs(
            {name: body for name, body in bodies.items() if body[1]}, {n: body for n, body in others.items() if body[1]}
        )
        around = {name: (bodies[name], frozenset(found.get(one, one) for one in callers_before.get(name, ()))) for name in gone}
        fitting |= _pairs(
            {name: key for name, key in around.items() if key[1] and name not in fitting},
            {name: (others[name], frozenset(callers_after[name])) for name in new if name in callers_after},
        )
        if not fitting:
            break
        found |= fitting
        gone = [name for name in gone if name not in fitting]
        taken = set(fitting.values())
        new = [name for name in new if name not in taken]
    return {name: found[name] for name in base.components if name in found}


def under_new_names(architecture: Architecture, names: Mapping[str, str]) -> Architecture:
    """Return the architecture with components called as `names` says; itself where that is empty."""
    if not names:
        return architecture

    def called(name: str) -> str:
        return names.get(name, name)

    def signal(name: str) -> str:
        component, dot, rest = name.rpartition(".")
        return f"{called(component)}{dot}{rest}" if dot else called(name)

    components = {called(name): _called(one, called) for name, one in architecture.components.items()}
    return replace(
        architecture,
        components=components,
        systems=tuple(dict.fromkeys(one.system for one in components.values())),
        feedback=tuple(replace(one, source=signal(one.source), target=signal(one.target)) for one in architecture.feedback),
        controllers=tuple(
            replace(
                one,
                senses=tuple(map(signal, one.senses)),
                acts=tuple(map(signal, one.acts)),
                needs=tuple(map(called, one.needs)),
            )
            for one in architecture.controllers
        ),
        journeys={name: replace(one, through=tuple(map(called, one.through))) for name, one in architecture.journeys.items()},
        scenarios={
            name: replace(one, component=called(one.component), callee=None if one.callee is None else called(one.callee))
            for name, one in architecture.scenarios.items()
        },
        mistaken=frozenset(map(called, architecture.mistaken)),
        _known={},
    )


def _called(component: Component, called: Callable[[str], str]) -> Component:
    name = called(component.name)
    replicas = component.replicas
    return replace(
        component,
        name=name,
        system=name.partition("/")[0] if name != component.name else component.system,
        requires=tuple(_need(each, called) for each in component.requires),
        uses=tuple(_dependency(each, called) for each in component.uses),
        replicas=None if replicas is None else replace(replicas, over=tuple(map(called, replicas.over))),
    )


def _need(need: Requirement, called: Callable[[str], str]) -> Requirement:
    if isinstance(need, Dependency):
        return _dependency(need, called)
    if isinstance(need, Negation):
        return replace(need, requirement=_need(need.requirement, called))
    return AtLeast(need.need, tuple(_need(member, called) for member in need.among), need.at)


def _dependency(one: Dependency, called: Callable[[str], str]) -> Dependency:
    fallback = None if one.fallback is None else replace(one.fallback, callee=called(one.fallback.callee))
    return replace(one, callee=called(one.callee), fallback=fallback)


def _body(component: Component, names: Mapping[str, str]) -> tuple[Hashable, bool]:
    """Return all that is said of it but its name, others being called as `names` says, and whether anything is."""
    same = replace(_called(component, lambda each: names.get(each, each)), name="", system="")
    needs = frozenset(Counter(need_key(need) for need in needs_of(same)).items())
    rest = replace(same, requires=(), uses=())
    return (rest, needs), rest != Component("", "") or bool(needs)


def _pairs(before: Mapping[str, Hashable], after: Mapping[str, Hashable]) -> dict[str, str]:
    """Return which names have the same key, where each is the only one that has it."""
    olds, news = Counter(before.values()), Counter(after.values())
    by_key = {key: name for name, key in after.items() if news[key] == 1}
    return {name: by_key[key] for name, key in before.items() if olds[key] == 1 and key in by_key}


def _callers(architecture: Architecture) -> dict[str, set[str]]:
    callers: dict[str, set[str]] = {}
    for caller, dependency, _ in architecture.dependencies():
        callers.setdefault(dependency.callee, set()).add(caller.name)
    return callers


def _locals(architecture: Architecture) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in architecture.components:
        system, _, local = name.partition("/")
        found.setdefault(system, set()).add(local)
    return found


def _alike(before: Iterable[str], after: Iterable[str]) -> bool:
    one, other = set(before), set(after)
    return len(one & other) >= _ALIKE * max(len(one), len(other))
