"""A synthetic system of systems in many files, the same every time."""

import random
from collections.abc import Iterator

_ZONES = ("zone-a", "zone-b", "zone-c")
_SHARED = ("dns", "identity", "config", "queue", "metrics")
_KINDS = ("service", "service", "service", "worker", "database", "cache")


def many_systems(systems: int, size: int, seed: int = 1) -> dict[str, str]:
    """Return YAML by file name: `systems` constituent systems of `size` components each, the first of them the platform.

    A component needs two to four others: most of its own system, some the public face of an earlier system, one the platform.
    There are redundancy groups, replicas over zones, soft needs, timeouts, retries, fallbacks, promises and journeys. A team has
    kept most of it in order; what it overlooked is a need in a hundred that points backwards, timeouts that do not fit, groups
    whose members stand on the same platform.
    """
    draw = random.Random(seed)
    files = {"platform.yaml": "\n".join(_platform(size)) + "\n"}
    for number in range(1, systems):
        files[f"{_name(number)}.yaml"] = "\n".join(_system(number, systems, size, draw)) + "\n"
    return files


def _name(number: int) -> str:
    return f"system-{number:03}"


def _platform(size: int) -> Iterator[str]:
    yield from ("sosgraph: 1", "system: platform", "owner: team-platform", "components:")
    for zone in _ZONES:
        yield f"  {zone}: {{kind: zone, availability: 99.99%}}"
    over = f"replicas: {{count: 3, need: 1, over: [{', '.join(_ZONES)}]}}"
    for name in _SHARED:
        yield f"  {name}: {{kind: service, tier: 1, availability: 99.9%, mttr: 10m, slo: 99.99%, {over}}}"
    for number in range(size - len(_ZONES) - len(_SHARED)):
        yield f"  base-{number}: {{kind: service, tier: 1, availability: 99.9%, slo: 99.9%, depends_on: [dns], {over}}}"


def _system(number: int, systems: int, size: int, draw: random.Random) -> Iterator[str]:
    yield from ("sosgraph: 1", f"system: {_name(number)}", f"owner: team-{number % 40}", "", "components:")
    zones = ", ".join(f"platform/{zone}" for zone in _ZONES)
    for part in range(size):
        yield f"  part-{part}:"
        yield f"    kind: {draw.choice(_KINDS)}"
        yield "    tier: 2"
        yield f"    availability: {draw.choice(('99.9%', '99.95%', '99.99%', '99.995%'))}"
        yield "    mttr: 20m"
        if draw.random() < 0.4:
            yield f"    slo: {{availability: {draw.choice(('99%', '99.5%', '99.9%'))}, window: 28d}}"
        if part == 0:
            yield "    entry: {rate: 300/s}"
        yield f"    replicas: {{count: 3, need: {draw.choice((1, 1, 2))}, over: [{zones}]}}"
        yield "    depends_on:"
        yield from _needs(number, part, systems, size, draw)
    yield from ("", "journeys:", f"  visit-{number}:", "    through: [part-0, part-1]", "    slo: 99%")


def _needs(number: int, part: int, systems: int, size: int, draw: random.Random) -> Iterator[str]:
    left = 20 * (2 * size - part) * (systems - number)
    yield f"      - {{on: platform/{draw.choice(_SHARED)}, kind: dns, timeout: 10ms, tolerance: 5m}}"
    inner = range(part + 1, size)
    if len(inner) >= 2:
        one, other = draw.sample(inner, 2)
        retry = "retry: {attempts: 2, backoff: 1ms, jitter: full}" if draw.random() < 0.02 else "calls: 1.5"
        yield f"      - {{on: part-{one}, timeout: {left}ms, {retry}}}"
        kind = draw.random()
        if kind < 0.03:
            yield f"      - any_of: [part-{one}, part-{other}]"
        elif kind < 0.06:
            yield f"      - {{on: part-{other}, timeout: {left}ms, fallback: {{to: part-{one}, coverage: 95%}}}}"
        elif kind < 0.3:
            yield f"      - {{on: part-{other}, soft: true, timeout: {left}ms}}"
        elif kind < 0.6:
            yield f"      - {{on: part-{other}, timeout: {left}ms}}"
    if number > 1 and draw.random() < 0.1:
        yield f"      - {{on: {_name(draw.randrange(1, number))}/part-{draw.randrange(size // 5)}, timeout: {left}ms}}"
    if draw.random() < 1 / 100:
        yield f"      - {{on: {_name(draw.randrange(number, systems))}/part-0, soft: true, kind: config}}"
