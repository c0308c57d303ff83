"""Quantities as people write them, and as numbers in SI base units: ratios, durations, rates, counts; and dates.

Every parser takes the text of one scalar and raises `ValueError` whose text says what is wrong and what to write.
The `…_PATTERN`s say what the published schema accepts; a parser accepts exactly what its pattern does.
Their length is bounded, so that no number that passes overflows in arithmetic.
"""

import re
from datetime import date
from functools import lru_cache
from math import floor, isinf, log10
from typing import NamedTuple

from sosgraph.frozen import dataclass

RATIO_PATTERN = r"^(?=.{1,40}$)((100(\.0+)?|\d{1,2}(\.\d+)?) ?%|0(\.\d+)?|1(\.0+)?)$"
DURATION_PATTERN = r"^(?=.{1,40}$)\d+(\.\d+)? ?(ns|us|ms|s|m|h|d|w|y)( ?\d+(\.\d+)? ?(ns|us|ms|s|m|h|d|w|y))*$"
RATE_PATTERN = r"^(?=.{1,40}$)\d+(\.\d+)?/(s|m|h|d)$"
NUMBER_PATTERN = r"^(?=.{1,40}$)\d+(\.\d+)?$"
MULTIPLE_PATTERN = r"^(?=.{1,40}$)[1-9]\d*(\.\d+)?$"
COUNT_PATTERN = r"^[1-9]\d{0,8}$"
WHOLE_PATTERN = r"^\d{1,15}$"
DATE_PATTERN = (  # of this century, so that every fourth year is a leap year
    r"^20(\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))"
    r"|([02468][048]|[13579][26])-02-29)$"
)

_UNIT_S = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0, "y": 31536000.0}

_PART = r"(\d+(?:\.\d+)?) ?(ns|us|ms|[smhdwy])"
_LONGEST = 40  # characters, as in the patterns
_MEMORY = 4_096  # texts of one kind that are remembered: a few are written again and again


class Ratio(NamedTuple):
    """A share in [0, 1] with its complement, each rounded once, so that nine nines survive."""

    value: float
    complement: float

    @classmethod
    def of_counts(cls, good: int, total: int) -> "Ratio":
        """Return the share of `good` among `total` > 0 events."""
        return cls(good / total, (total - good) / total)

    @classmethod
    def of_means(cls, mtbf_s: float, mttr_s: float) -> "Ratio":
        """Return the steady-state availability of a part that runs `mtbf_s` and is repaired in `mttr_s` on average."""
        return cls(mtbf_s / (mtbf_s + mttr_s), mttr_s / (mtbf_s + mttr_s))

    @property
    def half_a_digit(self) -> float:
        """How much is lost when the percentage is rounded to the digits that it has."""
        digits = next((digits for digits in range(13) if abs(round(100 * self.value, digits) - 100 * self.value) < 1e-12), 13)
        return 0.5 * 10.0 ** (-2 - digits)


def _fits(text: str, pattern: str) -> bool:
    """Tell whether the whole text fits the pattern, which is compiled when a quantity of its kind is first read."""
    return re.match(pattern, text, re.ASCII) is not None and text[-1] != "\n"


@lru_cache(_MEMORY)
def parse_ratio(text: str) -> Ratio:
    """Return the ratio written as `99.95%`, `99.95 %` or `0.9995`."""
    if not _fits(text, RATIO_PATTERN):
        raise ValueError(_ratio_mistake(text))
    digits, percent = (text[:-1].rstrip(" "), 2) if text.endswith("%") else (text, 0)
    whole, _, fraction = digits.partition(".")
    scale = 10 ** (len(fraction) + percent)
    part = int(whole + fraction)
    return Ratio(part / scale, (scale - part) / scale)


def parse_probability(text: str) -> Ratio:
    """Return the probability written as `0.001`, `1e-3` or `0.1%`."""
    try:
        value = float(text) if "e" in text.lower() else parse_ratio(text).value
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{text!r} is not a probability; write it like 0.001, 1e-3 or 0.1%")
    return Ratio(value, 1.0 - value)


def _ratio_mistake(text: str) -> str:
    number = re.fullmatch(r"\s*(-?)(\d+(?:[.,]\d+)?|\.\d+)\s*(%?)\s*", text, re.ASCII)
    if not number:
        return f"{text!r} is not a ratio; write it like 99.9% or 0.999"
    digits = number[2].replace(",", ".").lstrip("0") or "0"
    digits = f"0{digits}" if digits.startswith(".") else digits
    value = float(digits)
    if number[1] or value > 100:
        return f"{text!r} is outside 0 to 100%; write a ratio like 99.9% or 0.999"
    if not number[3] and value > 1:
        fraction = f"{value / 100:.12f}".rstrip("0").rstrip(".")
        return f"{text!r} is above 1 without a percent sign; write {digits}% or {fraction}"
    comma = "has a decimal comma" if "," in text else "is not written as a ratio"
    return f"{text!r} {comma}; write {digits}{number[3]}"


@lru_cache(_MEMORY)
def parse_duration(text: str) -> float:
    """Return the seconds of a duration such as `250ms`, `1h30m`, `28d` (a year `y` is 365 days)."""
    if not _fits(text, DURATION_PATTERN):
        if _fits(text, NUMBER_PATTERN):
            raise ValueError(f"{text!r} has no unit; write {text}s, {text}ms or {text}m")
        if text.startswith("-"):
            raise ValueError(f"{text!r} is negative; write a duration of zero or more, like 250ms")
        month = re.fullmatch(r"(\d+)\s*M", text, re.ASCII)
        if month:
            raise ValueError(f"{text!r} may be months or minutes; write {30 * int(month[1])}d or {month[1]}m")
        from sosgraph.spoken import written_duration

        short = written_duration(text)
        raise ValueError(
            f"{text!r} is not a duration; write {short if _fits(short, DURATION_PATTERN) else 'it like 250ms, 30s, 5m or 28d'}"
        )
    return sum(float(amount) * _UNIT_S[unit] for amount, unit in re.findall(_PART, text, re.ASCII))


def parse_span(text: str) -> float:
    """Return the seconds of a duration that is longer than nothing, a time over which something is judged."""
    if _fits(text, NUMBER_PATTERN):
        raise ValueError(f"{text!r} has no unit; write {text}d, {text}h or {text}m")
    seconds = parse_duration(text)
    if seconds == 0:
        raise ValueError(f"{text!r} is no time at all; write a duration above zero, like 30d")
    return seconds


def parse_rate(text: str) -> float:
    """Return the events per second of a rate such as `280/s`, `10/m`."""
    if not _fits(text, RATE_PATTERN):
        if _fits(text, NUMBER_PATTERN):
            raise ValueError(f"{text!r} has no unit; write {text}/s")
        from sosgraph.spoken import written_rate

        short = written_rate(text)
        raise ValueError(f"{text!r} is not a rate; write {short if _fits(short, RATE_PATTERN) else 'it like 280/s or 10/m'}")
    amount, _, unit = text.partition("/")
    return float(amount) / _UNIT_S[unit]


@lru_cache(_MEMORY)
def parse_number(text: str) -> float:
    """Return a number of zero or more, such as `1.5`."""
    if not _fits(text, NUMBER_PATTERN):
        raise ValueError(_number_mistake(text) or f"{text!r} is not a number of zero or more; write it like 2 or 1.5")
    return float(text)


def parse_multiple(text: str) -> float:
    """Return how many times as much: a number of one or more, such as `1.1`."""
    if not _fits(text, MULTIPLE_PATTERN):
        raise ValueError(_number_mistake(text) or f"{text!r} is not a number of one or more; write it like 2 or 1.1")
    return float(text)


def _number_mistake(text: str) -> str:
    """Return what is wrong with a number that is one, but not written as they are here; empty where it is none."""
    if re.fullmatch(r"\d+(\.\d+)?[eE][+-]?\d+", text, re.ASCII):
        return f"{text!r} has an exponent; write all its digits, {_LONGEST} characters at most"
    if len(text) > _LONGEST and re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        return f"'{text[:_LONGEST]}…' is too long; write {_LONGEST} characters at most"
    return ""


@lru_cache(_MEMORY)
def parse_count(text: str) -> int:
    """Return a whole number from 1 to 999,999,999."""
    if not _fits(text, COUNT_PATTERN):
        if re.fullmatch(r"[1-9]\d{9,}", text, re.ASCII):
            raise ValueError(f"'{text[:_LONGEST]}{'…' * (len(text) > _LONGEST)}' is above 999999999; write a smaller number")
        raise ValueError(f"{text!r} is not a whole number above zero; write it like 3")
    return int(text)


def parse_whole(text: str) -> int:
    """Return a whole number of zero or more."""
    if not _fits(text, WHOLE_PATTERN):
        raise ValueError(f"{text!r} is not a whole number of zero or more; write it like 1000")
    return int(text)


def parse_queue(text: str) -> int | None:
    """Return how many may wait; `inf` is no limit (None)."""
    return None if text == "inf" else parse_whole(text)


def parse_date(text: str) -> date:
    """Return a day of this century, written year-month-day like `2026-01-31` (ISO 8601)."""
    if not _fits(text, DATE_PATTERN):
        raise ValueError(f"{text!r} is not a day of this century; write year-month-day, like 2026-01-31")
    return date.fromisoformat(text)


def parse_flag(text: str) -> bool:
    """Return the truth of `true` or `false`; YAML 1.1's other words for them are refused."""
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false; write one of the two")
    return text == "true"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A parser of a closed set of words."""

    words: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """Return `text` when it is one of the words."""
        if text not in self.words:
            raise ValueError(f"{text!r} is not known here; write one of {', '.join(self.words)}")
        return text


def format_percent(complement: float) -> str:
    """Return the availability with this unavailability in percent, with as many nines as it has, never rounded up to 100 %."""
    if complement <= 0:
        return "100 %"
    digits = 5
    while digits < 13 and complement * 100 < 10.0 ** (3 - digits):
        digits += 1
    text = f"{100 - complement * 100:.{digits}f}".rstrip("0").rstrip(".")
    return "> 99.9999999999 %" if text == "100" else f"{text} %"


def format_duration(seconds: float) -> str:
    """Return a duration in the largest unit that leaves a number of 1 or more, with at most three digits behind it."""
    for unit in ("d", "h", "m", "s", "ms", "us"):
        if seconds >= _UNIT_S[unit]:
            return f"{seconds / _UNIT_S[unit]:.3f}".rstrip("0").rstrip(".") + unit
    return f"{seconds / _UNIT_S['ns']:.3f}".rstrip("0").rstrip(".") + "ns" if seconds else "0s"


def format_number(value: float) -> str:
    """Return the number with three digits that count, and all digits before the point."""
    if isinf(value):
        return "∞" if value > 0 else "-∞"
    if abs(value) >= 100 and abs(value) < 1e15:
        return f"{value:.0f}"
    return f"{value:.3g}"


def format_share(value: float) -> str:
    """Return a share in percent with three digits that count at most; neither all nor nothing where it is not."""
    if 0 < value < 0.0001:
        return "< 0.01 %"
    if 0.9995 <= value < 1 - 1e-9:
        return "> 99.9 %"
    return f"{format_number(value * 100)} %"


def counted(number: int, word: str) -> str:
    """Return a number of things in words: `1 system`, `2 dependencies`."""
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else plural}"


def format_count(count: int) -> str:
    """Return the count in digits, of more than fifteen of these the first two."""
    if count < 10**15:
        return f"{count:,}"
    exponent = floor(log10(count))
    return f"{10 ** (log10(count) - exponent):.1f}e+{exponent}"
