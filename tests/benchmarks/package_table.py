"""A synthetic table of packages of a given size, the same every time: the older a library, the more need it."""

import random
import sys
from collections.abc import Iterator


def package_table(count: int, seed: int = 1) -> Iterator[str]:
    """Yield the lines of a table of `count` packages: three needs each, one of twenty with an alternative, 1 % recommended."""
    draw = random.Random(seed)
    yield "package,group,alternatives,kind\n"
    for number in range(1, count):
        for group in range(3):
            callee = int(number * draw.random() ** 3)  # the first ones are needed by most
            names = f"p{callee} | p{draw.randrange(number)}" if draw.random() < 0.05 else f"p{callee}"
            yield f"p{number},{group},{names},{'recommends' if draw.random() < 0.01 else 'depends'}\n"


if __name__ == "__main__":
    sys.stdout.writelines(package_table(int(sys.argv[1])))
