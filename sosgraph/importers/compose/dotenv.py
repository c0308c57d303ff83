"""Files of assignments, as `.env` and `env_file` name them: one `NAME=value` a line, quotes and comments allowed."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from sosgraph.importers.compose.interpolation import interpolated

_MOST = 10_000  # assignments that are read
_ASSIGNMENT = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*=[ \t]*"""
    r"""(?:'(?P<literal>[^']*)'|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^\r\n]*))""",
    re.ASCII | re.MULTILINE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}


class Assignment(NamedTuple):
    """A variable, its value after interpolation, and the line on which it stands, counted from 1."""

    name: str
    value: str
    line: int


def assignments(text: str, variables: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield the assignments of `text` in reading order; values may use `variables` and what is assigned above them."""
    known = dict(variables)
    line, position = 1, 0
    for match in islice(_ASSIGNMENT.finditer(text), _MOST):
        line += text.count("\n", position, match.start())
        position = match.start()
        value = _value(match, known)
        if match["name"] not in variables:
            known[match["name"]] = value
        yield Assignment(match["name"], value, line)


def _value(match: re.Match[str], known: Mapping[str, str]) -> str:
    if match["literal"] is not None:
        return match["literal"]
    if match["quoted"] is not None:
        text = _ESCAPE.sub(lambda escape: _CONTROL.get(escape[1], escape[1]), match["quoted"])
    else:
        text = re.split(r"(?:^|[ \t])#", match["plain"], maxsplit=1)[0].strip()
    try:
        return interpolated(text, known)
    except ValueError:
        return text
