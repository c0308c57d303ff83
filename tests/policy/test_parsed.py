"""TOML within bounds."""

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.policy.parsed import DEEPEST, parsed


@given(st.text(st.sampled_from("a.=[]{}\"'#\n 1-,")))
def test_is_what_the_standard_library_says(text: str) -> None:
    """Of what is not too deep: the same content, or a refusal."""
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(ValueError, match=r"."):
            parsed(text)
    else:
        assert parsed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 100_000 + " = 1",
        "[a" + ".'b'" * 100_000 + "]",
        "a = " + "[" * 100_000,
        "a = {" + "b = {" * 200 + "}" * 200 + "}",
        "[a" + ".a" * 60 + "]\na" + ".a" * 60 + " = 1",
    ],
)
def test_what_is_too_deep_is_refused_at_once(text: str) -> None:
    """Where the parser alone would take minutes, or overflow."""
    start = time.process_time()
    with pytest.raises(ValueError, match=r"nested too deeply|unterminated|Unclosed"):
        parsed(text)
    assert time.process_time() - start < 5


def test_as_deep_as_is_read() -> None:
    """A hundred levels."""
    assert parsed("a" + ".a" * (DEEPEST - 2) + " = 1")


def test_long_words_take_no_time() -> None:
    """What looks like the beginning of a key is looked at once."""
    start = time.process_time()
    assert parsed(f"a = '{'x' * 1_000_000}'\n" + "b.c = 1\n".replace("b", "y" * 100_000)) and time.process_time() - start < 5
