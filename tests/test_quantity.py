"""Quantities: what people write, as numbers in SI base units."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph import quantity
from sosgraph.quantity import (
    OneOf,
    Ratio,
    counted,
    format_duration,
    format_number,
    format_percent,
    format_share,
    parse_count,
    parse_date,
    parse_duration,
    parse_flag,
    parse_multiple,
    parse_number,
    parse_rate,
    parse_ratio,
    parse_span,
)

_UNITS = {"ns": Fraction(1, 10**9), "us": Fraction(1, 10**6), "ms": Fraction(1, 1000), "s": 1, "m": 60, "h": 3600, "d": 86400}


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (parse_ratio, "99.95%", Ratio(0.9995, 0.0005)),
        (parse_ratio, "0.9995", Ratio(0.9995, 0.0005)),
        (parse_ratio, "99.9999999999%", Ratio(0.999999999999, 1e-12)),
        (parse_ratio, "100%", Ratio(1.0, 0.0)),
        (parse_ratio, "0", Ratio(0.0, 1.0)),
        (parse_duration, "250ms", 0.25),
        (parse_duration, "1h30m", 5400.0),
        (parse_duration, "28d", 28 * 86400.0),
        (parse_duration, "30 d", 30 * 86400.0),
        (parse_duration, "1 h 30 m", 5400.0),
        (parse_ratio, "99.9 %", Ratio(0.999, 0.001)),
        (parse_duration, "1y", 365 * 86400.0),
        (parse_duration, "0s", 0.0),
        (parse_rate, "280/s", 280.0),
        (parse_rate, "30/m", 0.5),
        (parse_number, "1.5", 1.5),
        (parse_count, "3", 3),
        (parse_date, "2026-01-31", date(2026, 1, 31)),
        (parse_date, "2024-02-29", date(2024, 2, 29)),
        (parse_flag, "true", True),
        (parse_flag, "false", False),
        (OneOf(("run", "start")), "start", "start"),
    ],
)
def test_values_are_read_as_people_say_them(parse: Callable[[str], Any], text: str, value: object) -> None:
    """In SI base units; a ratio and its complement are each rounded once."""
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text", "advice"),
    [
        (parse_ratio, "99.9", "write 99.9% or 0.999"),
        (parse_ratio, "5", "write 5% or 0.05"),
        (parse_ratio, "101%", "outside 0 to 100%"),
        (parse_ratio, "-1%", "outside 0 to 100%"),
        (parse_ratio, "99,9%", "write 99.9%"),
        (parse_ratio, "99,9%", "has a decimal comma; write 99.9%"),
        (parse_ratio, "99.9  %", "write 99.9%"),
        (parse_ratio, ".5", "write 0.5"),
        (parse_ratio, "high", "write it like 99.9% or 0.999"),
        (parse_duration, "250", "write 250s, 250ms or 250m"),
        (parse_duration, "-5s", "negative"),
        (parse_duration, "5 minutes", "write 5m"),
        (parse_rate, "280", "write 280/s"),
        (parse_rate, "fast", "write it like 280/s"),
        (parse_number, "-1", "zero or more"),
        (parse_count, "0", "above zero"),
        (parse_count, "1.5", "whole number"),
        (parse_date, "2026-02-29", "write year-month-day, like 2026-01-31"),
        (parse_date, "31.1.2026", "not a day"),
        (parse_flag, "yes", "true nor false"),
        (OneOf(("run", "start")), "stop", "write one of run, start"),
    ],
)
def test_a_wrong_value_says_what_to_write(parse: Callable[[str], Any], text: str, advice: str) -> None:
    """The message quotes what was written and shows what would be right."""
    with pytest.raises(ValueError, match=re.escape(advice)) as raised:
        parse(text)
    assert repr(text) in str(raised.value)


@given(st.integers(0, 10**14), st.integers(0, 12))
def test_a_ratio_and_its_complement_are_the_nearest_floats(digits: int, places: int) -> None:
    """∀ percentages of up to twelve places: both sides are the correctly rounded exact value, so nine nines survive."""
    exact = Fraction(digits % (100 * 10**places + 1), 100 * 10**places)
    percent = exact * 100
    whole, rest = divmod(percent.numerator * 10**places // percent.denominator, 10**places)
    text = f"{whole}.{rest:0{places}d}%" if places and percent != 100 else f"{whole}%"
    assert parse_ratio(text) == Ratio(float(exact), float(1 - exact))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(sorted(_UNITS))), min_size=1, max_size=4))
def test_a_duration_is_the_sum_of_its_parts(parts: list[tuple[int, str]]) -> None:
    """Against exact fractions."""
    exact = sum(amount * Fraction(_UNITS[unit]) for amount, unit in parts)
    assert parse_duration("".join(f"{amount}{unit}" for amount, unit in parts)) == pytest.approx(float(exact))


@given(
    st.sampled_from(("ratio", "duration", "rate", "number", "multiple", "count")),
    st.text("0159.%/smhdnu-+e ,\n٣", max_size=8),
)
def test_a_parser_accepts_what_its_pattern_does(kind: str, text: str) -> None:
    """∀ texts: the parser raises `ValueError`, never another, exactly where the published pattern does not match."""
    pattern = getattr(quantity, f"{kind.upper()}_PATTERN")
    matches = re.search(pattern.replace("$", r"\Z"), text, re.ASCII) is not None
    try:
        getattr(quantity, f"parse_{kind}")(text)
        accepted = True
    except ValueError:
        accepted = False
    assert accepted is matches


@pytest.mark.parametrize(
    ("complement", "text"),
    [(0.001, "99.9 %"), (1e-9, "99.9999999 %"), (0.0, "100 %"), (1e-17, "> 99.9999999999 %"), (1.0, "0 %"), (0.5, "50 %")],
)
def test_an_availability_is_never_rounded_up_to_certainty(complement: float, text: str) -> None:
    """As many nines as there are; 100 % only where nothing fails."""
    assert format_percent(complement) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.25, "250ms"), (5400.0, "1.5h"), (0.0, "0s"), (86400.0, "1d"), (3e-6, "3us"), (5e-9, "5ns")]
)
def test_a_duration_is_written_in_its_largest_unit(seconds: float, text: str) -> None:
    """And can be read again."""
    assert format_duration(seconds) == text
    assert parse_duration(text) == pytest.approx(seconds)


def test_a_share_of_counts_and_of_means_has_an_exact_complement() -> None:
    """999,300 good of 1,000,000; 99 hours up and 1 hour down."""
    assert Ratio.of_counts(999_300, 1_000_000) == Ratio(0.9993, 0.0007)
    assert Ratio.of_means(99.0, 1.0) == Ratio(0.99, 0.01)


def test_numbers_keep_the_digits_that_count() -> None:
    """Three, and all before the point."""
    assert [format_number(value) for value in (0.0432, 4.321, 99.96, 1234.5, 1e20, -0.5)] == [
        "0.0432",
        "4.32",
        "100",
        "1234",
        "1e+20",
        "-0.5",
    ]


def test_a_share_is_neither_all_nor_nothing_where_it_is_not() -> None:
    """Three digits at most; what is little is still something, what is nearly all is not all."""
    shares = [format_share(value) for value in (0.0, 1e-9, 0.00434, 0.8642, 0.99996, 1.0, 1.5)]
    assert shares == ["0 %", "< 0.01 %", "0.434 %", "86.4 %", "> 99.9 %", "100 %", "150 %"]


@pytest.mark.parametrize(
    ("parse", "written", "meant"),
    [
        (parse_ratio, "100", "write 100% or 1"),
        (parse_ratio, "99.9", "write 99.9% or 0.999"),
        (parse_duration, "20 min", "write 20m"),
        (parse_duration, "30 minutes", "write 30m"),
        (parse_duration, "1 Hour 30 min", "write 1h30m"),
        (parse_duration, "1.5 sec", "write 1.5s"),
        (parse_duration, "20  ms", "write 20ms"),
        (parse_duration, "1M", "write 30d or 1m"),
        (parse_span, "30", "write 30d, 30h or 30m"),
        (parse_duration, "3 months", "write it like 250ms, 30s, 5m or 28d"),
        (parse_rate, "10 rps", "write 10/s"),
        (parse_rate, "10 req/s", "write 10/s"),
        (parse_rate, "600 requests per minute", "write 600/m"),
        (parse_rate, "many", "write it like 280/s or 10/m"),
    ],
)
def test_what_people_say_is_answered_with_what_to_write(parse: Callable[[str], object], written: str, meant: str) -> None:
    """The words for a unit with the unit, as far as there is one."""
    with pytest.raises(ValueError, match=f"; {meant}$"):
        parse(written)


@given(st.integers(0, 36_523).map(lambda days: date(2000, 1, 1) + timedelta(days)))
def test_every_day_of_this_century_is_read_back(day: date) -> None:
    """∀ day: what is written as ISO 8601 is that day; the day after the last of its month is none."""
    assert parse_date(day.isoformat()) == day
    if (day + timedelta(1)).month != day.month:
        with pytest.raises(ValueError, match="not a day"):
            parse_date(f"{day.isoformat()[:8]}{day.day + 1}")


def test_counts_read_as_words() -> None:
    """One system, two dependencies, and thousands with commas."""
    assert [counted(1, "system"), counted(2, "dependency"), counted(1200, "group")] == [
        "1 system",
        "2 dependencies",
        "1,200 groups",
    ]


@pytest.mark.parametrize(
    ("parse", "written", "told"),
    [
        (parse_count, "1000000000", "is above 999999999; write a smaller number"),
        (parse_count, "9" * 60, "is above 999999999; write a smaller number"),
        (parse_number, "1e308", "has an exponent; write all its digits, 40 characters at most"),
        (parse_number, "9" * 41, "is too long; write 40 characters at most"),
        (parse_multiple, "1.5e3", "has an exponent; write all its digits, 40 characters at most"),
    ],
)
def test_a_number_beyond_a_limit_is_told_the_limit(parse: Callable[[str], object], written: str, told: str) -> None:
    """Not that it is no number, which it is; and never in more digits than a line has."""
    with pytest.raises(ValueError, match=f"{told}$") as raised:
        parse(written)
    assert len(str(raised.value)) < 120
