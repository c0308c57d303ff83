"""Files and folders as people write them in a list of exceptions: `legacy/**`, `*.generated.yaml`, `vendor/`."""

import re
from functools import cache

_ANY_FOLDERS = None
_stars = re.compile(r"\*+")


def fits(path: str, pattern: str) -> bool:
    """Tell whether the pattern is for a file at `path`, which is relative to the folder in which the pattern is written.

    As gitignore has it: `*` is anything but `/`, `**` any number of folders; a folder stands for all below it; and what has
    no `/` but at its end fits at any depth. Takes steps of the path times steps of the pattern, whatever stands in them.
    """
    steps = _steps(pattern)
    reached = _with_none(steps, {0})
    for name in path.split("/"):
        further = {place if steps[place] is _ANY_FOLDERS else place + 1 for place in reached if _takes(steps[place], name)}
        reached = _with_none(steps, further)
        if len(steps) in reached:
            return True
    return False


def _with_none(steps: tuple[re.Pattern[str] | None, ...], reached: set[int]) -> set[int]:
    """Return the places that are reached with those behind them that are reached where `**` is no folder at all."""
    found = set(reached)
    for place in reached:
        while place < len(steps) and steps[place] is _ANY_FOLDERS:
            place += 1
            found.add(place)
    return found


def _takes(step: re.Pattern[str] | None, name: str) -> bool:
    return step is _ANY_FOLDERS or step.fullmatch(name) is not None


@cache
def _steps(pattern: str) -> tuple[re.Pattern[str] | None, ...]:
    """Return an expression for each folder and for the file, None for any number of folders."""
    plain = pattern.removeprefix("./").rstrip("/")
    names = plain.removeprefix("/").split("/")
    if "/" not in plain:
        names.insert(0, "**")
    if names[-1] == "**":
        names.append("*")
    return tuple(_ANY_FOLDERS if name == "**" else _expression(name) for name in names)


def _expression(name: str) -> re.Pattern[str]:
    """Return what one step means; a star takes as little as it may and never more later, which is enough and never slow."""
    first, *others = ("".join("." if each == "?" else re.escape(each) for each in part) for part in _stars.split(name))
    between = "".join(f"(?>.*?{part})" for part in others[:-1])
    return re.compile(f"{first}{between}.*{others[-1]}" if others else first, re.DOTALL)
