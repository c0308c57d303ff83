"""Fault trees of the reference data as equations, read with nothing but the standard library.

Only what these files use: gates of and, or, not, xor, atleast over events, and basic events with a fixed probability.
"""

import csv
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, parse

from sosgraph.equations import Equations, Gate

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "faulttrees"


class Published(NamedTuple):
    """A fault tree with its published answers; where these are unknown, None."""

    file: str
    probability: str
    cut_sets: int | None


class FaultTree(NamedTuple):
    """A fault tree as a system in which "true" is "works"."""

    equations: Equations
    top: int
    failure: list[float]


def published() -> list[Published]:
    """Return the authoritative rows of the reference table that are an exact answer for a single fault tree."""
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "expected.csv").open(encoding="utf-8") as table:
        return [
            Published(row["file"], row["probability"], int(row["mcs_count"]) if row["mcs_count"] else None)
            for row in csv.DictReader(table)
            if row["authoritative"] == "yes" and row["note"] == "exact double"
        ]


def fault_tree(file: str) -> FaultTree:
    """Return the fault tree in `file` of the reference data; its top is the gate that no gate asks for."""
    root = parse(FOLDER / file).getroot()  # the data is ours: no entities are expanded for strangers
    events = {event.get("name", ""): event for event in root.iter("define-basic-event")}
    defined = {gate.get("name", ""): gate[-1] for gate in root.iter("define-gate")}
    numbers = {name: number for number, name in enumerate([*events, *defined])}
    gates: list[Gate] = [Gate(0, ())] * len(defined)
    variables = len(events)

    def literal(formula: Element) -> int:
        if formula.tag in ("gate", "basic-event", "event"):
            return numbers[formula.get("name", "")]
        if formula.tag == "not":
            return ~literal(formula[0])
        gates.append(gate(formula))
        return variables + len(gates) - 1

    def gate(formula: Element) -> Gate:
        if formula.tag in ("gate", "basic-event", "event", "not"):
            return Gate(1, (literal(formula),))
        arguments = tuple([literal(part) for part in formula])
        if formula.tag == "xor":  # works when both work, or neither
            gates.append(Gate(2, arguments))
            gates.append(Gate(2, tuple([~argument for argument in arguments])))
            return Gate(1, (variables + len(gates) - 2, variables + len(gates) - 1))
        to_fail = {"and": len(arguments), "or": 1}.get(formula.tag) or int(formula.get("min", ""))
        return Gate(len(arguments) - to_fail + 1, arguments)

    for position, formula in enumerate(defined.values()):
        gates[position] = gate(formula)
    asked = {part.get("name") for formula in defined.values() for part in formula.iter()}
    top = next(name for name in defined if name not in asked)
    failure = [float(event[-1].get("value", "")) for event in events.values()]
    return FaultTree(Equations(variables, tuple(gates)), numbers[top], failure)
