"""Find what stands on a shelf: modules of the shelf's package, and third parties' entry points.

A shelf is a package whose modules each bind one constant: `rules/tier_inversion.py` binds `RULE`, and is
called `tier-inversion` by everybody. A package on a shelf counts as one thing. Third parties add things by an
entry point in the group `sosgraph.<shelf>` that points at such a constant.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sosgraph.errors import BadCall

CONSTANTS = {
    "analyses": "ANALYSIS",
    "importers": "IMPORTER",
    "rules": "RULE",
    "renderers": "RENDERER",
    "commands": "COMMAND",
}


@cache
def names(shelf: str) -> tuple[str, ...]:
    """Return the names of all things on `shelf`, sorted."""
    package = import_module(f"sosgraph.{shelf}")
    own = {module.name.replace("_", "-") for module in iter_modules(package.__path__)}
    return tuple(sorted(own | _guests(shelf).keys()))


def find(shelf: str, name: str) -> Any:
    """Return the thing called `name` on `shelf`; `BadCall` with the nearest names when there is none."""
    if name not in names(shelf):
        raise BadCall(f"{name!r} is not among the {shelf}{did_you_mean(name, names(shelf))}")
    guest = _guests(shelf).get(name)
    if guest is not None:
        return guest.load()
    return getattr(import_module(f"sosgraph.{shelf}.{name.replace('-', '_')}"), CONSTANTS[shelf])


def everything(shelf: str) -> tuple[Any, ...]:
    """Return all things on `shelf`, in the order of their names."""
    return tuple(find(shelf, name) for name in names(shelf))


def did_you_mean(word: str, known: tuple[str, ...] | list[str]) -> str:
    """Return `; did you mean 'x'?` with the nearest of `known`, or nothing when none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""


@cache
def _guests(shelf: str) -> dict[str, Any]:
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=f"sosgraph.{shelf}")}
