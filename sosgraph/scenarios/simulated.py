"""Incidents simulated: the course of each, what it says, and what keeps the system down afterwards."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sosgraph.bdd.confidence import clopper_pearson
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.backlog import Backlog, backlog, queue_behind
from sosgraph.scenarios.falling import Falling, falling
from sosgraph.scenarios.fan_out import Means
from sosgraph.scenarios.incident import Incident
from sosgraph.scenarios.luck import Luck, luck
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.reading import DOWN, Ending, Reading, reading, windows, worst
from sosgraph.scenarios.runs import FINE, Run, Seen, courses, of_one_length, requested, seeded
from sosgraph.scenarios.stretches import Stretch, during, grown, shortened
from sosgraph.scenarios.struck import with_fallen
from sosgraph.scenarios.sustaining import Overloaded, before_it_fell, overloaded, sustained_by
from sosgraph.scenarios.timing import Timing, timing
from sosgraph.scenarios.triggers import triggers_of
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

ERROR = 0.05
"""How often an interval for a chance may miss it, and rates the chance that brings a system back, or down."""


class Simulated(NamedTuple):
    """What became of an incident, in the `course` of rates, or of one seed: the first of those that end worst.

    `triggers` are on the clock of the course; `overloaded` and `sustained_by` are of its end. `seeds` holds what was seen of each
    seed, empty where rates were simulated; `coarse` tells that its steps are longer than the times of the network ask for.
    `stretches` are what was left out, so that the clock of the course is behind; `backlog` is what is worked off afterwards, an
    estimate. `queue` is what is still worked off when goodput is back.
    `luck` brings it back where rates say that it stays down, or is back in part, more often than `ERROR`; else there is none.
    So does `falling` bring it down where rates say that it comes back.
    """

    incident: Incident
    network: Network
    triggers: tuple[Trigger, ...]
    timing: Timing
    course: Course
    reading: Reading
    overloaded: Overloaded | None
    sustained_by: tuple[str, ...]
    seeds: tuple[Seen, ...] = ()
    coarse: bool = False
    stretches: tuple[Stretch, ...] = ()
    backlog: Backlog | None = None
    queue: Backlog | None = None
    luck: Luck | None = None
    falling: Falling | None = None

    @property
    def chancy(self) -> bool:
        """Whether chance, which rates leave out, decides how it ends."""
        return self.luck is not None or self.falling is not None

    @property
    def ending(self) -> Ending:
        """How it ends, of several seeds the worst that was seen; what only works off a backlog comes back."""
        if self.seeds:
            return worst(each.reading.ending for each in self.seeds)
        return self.reading.ending if self.backlog is None else Ending.BACK

    def count(self, *endings: Ending) -> int:
        """Return how many seeds end so."""
        return sum(each.reading.ending in endings for each in self.seeds)

    @property
    def decided(self) -> int:
        """How many seeds were simulated for long enough to tell."""
        return len(self.seeds) - self.count(Ending.UNDECIDED)

    @property
    def stuck(self) -> int:
        """How many seeds stay down."""
        return self.count(*DOWN)

    @property
    def chance(self) -> tuple[float, float]:
        """Between which chances that happens: an interval of 95 % confidence, whatever becomes of seeds that still get better."""
        if not self.decided:
            return 0.0, 1.0
        most = self.stuck + self.count(Ending.BETTER)
        return clopper_pearson(self.stuck, self.decided, ERROR)[0], clopper_pearson(most, self.decided, ERROR)[1]


def simulated(
    architecture: Architecture, incidents: Iterable[Incident], means: Means, seeds: int = 0, until_s: float | None = None
) -> tuple[Simulated, ...]:
    """Return what becomes of each incident: in rates, or request by request for so many `seeds`.

    `until_s` counts from the moment at which the scenarios' own times begin; without it a run is as long as `timing` says. What
    stands on a component that is out of order is out of order too.
    """
    network = network_of(architecture)
    wanted = tuple(_wanted(architecture, network, incident, until_s, bool(seeds)) for incident in incidents)
    if not seeds:
        found, coarse = courses(network, of_one_length([run for _, run in wanted]), means, FINE)
        return tuple(_told(architecture, network, each, *one, (), coarse) for each, one in zip(wanted, found, strict=True))
    seen = seeded(network, [run for _, run in wanted], seeds, means)
    return tuple(
        _told(architecture, network, each, *requested(network, each[1], telling(of_run)), tuple(of_run), False)
        for each, of_run in zip(wanted, seen, strict=True)
    )


_Wanted = tuple[Incident, Run]


def _wanted(architecture: Architecture, network: Network, incident: Incident, until_s: float | None, whole: bool) -> _Wanted:
    fallen = with_fallen(architecture, incident.scenarios)
    try:
        when = timing(architecture, network, triggers_of(architecture, fallen), until_s)
    except BadCall as mistake:
        raise BadCall(f"{incident.name}: {mistake}") from None
    triggers = triggers_of(architecture, fallen, when.calm_s)
    if whole:
        return incident, Run(triggers, when)
    cut = shortened(triggers, when)
    return incident, Run(cut.triggers, cut.timing, stretches=cut.stretches)


def telling(seen: Sequence[Seen]) -> int:
    """Return the first of the seeds that end worst."""
    ending = worst(each.reading.ending for each in seen)
    return next(each.seed for each in seen if each.reading.ending is ending)


def _told(
    architecture: Architecture,
    network: Network,
    wanted: _Wanted,
    course: Course,
    when: Timing,
    seeds: tuple[Seen, ...],
    coarse: bool,
) -> Simulated:
    incident, (triggers, _, _, stretches) = wanted
    said = next((each.reading for each in seeds if each.seed == telling(seeds)), None) or reading(course, when)
    if said.ending is Ending.UNDECIDED or not course.times_s:
        return Simulated(incident, network, triggers, when, course, said, None, (), seeds, coarse)
    at, more = windows(course, when), grown(network, course, stretches)
    queue = queue_behind(network, course, when, said, at, more) if said.ending is Ending.BACK else None
    left = None if seeds or queue is not None else backlog(network, course, when, said, at, more)
    if stretches:
        said = said._replace(during=during(course, when, stretches, said.during))
    down = said.ending is not Ending.BACK
    most = overloaded(architecture, network, course, at) if down else None
    since = before_it_fell(architecture, at) if said.ending is Ending.NEVER else at
    why = sustained_by(architecture, network, course, since) if down else ()
    lucky = None if seeds or said.ending not in (Ending.STUCK, Ending.PARTLY) else luck(network, course, when, at)
    lucky = lucky if lucky is not None and lucky.times > ERROR else None
    unlucky = None if seeds or down else falling(architecture, network, when)
    unlucky = unlucky if unlucky is not None and unlucky.times > ERROR else None
    return Simulated(
        incident, network, triggers, when, course, said, most, why, seeds, coarse, stretches, left, queue, lucky, unlucky
    )
