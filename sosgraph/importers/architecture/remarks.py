"""What stands beside the components: journeys, controllers, feedback and scenarios."""

from collections.abc import Callable, Iterator
from typing import Any

from sosgraph.description.parts import Remark
from sosgraph.document import Node
from sosgraph.importers.architecture.components import objectives
from sosgraph.importers.architecture.words import name, reference, sign, target, text
from sosgraph.model.scenario import TRIGGERS
from sosgraph.quantity import OneOf, Ratio, parse_duration, parse_number, parse_ratio


def journeys(node: Node) -> Iterator[Remark]:
    """Yield what users come for, by name."""
    for key, child in _named(node):
        values = child.values({"share": parse_ratio}, {"through": _references, "slo": objectives}, ("through",))
        if child["through"].kind == "list" and not child["through"].raw.value:
            child["through"].mistake("'through' is empty; list the components that the journey passes")
        yield Remark(key, child.at, values)


def scenarios(node: Node) -> Iterator[Remark]:
    """Yield what may happen, by name."""
    parsers: dict[str, Callable[[str], Any]] = {
        "on": target,
        "kind": OneOf(TRIGGERS),
        "start": parse_duration,
        "for": parse_duration,
        "share": parse_ratio,
        "factor": parse_number,
        "delay": parse_duration,
    }
    for key, child in _named(node):
        values = child.values(parsers, needed=("on", "kind"))
        if "on" in values and "kind" in values:
            yield Remark(key, child.at, values)


def controllers(node: Node) -> Iterator[Remark]:
    """Yield who changes the running system."""
    parsers: dict[str, Callable[[str], Any]] = {
        "name": name,
        "lag": parse_duration,
        "min": parse_number,
        "max": parse_number,
        "target": _utilisation,
    }
    for child in node.elements():
        if child.mapping():
            values = child.values(parsers, dict.fromkeys(("senses", "acts", "needs"), _references), ("name",))
            yield Remark(values.pop("name", ""), child.at, values)


def feedback(node: Node) -> Iterator[Remark]:
    """Yield the influences that have no availability semantics."""
    parsers: dict[str, Callable[[str], Any]] = {
        "from": reference,
        "to": reference,
        "sign": sign,
        "delay": parse_duration,
        "through": text,
    }
    for child in node.elements():
        if child.mapping():
            values = child.values(parsers, needed=("from", "to"))
            if "from" in values and "to" in values:
                yield Remark("", child.at, values)


def _utilisation(text: str) -> Ratio:
    """Return the utilisation at which something is held; raise `ValueError` for none at all, which nothing can be held at."""
    found = parse_ratio(text)
    if not found.value:
        raise ValueError(f"{text!r} is no utilisation to be held; write one above 0, like 60%")
    return found


def _named(node: Node) -> Iterator[tuple[str, Node]]:
    for key, child in node.items():
        try:
            name(key)
        except ValueError as mistake:
            node.document.report(child.key_at, str(mistake))
            continue
        if child.mapping():
            yield key, child


def _references(node: Node) -> tuple[str, ...]:
    if node.kind == "list":
        return node.parsed(reference)
    found = node.read(reference, "")
    return (found,) if found else ()
