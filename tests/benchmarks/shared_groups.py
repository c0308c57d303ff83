"""A synthetic architecture of redundancy groups over shared parts, the same every time for a seed."""

import random

REGIONS = 8  # of three zones each
DNS = 4
DATABASES = 12
ENTRIES = 20
GROUPS = 500
_ACROSS = 0.05  # of the groups lie in zones of any region
_ON_SHARED = 0.4  # of the replicas need DNS or a database of their own besides their zone
_LAYERS = 12


def architecture_of_groups(count: int = 5_000, groups: int = GROUPS, seed: int = 1) -> str:
    """Return YAML of `count` components: `groups` of three replicas over 40 shared zones, DNS and databases, and 20 entries.

    Services lie in layers; each needs a few of deeper layers, services or groups, and some need DNS or a database. The
    replicas of a group lie in different zones, mostly of one region, and some of them need DNS or a database.
    """
    draw = random.Random(seed)
    lines = ["sosgraph: 1", "system: groups", "owner: team-platform", "components:"]
    zones = [f"zone-{region}-{letter}" for region in range(REGIONS) for letter in "abc"]
    shared = [f"dns-{number}" for number in range(DNS)] + [f"db-{number}" for number in range(DATABASES)]
    for name, availability in [*[(zone, "99.95%") for zone in zones], *[(name, "99.99%") for name in shared]]:
        lines += [f"  {name}:", f"    kind: {name.split('-')[0]}", "    tier: 0", f"    availability: {availability}"]
    services = count - len(zones) - len(shared) - 3 * groups - ENTRIES
    kinds = ["group"] * groups + ["service"] * services
    draw.shuffle(kinds)
    deeper: list[str] = []
    layer: list[str] = []
    for number, kind in enumerate(kinds):
        if number % -(-len(kinds) // _LAYERS) == 0:
            deeper, layer = deeper + layer, []
        if kind == "service":
            lines += _component(draw, f"s{number}", "99.99%", _needs(draw, deeper, shared))
            layer.append(f"s{number}")
            continue
        region = draw.randrange(REGIONS)
        places = draw.sample(zones, 3) if draw.random() < _ACROSS else zones[3 * region : 3 * region + 3]
        for member, zone in zip("abc", places, strict=True):
            needs = [draw.choice(shared)] if draw.random() < _ON_SHARED else []
            lines += _component(draw, f"g{number}{member}", "99.9%", needs)
            lines.append(f"    runs_on: {zone}")
        layer.append(f"any_of: [g{number}a, g{number}b, g{number}c]")
    for number in range(ENTRIES):
        lines += _component(draw, f"entry-{number}", "99.99%", _needs(draw, deeper + layer, shared, most=6))
        lines += ["    entry: {rate: 300/s}", "    slo: 99%"]
    return "\n".join(lines) + "\n"


def _component(draw: random.Random, name: str, availability: str, needs: list[str]) -> list[str]:
    """Return the lines of one component, with what people write beside its needs."""
    lines = [f"  {name}:", "    kind: service", f"    owner: team-{draw.randrange(40)}", f"    tier: {draw.randrange(1, 4)}"]
    lines += [f"    availability: {availability}", "    capacity: {concurrency: 200, service_time: 20ms, queue: 500}"]
    details = "timeout: 250ms, retry: {attempts: 2, backoff: 20ms, jitter: full}"
    if needs:
        lines.append("    depends_on:")
    return lines + [f"      - {need}" if ":" in need else f"      - {{on: {need}, {details}}}" for need in needs]


def _needs(draw: random.Random, deeper: list[str], shared: list[str], most: int = 3) -> list[str]:
    """Return a few needs among `deeper`, mostly near ones, and with some luck one that is shared."""
    near = deeper[-len(deeper) // 3 :]
    needs = [draw.choice(near if draw.random() < 0.7 else deeper) for _ in range(draw.randint(1, most))] if deeper else []
    if draw.random() < 0.4 or not needs:
        needs.append(draw.choice(shared))
    return list(dict.fromkeys(needs))
