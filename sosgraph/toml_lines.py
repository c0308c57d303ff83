"""On which line of a TOML file something stands, since the parser of the standard library does not tell."""

import re
from collections.abc import Iterator
from functools import lru_cache

Path = tuple[str | int, ...]
"""The keys that lead to a place; of one of several tables of the same name (`[[contracts]]`) its number too, from 0."""

_part = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(\.)?""")
_header = re.compile(r"\s*\[(\[?)([^\[\]]+)\]")
_entry = re.compile(r"""\s*((?:[\w.-]|\s*\.\s*|"[^"]*"|'[^']*')+?)\s*=""")


def line_of(text: str, path: Path) -> int:
    """Return the line, from 1, of the key that `path` leads to, else of the nearest one above it; 1 where there is none.

    The last step may be a text in the list of the one before: then the line below that key on which it stands in quotes.
    """
    best, depth = 1, 0
    lines, keys = _lines_and_keys(text)
    for number, key in keys:
        same = 0
        while same < min(len(key), len(path)) and key[same] == path[same]:
            same += 1
        if same > depth and same == min(len(key), len(path)):
            best, depth = number, same
    if depth == len(path) - 1:
        quoted = (f'"{path[-1]}"', f"'{path[-1]}'")
        best = next((number for number in range(best, len(lines) + 1) if any(word in lines[number - 1] for word in quoted)), best)
    return best


@lru_cache(maxsize=4)  # every setting asks for its line
def _lines_and_keys(text: str) -> tuple[list[str], list[tuple[int, Path]]]:
    lines = text.splitlines()
    return lines, list(_keys(lines))


def _keys(lines: list[str]) -> Iterator[tuple[int, Path]]:
    """Yield every table and every key with its line, as far as they can be told without parsing values."""
    table: Path = ()
    met: dict[Path, int] = {}
    for number, line in enumerate(lines, 1):
        header, entry = _header.match(line), _entry.match(line)
        if header is not None and entry is None:
            table = _numbered(_parts(header[2]), met, bool(header[1]))
            yield number, table
        elif entry is not None:
            yield number, (*table, *_parts(entry[1]))


def _numbered(parts: Path, met: dict[Path, int], one_of_several: bool) -> Path:
    """Return the keys of a table with the numbers of those around it that are one of several, each the last one met."""
    table: Path = ()
    for place, part in enumerate(parts, 1):
        table = (*table, part)
        if one_of_several and place == len(parts):
            met[table] = met.get(table, -1) + 1
        if table in met:
            table = (*table, met[table])
    return table


def _parts(written: str) -> Path:
    return tuple(next(filter(None, match.groups()[:3]), "") for match in _part.finditer(written))
