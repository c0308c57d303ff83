"""Who falls when one component fails, who is degraded, and whom redundancy saves."""

from sosgraph.graph.bit_sets import members
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look, Mark, Overlaid, Overlay
from sosgraph.quantity import counted
from sosgraph.structure.callees import uses
from sosgraph.structure.effects import effects
from sosgraph.structure.outage import Outage

_NAME = "blast-radius"
FAILS = Look(_NAME, "fails", 0, "ink", "ink", "paper", "✱")
FALLS = Look(_NAME, "falls with it", 1, "pale-vermillion", "vermillion", sign="✗")
PARTIAL = Look(_NAME, "up, but some requests fail", 2, "pale-orange", "orange", sign="◐")
DEGRADED = Look(_NAME, "up, but degraded", 3, "paper", "orange", sign="▽", dashed=True)
SAVED = Look(_NAME, "stays up", 4, "floor", ink="quiet")


def overlaid(architecture: Architecture, of: str) -> Overlaid:
    """Return what the failure of the component `of` does to each other, and along which dependencies it comes."""
    (effect,) = effects(architecture, [Outage(architecture.label(of), (of,))])
    names = tuple(architecture.components)
    marks = dict.fromkeys(names, Mark(SAVED))
    for look, bits in ((DEGRADED, effect.degraded), (PARTIAL, effect.partial), (FALLS, effect.falls)):
        marks.update({names[place]: Mark(look) for place in members(bits)})
    marks[of] = Mark(FAILS)
    down = {names[place] for place in members(effect.down)}
    hit = Mark(FALLS)
    ways = {
        (name, use.callee): hit
        for name in down
        for use in uses(architecture.components[name])
        if use.rests and use.needed_in("run") and use.callee in down
    }
    falls, degraded = effect.falls.bit_count(), (effect.degraded | effect.partial).bit_count()
    saved = effect.reached - falls - effect.partial.bit_count()
    answer = f"{architecture.label(of)} takes {counted(falls, 'other')} down and degrades {degraded or 'nobody'}"
    return Overlaid(f"{answer}{f'; redundancy saves {saved}' if saved > 0 else ''}", marks, ways, hard=True)


OVERLAY = Overlay(
    name=_NAME, summary="who falls when a component fails (blast-radius=NAME)", overlaid=overlaid, takes="component"
)
