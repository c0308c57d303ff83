"""Labels by which a Compose file says what Compose has no word for: `sosgraph.slo`, `.availability`, `.tier`, `.owner`."""

from collections.abc import Callable
from typing import Any

from sosgraph.catalog import did_you_mean
from sosgraph.document import Document
from sosgraph.importers.compose.layers import Service
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import parse_ratio

_PREFIX = "sosgraph."


def _tier(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise ValueError(f"{text!r} is not a tier; write a whole number like 1, the lower the more critical")
    return int(text)


def _owner(text: str) -> str:
    if not text:
        raise ValueError("it is empty; write a word")
    return text


_READERS: dict[str, Callable[[str], Any]] = {"slo": parse_ratio, "availability": parse_ratio, "tier": _tier, "owner": _owner}


def labelled_values(service: Service, document: Document) -> dict[str, Any]:
    """Return the values that the labels of `service` give; mistakes are reported on `document`."""
    values: dict[str, Any] = {}
    for label, written, _, at in service.entries("labels"):
        if not label.startswith(_PREFIX):
            continue
        key = label.removeprefix(_PREFIX)
        if key not in _READERS:
            near = did_you_mean(key, tuple(_READERS)) or f"; known are {', '.join(_READERS)}"
            document.report(at, f"{key!r} of {label!r} is not known here{near}")
            continue
        try:
            value = _READERS[key](written or "")
        except ValueError as mistake:
            document.report(at, f"{label!r}: {mistake}")
            continue
        values[key] = (AvailabilityObjective(value, at=at),) if key == "slo" else value
    return values
