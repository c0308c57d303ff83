"""Quantities as people say them, and how they are written; asked only when something cannot be read."""

import re

_WORDS = {
    "ms": ("millis", "msec", "millisecond"),
    "s": ("sec", "second"),
    "m": ("min", "minute"),
    "h": ("hr", "hour"),
    "d": ("day",),
    "w": ("week", "wk"),
    "y": ("year", "yr"),
}
_UNIT_OF = {word: unit for unit, words in _WORDS.items() for word in (unit, *words, *(f"{word}s" for word in words))}
_word = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_amount = r"\d+(?:\.\d+)?"
_LONGEST = 100
_duration = re.compile(rf"(?:\s*{_amount}\s*(?:{_word})(?![a-z]))+\s*", re.ASCII | re.IGNORECASE).fullmatch
_parts = re.compile(rf"({_amount})\s*({_word})", re.ASCII | re.IGNORECASE).findall
_rate = re.compile(
    rf"({_amount})\s*(?:requests?|reqs?|calls?|queries|[rqt])?\s*(?:per|p|/)\s*(s|m|h|d|secs?|seconds?|min|minutes?|hours?|days?)",
    re.ASCII | re.IGNORECASE,
).fullmatch


def written_duration(text: str) -> str:
    """Return a duration in words, such as `20 min`, as it is to be written; nothing for another text."""
    if len(text) > _LONGEST or not _duration(text):
        return ""
    return "".join(f"{amount}{_UNIT_OF[unit.lower()]}" for amount, unit in _parts(text))


def written_rate(text: str) -> str:
    """Return a rate in words, such as `10 rps`, as it is to be written; nothing for another text."""
    spoken = _rate(text) if len(text) <= _LONGEST else None
    return f"{spoken[1]}/{_UNIT_OF[spoken[2].lower()]}" if spoken else ""
