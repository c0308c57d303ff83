"""How often each component is down at most and at least: coarse, but found in one pass over components, without an equation.

At most, since what a component needs fails no more often than its parts together. At least by the two naive rules, which count
every plain need in full. Most promises are kept by far, and this says so.
"""

from collections.abc import Collection, Iterable
from math import exp, expm1, log1p

from sosgraph.bdd.independent import gate_failure
from sosgraph.equations import Gate
from sosgraph.graph.components import strong_components
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.structure.failures import while_running
from sosgraph.structure.own_part import PER_COPY, own_parts
from sosgraph.structure.own_unavailability import copy_failures, own_unavailability
from sosgraph.structure.resting import resting

_COUNTED_ONCE = 1_000  # components that are looked at to count each of them once


class CoarseBounds:
    """By full name of the component: how often it is down at `most`, and how often at least by the two naive rules."""

    def __init__(self, architecture: Architecture) -> None:
        """Find them, from callees to callers; what is not reached yet counts as never down."""
        self._components = architecture.components
        self._parts = own_parts(architecture)
        self._copies: dict[object, tuple[float, float]] = {}
        self.most = dict.fromkeys(architecture.components, 0.0)
        self.naive_least = dict.fromkeys(architecture.components, 0.0)
        components, callees = list(architecture.components.values()), resting(architecture)
        self._leaves = frozenset([one.name for one, below in zip(components, callees, strict=True) if not below])
        for members in strong_components(callees):
            # Members are all up where each would be if the others were: until their bounds are added up, they count as up.
            found = [self._down(components[member]) for member in members]
            together = found[0][0] if len(found) == 1 else sum([down for down, _ in found])
            for member, (_, least) in zip(members, found, strict=True):
                name = components[member].name
                self.most[name], self.naive_least[name] = together if together < 1 else 1.0, least

    def together(self, names: Iterable[str]) -> float:
        """Return how often not all of `names` are up at most, where what several of them need counts once.

        1 where they need more components than are looked at.
        """
        needed = dict.fromkeys(names)
        pending = [self._components[name] for name in needed]
        others: list[Requirement] = []
        most = 0.0
        for component in pending:  # grows while it is walked
            if len(pending) > _COUNTED_ONCE:
                return 1.0
            most += self._own(component)[0]
            for need in component.requires:
                if not isinstance(need, Dependency) or not _is_plain(need):
                    others.append(need)
                elif "run" in need.phases and need.callee not in needed:
                    needed[need.callee] = None
                    pending.append(self._components[need.callee])
        return min(1.0, most + sum([self._broken(need, needed) for need in others]))

    def _down(self, component: Component) -> tuple[float, float]:
        """Return how often a component is down at most, and at least by the two rules, by what is known of its callees."""
        most, least = self._own(component)
        held: set[str] = set()
        others: list[Requirement] = []
        for need in component.requires:
            if not isinstance(need, Dependency) or not _is_plain(need):
                others.append(need)
            elif (callee := need.callee) not in held and "run" in need.phases:
                held.add(callee)
                most += self.most[callee]
                least += self.naive_least[callee] * (1.0 if need.tolerance_s is None else self._too_long(need))
        for need in others:
            most += self._broken(need, held)
            if isinstance(need, Dependency) and need.fallback is not None and need.probability is None and "run" in need.phases:
                least += self.naive_least[need.callee] * self._too_long(need) * need.fallback.coverage.complement
        least = least if least < 1 else 1.0
        return most, least - least * least / 2  # of independent events with this sum at least one happens at least as often

    def _own(self, component: Component) -> tuple[float, float]:
        """Return the same of a component whose needs hold, but for the zones of its copies."""
        part = self._parts[component.name]
        failure = 0.0 if part.ratio is None else part.ratio.complement
        if component.replicas is None:
            return failure, failure
        if part.source in PER_COPY:
            return self._of_copies(component.replicas, failure)
        return failure + self._of_copies(component.replicas, 0.0)[0], failure

    def _too_long(self, need: Dependency) -> float:
        """Return the share of the callee's outages that are longer than is tolerated."""
        mttr_s = self._components[need.callee].own.mttr_s
        return exp(-need.tolerance_s / mttr_s) if need.tolerance_s is not None and mttr_s else 1.0

    def _broken(self, need: Requirement, held: Collection[str]) -> float:
        """Return how often a requirement is broken at most while all of `held` are up."""
        if isinstance(need, Dependency):
            return self._unanswered(need, held) if "run" in need.phases else 0.0
        if isinstance(need, Negation):
            return 1.0
        parts = sorted([self._broken(part, held) for part in need.among if while_running(part)])
        return min(1.0, sum(parts[: need.need]))  # where fewer than k hold, one of any k is broken

    def _unanswered(self, need: Dependency, held: Collection[str]) -> float:
        down = 0.0 if need.callee in held else self.most[need.callee]
        if need.failure_mode == "error" and need.calls > 1:
            errs = own_unavailability(self._components[need.callee]) or 0.0
            down = min(1.0, down - expm1((need.calls - 1) * log1p(-errs))) if errs < 1 else 1.0
        if need.fallback is not None:
            instead = 0.0 if need.fallback.callee in held else self.most[need.fallback.callee]
            down = min(down, down * need.fallback.coverage.complement + instead)
        return down if need.probability is None else down * need.probability.value

    def _of_copies(self, replicas: Replicas, failure: float) -> tuple[float, float]:
        """Return how often too few copies are up at most, and at least by the two rules, where each fails with `failure`."""
        key = replicas.count, replicas.need, replicas.over, replicas.common_cause, failure
        if key in self._copies:
            return self._copies[key]
        zones = replicas.zones
        alone = self._leaves.issuperset(zones)
        common, single = copy_failures(replicas, failure)
        gate = Gate(replicas.need, tuple(range(replicas.count)))
        below = [(self.most[zone], self.naive_least[zone]) for zone in zones] or [(0.0, 0.0)]
        on = [below[copy % len(below)] for copy in gate.arguments]
        failing = [min(1.0, single + most) for most, _ in on]
        apart = not zones or (len(set(zones)) == replicas.count and alone)
        most = gate_failure(gate, failing) if apart else min(1.0, sum(sorted(failing)[: replicas.need]))
        least = gate_failure(gate, [single + (1.0 - single) * rarely for _, rarely in on])
        found = common + most, max(common, least)
        if alone:  # on no circle, so that what is known of them is all that there is
            self._copies[key] = found
        return found


def _is_plain(need: Dependency) -> bool:
    """Tell whether the caller is down whenever the callee is, but for what it tolerates."""
    return need.fallback is None and need.probability is None and need.failure_mode != "error"


def coarse_bounds(architecture: Architecture) -> CoarseBounds:
    """Return bounds on the unavailability of each component, found once."""
    return architecture.once(CoarseBounds)
