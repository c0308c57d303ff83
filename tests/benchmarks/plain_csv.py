"""The peer: Python's csv module alone. Reads a table of packages, splits the alternatives and keeps both, as for use."""

import csv
import sys


def main(path: str) -> None:
    """Print how many rows and alternatives there are."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        needs = [(package, [name.strip() for name in alternatives.split("|")], kind) for package, _, alternatives, kind in rows]
    sys.stdout.write(f"{len(needs)} rows, {sum(len(alternatives) for _, alternatives, _ in needs)} alternatives\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
