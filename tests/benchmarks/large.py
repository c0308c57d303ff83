"""A synthetic architecture of a given size, the same every time."""

import random


def large_architecture(count: int, seed: int = 1) -> str:
    """Return YAML of `count` components: three callees each, popular ones called more (power law), 1 % of edges backwards."""
    draw = random.Random(seed)
    lines = ["sosgraph: 1", "system: large", "owner: team", "components:"]
    popular: list[int] = []
    for number in range(count):
        callees: set[int] = set()
        while len(callees) < min(3, number):
            callees.add(draw.choice(popular) if popular and draw.random() < 0.7 else draw.randrange(number))
        popular.extend(callees)
        if draw.random() < 0.03 and number + 1 < count:  # one of three edges: 1 % of all
            callees.add(draw.randrange(number + 1, count))
        entry = "entry: true, " if number >= count * 0.9 else ""
        lines.append(
            f"  c{number}: {{{entry}kind: service, availability: 99.99%, slo: {draw.choice(('99%', '98%', '99.5%'))}, "
            f"depends_on: [{', '.join(f'c{callee}' for callee in sorted(callees))}]}}"
        )
    return "\n".join(lines) + "\n"
