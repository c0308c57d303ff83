"""Where a cursor stands in a text that is only half typed, and so no YAML: keys above it, and what is begun under it.

Only the text before the cursor is looked at, once, by indentation and brackets; nothing in it can be wrong.
"""

import re
from dataclasses import dataclass, field

from sosgraph.language_server.grammar import Step

_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s#,\[\]{}"'|>&*!%@`][^#]*?)\s*:(?=\s|$)""")
_BLOCK_TEXT = re.compile(r"(?:[&!]\S+\s+)*[|>][-+0-9]*\s*(?:#.*)?")
_MOST = 1_000  # levels


@dataclass(frozen=True, slots=True)
class Cursor:
    """The `path` of keys (None: an element of a list) to where something is `begun`, which may be a key, a value, or either."""

    path: tuple[Step, ...]
    begun: str
    key: bool
    value: bool


@dataclass(slots=True)
class _Bracket:
    """An open flow collection: a mapping or a list, and the key whose value is being written in it."""

    mapping: bool
    key: str | None = None
    value: bool = False

    @property
    def wants_key(self) -> bool:
        """Tell whether what is being written is a key."""
        return self.mapping and not self.value


@dataclass(slots=True)
class _Reading:
    """What was read so far: block levels as column and step, open brackets, and the column below which a block text ends."""

    levels: list[tuple[int, Step]] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    text_above: int = -1
    begun: str = ""
    behind_key: bool = False


def cursor(text: str, offset: int) -> Cursor | None:
    """Return where the cursor stands; None in a comment and in a text of several lines."""
    reading = _Reading()
    before = text[:offset]
    *lines, last = before.split("\n")
    for line in lines:
        _line(reading, line.rstrip("\r"), False)
    in_text = reading.text_above >= 0 and (not last.strip() or _indent(last) > reading.text_above)
    if in_text or re.search(r"(?:^|\s)#", _unquoted(last)):
        return None
    _line(reading, last, True)
    return _found(reading, last)


def _found(reading: _Reading, last: str) -> Cursor:
    path = [step for _, step in reading.levels]
    for bracket in reading.brackets:
        path.append(bracket.key if bracket.mapping else None)
    begun = reading.begun.lstrip()
    if not reading.brackets:
        return Cursor(tuple(path), begun, not reading.behind_key, True)
    inner = reading.brackets[-1]
    if inner.wants_key:
        return Cursor(tuple(path[:-1]), begun, True, False)
    return Cursor(tuple(path), begun, False, True)


def _line(reading: _Reading, line: str, last: bool) -> None:
    """Read one line; in the `last` one, which ends at the cursor, blanks count."""
    if reading.brackets:
        reading.begun += " " if reading.begun else ""
        _flow(reading, line)
        return
    column = _indent(line)
    rest = line[column:]
    if reading.text_above >= 0:
        if not rest or column > reading.text_above:
            return
        reading.text_above = -1
    if not last and (not rest or rest.startswith("#")):
        return
    reading.behind_key, reading.begun = False, ""
    if rest.startswith(("---", "...")) and column == 0:
        reading.levels.clear()
        return
    while rest == "-" or rest.startswith("- "):
        _leave(reading, column, True)
        _enter(reading, column, None)
        skipped = 1 + _indent(rest[1:])
        column, rest = column + skipped, rest[skipped:]
    key = _KEY.match(rest)
    _leave(reading, column, False)
    if key is not None:
        _enter(reading, column, key["key"].strip("\"'"))
        rest = rest[key.end() :]
        reading.behind_key = True
        if _BLOCK_TEXT.fullmatch(rest.strip()):
            reading.text_above = column
            return
    _flow(reading, rest)


def _leave(reading: _Reading, column: int, element: bool) -> None:
    """Close the levels that a line at this column is not in; a list may stand in the column of its key."""
    levels = reading.levels
    while levels and (levels[-1][0] > column or (levels[-1][0] == column and (not element or levels[-1][1] is None))):
        levels.pop()


def _enter(reading: _Reading, column: int, step: Step) -> None:
    if len(reading.levels) < _MOST:
        reading.levels.append((column, step))


def _flow(reading: _Reading, rest: str) -> None:
    """Read what stands behind a key, between brackets, or alone: brackets open and close, keys and commas in them count."""
    quote = ""
    for index, letter in enumerate(rest):
        inner = reading.brackets[-1] if reading.brackets else None
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and not reading.begun.strip():
            quote = letter
        elif letter == "#" and (index == 0 or rest[index - 1] in " \t"):
            reading.begun = ""
            return
        elif letter in "[{" and (inner is not None or not reading.begun.strip()) and len(reading.brackets) < _MOST:
            reading.brackets.append(_Bracket(letter == "{"))
            reading.begun = ""
            continue
        elif inner is not None and letter in "]}":
            reading.brackets.pop()
            reading.begun = ""
            continue
        elif inner is not None and letter == ",":
            inner.key, inner.value, reading.begun = None, False, ""
            continue
        elif inner is not None and letter == ":" and inner.wants_key and rest[index + 1 : index + 2] in ("", " "):
            inner.key, inner.value, reading.begun = reading.begun.strip().strip("\"'"), True, ""
            continue
        reading.begun += letter


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _unquoted(line: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", "", line)
