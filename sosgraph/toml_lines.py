"""On which line of a TOML file something stands, since the parser of the standard library does not tell."""

import re
from collections.abc import Iterator

_part = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(\.)?""")
_header = re.compile(r"\s*\[\[?([^\[\]]+)\]")
_entry = re.compile(r"""\s*((?:[\w.-]|\s*\.\s*|"[^"]*"|'[^']*')+?)\s*=""")


def line_of(text: str, path: tuple[str, ...]) -> int:
    """Return the line, from 1, of the key that `path` leads to, else of the nearest one above it; 1 where there is none.

    The last step may be a text in the list of the one before: then the line below that key on which it stands in quotes.
    """
    best, depth, lines = 1, 0, text.splitlines()
    for number, key in _keys(lines):
        same = 0
        while same < min(len(key), len(path)) and key[same] == path[same]:
            same += 1
        if same > depth and same == min(len(key), len(path)):
            best, depth = number, same
    if depth == len(path) - 1:
        quoted = (f'"{path[-1]}"', f"'{path[-1]}'")
        best = next((number for number in range(best, len(lines) + 1) if any(word in lines[number - 1] for word in quoted)), best)
    return best


def _keys(lines: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every table and every key with its line, as far as they can be told without parsing values."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        header, entry = _header.match(line), _entry.match(line)
        if header is not None and entry is None:
            table = _parts(header[1])
            yield number, table
        elif entry is not None:
            yield number, (*table, *_parts(entry[1]))


def _parts(written: str) -> tuple[str, ...]:
    return tuple(next(filter(None, match.groups()[:3]), "") for match in _part.finditer(written))
