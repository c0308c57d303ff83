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
