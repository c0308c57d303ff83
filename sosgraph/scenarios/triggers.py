"""Scenarios of an architecture as the triggers that both simulations read."""

from collections.abc import Iterable
from math import inf

from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.simulation.trigger import Trigger
from sosgraph.traffic.calls import calls_of


def triggers_of(architecture: Architecture, scenarios: Iterable[Scenario], delay_s: float = 0.0) -> tuple[Trigger, ...]:
    """Return the triggers of `scenarios`, all `delay_s` later than they say.

    One on a dependency is on every call from the caller to the callee. One whose duration is not known never ends; a size that is
    not known is all of it. Raises `BadCall` for a dependency that no call goes along.
    """
    calls = architecture.once(calls_of)
    index = {name: place for place, name in enumerate(calls.names)}
    found: list[Trigger] = []
    for each in scenarios:
        if each.callee is None:
            found.append(_trigger(each, index[each.component], False, delay_s))
            continue
        pair = (index[each.component], index[each.callee])
        places = [place for place, call in enumerate(calls.calls) if (call.caller, call.callee) == pair]
        if not places:
            names = f"{architecture.label(each.component)} -> {architecture.label(each.callee)}"
            raise BadCall(
                f"{each.kind} of {names}: no request goes that way; name a dependency of kind call that is needed to run"
            )
        found.extend(_trigger(each, place, True, delay_s) for place in places)
    return tuple(found)


def _trigger(scenario: Scenario, place: int, on_link: bool, delay_s: float) -> Trigger:
    return Trigger(
        kind=scenario.kind,
        place=place,
        on_link=on_link,
        start_s=delay_s + scenario.start_s,
        duration_s=inf if scenario.duration_s is None else scenario.duration_s,
        share=1.0 if scenario.share is None else scenario.share.value,
        factor=1.0 if scenario.factor is None else scenario.factor,
        delay_s=scenario.delay_s or 0.0,
    )
