"""What is wrong with a text that is not YAML, in the words of who wrote it, at the place to correct.

libyaml says where it had to give up, which is often a line or a file too late, and in words about tokens.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

Slip = tuple[int, int, str]
"""Line and column, from 0, and a sentence."""

_NO_TOKEN = "cannot start any token"
_TAB = "tab character that violates"
_SECOND_COLON = "mapping values are not allowed"
_NO_COLON = "could not find expected ':'"
_colon = re.compile(r":(?=\s|$)")
_key = re.compile(r"\s*(?:- +)*([A-Za-z_][\w.-]*)")


def slip(text: str, mistake: yaml.YAMLError) -> Slip | None:
    """Return what is wrong and where; None where there is nothing better to say than what libyaml says."""
    mark: Any = getattr(mistake, "problem_mark", None)
    context: Any = getattr(mistake, "context_mark", None)
    problem, doing = str(getattr(mistake, "problem", "")), str(getattr(mistake, "context", ""))
    if mark is None:
        return None
    lines = [*text.splitlines(), ""]
    if _NO_TOKEN in problem or _TAB in problem:
        return _bad_start(lines, mark)
    if "end of stream" in problem and "quoted scalar" in doing:
        return context.line, context.column, "this quote is never closed; write another one where the text ends"
    late = _late_quote(text, mark)
    if late is not None:
        return late
    if "did not find expected ','" in problem:
        return _unclosed(problem[-2], mark, context)
    if _NO_COLON in problem:
        return _without_colon(lines, context.line + 1)
    if _SECOND_COLON in problem:
        return _second_colon(lines, mark)
    return _shifted(lines, mark.line) if problem.startswith("did not find expected") else None


def _bad_start(lines: list[str], mark: Any) -> Slip | None:
    word = re.match(r"[^\s,\]}#]*", lines[mark.line][mark.column :])
    written = word[0] if word is not None else ""
    if not written:
        return mark.line, mark.column, "a tab indents this line; use spaces"
    if re.fullmatch(r"%[\d.]+", written):
        return mark.line, mark.column, f"{written!r} is written the wrong way round; write {written[1:]}%"
    return mark.line, mark.column, f'a text cannot begin with {written[0]!r}; quote it: "{written}"'


def _late_quote(text: str, mark: Any) -> Slip | None:
    """Return the quote that closes lines after it was opened, just before the place where it goes wrong."""
    try:
        for token in yaml.scan(text, Loader=yaml.CBaseLoader):
            start, end = token.start_mark, token.end_mark
            if end.index > mark.index:
                return None
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"') and start.line < end.line and _meets(end, mark):
                return start.line, start.column, f"this quote closes only on line {end.line + 1}; close it where its text ends"
    except yaml.YAMLError:
        return None
    return None


def _meets(end: Any, mark: Any) -> bool:
    return bool(end.line == mark.line and mark.index - end.index <= 1)


def _unclosed(bracket: str, mark: Any, opened: Any) -> Slip:
    if mark.line == opened.line:
        return mark.line, mark.column, f"a ',' or '{bracket}' is missing before this"
    return opened.line, opened.column, f"this '{'[' if bracket == ']' else '{'}' is not closed; write '{bracket}' where it ends"


def _second_colon(lines: list[str], mark: Any) -> Slip | None:
    found = _without_colon(lines, mark.line)
    if found is not None:
        return found
    if _colon.search(lines[mark.line][: mark.column]):
        return (
            mark.line,
            mark.column,
            "a second colon in one line; quote the text that it stands in, or give it a line of its own",
        )
    return _shifted(lines, mark.line)


def _without_colon(lines: list[str], below: int) -> Slip | None:
    """Return the key without a colon among the lines above `below`, up to the next one that has one."""
    for number in range(below - 1, -1, -1):
        line = lines[number].split(" #", 1)[0]
        match = _key.match(line)
        if _colon.search(line):
            return None
        if match is not None and not line.lstrip().startswith("-"):
            if line[match.end() :].startswith(":"):
                return number, match.end(), f"a space is missing after '{match[1]}:'"
            return number, match.start(1), f"a colon is missing after {match[1]!r}"
    return None


def _shifted(lines: list[str], number: int) -> Slip | None:
    """Return that a line begins in a column where none above it does that it could belong to."""
    begin = len(lines[number]) - len(lines[number].lstrip(" "))
    columns = list(_columns(lines[:number], begin))
    if begin in columns or not columns or not lines[number].strip():
        return None
    nearest = min(columns, key=lambda column: (abs(column - begin), -column))
    match = _key.match(lines[number])
    what = repr(match[1]) if match is not None and match.start(1) == begin else "this line"
    return number, begin, f"{what} is indented by {begin}, the lines it belongs to by {nearest}; indent them alike"


def _columns(lines: list[str], begin: int) -> Iterator[int]:
    """Yield the columns of keys and dashes in which a line below `lines` may go on, up to the first one left of `begin`."""
    least = 10**9
    for line in reversed(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        dashes = re.match(r" *(?:- +)*", line)
        starts = [match.start() for match in re.finditer(r"\S", line[: dashes.end()])] if dashes else []
        inside = [column for column in (dashes.end() if dashes else 0, *reversed(starts)) if column < least]
        yield from inside
        least = min(inside, default=least)
        if least <= begin:
            return
