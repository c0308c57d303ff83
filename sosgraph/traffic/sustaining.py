"""What keeps an overload alive: calls made more often, waited for longer, or not spared by a cache; and a component itself."""

from collections.abc import Iterator, Sequence
from math import isclose
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.traffic.branches import Branches, branches, healthy
from sosgraph.traffic.calls import Call
from sosgraph.traffic.demand import Demand, demand
from sosgraph.traffic.steady import State

SLOWING, CHECK, COPIES = "slowing", "health check", "second copies"
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


def overloads_from_the_start(architecture: Architecture) -> Iterator[Overload]:
    """Yield the overload of each component that could serve first tries while all is well, and is overloaded all the same."""
    found, into = architecture.once(branches), architecture.once(calls_into)
    for member in sorted(found.overloaded):
        station = found.demand.stations[member]
        if station is not None and found.demand.offered[member] < station.per_s:
            retried, copied = sent_besides(found.demand, found.healthy, member, into)
            sent = tuple(dict.fromkeys((*retried, *copied)))
            own_s, left = found.healthy.own_s[member], found.healthy.left[member]
            inside = tuple(_worse(member, own_s, station.service_s, left, 1.0))
            yield Overload((member,), member, sent, retried, copied, (), (), inside)


def calls_into(architecture: Architecture) -> tuple[tuple[int, ...], ...]:
    """Return by position of component the positions of the calls that ask it."""
    found = architecture.once(demand)
    into: list[list[int]] = [[] for _ in found.stations]
    for place, call in enumerate(found.calls.calls):
        into[call.callee].append(place)
    return tuple(map(tuple, into))


def sent_besides(
    found: Demand, state: State, member: int, into: Sequence[Sequence[int]]
) -> tuple[tuple[Call, ...], tuple[Call, ...]]:
    """Return the nearest calls on the way to a component that are tried more than once in a state, or sent in second copies.

    None where no more arrive there than first tries are.
    """
    if state.arriving[member] <= found.offered[member] * _MORE:
        return (), ()
    calls, seen, level = found.calls.calls, {member}, [member]
    while level:
        places = [place for each in level for place in into[each]]
        retried = tuple(calls[place] for place in places if state.tried[place] > _MORE)
        copied = tuple(calls[place] for place in places if state.sent[place] > state.tried[place] * _MORE)
        if retried or copied:
            return retried, copied
        level = sorted({calls[place].caller for place in places} - seen)
        seen.update(level)
    return (), ()


def spoken_besides(architecture: Architecture, member: int) -> str:
    """Return in words what a component is asked besides first tries while all is well."""
    found, into = architecture.once(demand), architecture.once(calls_into)
    retried, copied = sent_besides(found, architecture.once(healthy), member, into)
    again = ["what is tried again"] if retried or not copied else []
    return " and ".join((*again, *[COPIES] * bool(copied)))


def _inside(found: Branches, member: int) -> Iterator[Inside]:
    low, high = found.healthy, found.collapsed
    yield from _worse(member, high.own_s[member], low.own_s[member], high.left[member], low.left[member])


def _worse(member: int, own_s: float, usual_s: float, left: float, usual: float) -> Iterator[Inside]:
    if own_s > usual_s * _MORE:
        yield Inside(member, SLOWING)
    if left < usual * 0.99:
        yield Inside(member, CHECK)


def _more(found: Branches, place: int) -> bool:
    return found.collapsed.sent[place] > found.healthy.sent[place] * _MORE


def _emptied(found: Branches, place: int) -> bool:
    call = found.demand.calls.calls[place]
    return call.primary < 0 and found.collapsed.reaching[place] > found.healthy.reaching[place] * _MORE
