"""On which line of a TOML file something stands, since the parser of the standard library does not tell."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The keys that lead to a place; of one of several tables of the same name (`[[contracts]]`) its number too, from 0."""

_part = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(\.)?""")
_header = re.compile(r"\s*\[(\[?)([^\[\]]+)\]")
_quoted = re.compile(r"""["]([^"]*)["]|[']([^']*)[']""")
_DEEPEST = 16  # keys inside one another; a policy has five, and a line of dots may claim any number
_entry = re.compile(r"""\s*((?:[\w.-]|\s*\.\s*|"[^"]*"|'[^']*')+?)\s*=""")


def line_of(text: str, path: Path) -> int:
    """Return the line, from 1, of the key that `path` leads to, else of the nearest one above it; 1 where there is none.

    The last step may be a text in the list of the one before: then the line below that key on which it stands in quotes.
    """
    index = _index(text)
    if path in index.within:
        return index.within[path]
    above = next((each for each in range(len(path) - 1, 0, -1) if path[:each] in index.keys), 0)
    best = index.keys[path[:above]] if above else 1
    if above == len(path) - 1:
        below = index.quoted.get(str(path[-1]), ())
        place = bisect_left(below, best)
        return below[place] if place < len(below) else best
    return best


class _Index(NamedTuple):
    """The first line of each key, and of each key or of the first one inside it; all lines on which a text stands in quotes."""

    keys: Mapping[Path, int]
    within: Mapping[Path, int]
    quoted: Mapping[str, list[int]]


@lru_cache(maxsize=4)  # every setting asks for its line
def _index(text: str) -> _Index:
    lines = text.splitlines()
    keys: dict[Path, int] = {}
    within: dict[Path, int] = {}
    quoted: dict[str, list[int]] = {}
    for number, key in _keys(lines):
        keys.setdefault(key, number)
        for depth in range(1, min(len(key), _DEEPEST) + 1):
            within.setdefault(key[:depth], number)
    for number, line in enumerate(lines, 1):
        for match in _quoted.finditer(line):
            quoted.setdefault(match[1] or match[2] or "", []).append(number)
    return _Index(keys, within, quoted)


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
