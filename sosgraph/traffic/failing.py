"""Which share of requests fails because of the calls that fail: needed ones, groups, and fallbacks that stand in."""

from collections.abc import Mapping, Sequence

from sosgraph.traffic.calls import Calls

ByCall = Sequence[float] | Mapping[int, float]
"""Numbers by position of a call, of those of one component at least."""


def failing(calls: Calls, reaching: ByCall, lost: ByCall, place: int, alike: bool = False) -> float:
    """Return the share of requests of a component that fail because a callee that they need does.

    By call: `reaching` are the calls for each request that no cache answers, of which the share `lost` fails. Of several calls of
    one request to one callee each is lost on its own, or, where they are `alike`, all are or none is.
    """
    good = 1.0
    for each in range(calls.starts[place], calls.starts[place + 1]):
        call = calls.calls[each]
        if call.hard and call.share == 1.0:
            good *= _well(calls, reaching, lost, each, alike)
    if calls.group_starts[place] == calls.group_starts[place + 1]:
        return 1 - good
    holding: dict[int, float] = {}
    for number in range(calls.group_starts[place + 1] - 1, calls.group_starts[place] - 1, -1):
        group = calls.groups[number]
        chances = [holding[~member] if member < 0 else _well(calls, reaching, lost, member, alike) for member in group.members]
        holding[number] = at_least(group.need - group.always, chances)
    for number in range(calls.group_starts[place], calls.group_starts[place + 1]):
        if calls.groups[number].outermost:
            good *= holding[number]
    return 1 - good


def _well(calls: Calls, reaching: ByCall, lost: ByCall, place: int, alike: bool) -> float:
    """Return the share of requests of which all calls of a dependency are answered, or none is made."""
    call, one = calls.calls[place], _lost(calls, lost, place)
    if not one:
        return 1.0
    return 1 - (call.any_with(1.0, reaching[place]) * one if alike else call.any_with(one, reaching[place]))


def _lost(calls: Calls, lost: ByCall, place: int) -> float:
    """Return the share of calls that are lost though the fallback is asked, which is the next call where there is one."""
    after = calls.calls[place + 1] if place + 1 < len(calls.calls) else None
    if after is None or after.primary != place:
        return lost[place]
    covered = after.dependency.fallback.coverage.value if after.dependency.fallback is not None else 0.0
    return lost[place] * (1 - covered * (1 - lost[place + 1]))


def at_least(need: int, chances: Sequence[float]) -> float:
    """Return the probability that at least `need` of independent events happen."""
    if need <= 0:
        return 1.0
    exactly = [1.0] + [0.0] * len(chances)
    for chance in chances:
        for count in range(len(chances), 0, -1):
            exactly[count] = exactly[count] * (1 - chance) + exactly[count - 1] * chance
        exactly[0] *= 1 - chance
    return min(1.0, sum(exactly[need:]))
