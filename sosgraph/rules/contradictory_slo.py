"""A promise above what the callees leave, whatever the own part is worth (`docs/format.md`)."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule
from sosgraph.structure.callees import rests_on
from sosgraph.structure.composites import SLACK
from sosgraph.structure.judged import judged_promisers
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.structure.places import place_of_dependency
from sosgraph.structure.promises import left_by_promises, promise_of_the_whole

_SHOWN = 5


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component without a known own part that promises more than its callees leave.

    What they promise leaves, or what they reach themselves: then a promise below is broken as well.
    """
    reached = judged_promisers(architecture)
    for name, promised in left_by_promises(architecture).items():
        component = architecture.components[name]
        slo = min(component.availability_slos, key=lambda slo: slo.target.complement)
        left = max(promised, reached.least(name))
        if own_part(component).ratio is None and slo.target.complement * SLACK < left:
            verb = "reach" if promised * SLACK < left else "promise"
            message = (
                f"{architecture.label(name)} promises {format_percent(slo.target.complement)}, but what its callees "
                f"{verb} leaves {format_percent(left)} at best; promise less, or ask more of them"
            )
            yield Finding(slo.at / "availability", message, tuple(_worst(architecture, component)))


def _worst(architecture: Architecture, component: Component) -> Iterator[Note]:
    callees = [architecture.components[name] for name in rests_on(component)]
    promised = [(one.name, ratio) for one in callees if (ratio := published_slo(one) or promise_of_the_whole(one))]
    for branch, (name, ratio) in enumerate(sorted(promised, key=lambda pair: -pair[1].complement)[:_SHOWN]):
        place = place_of_dependency(component, name, ("run",))
        yield Note(place, f"{architecture.label(name)} promises {format_percent(ratio.complement)}", branch)


RULE = Rule("contradictory-slo", "a published SLO is above what the callees leave", Severity.ERROR, check)
