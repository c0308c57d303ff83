"""Redundancy groups of calls as the simulations read them: what is satisfied whatever the calls do, is no group."""

from bisect import bisect_right

from sosgraph.simulation.network import Group, Link
from sosgraph.traffic.calls import Calls


def grouped(calls: Calls, links: tuple[Link, ...]) -> tuple[tuple[Link, ...], tuple[Group, ...]]:
    """Return the links and the groups that they are in.

    A member that is no call counts as holding, as all that is not simulated. A group that holds by such members alone is left
    out; its calls are made by so many of the requests as ask them while all is well, and are not relied on.
    """
    lacking: dict[int, int] = {}  # by group, how many of its members must do besides those that hold anyway
    for number in range(len(calls.groups) - 1, -1, -1):
        group = calls.groups[number]
        held = sum(1 for member in group.members if member < 0 and not lacking[~member])
        lacking[number] = max(0, group.need - group.always - held)
    optional = _below(calls, [number for number, need in lacking.items() if not need])
    kept = [number for number in range(len(calls.groups)) if lacking[number] and ~number not in optional]
    position = {number: place for place, number in enumerate(kept)}
    changed = [
        link._replace(hard=False, probability=link.probability * calls.calls[place].share) if place in optional else link
        for place, link in enumerate(links)
    ]
    groups = []
    for number in kept:
        group = calls.groups[number]
        members = tuple(~position[~each] if each < 0 else each for each in group.members if each >= 0 or ~each in position)
        groups.append(Group(bisect_right(calls.group_starts, number) - 1, lacking[number], members, group.outermost))
    return tuple(changed), tuple(groups)


def _below(calls: Calls, numbers: list[int]) -> set[int]:
    """Return these groups, and all calls and groups in them."""
    found: set[int] = set()
    pending = [~number for number in numbers]
    while pending:
        member = pending.pop()
        if member in found:
            continue
        found.add(member)
        if member < 0:
            pending.extend(calls.groups[~member].members)
    return found
