"""Small systems that several tests simulate."""

from typing import Any

from sosgraph.fluid.run import run
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger

DB = 1


def client_and_server(load: float, service_s: float = 1.0, server: Station | None = None, **link: Any) -> Network:
    """Return callers without limit before one server with an endless queue, or another station."""
    stations = (Station("web"), server or Station("db", 1, service_s))
    return Network(stations, (Link(0, DB, **link),), (load, 0.0))


def storm(load: float = 280.0, attempts: int = 2, **link: Any) -> Network:
    """Return the example of HotOS'21: 300/s, a timeout of 1 s, and one retry."""
    return client_and_server(load, 1 / 300, timeout_s=1.0, attempts=attempts, **link)


def outage(start_s: float, duration_s: float, place: int = DB) -> Trigger:
    return Trigger("outage", place, start_s=start_s, duration_s=duration_s)


def course(network: Network, until_s: float, *triggers: Trigger, **how: Any) -> Course:
    """Return the course of one scenario."""
    return run(network, [triggers], until_s, **how).courses[0]


def at(course: Course, time_s: float) -> int:
    """Return the place of the first time at or after this one."""
    return next(place for place, each in enumerate(course.times_s) if each >= time_s - 1e-9)
