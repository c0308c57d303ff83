"""Variables in Compose files: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`, `${X:?message}`, and `$$`.

Source: Compose specification, chapter Interpolation.
"""

import re
from collections.abc import Mapping

LONGEST = 4096
"""Characters that a substituted text is cut at, so that variables made of variables cannot grow without bound."""
_DEEPEST = 20  # levels of defaults within defaults
_VARIABLE = re.compile(
    r"\$(?:(?P<dollar>\$)|(?P<plain>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)(?P<operator>:?[-+?]|(?=\})))", re.ASCII
)
_BRACE = re.compile(r"[{}]")


class Unsubstitutable(ValueError):
    """A text in which a `$` begins nothing; `found` is what stands from there on, at most to the end of the line."""

    def __init__(self, message: str, found: str) -> None:
        super().__init__(message)
        self.found = found


def interpolated(text: str, variables: Mapping[str, str], *, defaults: bool = True, depth: int = 0) -> str:
    """Return `text` with its variables substituted; one that is not set is empty, also where a value is demanded (`:?`).

    Without `defaults` it is empty even where a default is given. Raises `Unsubstitutable` where a `$` begins nothing, as
    Compose itself refuses it.
    """
    parts: list[str] = []
    position, length = 0, 0
    while length < LONGEST and (dollar := text.find("$", position)) >= 0:
        match = _VARIABLE.match(text, dollar)
        if match is None or depth > _DEEPEST:
            found = text[dollar : dollar + 20].partition("\n")[0]
            raise Unsubstitutable(f"{found!r} begins no variable; write $$ for a dollar sign", found)
        substitute, after = _substitute(text, match, variables, defaults, depth)
        parts += (text[position:dollar], substitute)
        length += dollar - position + len(substitute)
        position = after
    if not parts:
        return text
    parts.append(text[position:])
    return "".join(parts)[:LONGEST]


def _substitute(text: str, match: re.Match[str], variables: Mapping[str, str], defaults: bool, depth: int) -> tuple[str, int]:
    """Return what stands for the variable of `match`, and the position behind it."""
    if match["dollar"]:
        return "$", match.end()
    if match["plain"]:
        return variables.get(match["plain"], ""), match.end()
    closing = _closing_brace(text, match.end())
    name, operator, word = match["braced"], match["operator"], text[match.end() : closing]
    given = bool(variables.get(name)) if operator.startswith(":") else name in variables
    if given if operator.endswith("+") else operator.endswith("-") and not given and defaults:
        chosen = interpolated(word, variables, defaults=defaults, depth=depth + 1)
    else:
        chosen = "" if operator.endswith("+") else variables.get(name, "")
    return chosen, closing + 1


def _closing_brace(text: str, start: int) -> int:
    level = 1
    for brace in _BRACE.finditer(text, start):
        level += 1 if brace[0] == "{" else -1
        if not level:
            return brace.start()
    found = text[text.rfind("$", 0, start) : start + 20].partition("\n")[0]
    raise Unsubstitutable(f"a brace is not closed in {found!r}; write }} behind the variable", found)
