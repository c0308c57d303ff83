"""Places in SARIF's words: an exact region of a file, and the component that it belongs to."""

import re
from typing import Any

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.report import Report
from sosgraph.source import Pointer

_of_no_file = re.compile("[\\ud800-\\udc7f\\udd00-\\udfff]")  # surrogates that stand for no octet of a file's name
ROOT = "%SRCROOT%"


class Locations:
    """The places of one report; it knows once for all which component stands where."""

    __slots__ = ("_components", "_report")

    def __init__(self, report: Report) -> None:
        self._report = report
        self._components = _components_by_place(report.architecture)

    def main(self, at: Pointer) -> list[dict[str, Any]]:
        """Return the location of a result, which GitHub refuses without a file; none only where there is no document at all."""
        place = self._report.anchor(at)
        return [self.location(place)] if place.document else []

    def location(self, at: Pointer, message: str = "", number: int | None = None) -> dict[str, Any]:
        """Return SARIF's location of a place, with a message and a number in the result where given."""
        location: dict[str, Any] = {}
        if number is not None:
            location["id"] = number
        if at.document:
            location["physicalLocation"] = {"artifactLocation": _artifact(at.document), "region": self._region(at)}
        component = self._component(at)
        if component is not None:
            label = component.name.removeprefix(f"{component.system}/")
            location["logicalLocations"] = [{"name": label, "fullyQualifiedName": component.name, "kind": "object"}]
        if message:
            location["message"] = {"text": literal(message)}
        return location

    def _region(self, at: Pointer) -> dict[str, int]:
        span = self._report.span(at)
        return {
            "startLine": span.start_line,
            "startColumn": span.start_column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }

    def _component(self, at: Pointer) -> Component | None:
        for length in range(len(at.path), 0, -1):
            component = self._components.get(Pointer(at.document, at.path[:length]))
            if component is not None:
                return component
        return None


def literal(text: str) -> str:
    """Return the text so that SARIF's `[words](target)` in it is no link (3.11.6)."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _components_by_place(architecture: Architecture) -> dict[Pointer, Component]:
    places: dict[Pointer, Component] = {}
    for component in architecture.components.values():
        for place in (component.at, *component.elsewhere.values()):
            if place.path:
                places.setdefault(place, component)
    return places


def _artifact(document: str) -> dict[str, str]:
    """Return where a document is, relative to where sosgraph ran; an absolute path stays one."""
    from urllib.parse import quote

    path = _of_no_file.sub("\ufffd", document).replace("\\", "/").removeprefix("./")
    if path[1:3] == ":/":
        return {"uri": f"file:///{path[0]}:{quote(path[2:], errors='surrogateescape')}"}
    encoded = quote(path, errors="surrogateescape")
    return {"uri": f"file://{encoded}"} if path.startswith("/") else {"uri": encoded, "uriBaseId": ROOT}
