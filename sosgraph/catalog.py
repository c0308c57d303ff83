"""Find what stands on a shelf: modules of the shelf's package, and third parties' entry points.

A shelf is a package whose modules each bind one constant: `rules/tier_inversion.py` binds `RULE`, and is
called `tier-inversion` by everybody. A package on a shelf counts as one thing. Third parties add things by an
entry point in the group `sosgraph.<shelf>` that points at such a constant.
"""

import os
import sys
from functools import cache
from importlib import import_module
from typing import Any

from sosgraph.errors import BadCall

CONSTANTS = {
    "analyses": "ANALYSIS",
    "importers": "IMPORTER",
    "rules": "RULE",
    "contracts": "CONTRACT",
    "renderers": "RENDERER",
    "commands": "COMMAND",
    "overlays": "OVERLAY",
}

_FEW = 10  # names that a message can list


@cache
def names(shelf: str) -> tuple[str, ...]:
    """Return the names of all things on `shelf`, sorted."""
    return tuple(sorted(_sources(shelf).keys() | _guests(shelf).keys()))


def find(shelf: str, name: str) -> Any:
    """Return the thing called `name` on `shelf`; `BadCall` with the nearest names when there is none."""
    if name not in names(shelf):
        all_of_few = f": {', '.join(names(shelf))}" if len(names(shelf)) <= _FEW else ""
        raise BadCall(f"{name!r} is not among the {shelf}{did_you_mean(name, names(shelf)) or all_of_few}")
    guest = _guests(shelf).get(name)
    if guest is not None:
        return guest.load()
    return getattr(import_module(f"sosgraph.{shelf}.{name.replace('-', '_')}"), CONSTANTS[shelf])


def everything(shelf: str) -> tuple[Any, ...]:
    """Return all things on `shelf`, in the order of their names."""
    return tuple(find(shelf, name) for name in names(shelf))


def did_you_mean(word: str, known: tuple[str, ...] | list[str], nearness: float = 0.6) -> str:
    """Return `; did you mean 'x'?` with the nearest of `known`, or nothing when none is near (1: the same but for case)."""
    from difflib import get_close_matches

    spelt = {name.lower(): name for name in reversed(known)}
    near = [spelt[name] for name in get_close_matches(word.lower(), spelt, n=3, cutoff=nearness)]
    return f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""


def summary(shelf: str, name: str) -> str:
    """Return the one line about a thing without loading it, since a list of thirty would load all that they need."""
    if name in _guests(shelf):
        line: str = find(shelf, name).summary
        return line
    with open(_sources(shelf)[name], encoding="utf-8") as file:
        _, written, rest = file.read().partition(' summary="')
    return rest.partition('"')[0] if written else str(find(shelf, name).summary)


@cache
def _sources(shelf: str) -> dict[str, str]:
    """Return the files in which the own things on a shelf are written, by the names of these."""
    folder = os.path.join(os.path.dirname(__file__), shelf)
    found = {}
    for entry in os.listdir(folder):
        module, ending = os.path.splitext(entry)
        path = os.path.join(folder, entry) if ending else os.path.join(folder, entry, "__init__.py")
        if not module.startswith(("_", ".")) and (ending == ".py" or os.path.isfile(path)):
            found[module.replace("_", "-")] = path
    return found


@cache
def _guests(shelf: str) -> dict[str, Any]:
    if not extended():
        return {}
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=f"sosgraph.{shelf}")}


@cache
def extended() -> bool:
    """Tell whether any installed distribution has entry points of ours; importlib.metadata alone costs a fifth of a start."""
    for folder in sys.path:
        if folder == os.path.dirname(os.__file__):  # the standard library, in which nothing is installed
            continue
        try:
            entries = [entry for entry in os.listdir(folder or ".") if entry.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for entry in entries:
            try:
                with open(os.path.join(folder, entry, "entry_points.txt"), "rb") as file:
                    if b"[sosgraph." in file.read():
                        return True
            except OSError:
                continue
    return False


def instead_of(word: str, known: tuple[str, ...]) -> str:
    """Return the end of a message about a key that is not among `known`: what was meant, or all that is known."""
    strange = ", ".join(f"{letter!r} is U+{ord(letter):04X}" for letter in word if ord(letter) > 126)
    looks = f" ({strange}, not the letter it looks like)" if strange else ""
    return (did_you_mean(word, known) or f"; known are {', '.join(sorted(known))}") + looks
