"""Resultant, weakly emergent, or a candidate for strongly emergent: a class of one property under one trigger.

Resultant: composition predicts what is simulated. Weakly emergent: it does not, and leaving out a smallest set of policies
restores the prediction. What is declared does not always decide that; then the class is a candidate, with the reason.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import nullcontext
from enum import Enum
from math import inf
from typing import NamedTuple

from sosgraph.enumeration import listed
from sosgraph.frozen import dataclass, field
from sosgraph.model.architecture import Architecture
from sosgraph.patience import interrupted
from sosgraph.progress import part_of
from sosgraph.scenarios.delta_debugging import minimal
from sosgraph.scenarios.measured import Measured, surprising
from sosgraph.scenarios.policies import Policy, policies, stations_of, without
from sosgraph.scenarios.prediction import Interval, Prediction
from sosgraph.simulation.network import Network
from sosgraph.traffic.demand import demand

TESTS = 60
"""So many runs are made to find what a difference is due to."""
_OTHERS = 12  # single policies that are tried besides


class Kind(Enum):
    """The class of a property under a trigger; the value is the word for it."""

    RESULTANT = "resultant"
    WEAK = "weakly emergent"
    CANDIDATE = "candidate for strongly emergent"


class Class(NamedTuple):
    """The class of the property `name`, what was predicted and simulated, and a `reason` where that is no matter of course.

    `causes` is a smallest set of policies whose removal restores the prediction; `instead` are single ones that would do as well.
    Of so many `runs`, so many were `different` from the prediction, and so many `still` are without the causes.
    """

    name: str
    predicted: Interval
    simulated: float | None
    kind: Kind | None
    reason: str = ""
    causes: tuple[Policy, ...] = ()
    instead: tuple[Policy, ...] = ()
    runs: int = 1
    different: int = 0
    still: int = 0


@dataclass(frozen=True, slots=True)
class Study:
    """One incident: the network it happens to, what composition predicts, and how a network is simulated under it.

    It is watched for so many `seconds` from the first moment at which something may happen, the last `after_s` of them after the
    end of what happens.
    """

    architecture: Architecture
    network: Network
    prediction: Prediction
    seconds: float
    after_s: float
    simulated: Callable[[Network], Measured]
    _known: dict[frozenset[Policy], Measured] = field(default_factory=dict)

    def measured(self, left_out: Collection[Policy] = ()) -> Measured:
        """Return what is simulated without some policies, each set of them once."""
        key = frozenset(left_out)
        if key not in self._known:
            with part_of(min(len(self._known), TESTS) - 1, TESTS, "leaving out policies") if key else nullcontext():
                self._known[key] = self.simulated(without(self.network, key))
        return self._known[key]

    def surprises(self, name: str, left_out: Collection[Policy] = ()) -> bool:
        """Tell whether a property is not as predicted when some policies are left out.

        Whether 99 of 100 requests are answered at all is a matter of goodput, and of what chance may do to that.
        """
        found = self.measured(left_out)
        value = getattr(found, name)
        if found.stopped or value is None:
            return bool(found.stopped)
        predicted = getattr(self.prediction, name)
        never = name == "p99_s" and inf in (value, predicted.low)
        return surprising(name, predicted, value, found) and (not never or self.surprises("goodput_per_s", left_out))


def class_of(study: Study, name: str) -> Class:
    """Return the class of the property `name`; None where that was not simulated."""
    predicted, value = getattr(study.prediction, name), getattr(study.measured(), name)
    if study.measured().stopped:
        return Class(name, predicted, value, None, study.measured().stopped)
    if value is None:
        return Class(name, predicted, None, None, "only requests that are simulated one by one are timed")
    if not study.surprises(name):
        return Class(name, predicted, value, Kind.RESULTANT)
    offered = study.architecture.once(demand).offered
    candidates = policies(study.network, {place for place, load in enumerate(offered) if load})
    found = minimal(candidates, lambda left_out: not study.surprises(name, left_out), TESTS, interrupted)
    causes = found.causes or next((one for one in _singles(candidates[:TESTS]) if not study.surprises(name, one)), None)
    if causes is None:
        reason = "leaving out every policy and limit that is declared does not restore the prediction"
        return Class(name, predicted, value, Kind.CANDIDATE, reason)
    hidden = _opaque(study, causes)
    if hidden:
        verb = "is opaque: what it does" if len(hidden) == 1 else "are opaque: what they do"
        return Class(name, predicted, value, Kind.CANDIDATE, f"{listed(hidden)} {verb} meanwhile is not declared", causes)
    instead: tuple[Policy, ...] = ()
    if len(causes) == 1:
        others = [each for each in candidates if each not in causes]
        instead = tuple(one[0] for one in _singles(others[:_OTHERS]) if not study.surprises(name, one))
    bound = "" if found.complete else f"fewer policies may be enough; looked for no further after {found.tested} runs"
    return Class(name, predicted, value, Kind.WEAK, bound, causes, instead)


def _singles(candidates: Sequence[Policy]) -> Iterator[tuple[Policy]]:
    """Yield each alone, as long as there is time."""
    for each in candidates:
        if interrupted():
            return
        yield (each,)


def _opaque(study: Study, causes: Sequence[Policy]) -> list[str]:
    """Return the components that the causes act between and that nobody can look into."""
    places = dict.fromkeys(place for cause in causes for place in stations_of(study.network, cause))
    names = (study.network.stations[place].name for place in places)
    return [study.architecture.label(name) for name in names if study.architecture.components[name].opaque]
