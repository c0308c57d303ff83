"""What may stand where in the language, read off its published schema; and what the page about it says of a key."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sosgraph.importers.architecture.words import TARGET_PATTERN
from sosgraph.pages import page
from sosgraph.published_schemas import schema

Step = str | None
"""A key, or None for an element of a list."""
_SECTIONS = {"": "A file", "component": "A component", "dependency": "A need", "dependencyOrSoft": "A need"}


class Form(NamedTuple):
    """One form that a value may have: a schema without choices, and the name of its definition (empty for the root)."""

    name: str
    schema: dict[str, Any]


@cache
def _language() -> Any:
    return schema("architecture-v1")


def forms(written: Any = None, name: str = "") -> tuple[Form, ...]:
    """Return the forms that a part of the schema allows; without one, those of a whole document."""
    found: list[Form] = []
    pending = [(name, _language() if written is None else written)]
    while pending:
        name, part = pending.pop()
        if "$ref" in part:
            path = part["$ref"].removeprefix("#/").split("/")
            part = _at(path)
            pending.append((path[1] if len(path) == 2 else name, part))
        elif "oneOf" in part:
            pending.extend((name, each) for each in reversed(part["oneOf"]))
        else:
            found.append(Form(name, part))
    return tuple(found)


def _at(path: Iterable[str]) -> Any:
    part = _language()
    for step in path:
        part = part[step]
    return part


class Spot:
    """A place in a document, by the forms that what stands there may have; there is one for all places that are alike."""

    __slots__ = ("_further", "_properties", "describes", "forms", "keys", "refers", "targets")

    def __init__(self, begun: tuple[Form, ...]) -> None:
        self.forms = begun
        self._properties = dict.fromkeys(key for form in begun for key in form.schema.get("properties", {}))
        self._further: dict[Step, Spot] = {}
        self.keys = tuple(self._properties)
        """The keys that may be written here, in the order of the schema."""
        self.targets = any(form.schema.get("pattern") == TARGET_PATTERN for form in begun)
        """Tells whether `caller -> callee` may be written here."""
        self.refers = self.targets or any(form.name == "reference" for form in begun)
        """Tells whether the name of a component may be written here."""
        described = {"$ref": "#/$defs/component"}
        self.describes = any(form.schema.get("additionalProperties") == described for form in begun)
        """Tells whether the keys that are written here are names of components."""

    def __bool__(self) -> bool:
        """Tell whether anything may be written here."""
        return bool(self.forms)

    def further(self, step: Step) -> "Spot":
        """Return the place one step further in; one where nothing may stand where there is none."""
        known = step if step is None or step in self._properties else ""  # a name of the user's: all of them are alike
        if known not in self._further:
            self._further[known] = _spot(_inner(self.forms, known))
        return self._further[known]

    @property
    def words(self) -> tuple[str, ...]:
        """The words that may be written here, where there are only so many."""
        found = (word for form in self.forms for word in form.schema.get("enum", ()) if isinstance(word, str))
        return tuple(dict.fromkeys(word for word in found if word not in ("", "~", "null")))


_SPOTS: dict[tuple[int, ...], Spot] = {}


def _spot(begun: tuple[Form, ...]) -> Spot:
    """Return the one place that has these forms; their schemas live as long as the program."""
    return _SPOTS.setdefault(tuple(id(form.schema) for form in begun), Spot(begun))


def _inner(begun: Sequence[Form], step: Step) -> tuple[Form, ...]:
    found: list[Form] = []
    for form in begun:
        if step is None:
            inner = form.schema.get("items")
        else:
            more = form.schema.get("additionalProperties")
            inner = form.schema.get("properties", {}).get(step, more if isinstance(more, dict) else None)
        found.extend(forms(inner) if isinstance(inner, dict) else ())
    return tuple(found)


@cache
def root() -> Spot:
    """Return the root of a document."""
    return _spot(forms())


def at(path: Iterable[Step]) -> Spot:
    """Return the end of a path from the root of a document."""
    found = root()
    for step in path:
        found = found.further(step)
    return found


def documentation(spot: Spot, key: str) -> str:
    """Return Markdown about a key: the row of the page about the language, else what the schema says; empty for none."""
    rows = _rows()
    for form in spot.forms:
        if key in form.schema.get("properties", {}):
            row = rows.get((_SECTIONS.get(form.name, "-"), key))
            if row is not None:
                return row
            inner = form.schema["properties"][key]
            said = inner.get("description") or next((each.schema.get("description") for each in forms(inner)), None)
            if said:
                return f"`{key}`: {said[0].lower()}{said[1:]}"
    return ""


@cache
def _rows() -> dict[tuple[str, str], str]:
    """Return what the tables of the page say, by section and key."""
    found: dict[tuple[str, str], str] = {}
    heading: list[str] = []
    section = ""
    for line in page("format.md").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")] if line.startswith("|") else []
        if line.startswith("#"):
            section = line.lstrip("# ")
        if not cells or not heading:
            heading = cells
        elif cells and len(cells) == len(heading) and not line.startswith("|-"):
            for key in re.findall(r"`(\w+)`", cells[0]):
                found.setdefault((section, key), "\n\n".join(_said(key, heading, cells)))
    return found


def _said(key: str, heading: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    yield f"**{key}**: {cells[-1].rstrip(' |')}"
    more = [f"{title}: {cell}" for title, cell in zip(heading[1:-1], cells[1:-1], strict=True) if cell]
    if more:
        yield ", ".join(more)
