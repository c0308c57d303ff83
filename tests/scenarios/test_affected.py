"""Whom an incident hits, in courses drawn by hand, and whom it may hit."""

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.affected import blast_radius, hit
from sosgraph.scenarios.incident import incidents_of, parse_trigger
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.timing import Timing
from sosgraph.scenarios.triggers import triggers_of
from sosgraph.simulation.course import Course
from tests.yaml_architecture import architecture


def shop() -> Architecture:
    return architecture("""
        components:
          web:
            entry: {rate: 100/s}
            capacity: {concurrency: 50, service_time: 10ms}
            depends_on: [{on: hints, soft: true, timeout: 1s}, {on: db, timeout: 1s}, zone]
          hints: {capacity: {concurrency: 2, service_time: 10ms}}
          db: {capacity: {concurrency: 2, service_time: 10ms}, depends_on: [{on: disk, timeout: 1s}]}
          disk: {capacity: {concurrency: 4, service_time: 5ms}}
          zone: {kind: zone}
        """)


def hit_by(
    offered: float,
    refused: float,
    timeouts: float,
    first: int = 20,
    last: int = 80,
    trigger: str = "load-spike of web by 2 for 10s",
) -> tuple[str, ...]:
    """Return who is hit in 40 s of which the second quarter is struck, where the db fails from the `first` step to the `last`."""
    system = shop()
    network = network_of(system)
    names = [system.label(station.name) for station in network.stations]
    calls = [names[link.callee] for link in network.links]
    failing = [0.0] * first + [1.0] * (last - first) + [0.0] * (80 - last)

    def by(names: list[str], rate: float, course: list[float]) -> list[list[float]]:
        return [[rate * each if name == "db" else 0.0 for each in course] for name in names]

    quiet = [[0.0] * 80 for _ in names]
    whole = Course(
        [0.5 * step for step in range(1, 81)],
        [offered] * 80,
        [offered] * 80,
        [0.0] * 80,
        by(names, offered, [1.0] * 80),
        quiet,
        quiet,
        by(names, refused, failing),
        [[0.0] * 80 for _ in calls],
        by(calls, timeouts, failing),
        [[0.0] * 80 for _ in calls],
    )
    (incident,) = incidents_of(system, (), (parse_trigger(trigger),))
    triggers = triggers_of(system, incident.scenarios)
    return tuple(map(system.label, hit(network, whole, Timing(10.0, 10.0, 30.0), triggers)))


@pytest.mark.parametrize(
    ("offered", "refused", "timeouts", "first", "expected"),
    [
        (100, 20, 0, 20, ("db",)),
        (100, 0, 20, 20, ("db",)),
        (100, 2, 2, 20, ()),  # less than 5 %
        (100, 20, 20, 0, ()),  # as before
        (100, 40, 0, 76, ("db",)),  # only at the end
        (1, 0.2, 0, 20, ()),  # ten attempts: chance
    ],
)
def test_who_fails_more_than_before_is_hit(
    offered: float, refused: float, timeouts: float, first: int, expected: tuple[str, ...]
) -> None:
    """Refused or given up, while it happens or at the end, by more than chance."""
    assert hit_by(offered, refused, timeouts, first) == expected


@pytest.mark.parametrize("kind", ["outage of web -> db", "latency of web -> db by 3s"])
def test_what_a_link_loses_is_not_what_its_callee_fails(kind: str) -> None:
    """While the link is cut or slow; what the callee refuses is, what is given up at the end, and what others give up."""
    assert hit_by(100, 0, 100, last=40, trigger=f"{kind} for 10s") == ()
    assert hit_by(100, 20, 0, last=40, trigger=f"{kind} for 10s") == ("db",)
    assert hit_by(100, 0, 100, trigger=f"{kind} for 10s") == ("db",)
    assert hit_by(100, 0, 100, last=40, trigger=f"{kind.replace('db', 'hints')} for 10s") == ("db",)


@pytest.mark.parametrize(
    ("trigger", "radius"),
    [
        ("outage of disk for 10s", {"disk", "db", "web"}),
        ("latency of hints by 5s for 10s", {"hints", "web"}),  # soft calls, too
        ("error of web -> db for 10s", {"web"}),
        ("load-spike of web by 5 for 10s", {"web", "db", "hints"}),  # two of each cannot serve 500 a second; four disks can
        ("load-spike of web by 1.1 for 10s", {"web"}),
    ],
)
def test_a_blast_radius_holds_what_stands_on_what_is_struck(trigger: str, radius: set[str]) -> None:
    """And what composition knows to be overloaded."""
    system = shop()
    (incident,) = incidents_of(system, (), (parse_trigger(trigger),))
    assert set(map(system.label, blast_radius(system, incident.scenarios))) == radius
