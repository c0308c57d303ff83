"""What stands beside the components: journeys, controllers, feedback and scenarios."""

from collections.abc import Callable, Iterator
from typing import Any

from sosgraph.description.parts import Remark
from sosgraph.document import Node
from sosgraph.importers.architecture.components import objectives
from sosgraph.importers.architecture.words import name, reference, sign, target, text
from sosgraph.model.scenario import TRIGGERS
from sosgraph.quantity import OneOf, parse_duration, parse_number, parse_ratio


def journeys(node: Node) -> Iterator[Remark]:
    """Yield what users come for, by name."""
    for key, child in _named(node):
        child.only("through", "share", "slo")
        values: dict[str, Any] = child.scalars({"share": parse_ratio})
        values["through"] = _references(child.required("through"))
        if child["through"].kind == "list" and not child["through"].raw.value:
            child["through"].mistake("'through' is empty; list the components that the journey passes")
        if child["slo"]:
            values["slo"] = objectives(child["slo"])
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
        child.only(*parsers)
        child.required("on")
        child.required("kind")
        values = child.scalars(parsers)
        if "on" in values and "kind" in values:
            yield Remark(key, child.at, values)


def controllers(node: Node) -> Iterator[Remark]:
    """Yield who changes the running system."""
    parsers: dict[str, Callable[[str], Any]] = {
        "lag": parse_duration,
        "min": parse_number,
        "max": parse_number,
        "target": parse_ratio,
    }
    for child in node.elements():
        if child.mapping():
            child.only("name", "senses", "acts", "needs", *parsers)
            key = child.required("name").read(name, "")
            values = child.scalars(parsers)
            for part in ("senses", "acts", "needs"):
                if child[part]:
                    values[part] = _references(child[part])
            yield Remark(key, child.at, values)


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
            child.only(*parsers)
            child.required("from")
            child.required("to")
            values = child.scalars(parsers)
            if "from" in values and "to" in values:
                yield Remark("", child.at, values)


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
    elements = node.elements() if node.kind == "list" else [node] if node else []
    return tuple(found for element in elements if (found := element.read(reference, "")))
