"""Files and folders as people write them in a list of exceptions: `legacy/**`, `*.generated.yaml`, `vendor/`."""

import re
from functools import cache

_token = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def fits(path: str, pattern: str) -> bool:
    """Tell whether the pattern is for a file at `path`, which is relative to the folder in which the pattern is written.

    As gitignore has it: `*` is anything but `/`, `**` any number of folders; a folder stands for all below it; and what has
    no `/` but at its end fits at any depth.
    """
    return _expression(pattern).fullmatch(path) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    plain = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in plain else "(?:.*/)?"
    means = "".join(_MEANS.get(token) or re.escape(token) for token in _token.findall(plain.removeprefix("/")))
    return re.compile(f"{anywhere}{means}(?:/.*)?", re.DOTALL)
