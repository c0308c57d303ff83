"""Configuration or data that reaches most of the system at once: one bad value is everywhere before anybody sees it."""

from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.bit_sets import bit_set
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_share, parse_ratio
from sosgraph.rules import Rule
from sosgraph.source import Pointer
from sosgraph.structure.domains import is_given

_SHARE = Ratio(0.5, 0.5)
_FEWEST = 5
"""In a system where this many are most of it, everybody sees what a change does."""
_ASKED = ("database", "db", "cache", "queue", "topic")
"""Kinds of component that answer with data and push none."""
_SHOWN = 5


class _Taking(NamedTuple):
    """One that takes configuration or data from another, and where it says so."""

    caller: str
    at: Pointer


def check(architecture: Architecture, *, share: Ratio = _SHARE) -> Iterator[Finding]:
    """Yield one finding for each component whose changes reach more than `share` of the others at once, on whatever way.

    Of several in a row the last one before the many.
    """
    taking = _taking(architecture)
    if not taking:
        return
    callers = {each.caller for found in taking.values() for each in found}
    if len(callers) < _FEWEST or len(callers) <= share.value * (sum(map(_is_counted, architecture.components.values())) - 1):
        return  # not even all together
    names = list(architecture.components)
    index = {name: number for number, name in enumerate(names)}
    reached = reachable_sets([[index[each.caller] for each in taking.get(name, ())] for name in names])
    counted = bit_set(index[name] for name, one in architecture.components.items() if _is_counted(one))
    total = counted.bit_count()
    wide: dict[str, int] = {}
    for name in taking:
        others = counted & ~(1 << index[name])
        count = (reached[index[name]] & others).bit_count()
        if count >= _FEWEST and count > share.value * others.bit_count():
            wide[name] = count
    told: set[int] = set()
    for name in (name for name in names if name in wide):
        bits = reached[index[name]]
        relayed = any(each.caller in wide and reached[index[each.caller]] != bits for each in taking[name])
        if not relayed and bits not in told:
            told.add(bits)
            yield _finding(architecture, name, taking[name], wide[name], total - (not is_given(architecture.components[name])))


def _is_counted(component: Component) -> bool:
    return not is_given(component)


def _taking(architecture: Architecture) -> dict[str, list[_Taking]]:
    """Return by callee who takes configuration or data from it at once."""
    found: dict[str, list[_Taking]] = {}
    for caller, dependency, _ in architecture.dependencies():
        if dependency.kind in ("config", "data"):
            places = [(dependency.callee, dependency.at / "on")]
            if dependency.fallback is not None:
                places.append((dependency.fallback.callee, dependency.fallback.at / "to"))
            for callee, at in places:
                if _at_once(architecture.components[callee], dependency.kind):
                    found.setdefault(callee, []).append(_Taking(caller.name, at))
    return found


def _at_once(callee: Component, kind: str) -> bool:
    return (callee.stages is None or callee.stages == 1) and not (kind == "data" and callee.kind in _ASKED)


def _finding(architecture: Architecture, name: str, taking: list[_Taking], count: int, total: int) -> Finding:
    label = architecture.label
    notes = tuple(Note(each.at, f"{label(each.caller)} takes it here", branch) for branch, each in enumerate(taking[:_SHOWN]))
    message = (
        f"what changes in {label(name)} reaches {count} of {total} other components ({format_share(count / total)}) at once; "
        f"roll it out in stages, and write how many"
    )
    return Finding(architecture.components[name].at, message, notes)


RULE = Rule(
    "global-config",
    "configuration or data reaches most components at once, without stages",
    Severity.WARNING,
    check,
    (Parameter("share", "of the other components that may be reached at once", parse_ratio, _SHARE),),
)
