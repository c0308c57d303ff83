"""What keeps an overload alive: calls made more often, waited for longer, or not spared by a cache; and a component itself."""

from collections.abc import Iterator
from math import isclose
from typing import NamedTuple

from sosgraph.traffic.branches import Branches
from sosgraph.traffic.calls import Call

SLOWING, CHECK = "slowing", "health check"
_MORE = 1.01


class Inside(NamedTuple):
    """What the component `member` does to itself while it is overloaded.

    Its requests slow one another (`slowing`), or are so slow that copies are taken out (`health check`).
    """

    member: int
    kind: str


class Overload(NamedTuple):
    """Vulnerable components whose overloads hang together; `deepest` is the one that retries amplify most.

    `sent` are the calls that are sent more often while it lasts, the one sent most first: `retried` those that are tried more
    often, and `copied` those of which more second copies are sent; `held` those that hold their caller longer than it has room
    for; `emptied` those whose cache stays empty once it is. `inside` is what needs no call at all.
    """

    members: tuple[int, ...]
    deepest: int
    sent: tuple[Call, ...]
    retried: tuple[Call, ...]
    copied: tuple[Call, ...]
    held: tuple[Call, ...]
    emptied: tuple[Call, ...] = ()
    inside: tuple[Inside, ...] = ()


def overloads(found: Branches) -> Iterator[Overload]:
    """Yield the overloads that a disturbance may leave behind, in reading order of their first component."""
    calls, low, high = found.demand.calls.calls, found.healthy, found.collapsed
    worse = [
        place
        for place in range(len(calls))
        if high.late[place] > low.late[place] + 0.01 or _more(found, place) or _emptied(found, place)
    ]
    linked: dict[int, list[int]] = {}
    for place in worse:
        linked.setdefault(calls[place].caller, []).append(calls[place].callee)
        linked.setdefault(calls[place].callee, []).append(calls[place].caller)
    seen: set[int] = set()
    for start in sorted(found.vulnerable):
        if start in seen:
            continue
        pending, around = [start], {start}
        for vertex in pending:
            for other in linked.get(vertex, ()):
                if other not in around:
                    around.add(other)
                    pending.append(other)
        seen |= around
        members = tuple(sorted(around & found.vulnerable))
        deepest = max(members, key=lambda member: found.demand.amplification[member])
        here = [place for place in worse if calls[place].callee in around]
        sent = sorted((place for place in here if _more(found, place)), key=lambda place: (-high.sent[place], -place))
        longer = {member for member in members if not isclose(high.service_s[member], low.service_s[member], rel_tol=0.01)}
        waited = [place for place in here if calls[place].caller in longer and calls[place].callee != deepest]
        emptied = [place for place in here if _emptied(found, place)]
        worked = frozenset((*sent, *emptied))
        held = tuple(calls[place] for place in waited if place not in worked)
        into = sorted(sent, key=lambda place: calls[place].callee != deepest)
        retried = [place for place in into if high.tried[place] > low.tried[place] * _MORE]
        copied = [place for place in into if high.sent[place] / high.tried[place] > low.sent[place] / low.tried[place] * _MORE]
        inside = tuple(each for member in members for each in _inside(found, member))
        more, again, twice, cached = (tuple(calls[place] for place in places) for places in (into, retried, copied, emptied))
        yield Overload(members, deepest, more, again, twice, held, cached, inside)


def _inside(found: Branches, member: int) -> Iterator[Inside]:
    if found.collapsed.own_s[member] > found.healthy.own_s[member] * _MORE:
        yield Inside(member, SLOWING)
    if found.collapsed.left[member] < found.healthy.left[member] * 0.99:
        yield Inside(member, CHECK)


def _more(found: Branches, place: int) -> bool:
    return found.collapsed.sent[place] > found.healthy.sent[place] * _MORE


def _emptied(found: Branches, place: int) -> bool:
    call = found.demand.calls.calls[place]
    return call.primary < 0 and found.collapsed.reaching[place] > found.healthy.reaching[place] * _MORE
