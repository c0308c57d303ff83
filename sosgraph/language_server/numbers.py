"""The numbers of one component in a few lines of Markdown: what it reaches, what falls with it, and what it falls with."""

from collections.abc import Iterator, Sequence

from sosgraph.escaping import markdown
from sosgraph.estimate import Certificate
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import format_duration, format_number, format_percent
from sosgraph.structure.below import below
from sosgraph.structure.composites import Composite, composites, verdict_on
from sosgraph.structure.fallen import brought_down_among
from sosgraph.structure.function import failure_function
from sosgraph.structure.own_part import own_part
from sosgraph.structure.promises import left_by_promises
from sosgraph.structure.single_points import single_points
from sosgraph.summary import plural

_NAMED = 5


def numbers(architecture: Architecture, name: str) -> str:
    """Return Markdown about a component; only what it rests on is computed, and who rests on it."""
    component = architecture.components[name]
    part = below(architecture, [name])
    composite = composites(part, wanted=[name])[name]
    lines = [_heading(architecture, component), *_reached(part, component, composite)]
    lines += [_falling(architecture, name), _points(part, name)]
    return "\n\n".join(lines)


def _heading(architecture: Architecture, component: Component) -> str:
    facts = [component.kind, f"tier {component.tier}" if component.tier is not None else None]
    facts += ["external" if component.external else None, component.owner]
    said = ", ".join(markdown(fact) for fact in facts if fact)
    return f"**{markdown(architecture.label(component.name))}**{f': {said}' if said else ''}"


def _reached(part: Architecture, component: Component, composite: Composite) -> Iterator[str]:
    """Yield what the component reaches, its own part, and what is left of its promise."""
    estimate = composite.estimate
    yield f"reaches **{markdown(str(estimate))}** with all that it needs ({_how(composite)})"
    own = own_part(component)
    source = "its copies together" if own.source in ("slo", "sla") and component.replicas is not None else f"`{own.source}`"
    yield f"own part {format_percent(own.ratio.complement)} ({source})" if own.ratio else "own part unknown, taken as 100 %"
    promise = min(component.availability_slos, key=lambda slo: slo.target.complement, default=None)
    if promise is None:
        return
    budget = promise.target.complement * promise.window_s / 60
    spent = estimate.unavailability_high * promise.window_s / 60
    verdict = verdict_on(component, estimate, left_by_promises(part).get(component.name, 0.0))
    yield (
        f"promises {format_percent(promise.target.complement)} ({verdict}): error budget **{format_number(budget)} min** in "
        f"{format_duration(promise.window_s)}, of which {format_number(spent)} min are expected to be spent"
    )


def _how(composite: Composite) -> str:
    how = composite.estimate.how
    if composite.estimate.certificate is Certificate.BOUNDS:
        how = "bounds that hold for certain"
    if not composite.estimate.upper_bound:
        return how
    lacking = f"{plural(len(composite.unknown), 'part')} {'has' if len(composite.unknown) == 1 else 'have'} no number"
    return f"{how}; an upper bound, since {lacking}"


def _falling(architecture: Architecture, name: str) -> str:
    names = list(architecture.components)
    ((_, down),) = brought_down_among(architecture, [name], names)
    others = down.bit_count() - 1
    if others <= 0:
        return "blast radius: nothing else falls with it"
    return f"blast radius: **{others:,}** of {len(names) - 1:,} other components fall with it"


def _points(part: Architecture, name: str) -> str:
    function = part.once(failure_function)
    found = [point for point in single_points(part, [(name,)])[0] if point != function.part[name]]
    if not found:
        return "single points of failure: none besides itself"
    labels = [function.events[point].words(part.label) for point in found]
    return f"single points of failure: **{len(labels):,}** ({_some(labels)})"


def _some(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - _NAMED:,} more" if len(labels) > _NAMED else ""
    return ", ".join(markdown(label) for label in labels[:_NAMED]) + more
