"""TOML as Python objects, within bounds: the parser of the standard library takes hours over a key of enough parts."""

import re
from typing import Any

DEEPEST = 100
"""How many levels of nesting are read."""
_TOO_DEEP = "it is nested too deeply; write it flatter"
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')\s*+"""
_long_key = re.compile(rf"(?<![\w-])(?:{_PART}\.\s*+){{{DEEPEST}}}")


def parsed(text: str) -> dict[str, Any]:
    """Return the content of a TOML file; raises `ValueError`, with line and column at the end where they are known."""
    import tomllib

    if _long_key.search(text):
        raise ValueError(_TOO_DEEP)
    try:
        content = tomllib.loads(text)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    if _is_deep(content):
        raise ValueError(_TOO_DEEP)
    return content


def _is_deep(content: Any) -> bool:
    """Tell whether tables and lists lie in one another more than `DEEPEST` times."""
    level = [content]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
        level = [each for each in level if isinstance(each, dict | list)]
        if not level:
            return False
    return True
