"""Components as people name them on a command line: `web` where that is clear, else `shop/web`; `shop`, `pay-*`, a journey."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sosgraph.catalog import did_you_mean
from sosgraph.enumeration import some_of
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import all_of, dependencies_of
from sosgraph.model.slo import OwnPart
from sosgraph.model.workload import Journey
from sosgraph.quantity import Ratio

_PERFECT = OwnPart(Ratio(1.0, 0.0))
TARGETS = (
    "only this component, journey, system or pattern like pay-* (may be repeated); "
    "else entries, heads of journeys, and what promises something that none of these needs"
)
"""What `answerable` takes and chooses, in words."""
_LISTED = 8  # names that a refusal shows


class Selected(NamedTuple):
    """What is asked about: components of `architecture`, by their full names; the journeys among them are components there."""

    architecture: Architecture
    names: tuple[str, ...]


def selected_components(architecture: Architecture, given: Iterable[str]) -> tuple[str, ...]:
    """Return the full names of the components `given`, in that order; all in reading order when none is given.

    A system stands for all of its components, a pattern like `pay-*` or `shop/*` for those that it fits. Raises `BadCall` for a
    name that is unknown, or that several systems have.
    """
    names = tuple(dict.fromkeys(full_name for name in given for full_name in _meant(architecture, name, False)))
    return names or tuple(architecture.components)


def means_somebody(architecture: Architecture, name: str) -> bool:
    """Tell whether there is a component or a system of that name, or a component that fits it as a pattern."""
    return bool(_called(architecture, name) or name in architecture.systems or _fitting(architecture, name))


def selected_systems(architecture: Architecture, given: Iterable[str]) -> tuple[str, ...]:
    """Return the systems `given`, in that order, without repeats. Raises `BadCall` for a name that is unknown."""
    names = tuple(dict.fromkeys(given))
    for name in names:
        if name not in architecture.systems:
            known = did_you_mean(name, architecture.systems)
            raise BadCall(f"no system is called {name!r}{known}; there are {', '.join(architecture.systems) or 'none'}")
    return names


def selected_journeys(architecture: Architecture, given: Iterable[str]) -> tuple[Journey, ...]:
    """Return the journeys `given`, in that order, without repeats. Raises `BadCall` for a name that is unknown."""
    names = tuple(dict.fromkeys(given))
    for name in names:
        if name not in architecture.journeys:
            known = did_you_mean(name, tuple(architecture.journeys))
            raise BadCall(f"no journey is called {name!r}{known}; there are {', '.join(architecture.journeys) or 'none'}")
    return tuple(architecture.journeys[name] for name in names)


def selected_parts(architecture: Architecture, given: Iterable[str]) -> tuple[str, ...]:
    """Return the full names of components and replicas (`ledger#2`) `given`, in that order, without repeats.

    Raises `BadCall` for a name that is unknown, that several systems have, or of a replica that there is not.
    """
    return tuple(dict.fromkeys(_part(architecture, name) for name in given))


def selected_component(architecture: Architecture, given: str) -> str:
    """Return the full name of the one component `given`. Raises `BadCall` where that is unknown, or several."""
    return _full_name(architecture, given)


def _part(architecture: Architecture, name: str) -> str:
    whole, mark, copy = name.rpartition("#")
    if not mark or name in architecture.components:
        return _full_name(architecture, name)
    full_name = _full_name(architecture, whole)
    replicas = architecture.components[full_name].replicas
    if replicas is None or copy not in map(str, range(1, replicas.count + 1)):
        last = f"#1 to #{replicas.count}" if replicas is not None else "none"
        raise BadCall(f"{whole} has no replica #{copy}; it has {last}")
    return f"{full_name}#{copy}"


def selected(architecture: Architecture, given: Iterable[str]) -> Selected:
    """Return the components and journeys `given`, a system and a pattern as all of their components; all when none is given.

    Raises `BadCall` as `selected_components` does.
    """
    names = tuple(dict.fromkeys(full_name for name in given for full_name in _meant(architecture, name, True)))
    return Selected(with_journeys(architecture, names), names or tuple(architecture.components))


def answerable(
    architecture: Architecture, given: Iterable[str], counts: Callable[[Component], bool] = lambda component: True
) -> Selected:
    """Return the components and journeys `given`; when none is, those of `answerable_components`.

    A system stands for what answers for it: of its components those that would be chosen, were there no others.
    """
    chosen = tuple(given)
    if not chosen:
        return Selected(architecture, answerable_components(architecture, (), counts))
    names = tuple(dict.fromkeys(full_name for name in chosen for full_name in _answering(architecture, name)))
    return Selected(with_journeys(architecture, names), names)


def with_journeys(architecture: Architecture, names: Iterable[str]) -> Architecture:
    """Return the architecture in which the journeys among `names` (`journey buy`) are perfect components on top of the others."""
    journeys = {journey_name(journey): journey for journey in architecture.journeys.values()}
    wanted = {name: _as_component(journeys[name], name) for name in names if name not in architecture.components}
    return architecture.extended(wanted) if wanted else architecture


def journey_name(journey: Journey) -> str:
    """Return the name under which a journey stands among components."""
    return journey.label


def answerable_components(
    architecture: Architecture, given: Iterable[str], counts: Callable[[Component], bool] = lambda component: True
) -> tuple[str, ...]:
    """Return the full names of the components `given`; when none is, of those that others rely on, in reading order.

    These are the entries and the first component of each journey, and whatever else is on a journey or promises something, unless
    one of them needs it already. Of a component that needs nobody, a promise that is its only number says nothing. Only those
    are chosen that `counts` holds of. Where that is none: all promises; without these, what is `topmost`; else all. Raises
    `BadCall` as `selected_components` does.
    """
    chosen = tuple(given)
    if chosen:
        return selected_components(architecture, chosen)
    return _relied_on(architecture, architecture.components, counts)


def _relied_on(
    architecture: Architecture, among: Iterable[str], counts: Callable[[Component], bool] = lambda component: True
) -> tuple[str, ...]:
    names = tuple(among)
    components = [architecture.components[name] for name in names if counts(architecture.components[name])]
    journeys = [journey.through for journey in architecture.journeys.values()]
    heads = {through[0] for through in journeys if through}
    passed = {name for through in journeys for name in through}
    first = {each.name for each in components if each.entry is not None or each.name in heads}
    promising = [each.name for each in components if each.availability_slos]
    others = {each.name for each in components if each.name in passed or (each.availability_slos and not _is_its_promise(each))}
    chosen = first | _uncovered(architecture, first, others) or _uncovered(architecture, set(), set(promising))
    if chosen:
        return tuple(name for name in names if name in chosen)
    inside = frozenset(names)
    return tuple(name for name in topmost(architecture, architecture.components) if name in inside) or names


def topmost(architecture: Architecture, among: Iterable[str]) -> tuple[str, ...]:
    """Return those of some components that none of them needs but what they need themselves, in the order given.

    These are the members of the strong components without a caller outside, one that is in no cycle being one by itself.
    """
    from sosgraph.graph.components import strong_components

    index = {name: number for number, name in enumerate(among)}
    among_them = ((caller.name, each.callee) for caller, each, _ in architecture.dependencies() if each.callee in index)
    edges = [(index[caller], index[callee]) for caller, callee in among_them if caller in index]
    adjacency: list[list[int]] = [[] for _ in index]
    for caller, callee in edges:
        adjacency[caller].append(callee)
    circle_of = {member: number for number, circle in enumerate(strong_components(adjacency)) for member in circle}
    needed = {circle_of[callee] for caller, callee in edges if circle_of[callee] != circle_of[caller]}
    return tuple(name for name, number in index.items() if circle_of[number] not in needed)


def _is_its_promise(component: Component) -> bool:
    """Tell whether all that is known of the component is what it promises."""
    own = component.own
    return not _hard_callees(component) and not (own.availability or own.mtbf_s or component.observed or component.slas)


def _uncovered(architecture: Architecture, first: set[str], others: set[str]) -> set[str]:
    """Return those of `others` that nothing in `first` needs, and no other of them; of a cycle, its first in reading order."""
    if not first and not others:
        return set()
    from sosgraph.graph.components import strong_components

    names = list(architecture.components)
    adjacency = architecture.once(_hard)
    covered = [False] * len(names)
    found = set()
    for members in reversed(strong_components(adjacency)):
        asked = [names[member] for member in members if names[member] in first or names[member] in others]
        reached = any(covered[member] for member in members)
        if not reached and not first.intersection(asked):
            found.update(asked[:1])
        for member in members if reached or asked else ():
            for head in (member, *adjacency[member]):
                covered[head] = True
    return found - first


def _hard(architecture: Architecture) -> list[list[int]]:
    index = {name: number for number, name in enumerate(architecture.components)}
    return [[index[callee] for callee in _hard_callees(component)] for component in architecture.components.values()]


def _hard_callees(component: Component) -> list[str]:
    hard = [each for requirement in component.requires for each in dependencies_of(requirement) if "run" in each.phases]
    instead = [each.fallback.callee for each in hard if each.fallback is not None]
    return [*(each.callee for each in hard), *instead, *(component.replicas.over if component.replicas is not None else ())]


def _as_component(journey: Journey, name: str) -> Component:
    needs = tuple(Dependency(each, at=journey.at) for each in dict.fromkeys(journey.through))
    requires = (all_of(*needs, at=journey.at),) if needs else ()
    return Component(name, "", kind="journey", own=_PERFECT, slos=journey.slos, requires=requires, at=journey.at)


def _answering(architecture: Architecture, name: str) -> tuple[str, ...]:
    found = _meant(architecture, name, True)
    is_system = name in architecture.systems and not _called(architecture, name) and name not in architecture.journeys
    return _relied_on(architecture, found) if is_system else found


def _called(architecture: Architecture, name: str) -> list[str]:
    if name in architecture.components:
        return [name]
    return list(architecture.once(_full_names).get(name, ()))


def _full_names(architecture: Architecture) -> Mapping[str, list[str]]:
    """Return the full names of the components by what they are called in their systems."""
    found: dict[str, list[str]] = {}
    for full_name in architecture.components:
        found.setdefault(full_name.partition("/")[2], []).append(full_name)
    return found


def _meant(architecture: Architecture, name: str, journeys: bool) -> tuple[str, ...]:
    """Return what `name` stands for: a component, else a journey where these count, else a system, else a pattern."""
    journey = architecture.journeys.get(name.removeprefix("journey ")) if journeys else None
    if not _called(architecture, name):
        if journey is not None:
            return (journey_name(journey),)
        if name in architecture.systems:
            return tuple(each for each in architecture.components if each.startswith(f"{name}/"))
        fits = _fitting(architecture, name)
        if fits:
            return fits
    return (_full_name(architecture, name),)


def _fitting(architecture: Architecture, pattern: str) -> tuple[str, ...]:
    """Return the components whose full name fits, or in a pattern without `/` what they are called in their systems.

    What has none of the marks of a pattern is none.
    """
    if not any(mark in pattern for mark in "*?["):
        return ()
    from fnmatch import fnmatchcase

    local = "/" not in pattern
    named = ((each, (each, each.partition("/")[2]) if local else (each,)) for each in architecture.components)
    return tuple(each for each, names in named if any(fnmatchcase(name, pattern) for name in names))


def _full_name(architecture: Architecture, name: str) -> str:
    candidates = _called(architecture, name)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise BadCall(f"{name!r} is ambiguous; write {' or '.join(candidates)}")
    _refuse_other(architecture, name)
    known = [*architecture.components, *(full_name.partition("/")[2] for full_name in architecture.components)]
    hint = did_you_mean(name, [*known, *architecture.journeys, *architecture.systems]) or _there_are(architecture)
    raise BadCall(f"no component is called {name!r}{hint}")


def _refuse_other(architecture: Architecture, name: str) -> None:
    """Raise `BadCall` where `name` is that of a system or a journey, which is nothing to guess another name for."""
    inside = [full_name for full_name in architecture.components if full_name.startswith(f"{name}/")]
    journey = architecture.journeys.get(name.removeprefix("journey "))
    if name in architecture.systems and inside:
        kind, parts = "a system", inside
    elif journey is not None:
        kind, parts = "a journey", list(journey.through)
    else:
        return
    raise BadCall(f"{name!r} is {kind}, and a component is asked for here; in it there are {some_of(parts, _LISTED)}")


def _there_are(architecture: Architecture) -> str:
    labels = [architecture.label(name) for name in architecture.components]
    rest = ", which 'sosgraph composite-slo' lists" if len(labels) > _LISTED else ""
    return f"; there are {some_of(labels, _LISTED) or 'none'}{rest}"
