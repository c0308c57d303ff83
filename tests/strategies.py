"""What many tests draw: names, hostile text, and whole architectures that keep the promises of a resolved one.

A drawn architecture is valid: every reference leads to a component, nothing needs itself, a group has distinct members
and `1 <= need <= n`, a tolerance is only given where the callee's mean time to repair is known, and what is external
has no dependencies. It is small: the number of components and of further random variables is bounded, so that an oracle
may add up all states.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import permutations
from typing import Any

from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.controller import Controller, Feedback
from sosgraph.model.dependency import DEADLINES, FILLS, JITTERS, KINDS, Breaker, Cache, Dependency, Fallback, Retry
from sosgraph.model.requirement import AtLeast, Requirement
from sosgraph.model.scenario import Scenario
from sosgraph.model.slo import AvailabilityObjective, LatencyObjective, Objective, Observed, OwnPart
from sosgraph.model.workload import Capacity, Entry, HealthCheck, Journey, Leases, Restart
from sosgraph.quantity import Ratio, parse_ratio
from tests.texts import hostile_text, names, words

__all__ = ("architectures", "durations", "hostile_text", "names", "objectives", "own_parts", "ratios", "words")


@cache
def ratios() -> st.SearchStrategy[Ratio]:
    """Return ratios from 0 to 1, both ends among them, some with many nines."""
    written = st.sampled_from(("99.9%", "99%", "50%", "99.999%", "100%", "0%", "99.9999999%", "10%"))
    return written.map(parse_ratio) | st.integers(0, 1000).map(lambda good: Ratio.of_counts(good, 1000))


@cache
def durations() -> st.SearchStrategy[float]:
    """Return positive durations in seconds."""
    return st.sampled_from((0.05, 0.25, 1.0, 30.0, 300.0, 3600.0, 86400.0))


@cache
def objectives() -> st.SearchStrategy[Objective]:
    """Return objectives, mostly for availability."""
    windows = st.sampled_from((86400.0, 28 * 86400.0, 30 * 86400.0))
    availability = st.builds(AvailabilityObjective, ratios(), windows)
    return availability | availability | st.builds(LatencyObjective, durations(), ratios(), windows)


@cache
def own_parts() -> st.SearchStrategy[OwnPart]:
    """Return what is known of a part alone; often nothing."""
    return st.one_of(
        st.just(OwnPart()),
        st.builds(OwnPart, ratios()),
        st.builds(OwnPart, ratios(), mttr_s=durations()),
        st.builds(OwnPart, mtbf_s=durations(), mttr_s=durations()),
    )


@dataclass
class _Drawing:
    """An architecture while it is drawn: what may be referred to, and how many random variables may still be added."""

    draw: st.DrawFn
    own: dict[str, OwnPart]
    cycles: bool
    extras: int
    text: st.SearchStrategy[str]
    order: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.order = tuple(self.own)

    def callees(self, caller: str) -> tuple[str, ...]:
        """Return what `caller` may refer to: everything else, or only what follows it when cycles are not wanted."""
        return tuple(name for name in self.order[0 if self.cycles else self.order.index(caller) :] if name != caller)

    def chance(self, one_in: int) -> bool:
        """Draw True rarely; simplest is False."""
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def extra(self, one_in: int, variables: int = 1) -> bool:
        """Draw whether to spend random variables."""
        if variables > self.extras or not self.chance(one_in):
            return False
        self.extras -= variables
        return True

    def some(self, names: tuple[str, ...], least: int, most: int) -> list[str]:
        """Draw distinct names."""
        left = list(names)
        count = self.draw(st.integers(least, min(most, len(left))))
        return [left.pop(self.draw(st.integers(0, len(left) - 1))) for _ in range(count)]

    def dependency(self, caller: str, callee: str) -> Dependency:
        """Draw a dependency of `caller` on `callee`."""
        draw, others = self.draw, [name for name in self.callees(caller) if name != callee]
        probability = draw(ratios()) if self.extra(6) else None
        tolerance_s = draw(durations()) if self.own[callee].mttr_s is not None and self.extra(2) else None
        fallback = Fallback(draw(st.sampled_from(others)), draw(ratios())) if others and self.extra(6) else None
        details = draw(_details()) if self.chance(3) else {}
        phases = draw(_PHASES)
        kind = draw(_KINDS)
        return Dependency(callee, kind, phases, probability=probability, tolerance_s=tolerance_s, fallback=fallback, **details)

    def group(self, caller: str, members: list[str], depth: int = 0) -> AtLeast:
        """Draw a group of all `members`, some of them in groups of their own."""
        cut = self.draw(st.integers(0, len(members) - 1)) if len(members) > 1 and depth < 2 else 0
        nested: list[Requirement] = [self.group(caller, members[:cut], depth + 1)] if cut else []
        among = (*nested, *(self.dependency(caller, member) for member in members[cut:]))
        return AtLeast(self.draw(st.integers(1, len(among))), among)

    def requires(self, caller: str) -> tuple[Requirement, ...]:
        """Draw the hard dependencies of `caller`: no callee is named twice at the top, or twice in a group."""
        callees = self.callees(caller)
        if not callees:
            return ()
        direct = [self.dependency(caller, callee) for callee in self.some(callees, 0, 2)]
        return (*direct, *(self.group(caller, self.some(callees, 1, 4)) for _ in range(self.chance(3))))

    def uses(self, caller: str, requires: tuple[Requirement, ...]) -> tuple[Dependency, ...]:
        """Draw the soft dependencies of `caller`, on what it does not directly need."""
        needed = {requirement.callee for requirement in requires if isinstance(requirement, Dependency)}
        left = tuple(name for name in self.callees(caller) if name not in needed)
        names = self.some(left, 0, 1) if left and self.chance(3) else []
        return tuple(Dependency(name, self.draw(_KINDS)) for name in names)

    def replicas(self, name: str) -> Replicas | None:
        """Draw replicas, each of them and a common cause a random variable."""
        count = self.draw(st.integers(1, 3)) if self.chance(4) else 0
        if not count or count - 1 > self.extras:
            return None
        self.extras -= count - 1
        over = self.some(self.callees(name), 0, 3) if self.callees(name) else []
        common_cause = self.draw(ratios()) if count > 1 and self.extra(2) else None
        return Replicas(count, self.draw(st.integers(1, count)), tuple(over), common_cause)

    def component(self, name: str) -> Component:
        """Draw the component `name`."""
        draw = self.draw
        external = self.chance(8)
        requires = () if external else self.requires(name)
        return Component(
            name=name,
            system=name.partition("/")[0],
            kind=draw(self.text) if self.chance(2) else None,
            owner=draw(self.text) if self.chance(2) else None,
            tier=draw(_TIERS),
            external=external,
            opaque=self.chance(8),
            stochastic=self.chance(8),
            own=self.own[name],
            slos=draw(_several(objectives, 2)) if self.chance(2) else (),
            slas=draw(_several(objectives, 1)) if external else (),
            observed=Observed(draw(st.integers(0, 1000)), 1000) if self.chance(6) else None,
            requires=requires,
            uses=() if external else self.uses(name, requires),
            replicas=None if external else self.replicas(name),
            capacity=draw(_capacities()) if self.chance(4) else None,
            entry=draw(_ENTRIES) if self.chance(3) else None,
            restart=draw(_RESTARTS) if self.chance(6) else None,
            health_check=draw(_HEALTH_CHECKS) if self.chance(8) else None,
            leases=Leases(100, 10.0, 1.0) if self.chance(8) else None,
            signals=(draw(self.text),) if self.chance(6) else (),
            exercised=draw(_DAYS) if self.chance(6) else None,
            stages=draw(st.integers(1, 4)) if self.chance(6) else None,
        )


@cache
def _capacities() -> st.SearchStrategy[Capacity]:
    counts = st.none() | st.integers(1, 200)
    return st.builds(Capacity, counts, _maybe(durations), counts, _maybe(ratios), _maybe(durations), _maybe(durations))


@cache
def _details() -> st.SearchStrategy[dict[str, Any]]:
    """Return what matters to load and time, not to availability."""
    waits, factors, jitter = st.sampled_from((0.0, 0.05, 1.0)), st.sampled_from((1.0, 2.0)), st.sampled_from(JITTERS)
    return st.fixed_dictionaries(
        {},
        optional={
            "calls": st.sampled_from((0.5, 2.0)),
            "failure_mode": st.sampled_from(("error", "outage")),
            "timeout_s": durations(),
            "retry": st.builds(Retry, st.integers(1, 5), waits, factors, jitter, _maybe(ratios)),
            "breaker": st.builds(Breaker, ratios(), durations(), durations(), st.sampled_from((None, "stores"))),
            "cache": st.builds(Cache, ratios(), st.sampled_from(FILLS), st.sampled_from((None, 1, 10_000))),
            "hedge_s": durations(),
            "deadline": st.sampled_from(DEADLINES),
            "throttle": st.sampled_from((1.0, 2.0)),
            "warm_up": st.sampled_from((0.0, 400.0)),
            "inferred": st.booleans(),
        },
    )


@cache
def _maybe(strategy: Callable[[], st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    return st.none() | strategy()


@cache
def _several(strategy: Callable[[], st.SearchStrategy[Any]], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return tuples of at most `most`, seldom many."""
    return st.lists(strategy(), max_size=most).map(tuple)


_PHASES = st.sampled_from((*[("run",)] * 4, ("start",), ("run", "start"), ("recover",), ("deploy",)))
_KINDS = st.sampled_from(KINDS)
_TIERS = st.sampled_from((None, 0, 1, 2, 3))
_RESTARTS = st.sampled_from((Restart(), Restart(2, 1.0), Restart(None, 30.0)))
_HEALTH_CHECKS = st.sampled_from((HealthCheck(10.0, 1.0), HealthCheck(5.0, 0.25, Ratio(0.5, 0.5))))
_ENTRIES = st.sampled_from((Entry(), Entry(1.0), Entry(300.0)))
_DAYS = st.sampled_from((date(2024, 2, 29), date(2026, 1, 31), date(2026, 6, 30)))
_PLAIN_WORDS = st.sampled_from(("service", "database", "team-a", "team-b", "zone", "cache"))


@st.composite
def architectures(
    draw: st.DrawFn, max_components: int = 8, cycles: bool = True, extras: int = 6, hostile: bool = False
) -> Architecture:
    """Return architectures of 1 to `max_components` components.

    Without `cycles`, every reference leads to a component further down. Replicas beyond the first, common causes,
    probabilities, fallbacks and tolerances are at most `extras` random variables in all. With `hostile`, whatever may be
    any text (kinds, owners, signals, journeys' and scenarios' names, assumptions) is `hostile_text()`.
    """
    text = hostile_text() if hostile else _PLAIN_WORDS
    full_names = _full_names(
        draw(st.integers(1, max_components)), draw(st.booleans()) and draw(st.integers(0, 2**max_components))
    )
    drawing = _Drawing(draw, {name: draw(own_parts()) for name in full_names}, cycles, extras, text)
    components = {name: drawing.component(name) for name in full_names}
    return Architecture(
        components=components,
        systems=tuple(dict.fromkeys(component.system for component in components.values())),
        journeys=_journeys(drawing),
        feedback=_feedback(drawing),
        controllers=_controllers(drawing),
        scenarios=_scenarios(drawing, components),
        assumptions=(draw(text),) if drawing.chance(4) else (),
    )


def _full_names(count: int, bits: int) -> list[str]:
    """Return names in one system, or two where bits are set; both then have a component `a`."""
    systems = ["platform" if bits >> index & 1 else "shop" for index in range(count)]
    return [f"{system}/{chr(ord('a') + systems[:index].count(system))}" for index, system in enumerate(systems)]


def _journeys(drawing: _Drawing) -> dict[str, Journey]:
    draw, names = drawing.draw, [drawing.draw(drawing.text) for _ in range(drawing.draw(st.integers(0, 2)))]
    return {
        name: Journey(name, tuple(drawing.some(drawing.order, 1, 3)), draw(_maybe(ratios)), draw(_several(objectives, 1)))
        for name in names
    }


def _feedback(drawing: _Drawing) -> tuple[Feedback, ...]:
    pairs = list(permutations(drawing.order, 2))
    if not pairs or not drawing.chance(4):
        return ()
    source, target = drawing.draw(st.sampled_from(pairs))
    sign = drawing.draw(st.sampled_from((None, 1, -1)))
    return (Feedback(source, target, sign, drawing.draw(_maybe(durations)), drawing.draw(drawing.text)),)


def _utilisations() -> st.SearchStrategy[Ratio]:
    return ratios().filter(lambda held: held.value > 0.0)


def _controllers(drawing: _Drawing) -> tuple[Controller, ...]:
    if not drawing.chance(4):
        return ()
    sensed, acted = (f"{drawing.draw(st.sampled_from(drawing.order))}.{signal}" for signal in ("cpu", "concurrency"))
    lag_s = drawing.draw(_maybe(durations))
    return (
        Controller(
            drawing.draw(drawing.text),
            (sensed,),
            (acted,),
            lag_s,
            1.0,
            9.0,
            tuple(drawing.some(drawing.order, 0, 1)),
            drawing.draw(_maybe(_utilisations)),
        ),
    )


def _scenarios(drawing: _Drawing, components: dict[str, Component]) -> dict[str, Scenario]:
    if not drawing.chance(4):
        return {}
    edges = [(caller.name, dependency.callee) for caller, dependency, _ in Architecture(components).dependencies()]
    on = drawing.draw(st.sampled_from([*((name, None) for name in components), *edges]))
    name = drawing.draw(drawing.text)
    return {name: Scenario(name, "outage", on[0], on[1], duration_s=drawing.draw(_maybe(durations)))}
