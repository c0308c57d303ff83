"""Which components an overload would not leave again."""

from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look, Mark, Overlaid, Overlay
from sosgraph.quantity import counted, format_number
from sosgraph.traffic.branches import branches
from sosgraph.traffic.sustaining import overloads

_NAME = "metastability"
OVERLOADED = Look(_NAME, "overloaded from the start", 0, "pale-vermillion", "vermillion", sign="▣")
VULNERABLE = Look(_NAME, "an overload would outlast its cause", 1, "pale-orange", "orange", sign="◈")
RELIEVED = Look(
    _NAME, "breakers, throttles, deadlines or controllers would have to end it", 2, "paper", "orange", sign="▢", dashed=True
)


def overlaid(architecture: Architecture) -> Overlaid:
    """Return what stays overloaded at the declared load, with both loads, and the calls that keep it so."""
    found = architecture.once(branches)
    names = found.demand.calls.names
    looks = {
        **dict.fromkeys(found.relieved, RELIEVED),
        **dict.fromkeys(found.vulnerable, VULNERABLE),
        **dict.fromkeys(found.overloaded, OVERLOADED),
    }
    marks = {}
    for place in sorted(looks):
        before, after = (format_number(state.arriving[place]) for state in (found.healthy, found.collapsed))
        marks[names[place]] = Mark(looks[place], f"{before}/s, once overloaded {after}/s")
    calls = {
        (names[call.caller], call.dependency.callee): Mark(VULNERABLE)
        for overload in overloads(found)
        for call in (*overload.sent, *overload.held, *overload.emptied)
    }
    if not any(found.demand.arriving):
        return Overlaid("no entry has a rate, so that nothing can be said of overloads")
    stuck = len(found.vulnerable | found.overloaded | found.relieved)
    return Overlaid(
        f"{counted(stuck, 'component')} would stay overloaded" if stuck else "every overload ends with its cause", marks, calls
    )


OVERLAY = Overlay(name=_NAME, summary="what an overload would not leave again", overlaid=overlaid)
