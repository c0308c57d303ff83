"""Components as people name them on a command line: `web` where that is clear, else `shop/web`."""

from collections.abc import Iterable

from sosgraph.catalog import did_you_mean
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture


def selected_components(architecture: Architecture, given: Iterable[str]) -> tuple[str, ...]:
    """Return the full names of the components `given`, in that order; all in reading order when none is given.

    Raises `BadCall` for a name that is unknown, or that several systems have.
    """
    names = tuple(dict.fromkeys(_full_name(architecture, name) for name in given))
    return names or tuple(architecture.components)


def answerable_components(architecture: Architecture, given: Iterable[str]) -> tuple[str, ...]:
    """Return the full names of the components `given`; when none is, of those that users see.

    These are the entries and the first component of each journey; without any, what promises something; without that
    too, what nobody needs; else all. Raises `BadCall` as `selected_components` does.
    """
    chosen = tuple(given)
    if chosen:
        return selected_components(architecture, chosen)
    needed = {dependency.callee for _, dependency, _ in architecture.dependencies()}
    first = {journey.through[0] for journey in architecture.journeys.values() if journey.through}
    components = architecture.components.values()
    entries = tuple(component.name for component in components if component.entry is not None or component.name in first)
    promising = tuple(component.name for component in components if component.availability_slos)
    roots = tuple(name for name in architecture.components if name not in needed)
    return entries or promising or roots or tuple(architecture.components)


def _full_name(architecture: Architecture, name: str) -> str:
    if name in architecture.components:
        return name
    candidates = [full_name for full_name in architecture.components if full_name.partition("/")[2] == name]
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise BadCall(f"{name!r} is ambiguous; write {' or '.join(candidates)}")
    known = [*architecture.components, *(full_name.partition("/")[2] for full_name in architecture.components)]
    raise BadCall(f"no component is called {name!r}{did_you_mean(name, known)}")
